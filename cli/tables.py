"""`import` and `export`: tables in and out."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from cli import values
from cli.output import Output
from cli.passphrase import key_of, warn_of_plain
from domain.clock import Clock
from domain.errors import DeskError
from domain.filter import Filter
from domain.vocabulary import DETERMINATIONS
from domain.words import _, n_, number
from storage.desk import Desk
from storage.exporting import export
from storage.importing import ImportPlan, commit, plan, settle
from storage.incidents import Logged
from storage.table import DELIMITERS

NOTHING_TAKEN = 1


def bring_in(args: Namespace, out: Output, clock: Clock) -> int:
    """Import a table; every rejected row is named. 1 where it has rows and none of them could be taken."""
    author = values.author(args.author)
    zone, given = values.zone(args.zone), values.pairs(args.map)
    desk_path = Path(args.desk)
    with Desk.open(desk_path, clock=clock, readonly=args.dry_run, key=key_of(args, desk_path)) as desk:
        began = clock.monotonic()
        planned = plan(
            Path(args.file),
            now=clock.now(),
            format=args.format,
            given=given,
            zone=zone,
            date_order=args.date_order or "",
            year=args.year,
            encoding=args.encoding,
        )
        settled = settle(desk, planned)
        if args.dry_run:
            logged = Logged((), settled.repeated)
        elif args.strict and settled.rejected:
            logged = None
        else:
            logged = commit(desk, settled, author)
        seconds = clock.monotonic() - began
    _report(out, settled, logged, seconds, dry_run=args.dry_run)
    if logged is None:
        out.warn(_("Nothing was imported: “strict” takes all rows or none."))
        return NOTHING_TAKEN
    return NOTHING_TAKEN if settled.rejected and not settled.accepted and not settled.repeated else 0


def _report(
    out: Output, planned: ImportPlan, logged: Logged | None, seconds: float, *, dry_run: bool
) -> None:
    out.result(_as_object(planned, logged, seconds, dry_run=dry_run))
    delimiter = _(DELIMITERS.get(planned.delimiter, planned.delimiter))
    rows = n_("{n} row", "{n} rows", planned.rows)
    out.line(f"{planned.file}: {planned.mapping.format}, {planned.encoding}, {delimiter}, {rows}")
    numbers = logged.numbers if logged else ()
    if dry_run:
        out.line(
            _("  would be imported  {n} (dry run: nothing was written)").format(
                n=number(len(planned.accepted))
            )
        )
    else:
        span = f"  {numbers[0]} – {numbers[-1]}" if numbers else ""
        out.line(_("  imported  {n}{span}").format(n=number(len(numbers)), span=span))
    out.line(_("  repeated  {n}").format(n=number(planned.repeated)))
    out.line(_("  rejected  {n}").format(n=number(len(planned.rejected))))
    for one in planned.rejected:
        out.line(f"    {one}")
    columns = "; ".join(f"{field} ← {', '.join(names)}" for field, names in planned.mapping.columns)
    out.line(_("  columns   {columns}").format(columns=columns))
    if planned.unmapped:
        out.line(
            _("  not mapped, kept in the original row: {names}").format(names=", ".join(planned.unmapped))
        )
    for note in planned.notes:
        out.line(f"  {note}")
    rate = number(round(planned.rows / seconds)) if seconds > 0 else "–"
    out.line(_("  {seconds} s, {rate} rows/s").format(seconds=f"{seconds:.2f}", rate=rate))


def _as_object(
    planned: ImportPlan, logged: Logged | None, seconds: float, *, dry_run: bool
) -> dict[str, Any]:
    return {
        "file": planned.file,
        "format": planned.mapping.format,
        "encoding": planned.encoding,
        "delimiter": planned.delimiter,
        "columns": {field: list(names) for field, names in planned.mapping.columns},
        "unmapped": list(planned.unmapped),
        "rows": planned.rows,
        "dry_run": dry_run,
        "accepted": len(planned.accepted),
        "imported": len(logged.numbers) if logged else 0,
        "numbers": list(logged.numbers) if logged else [],
        "repeated": planned.repeated,
        "rejected": [asdict(one) for one in planned.rejected],
        "notes": list(planned.notes),
        "seconds": round(seconds, 3),
    }


def send_out(args: Namespace, out: Output, clock: Clock) -> int:
    """Export a selection of the log."""
    chosen = selection(args, clock)
    path, desk_path = Path(args.out), Path(args.desk)
    key = key_of(args, desk_path)
    with Desk.open(desk_path, clock=clock, readonly=True, key=key) as desk:
        count = export(desk, path, chosen, overwrite=args.force)
    out.line(
        _("{file}: {incidents}.").format(file=path, incidents=n_("{n} incident", "{n} incidents", count))
    )
    out.result({"file": str(path), "incidents": count})
    warn_of_plain(key, path, out)
    return 0


def selection(args: Namespace, clock: Clock) -> Filter:
    """The filter of the log as options say it. Raises `UsageError`."""
    zone = values.zone(args.zone)
    chosen = values.query(args.filter, clock, zone)
    chosen = replace(chosen, words=f"{chosen.words} {args.find or ''}".strip())
    for option, typed, given in (
        ("--since", args.since, chosen.since),
        ("--until", args.until, chosen.until),
    ):
        if typed and given:
            raise values.UsageError(_("{option}: --filter gives this time already.").format(option=option))
    if args.since:
        chosen = replace(chosen, since=values.beginning(args.since, "--since", clock=clock, within=zone))
    if args.until:
        chosen = replace(chosen, until=values.end(args.until, "--until", clock=clock, within=zone))
    if args.determination:
        try:
            chosen = replace(chosen, determination=DETERMINATIONS.find(args.determination, "determination"))
        except DeskError as error:
            raise values.UsageError(f"--determination: {error.title}", error.message, error.advice) from error
    return chosen
