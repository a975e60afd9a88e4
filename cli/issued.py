"""`issued`: what a desk has put out, and its frozen pages again, byte for byte."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from cli import values
from cli.output import Output
from cli.passphrase import key_of, warn_of_plain
from domain.clock import Clock
from domain.instant import format_dtg, iso_utc
from domain.request import KINDS
from domain.words import _, n_
from storage.briefings import SavedBriefing
from storage.desk import Desk
from storage.exporting import write_file


def show(args: Namespace, out: Output, clock: Clock) -> int:
    """List what was put out, or write the pages of one as they were. Raises `DeskError`, `UsageError`."""
    if bool(args.serial) != bool(args.out):
        raise values.UsageError(_("A serial and --out go together: which one, and where its pages go."))
    path = Path(args.desk)
    key = key_of(args, path)
    with Desk.open(path, clock=clock, readonly=True, key=key) as desk:
        if args.serial:
            known = desk.briefings.get(args.serial.strip().upper())
            pdf = desk.briefings.pages(known.serial)
            target = Path(args.out)
            write_file(target, lambda file: file.write(pdf), overwrite=args.force)
            warn_of_plain(key, target, out)
            out.result({**_told(known), "file": str(target)})
            pages = n_("{n} page", "{n} pages", known.pages)
            out.line(f"{target}: {known.serial}, {pages}, SHA-256 {known.sha256}")
            return 0
        every = desk.briefings.saved(limit=100_000)
    out.result({"issued": [_told(one) for one in every]})
    for one in every:
        kept = "" if one.kept else _(" (pages not kept)")
        out.line(f"{one.serial}  {format_dtg(one.produced_at)}  {_(KINDS[one.kind])}: {one.title}{kept}")
    if not every:
        out.line(_("Nothing was put out yet."))
    return 0


def _told(one: SavedBriefing) -> dict[str, object]:
    return {
        "serial": one.serial,
        "kind": one.kind,
        "title": one.title,
        "cut_off": iso_utc(one.cut_off),
        "produced_at": iso_utc(one.produced_at),
        "author": one.author,
        "pages": one.pages,
        "size": one.size,
        "sha256": one.sha256,
        "kept": one.kept,
        "corrects": one.corrects,
    }
