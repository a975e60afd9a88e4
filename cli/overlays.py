"""`overlay`: lines and areas of the desk's own for its maps."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from cli import values
from cli.output import Output
from cli.passphrase import key_of
from domain.clock import Clock
from domain.errors import DeskError, FieldError
from domain.map.geojson import LARGEST
from domain.map.overlay import PURPOSES
from domain.words import _, n_
from storage.desk import Desk


def bring_in(args: Namespace, out: Output, clock: Clock) -> int:
    """Import a GeoJSON file as an overlay. Raises `DeskError` that names the feature that is wrong."""
    author = values.author(args.author)
    path = Path(args.file)
    try:
        purpose = PURPOSES.find(args.purpose, "purpose")
    except FieldError as error:
        raise values.UsageError(f"--purpose: {error}") from error
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise DeskError(_("{file} cannot be read.").format(file=path.name), str(error.strerror)) from error
    desk_path = Path(args.desk)
    with Desk.open(desk_path, clock=clock, key=key_of(args, desk_path)) as desk:
        made = desk.overlays.add(
            args.name or path.stem, purpose=purpose, source=args.source, data=data, author=author
        )
    count = len(made.shapes)
    said = n_("{n} line or area", "{n} lines and areas", count)
    out.line(_("{number}: “{name}”, {what}.").format(number=made.number, name=made.name, what=said))
    out.result({"number": made.number, "name": made.name, "purpose": made.purpose, "shapes": count})
    return 0
