"""Export of a selection of the log to a file that any program reads, and that this one imports without loss.

The forms are in `storage.export_forms`, the columns in `storage.columns`.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from domain.errors import DeskError
from domain.filter import Filter, Order
from domain.text import excerpt
from domain.words import _
from storage.desk import Desk
from storage.durable import discard, rename
from storage.export_forms import FORMS, Row
from storage.fingerprints import exported_fingerprint

_PAGE = 500

Progress = Callable[[int, int], None]
"""Called with the incidents done and all there are. What it raises ends the export; no file is left."""


def export(
    desk: Desk,
    path: Path,
    chosen: Filter | None = None,
    *,
    ids: Sequence[int] | None = None,
    overwrite: bool = False,
    progress: Progress | None = None,
) -> int:
    """Write a selection to `path`, oldest first, in the form its ending names. Gives how many they are.

    `ids` are row ids, which are written in their own order instead. The file appears complete or not at all.
    Raises `DeskError` for an ending that is not known, for a file that is there already (unless `overwrite`),
    and where it cannot be written.
    """
    write = FORMS.get(path.suffix.lower())
    if write is None:
        raise DeskError(
            _("“{suffix}” is not a form this program writes.").format(
                suffix=excerpt(path.suffix or path.name, 40)
            ),
            "",
            _("Choose a name that ends in {forms}.").format(forms=", ".join(FORMS)),
        )
    if ids is None:
        ids = desk.incidents.ids(chosen, Order.OCCURRED, descending=False)
    code = desk.info.code
    write_file(path, lambda out: write(out, code, _rows(desk, code, ids, progress)), overwrite=overwrite)
    return len(ids)


def _rows(desk: Desk, code: str, ids: Sequence[int], progress: Progress | None) -> Iterator[Row]:
    for start in range(0, len(ids), _PAGE):
        for incident in desk.incidents.page(ids[start : start + _PAGE]):
            origin = incident.origin
            yield incident, origin.fingerprint if origin else exported_fingerprint(code, incident.number)
        if progress is not None:
            progress(min(start + _PAGE, len(ids)), len(ids))


def write_file(path: Path, fill: Callable[[io.BufferedWriter], object], *, overwrite: bool = False) -> None:
    """Let `fill` write beside `path`, then put it in its place: never half a file. Raises `DeskError`."""
    if path.exists() and not overwrite:
        raise DeskError(
            _("{file} is there already.").format(file=path.name),
            _("Nothing was written."),
            _("Choose another name, or say that it may be replaced."),
        )
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as out:
            fill(out)
            out.flush()
            os.fsync(out.fileno())
        rename(part, path)
    except OSError as error:
        raise DeskError(
            _("{file} could not be written.").format(file=path),
            str(error.strerror or error),
            _("Check the folder and the space on the disk."),
        ) from error
    finally:
        discard(part)
