"""`brief`: a briefing on a period as PDF."""

from __future__ import annotations

import re
from argparse import Namespace
from datetime import datetime
from pathlib import Path

from cli import values
from cli.output import Output
from domain.clock import Clock
from domain.errors import DeskError
from domain.instant import from_ms, iso_utc, to_ms
from domain.words import _, n_
from storage.desk import Desk
from storage.exporting import write_file

_PAGE_OBJECT = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")


def write(args: Namespace, out: Output, clock: Clock) -> int:
    """Write a briefing: with a serial where the desk can be written to, else as a draft, which it says."""
    author = values.author(args.author)
    zone = values.zone(args.zone)
    since = values.beginning(args.since, "--from", clock=clock, within=zone)
    until = values.end(args.until, "--to", clock=clock, within=zone)
    cut_off = values.instant(args.cut_off, "--cut-off", clock=clock, within=zone) if args.cut_off else None
    path = Path(args.out)
    if path.suffix.lower() != ".pdf":
        raise values.UsageError(_("--out: a briefing is a PDF; choose a name that ends in .pdf."))
    with Desk.open(Path(args.desk), clock=clock, readonly=args.draft) as desk:
        made = make(
            desk, path, clock=clock, since=since, until=until, cut_off=cut_off, author=author,
            bottom_line=args.bottom_line, page_size=args.page, overwrite=args.force,
        )  # fmt: skip
        why = desk.readonly
    out.result({**made, "file": str(path)})
    pages = n_("{n} page", "{n} pages", int(str(made["pages"])))
    out.line(f"{path}: {made['title']}, {made['serial'] or _('DRAFT without a serial')}, {pages}")
    if made["serial"] is None and not args.draft:
        out.warn(_("It is a draft without a serial. {reason}").format(reason=why))
    return 0


def make(
    desk: Desk, path: Path, *, clock: Clock, since: datetime, until: datetime, author: str,
    cut_off: datetime | None = None, bottom_line: str = "", page_size: str = "A4", overwrite: bool = False,
) -> dict[str, object]:  # fmt: skip
    """Collect, lay out and write one situation briefing, and note it in the journal under its serial.

    The PDF is written first: a serial is never given to a file that is not there. Raises `DeskError`.
    """
    from reports.situation import render
    from storage.briefing_facts import collect

    now = from_ms(to_ms(clock.now()))
    serial = None if desk.readonly else desk.briefings.next_serial(now.year)
    briefing = collect(
        desk, since=since, until=until, cut_off=cut_off or now, produced_at=now, author=author,
        bottom_line=bottom_line, serial=serial,
    )  # fmt: skip
    pdf = render(briefing, page_size=page_size)
    pages = page_count(pdf)
    write_file(path, lambda file: file.write(pdf), overwrite=overwrite)
    if serial is not None:
        try:
            desk.briefings.record(
                serial, title=briefing.title, period=(since, until), cut_off=briefing.cut_off,
                produced_at=now, pages=pages, pdf=pdf, author=author,
            )  # fmt: skip
        except DeskError:
            path.unlink(missing_ok=True)
            raise
    return {
        "title": briefing.title,
        "serial": serial,
        "from": iso_utc(since),
        "to": iso_utc(until),
        "cut_off": iso_utc(briefing.cut_off),
        "produced_at": iso_utc(now),
        "pages": pages,
        "size": len(pdf),
    }


def page_count(pdf: bytes) -> int:
    """How many pages a PDF of ours has: its page objects are not compressed."""
    return len(_PAGE_OBJECT.findall(pdf))
