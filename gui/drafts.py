"""What was typed and not saved, on disk: one file for each draft, so that a crash loses nothing typed.

A draft is a new entry, known by a count, or the correction of a record, known by the number of that record.
Those of an encrypted desk are in its vault, and nowhere else.
"""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from domain.errors import DeskError
from storage.vault import Vault

LARGEST = 4_000_000
"""A draft file larger than this was not written by this program."""
_KEY = r"\d{1,9}|CV-\d{4}-\d{6,9}"


class Store(Protocol):
    """Where drafts are kept, by key."""

    def all(self) -> list[str]: ...
    def text(self, key: str) -> str:
        """Raises `OSError`, `ValueError`, `DeskError` where it cannot be read."""

    def write(self, key: str, text: str) -> None:
        """Replace a draft in one step. Raises `OSError`."""

    def discard(self, key: str) -> None:
        """Raises `OSError`."""


class Drafts:
    """The drafts of one desk: new entries in the order in which they were begun, then corrections."""

    def __init__(self, folder: Path, desk: Path, vault: Vault | None = None) -> None:
        self._store: Store = _Files(folder / "drafts", desk) if vault is None else _Sealed(vault)
        self._current = self._unused()

    # --- the draft that is open ----------------------------------------------------------------

    @property
    def current(self) -> str:
        """The one that is open, whether anything is kept of it or not."""
        return self._current

    def latest(self) -> dict[str, str]:
        """Open the new entry that was begun last; empty where there is none."""
        entries = [key for key in self.keys() if key.isdigit()]
        self._current = entries[-1] if entries else self._unused()
        return self.read(self._current)

    def turn(self) -> str:
        """Open the next of the others, and give its key; empty where there is none."""
        others = self.others()
        if not others:
            return ""
        after = (key for key in others if _order(key) > _order(self._current))
        self._current = next(after, others[0])
        return self._current

    def open(self, number: str) -> dict[str, str]:
        """Open the correction of a record; empty where none was begun."""
        self._current = number
        return self.read(number)

    def begin(self) -> None:
        """Open a new entry."""
        self._current = self._unused()

    def keep(self, values: dict[str, str]) -> None:
        """Put the open draft on disk. Raises `OSError`."""
        self.write(self._current, values)

    def drop(self) -> None:
        """Throw the open draft away, and open a new entry. One that a failing disk keeps comes up again."""
        with suppress(OSError):
            self.discard(self._current)
        self.begin()

    def others(self) -> list[str]:
        """The drafts that are not open."""
        return [key for key in self.keys() if key != self._current]

    # --- all of them ---------------------------------------------------------------------------

    def keys(self) -> list[str]:
        """The drafts that can be read."""
        return [key for key in sorted(self._store.all(), key=_order) if self.read(key)]

    def corrections(self) -> list[str]:
        """The numbers of the records whose correction was begun."""
        return [key for key in self.keys() if not key.isdigit()]

    def read(self, key: str) -> dict[str, str]:
        """A draft; empty where there is none or it cannot be read."""
        try:
            data = json.loads(self._store.text(key))
        except (OSError, ValueError, RecursionError, DeskError):
            return {}
        return {str(k): str(v) for k, v in data.items()} if isinstance(data, dict) else {}

    def write(self, key: str, values: dict[str, str]) -> None:
        """Replace a draft in one step. Raises `OSError`."""
        self._store.write(key, json.dumps(values, ensure_ascii=False))

    def discard(self, key: str) -> None:
        self._store.discard(key)

    def move_to(self, other: Drafts) -> None:
        """Hand every draft to the drafts of another file of the same desk. Raises `OSError`."""
        for key in self.keys():
            if key.isdigit():
                other.begin()
                other.keep(self.read(key))
            else:
                other.write(key, self.read(key))
            self.discard(key)

    def _unused(self) -> str:
        return str(max((int(key) for key in self._store.all() if key.isdigit()), default=0) + 1)


class _Files:
    """One file for each draft in a folder all desks share."""

    def __init__(self, folder: Path, desk: Path) -> None:
        self._folder = folder
        self._prefix = hashlib.sha256(str(desk.absolute()).encode()).hexdigest()[:16]

    def all(self) -> list[str]:
        if not self._folder.is_dir():
            return []
        names = (re.fullmatch(rf"{self._prefix}-({_KEY})", path.stem) for path in self._folder.glob("*.json"))
        return [found[1] for found in names if found]

    def text(self, key: str) -> str:
        path = self._path(key)
        if path.stat().st_size > LARGEST:
            raise ValueError("no draft of ours")
        return path.read_text(encoding="utf-8", errors="surrogatepass")

    def write(self, key: str, text: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(key)
        part = path.with_suffix(".part")
        part.write_text(text, encoding="utf-8", errors="surrogatepass")
        part.replace(path)

    def discard(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / f"{self._prefix}-{key}.json"


class _Sealed:
    """In the vault of an encrypted desk. A lone surrogate is kept as JSON writes it: SQLite takes none."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def all(self) -> list[str]:
        try:
            return [name.removeprefix("draft/") for name in self._vault.names("draft/")]
        except DeskError:
            return []

    def text(self, key: str) -> str:
        return self._vault.text(f"draft/{key}")

    def write(self, key: str, text: str) -> None:
        safe = "".join(f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in text)
        try:
            self._vault.keep(f"draft/{key}", safe)
        except DeskError as error:
            raise OSError(str(error)) from error

    def discard(self, key: str) -> None:
        try:
            self._vault.drop(f"draft/{key}")
        except DeskError as error:
            raise OSError(str(error)) from error


def _order(key: str) -> tuple[bool, int, str]:
    return not key.isdigit(), int(key) if key.isdigit() else 0, key
