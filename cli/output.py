"""Where commands write: words for people, or one JSON object for programs."""

from __future__ import annotations

import io
import json
import os
import sys
from contextlib import suppress
from typing import Any, TextIO

from domain.errors import DeskError


class Output:
    """Standard output and error. With `as_json` only the object of `result` goes to standard output."""

    def __init__(self, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self._out = out or sys.stdout
        self._err = err or sys.stderr
        self.as_json = False

    def line(self, text: str = "") -> None:
        """A line for people; nothing where JSON was asked for."""
        if not self.as_json:
            self._out.write(text + "\n")

    def result(self, content: dict[str, Any]) -> None:
        """The answer for programs; nothing where JSON was not asked for."""
        if self.as_json:
            self._out.write(json.dumps(content, ensure_ascii=False, indent=2) + "\n")

    def error(self, error: DeskError) -> None:
        """A failure the user is told about: a line on standard error, or the object on standard output."""
        if self.as_json:
            self.result(error.as_dict())
        else:
            self.warn(str(error))

    def warn(self, text: str) -> None:
        """One line on standard error."""
        self._err.write(" ".join(text.split()) + "\n")

    def flush(self) -> None:
        """Hand everything over now, so that a closed pipe is noticed here. Raises `BrokenPipeError`."""
        self._out.flush()

    def hush(self) -> None:
        """The reader is gone: whatever is still buffered goes nowhere, without a complaint at exit."""
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._out.fileno())


def use_utf8() -> None:
    """UTF-8 into files and pipes on every system; on a terminal its own encoding, failing at no letter."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
