"""Export of a selection of the log to a file that any program reads, and that this one imports without loss.

CSV: RFC 4180, UTF-8 with a byte order mark (so that a spreadsheet shows Cyrillic), columns as documented in
`storage.columns`. A text that a spreadsheet would run as a formula stands behind an apostrophe, which our
own import takes away again.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable
from pathlib import Path

from domain.errors import DeskError
from domain.filter import Filter, Order
from domain.text import excerpt
from domain.words import _
from storage.columns import COLUMNS, cells_of
from storage.desk import Desk
from storage.fingerprints import exported_fingerprint

_PAGE = 500

Progress = Callable[[int, int], None]
"""Called with the incidents done and all there are. What it raises ends the export; no file is left."""


def export(
    desk: Desk,
    path: Path,
    chosen: Filter | None = None,
    *,
    overwrite: bool = False,
    progress: Progress | None = None,
) -> int:
    """Write a selection to `path`, oldest first, in the form its ending names. Gives how many they are.

    The file appears complete or not at all. Raises `DeskError` for an ending that is not known, for a file
    that is there already (unless `overwrite`), and where it cannot be written.
    """
    if path.suffix.lower() != ".csv":
        raise DeskError(
            _("“{suffix}” is not a form this program writes.").format(
                suffix=excerpt(path.suffix or path.name, 40)
            ),
            "",
            _("Choose a name that ends in .csv."),
        )
    write_file(path, lambda out: _write_csv(desk, out, chosen or Filter(), progress), overwrite=overwrite)
    return desk.incidents.count(chosen)


def export_csv(
    desk: Desk, path: Path, chosen: Filter | None = None, *, progress: Progress | None = None
) -> int:
    """As `export`, for a name chosen in a dialog, which has asked before a file is replaced."""
    return export(desk, path, chosen, overwrite=True, progress=progress)


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
        with part.open("xb") as out:
            fill(out)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    except OSError as error:
        raise DeskError(
            _("{file} could not be written.").format(file=path),
            str(error.strerror or error),
            _("Check the folder and the space on the disk."),
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _write_csv(desk: Desk, out: io.BufferedWriter, chosen: Filter, progress: Progress | None) -> None:
    text = io.TextIOWrapper(out, "utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    code = desk.info.code
    ids = desk.incidents.ids(chosen, Order.OCCURRED, descending=False)
    for start in range(0, len(ids), _PAGE):
        for incident in desk.incidents.page(ids[start : start + _PAGE]):
            own = (
                incident.origin.fingerprint
                if incident.origin
                else exported_fingerprint(code, incident.number)
            )
            writer.writerow(cells_of(incident, code, own))
        if progress is not None:
            progress(min(start + _PAGE, len(ids)), len(ids))
    text.flush()
    text.detach()
