"""`brief`: a situation briefing, the deadline sheet or a watch handover as PDF."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from cli import values
from cli.output import Output
from cli.passphrase import key_of, warn_of_plain
from domain.clock import Clock
from domain.errors import DeskError
from domain.filter import ALL, Filter
from domain.imprint import Imprint
from domain.instant import from_ms, iso_utc, to_ms
from domain.words import _, n_
from storage.desk import Desk
from storage.exporting import write_file

Draw = Callable[[str], bytes]
"""From a page size to the pages."""
Product = Callable[[Desk, datetime, str | None], tuple[Imprint, Draw]]
"""From a desk, the time of production (UTC) and a serial (None for a draft) to facts and pages."""


def write(args: Namespace, out: Output, clock: Clock) -> int:
    """Write a product: with a serial where the desk can be written to, else as a draft, which it says."""
    product = _product(args, out, clock)
    path = Path(args.out)
    if path.suffix.lower() != ".pdf":
        raise values.UsageError(_("--out: a briefing is a PDF; choose a name that ends in .pdf."))
    author = values.author(args.author)
    desk_path = Path(args.desk)
    key = key_of(args, desk_path)
    with Desk.open(desk_path, clock=clock, readonly=args.draft, key=key) as desk:
        made = make(
            desk, path, product, clock=clock, author=author, page_size=args.page, overwrite=args.force
        )
        why = desk.readonly
    out.result({**made, "file": str(path)})
    warn_of_plain(key, path, out)
    pages = n_("{n} page", "{n} pages", int(str(made["pages"])))
    out.line(f"{path}: {made['title']}, {made['serial'] or _('DRAFT without a serial')}, {pages}")
    if made["serial"] is None and not args.draft:
        out.warn(_("It is a draft without a serial. {reason}").format(reason=why))
    return 0


def make(
    desk: Desk, path: Path, product: Product, *, clock: Clock, author: str, page_size: str = "A4",
    overwrite: bool = False,
) -> dict[str, object]:  # fmt: skip
    """Collect, lay out and write one product, and note it in the journal under its serial.

    The PDF is written first: a serial is never given to a file that is not there. Raises `DeskError`.
    """
    from reports.page import page_count

    now = from_ms(to_ms(clock.now()))
    serial = None if desk.readonly else desk.briefings.next_serial(now.year)
    facts, draw = product(desk, now, serial)
    pdf = draw(page_size)
    pages = page_count(pdf)
    write_file(path, lambda file: file.write(pdf), overwrite=overwrite)
    if serial is not None:
        try:
            desk.briefings.put_out(facts, pdf, pages, author=author)
        except DeskError:
            path.unlink(missing_ok=True)
            raise
    return {
        "kind": facts.kind,
        "title": facts.title,
        "serial": serial,
        "from": iso_utc(facts.since),
        "to": iso_utc(facts.until),
        "cut_off": iso_utc(facts.cut_off),
        "produced_at": iso_utc(facts.produced_at),
        "pages": pages,
        "size": len(pdf),
    }


def _product(args: Namespace, out: Output, clock: Clock) -> Product:
    """What is asked for. Raises `UsageError` for times that cannot be read or are missing."""
    author = values.author(args.author)
    zone = values.zone(args.zone)
    since = values.beginning(args.since, "--from", clock=clock, within=zone) if args.since else None
    until = values.end(args.until, "--to", clock=clock, within=zone) if args.until else None
    cut_off = values.instant(args.cut_off, "--cut-off", clock=clock, within=zone) if args.cut_off else None
    if args.bottom_line and args.kind != "situation":
        raise values.UsageError(_("--bottom-line: only a situation briefing has one."))
    if args.kind == "deadlines":
        if since or until:
            out.warn(_("--from and --to are not used: the sheet has every breach open at the cut-off."))
        return deadlines(author=author, cut_off=cut_off)
    if args.kind == "handover":
        return handover(author=author, since=since, cut_off=cut_off or until)
    if since is None or until is None:
        raise values.UsageError(_("A situation briefing needs a period: --from and --to."))
    return situation(
        author=author,
        since=since,
        until=until,
        cut_off=cut_off,
        bottom_line=args.bottom_line,
        chosen=values.query(args.filter, clock, zone),
    )


def situation(
    *,
    author: str,
    since: datetime,
    until: datetime,
    cut_off: datetime | None = None,
    bottom_line: str = "",
    chosen: Filter = ALL,
) -> Product:
    """A situation briefing on a period."""
    from reports.situation import render
    from storage.briefing_facts import collect

    def product(desk: Desk, now: datetime, serial: str | None) -> tuple[Imprint, Draw]:
        facts = collect(
            desk, since=since, until=until, cut_off=cut_off or now, produced_at=now, author=author,
            bottom_line=bottom_line, serial=serial, chosen=chosen,
        )  # fmt: skip
        return facts, lambda page_size: render(facts, page_size=page_size)

    return product


def deadlines(*, author: str, cut_off: datetime | None = None) -> Product:
    """The deadline sheet."""
    from reports.deadline_sheet import render
    from storage.deadline_facts import collect

    def product(desk: Desk, now: datetime, serial: str | None) -> tuple[Imprint, Draw]:
        facts = collect(desk, cut_off=cut_off or now, produced_at=now, author=author, serial=serial)
        return facts, lambda page_size: render(facts, page_size=page_size)

    return product


def handover(*, author: str, since: datetime | None = None, cut_off: datetime | None = None) -> Product:
    """The handover of the last watch, or of the time from `since`."""
    from reports.handover import render
    from storage.handover_facts import collect

    def product(desk: Desk, now: datetime, serial: str | None) -> tuple[Imprint, Draw]:
        facts = collect(
            desk, cut_off=cut_off or now, produced_at=now, author=author, since=since, serial=serial
        )
        return facts, lambda page_size: render(facts, page_size=page_size)

    return product
