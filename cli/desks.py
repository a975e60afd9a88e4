"""`new` makes a desk file; `verify` says whether one still holds."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from cli import values
from cli.output import Output
from cli.passphrase import key_of, new_key
from domain.clock import Clock
from domain.errors import FieldError
from domain.instant import format_dtg, iso_utc
from domain.marking import Marking
from domain.words import _, n_, number
from storage.desk import Desk
from storage.heads import Seen, entries_with, read_digest
from storage.verify import Verification, verify

CHECK_FAILED = 3


def new(args: Namespace, out: Output, clock: Clock) -> int:
    """Make a desk file."""
    marking = Marking.of(args.tlp, args.marking, exercise=args.exercise)
    path = Path(args.file)
    author = values.author(args.author)
    if not args.encrypt and (args.passphrase_fd is not None or args.passphrase_env is not None):
        raise values.UsageError(_("A passphrase goes with --encrypt."))
    key = new_key(args) if args.encrypt else None
    with Desk.create(
        path, code=args.code, name=args.name, marking=marking, author=author, clock=clock, key=key
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
            "encrypted": args.encrypt,
        }
    )
    return 0


def check(args: Namespace, out: Output, clock: Clock) -> int:
    """Check a desk file without changing it; 3 where it does not hold."""
    path = Path(args.file)
    if not path.is_file():
        Desk.open(path, clock=clock, readonly=True)  # says what is missing
    digits = None if args.head is None else _digits(args.head)
    key = key_of(args, path)
    found = verify(path, key=key)
    seen = None if digits is None else entries_with(path, digits, found, key)
    answer: dict[str, object] = {
        "file": str(path),
        "holds": found.holds,
        "entries": found.entries,
        "head": found.head,
        "first_broken": found.first_broken,
        "problems": found.problems,
    }
    if seen is not None:
        answer["seen"] = [{"seq": each.seq, "at": iso_utc(each.at), "digest": each.digest} for each in seen]
    out.result(answer)
    code = _say_whether_it_holds(path, found, out)
    return code if seen is None else max(code, _say_what_was_seen(args.head, seen, out))


def _digits(text: str) -> str:
    try:
        return read_digest(text)
    except FieldError as error:
        raise values.UsageError(f"--head: {error.title}", error.message, error.advice) from error


def _say_what_was_seen(text: str, seen: list[Seen], out: Output) -> int:
    """0 where one entry, and only one, has the digest that stands on a page."""
    if len(seen) == 1:
        (entry,) = seen
        at = format_dtg(entry.at, seconds=True)
        out.line(
            _("{head} is entry {seq} of {time}: the desk contains what that page saw.").format(
                head=entry.digest, seq=number(entry.seq), time=at
            )
        )
        return 0
    if seen:
        out.line(_("“{text}” begins more than one digest: give more of it.").format(text=text))
    else:
        out.line(_("No entry that holds has the digest “{text}”.").format(text=text))
    return CHECK_FAILED


def _say_whether_it_holds(path: Path, found: Verification, out: Output) -> int:
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
