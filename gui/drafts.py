"""What was typed and not saved, on disk: one file for each draft, so that a crash loses nothing typed."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

LARGEST = 4_000_000
"""A draft file larger than this was not written by this program."""


class Drafts:
    """The drafts of one desk, in the order in which they were begun."""

    def __init__(self, folder: Path, desk: Path) -> None:
        self._folder = folder / "drafts"
        self._prefix = hashlib.sha256(str(desk.absolute()).encode()).hexdigest()[:16]
        self._current = self._unused()

    # --- the draft that is open ----------------------------------------------------------------

    def latest(self) -> dict[str, str]:
        """Open the draft that was begun last; empty where there is none."""
        numbers = self.numbers()
        self._current = numbers[-1] if numbers else self._unused()
        return self.read(self._current)

    def turn(self) -> dict[str, str]:
        """Open the next of the others; empty where there is none."""
        others = self.others()
        if not others:
            return {}
        self._current = next((number for number in others if number > self._current), others[0])
        return self.read(self._current)

    def begin(self) -> None:
        """Open a new one."""
        self._current = self._unused()

    def keep(self, values: dict[str, str]) -> None:
        """Put the open draft on disk. Raises `OSError`."""
        self.write(self._current, values)

    def drop(self) -> None:
        """Throw the open draft away, and open a new one."""
        self.discard(self._current)
        self.begin()

    def others(self) -> list[int]:
        """The drafts that are not open."""
        return [number for number in self.numbers() if number != self._current]

    # --- all of them ---------------------------------------------------------------------------

    def numbers(self) -> list[int]:
        """The drafts that can be read."""
        return [number for number in self._all() if self.read(number)]

    def read(self, number: int) -> dict[str, str]:
        """A draft; empty where there is none or it cannot be read."""
        path = self._path(number)
        try:
            if path.stat().st_size > LARGEST:
                return {}
            data = json.loads(path.read_text(encoding="utf-8", errors="surrogatepass"))
        except (OSError, ValueError, RecursionError):
            return {}
        return {str(k): str(v) for k, v in data.items()} if isinstance(data, dict) else {}

    def write(self, number: int, values: dict[str, str]) -> None:
        """Replace a draft in one step. Raises `OSError`."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(number)
        part = path.with_suffix(".part")
        part.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8", errors="surrogatepass")
        part.replace(path)

    def discard(self, number: int) -> None:
        self._path(number).unlink(missing_ok=True)

    def _unused(self) -> int:
        return max(self._all(), default=0) + 1

    def _all(self) -> list[int]:
        if not self._folder.is_dir():
            return []
        names = (
            re.fullmatch(rf"{self._prefix}-(\d{{1,9}})", path.stem) for path in self._folder.glob("*.json")
        )
        return sorted(int(found[1]) for found in names if found)

    def _path(self, number: int) -> Path:
        return self._folder / f"{self._prefix}-{number}.json"
