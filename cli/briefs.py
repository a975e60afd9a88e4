"""`brief`: a product as a PDF, under a serial."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from cli import values
from cli.output import Output
from cli.passphrase import key_of, warn_of_plain
from domain.clock import Clock
from domain.errors import DeskError, FieldError
from domain.instant import from_ms, iso_utc, to_ms
from domain.plan import Plan, Texts
from domain.redaction import PROFILES, RADII_M, Redaction
from domain.request import KINDS, Request, fits
from domain.words import _, n_
from storage.desk import Desk
from storage.durable import discard
from storage.exporting import write_file
from storage.requests import TEMPLATE

_NAMED = dict.fromkeys(("spot", "dossier", "corrigendum"), "--record")


def write(args: Namespace, out: Output, clock: Clock) -> int:
    """Write a product: with a serial where the desk can be written to, else as a draft, which it says."""
    request, cut_off = asked(args, out, clock)
    path = Path(args.out)
    if path.suffix.lower() != ".pdf":
        raise values.UsageError(_("--out: a briefing is a PDF; choose a name that ends in .pdf."))
    author = values.author(args.author)
    desk_path = Path(args.desk)
    key = key_of(args, desk_path)
    with Desk.open(desk_path, clock=clock, readonly=args.draft, key=key) as desk:
        if args.template is not None:
            request = from_template(desk, args.template, request)
        made = make(desk, path, request, clock=clock, author=author, cut_off=cut_off, overwrite=args.force)
        why = desk.readonly
    out.result({**made, "file": str(path)})
    warn_of_plain(key, path, out)
    pages = n_("{n} page", "{n} pages", int(str(made["pages"])))
    out.line(f"{path}: {made['title']}, {made['serial'] or _('DRAFT without a serial')}, {pages}")
    if made["serial"] is None and not args.draft:
        out.warn(_("It is a draft without a serial. {reason}").format(reason=why))
    return 0


def make(
    desk: Desk, path: Path, request: Request, *, clock: Clock, author: str, cut_off: datetime | None = None,
    overwrite: bool = False,
) -> dict[str, object]:  # fmt: skip
    """Collect, lay out and write one product, and note it in the journal under its serial.

    The PDF is written first: a serial is never given to a file that is not there. Raises `DeskError`.
    """
    from reports.products import page_count, render
    from storage.products import facts_of

    now = from_ms(to_ms(clock.now()))
    serial = None if desk.readonly else desk.briefings.next_serial(now.year)
    facts = facts_of(desk, request, cut_off=cut_off or now, produced_at=now, author=author, serial=serial)
    pdf = render(facts, page_size=request.paper)
    pages = page_count(pdf)
    write_file(path, lambda file: file.write(pdf), overwrite=overwrite)
    if serial is not None:
        try:
            desk.briefings.put_out(facts, pdf, pages, author=author, request=request)
        except DeskError:
            discard(path)
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


def from_template(desk: Desk, name: str, request: Request) -> Request:
    """The request with what a template of the desk says where it says nothing itself.

    Raises `FieldError` where there is none of that name, `UsageError` where it is of another product.
    """
    kept = desk.requests.get(TEMPLATE, name).request
    if kept.kind != request.kind:
        raise values.UsageError(
            _("--template: “{name}” is one of another product: {product}.").format(
                name=name, product=_(KINDS[kept.kind])
            )
        )
    return replace(request, plan=request.plan.over(kept.plan))


def asked(args: Namespace, out: Output, clock: Clock) -> tuple[Request, datetime | None]:
    """What is asked for, and the data cut-off (UTC; None: the moment it is made).

    Raises `UsageError` for what cannot be read, is missing, or does not go with the product.
    """
    zone = values.zone(args.zone)
    since = values.beginning(args.since, "--from", clock=clock, within=zone) if args.since else None
    until = values.end(args.until, "--to", clock=clock, within=zone) if args.until else None
    cut_off = values.instant(args.cut_off, "--cut-off", clock=clock, within=zone) if args.cut_off else None
    if args.kind == "situation" and (since is None or until is None):
        raise values.UsageError(_("A situation briefing needs a period: --from and --to."))
    if args.kind == "handover":
        cut_off, until = cut_off or until, None
    elif args.kind != "situation" and (since or until):
        out.warn(
            _("--from and --to are not used: {product} shows what holds at the cut-off.").format(
                product=_(KINDS[args.kind])
            )
        )
        since = until = None
    request = Request(
        kind=args.kind,
        record=args.record,
        since=since,
        until=until,
        chosen=values.query(args.filter, clock, zone),
        plan=plan(args),
        paper=args.page,
    )
    if not fits(request.kind, request.plan):
        raise values.UsageError(_("{product}: what it says is fixed.").format(product=_(KINDS[request.kind])))
    if request.kind in _NAMED and not request.record:
        raise values.UsageError(
            _("{product}: {option} says of which record.").format(
                product=_(KINDS[request.kind]), option=_NAMED[request.kind]
            )
        )
    try:
        return request.checked(), cut_off
    except FieldError as error:
        raise values.UsageError(str(error)) from error


def plan(args: Namespace) -> Plan:
    """What is chosen for the product. Raises `UsageError` for a radius that is not offered."""
    texts = Texts(
        bottom_line=args.bottom_line,
        assessment=args.assessment,
        outlook_24=args.outlook_24,
        outlook_72=args.outlook_72,
        gaps=args.gaps,
    )
    return Plan(
        title=args.title,
        sections=tuple(key for key in args.sections.replace(",", " ").split() if key),
        texts=texts,
        likelihood=args.likelihood,
        redaction=redaction(args),
        pictures=args.pictures,
    )


def redaction(args: Namespace) -> Redaction:
    """What is left out: a profile, and what is asked for besides. Raises `UsageError`."""
    made = PROFILES[args.redact]
    left = args.leave_out.replace(",", " ").split()
    if unknown := [name for name in left if name not in ("sources", "comments", "evidence")]:
        raise values.UsageError(
            _("--leave-out: “{text}” is none of sources, comments, evidence.").format(text=unknown[0])
        )
    made = replace(made, **dict.fromkeys(left, True))
    if args.blur is not None:
        metres = round(args.blur * 1000)
        if metres not in RADII_M:
            radii = ", ".join(f"{radius / 1000:g}" for radius in RADII_M)
            raise values.UsageError(_("--blur: choose one of {radii} (km).").format(radii=radii))
        made = replace(made, radius_m=metres)
    return made
