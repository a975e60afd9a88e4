"""`backup`, `restore` and `salvage`: verified copies, the way back, and what is left of a damaged desk."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from cli import values
from cli.output import Output
from cli.passphrase import key_of, new_key
from domain.clock import Clock
from domain.errors import DeskError
from domain.words import _, n_
from storage.backup import Made, back_up, copy_to
from storage.desk import SUFFIX
from storage.recrypt import recrypt
from storage.salvage import report_lines
from storage.salvage import salvage as rescue


def backup(args: Namespace, out: Output, clock: Clock) -> int:
    """A verified copy: a named and rotated one in a folder, or one file of that very name."""
    target = Path(args.out)
    desk = Path(args.file)
    if not target.is_dir() and target.suffix.lower() != SUFFIX:
        raise values.UsageError(_("--out: give a folder that is there, or a new file that ends in .desk."))
    key = key_of(args, desk)
    if target.is_dir():
        made = back_up(desk, target, now=clock.now(), key=key)
    else:
        made = copy_to(desk, target, key=key)
    _say(made, out)
    return 0


def restore(args: Namespace, out: Output, clock: Clock) -> int:
    """A desk again from a backup, as a new file; the backup stays as it is."""
    path = Path(args.file)
    _say(copy_to(path, Path(args.out), key=key_of(args, path)), out)
    return 0


def salvage(args: Namespace, out: Output, clock: Clock) -> int:
    """All that holds of a damaged desk as a new one; every entry that was lost is named."""
    author = values.author(args.author)
    path = Path(args.file)
    made = rescue(path, Path(args.out), author=author, clock=clock, key=key_of(args, path))
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


def encrypt(args: Namespace, out: Output, clock: Clock) -> int:
    """A desk under a passphrase, or under another one, as a new file; the old one stays."""
    path = Path(args.file)
    made = recrypt(path, Path(args.out), key=key_of(args, path), new=new_key(args, "new-passphrase"))
    _say(made, out)
    _say_what_stays(path, out)
    return 0


def decrypt(args: Namespace, out: Output, clock: Clock) -> int:
    """An encrypted desk as a plain file; the old one stays."""
    path = Path(args.file)
    if (key := key_of(args, path)) is None:
        raise DeskError(_("{file} is not encrypted.").format(file=path.name), _("Nothing was written."))
    _say(recrypt(path, Path(args.out), key=key, new=None), out)
    out.warn(_("{file} can be read by anybody who gets at it.").format(file=args.out))
    return 0


def _say_what_stays(path: Path, out: Output) -> None:
    out.warn(
        _(
            "{file} and its backups stay as they are: delete them once the new desk has been opened, or what"
            " they hold is no safer than before."
        ).format(file=path)
    )


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
