"""`new` makes a desk file; `verify` says whether one still holds."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from cli import values
from cli.output import Output
from domain.clock import Clock
from domain.marking import Marking
from domain.words import _, n_, number
from storage.desk import Desk
from storage.verify import verify

CHECK_FAILED = 3


def new(args: Namespace, out: Output, clock: Clock) -> int:
    """Make a desk file."""
    marking = Marking.of(args.tlp, args.marking, exercise=args.exercise)
    path = Path(args.file)
    author = values.author(args.author)
    with Desk.create(
        path, code=args.code, name=args.name, marking=marking, author=author, clock=clock
    ) as desk:
        info = desk.info
    out.line(
        _("{file}: desk {code}, {name}, {marking}.").format(
            file=path, code=info.code, name=info.name, marking=info.marking.label
        )
    )
    out.result(
        {
            "file": str(path),
            "code": info.code,
            "name": info.name,
            "marking": info.marking.to_json(),
            "protocol": info.protocol,
            "author": author,
        }
    )
    return 0


def check(args: Namespace, out: Output, clock: Clock) -> int:
    """Check a desk file without changing it; 3 where it does not hold."""
    path = Path(args.file)
    if not path.is_file():
        Desk.open(path, clock=clock, readonly=True)  # says what is missing
    found = verify(path)
    out.result(
        {
            "file": str(path),
            "holds": found.holds,
            "entries": found.entries,
            "head": found.head,
            "first_broken": found.first_broken,
            "problems": found.problems,
        }
    )
    if found.holds:
        held = n_("{n} entry", "{n} entries", found.entries)
        out.line(_("{file} holds: {entries}, head {head}.").format(file=path, entries=held, head=found.head))
        return 0
    out.line(_("{file} does not hold.").format(file=path))
    for problem in found.problems:
        out.line(f"  {problem}")
    if found.first_broken is not None:
        out.line(_("  The {count} entries before it hold.").format(count=number(found.entries)))
    return CHECK_FAILED
