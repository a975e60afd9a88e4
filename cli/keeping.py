"""`backup`, `restore` and `salvage`: verified copies, the way back, and what is left of a damaged desk."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from cli import values
from cli.output import Output
from domain.clock import Clock
from domain.words import _, n_
from storage.backup import Made, back_up, copy_to
from storage.desk import SUFFIX
from storage.salvage import report_lines
from storage.salvage import salvage as rescue


def backup(args: Namespace, out: Output, clock: Clock) -> int:
    """A verified copy: a named and rotated one in a folder, or one file of that very name."""
    target = Path(args.out)
    desk = Path(args.file)
    if not target.is_dir() and target.suffix.lower() != SUFFIX:
        raise values.UsageError(_("--out: give a folder that is there, or a new file that ends in .desk."))
    made = back_up(desk, target, now=clock.now()) if target.is_dir() else copy_to(desk, target)
    _say(made, out)
    return 0


def restore(args: Namespace, out: Output, clock: Clock) -> int:
    """A desk again from a backup, as a new file; the backup stays as it is."""
    _say(copy_to(Path(args.file), Path(args.out)), out)
    return 0


def salvage(args: Namespace, out: Output, clock: Clock) -> int:
    """All that holds of a damaged desk as a new one; every entry that was lost is named."""
    author = values.author(args.author)
    made = rescue(Path(args.file), Path(args.out), author=author, clock=clock)
    out.result(
        {
            "file": str(made.path),
            "kept": made.kept,
            "again": made.again,
            "lost": [{"seq": lost.seq, "reason": lost.reason} for lost in made.lost],
            "evidence_lost": made.evidence_lost,
            "head": made.head,
        }
    )
    out.line(f"{made.path}:")
    for line in report_lines(made):
        out.line(f"  {line}")
    return 0


def _say(made: Made, out: Output) -> None:
    out.result(
        {
            "file": str(made.path),
            "entries": made.entries,
            "head": made.head,
            "dropped": [str(path) for path in made.dropped],
        }
    )
    held = n_("{n} entry", "{n} entries", made.entries)
    out.line(
        _("{file}: {entries}, verified, head {head}.").format(file=made.path, entries=held, head=made.head)
    )
    if made.dropped:
        out.line(
            n_("{n} older backup was rotated out.", "{n} older backups were rotated out.", len(made.dropped))
        )
