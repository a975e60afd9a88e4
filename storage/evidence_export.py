"""The original of a piece of evidence, out of the desk again, byte for byte."""

from __future__ import annotations

from pathlib import Path

from storage.desk import Desk
from storage.exporting import write_file


def save_evidence(desk: Desk, number: str, path: Path, *, overwrite: bool = False) -> None:
    """Write it to `path`, whole or not at all. Raises `DeskError`, also where it is damaged."""
    data = desk.evidence.content(number)
    write_file(path, lambda out: out.write(data), overwrite=overwrite)
