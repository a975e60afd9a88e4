"""`backup` and `restore`: verified copies of a desk, and the way back into a new file."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from cli.output import Output
from cli.values import UsageError
from domain.clock import Clock
from domain.words import _, n_
from storage.backup import Made, back_up, copy_to
from storage.desk import SUFFIX


def backup(args: Namespace, out: Output, clock: Clock) -> int:
    """A verified copy: a named and rotated one in a folder, or one file of that very name."""
    target = Path(args.out)
    desk = Path(args.file)
    if not target.is_dir() and target.suffix.lower() != SUFFIX:
        raise UsageError(_("--out: give a folder that is there, or a new file that ends in .desk."))
    made = back_up(desk, target, now=clock.now()) if target.is_dir() else copy_to(desk, target)
    _say(made, out)
    return 0


def restore(args: Namespace, out: Output, clock: Clock) -> int:
    """A desk again from a backup, as a new file; the backup stays as it is."""
    _say(copy_to(Path(args.file), Path(args.out)), out)
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
