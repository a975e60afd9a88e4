"""What is being written for a product, on disk as it is typed: a crash, or closing the window, loses none.

That of an encrypted desk is in its vault, and nowhere else.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path

from domain.errors import DeskError
from domain.plan import PLAIN, Plan
from domain.request import Request
from storage.vault import Vault

LARGEST = 4_000_000
"""A file larger than this was not written by this program."""
_NAME = "unfinished/product"


class Unfinished:
    """The choices of one desk that are not issued yet. A full disk never stops the work on the pages."""

    def __init__(self, folder: Path, desk: Path, vault: Vault | None) -> None:
        prefix = hashlib.sha256(str(desk.absolute()).encode()).hexdigest()[:16]
        self._path = folder / "drafts" / f"{prefix}-product.json"
        self._vault = vault
        self._done: Plan | None = None

    def read(self) -> Request | None:
        """What was being written; None where nothing was, or it cannot be read."""
        try:
            text = self._vault.text(_NAME) if self._vault else self._read_file()
            return Request.from_json(json.loads(text)).checked() if text else None
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError, DeskError):
            return None

    def note(self, request: Request) -> None:
        """Keep what is chosen now, unless nothing is, or just this has left the desk."""
        if request.plan == self._done:
            return
        self._done = None
        if request.plan == PLAIN:
            self._drop()
            return
        text = json.dumps(request.to_json(), ensure_ascii=False)
        with suppress(OSError, UnicodeError, DeskError):
            if self._vault:
                self._vault.keep(_NAME, text)
            else:
                self._write_file(text)

    def done(self, request: Request) -> None:
        """It has left the desk: it is unfinished no more."""
        self._done = request.plan
        self._drop()

    def _drop(self) -> None:
        with suppress(OSError, DeskError):
            if self._vault:
                self._vault.drop(_NAME)
            else:
                self._path.unlink(missing_ok=True)

    def _read_file(self) -> str:
        if not self._path.exists() or self._path.stat().st_size > LARGEST:
            return ""
        return self._path.read_text(encoding="utf-8")

    def _write_file(self, text: str) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_suffix(".part")
        part.write_text(text, encoding="utf-8")
        part.replace(self._path)
