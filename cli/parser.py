"""The commands and their options. Modules that do the work are imported only once a command is chosen."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cli import brief_options
from domain.words import _

if TYPE_CHECKING:
    from cli.output import Output
    from domain.clock import Clock

    Command = Callable[[Namespace, Output, Clock], int]

COMMANDS = {
    "new": "cli.desks:new",
    "import": "cli.tables:bring_in",
    "overlay": "cli.overlays:bring_in",
    "export": "cli.tables:send_out",
    "clock": "cli.clocks:show",
    "brief": "cli.briefs:write",
    "issued": "cli.issued:show",
    "verify": "cli.desks:check",
    "backup": "cli.keeping:backup",
    "restore": "cli.keeping:restore",
    "salvage": "cli.keeping:salvage",
    "encrypt": "cli.keeping:encrypt",
    "decrypt": "cli.keeping:decrypt",
    "demo": "cli.demo:show",
}
"""Each command, and the function that does it."""

FORMATS = ("auto", "armistice", "acled", "ged", "eyes-on-russia", "osce", "spreadsheet")
_INSTANTS = "231200Z NOV 26, 2026-11-23T14:00+02:00, or with --zone also 2026-11-23 14:00"


def build(version: str) -> ArgumentParser:
    """The parser of the whole command line."""
    parser = ArgumentParser(
        prog="main.py",
        description=_("The incident log of a ceasefire monitoring desk. Without a command: the window."),
        epilog=_(
            "main.py [FILE.desk] opens the window. Exit codes: 0 done, 1 could not be done, 2 the command"
        )
        + _(" is wrong, 3 a check failed, 70 a bug of ours."),
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"Armistice Desk {version}")
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"), required=True)
    for add in (
        _new,
        _import,
        _overlay,
        _export,
        _clock,
        _brief,
        _issued,
        _verify,
        _backup,
        _restore,
        _salvage,
        _encrypt,
        _decrypt,
        _demo,
    ):
        add(commands)
    return parser


def function_of(command: str) -> Command:
    """The function that does `command`."""
    from importlib import import_module

    module, _colon, name = COMMANDS[command].partition(":")
    function: Command = getattr(import_module(module), name)
    return function


def _command(commands: Any, name: str, words: str, *, json: bool = True) -> ArgumentParser:
    parser: ArgumentParser = commands.add_parser(name, help=words, description=words, allow_abbrev=False)
    if json:
        parser.add_argument("--json", action="store_true", help=_("answer, and failures, as one JSON object"))
    return parser


def _author(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--author", metavar="AB", help=_("who is on watch (else ARMISTICE_AUTHOR, else the login name)")
    )


def _passphrase(parser: ArgumentParser, new: str = "") -> None:
    """Never the passphrase itself: what stands on a command line is read by everybody on the machine."""
    of = _("of the new desk") if new else _("of an encrypted desk")
    given = parser.add_mutually_exclusive_group()
    given.add_argument(
        f"--{new}passphrase-fd", type=int, metavar="N",
        help=_("read the passphrase {of} from this file descriptor (else it is asked for)").format(of=of),
    )  # fmt: skip
    given.add_argument(
        f"--{new}passphrase-env", metavar="NAME",
        help=_("take the passphrase {of} from this environment variable").format(of=of),
    )  # fmt: skip


def _zone(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--zone", default="none", metavar="ZONE",
        help=_("zone of times that name none: Europe/Kyiv, UTC or none (then they are refused)"),
    )  # fmt: skip


def _filter(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--filter", metavar="QUERY", default="",
        help=_("as typed in the log: \"kind:mortar since:24h place:Orikhiv grade:B2 crater\""),
    )  # fmt: skip


def _desk(parser: ArgumentParser) -> None:
    parser.add_argument("--desk", required=True, metavar="FILE.desk", help=_("the desk"))
    _passphrase(parser)


def _new(commands: Any) -> None:
    parser = _command(commands, "new", _("make a desk file"))
    parser.add_argument("file", metavar="FILE.desk")
    parser.add_argument(
        "--code", required=True, help=_("short code before the numbers of its records, such as NTH")
    )
    parser.add_argument("--name", required=True, help=_("such as “Northern desk”"))
    parser.add_argument("--tlp", default="TLP:AMBER", help=_("TLP 2.0 label (TLP:AMBER)"))
    parser.add_argument("--marking", default="", metavar="LINE", help=_("a free-text line beside it"))
    parser.add_argument("--exercise", action="store_true", help=_("mark everything EXERCISE"))
    parser.add_argument(
        "--encrypt", action="store_true", help=_("encrypt it; without its passphrase nobody reads it again")
    )
    _passphrase(parser)
    _author(parser)


def _overlay(commands: Any) -> None:
    parser = _command(commands, "overlay", _("lines and areas of the desk's own for its maps"))
    parser.add_argument("file", metavar="FILE.geojson")
    _desk(parser)
    parser.add_argument("--name", default="", help=_("its name on the map (that of the file)"))
    parser.add_argument(
        "--purpose", default="other",
        help=_("line_of_contact, withdrawal_zone, sector or other (other)"),
    )  # fmt: skip
    parser.add_argument("--source", required=True, help=_("where it is from, and as of when"))
    _author(parser)


def _import(commands: Any) -> None:
    parser = _command(commands, "import", _("import a table; every rejected row is named, with the reason"))
    parser.add_argument("file", metavar="FILE", help=_("comma, semicolon or tab separated text"))
    _desk(parser)
    parser.add_argument(
        "--format", default="auto", choices=FORMATS, help=_("whose table it is (auto: by its headings)")
    )
    parser.add_argument(
        "--map", action="append", default=[], metavar="FIELD=COLUMN",
        help=_("read a field from a column (may be repeated); FIELD= reads it from none"),
    )  # fmt: skip
    _zone(parser)
    parser.add_argument("--date-order", choices=("dmy", "mdy"), help=_("how to read 05/03/2022"))
    parser.add_argument("--year", type=int, help=_("the year of dates that have none"))
    parser.add_argument("--encoding", help=_("encoding of the file, where it is not found"))
    parser.add_argument("--dry-run", action="store_true", help=_("say what would happen, write nothing"))
    parser.add_argument("--strict", action="store_true", help=_("import nothing if any row is rejected"))
    _author(parser)


def _export(commands: Any) -> None:
    parser = _command(commands, "export", _("write the log, or a part of it, to a file"))
    _desk(parser)
    parser.add_argument(
        "--out",
        required=True,
        metavar="FILE",
        help=_("its ending says the form: .csv, .xlsx, .jsonl or .geojson"),
    )
    _filter(parser)
    parser.add_argument("--find", metavar="WORDS", help=_("only incidents with all these words"))
    parser.add_argument("--since", metavar="INSTANT", help=_("occurred from here on: ") + _INSTANTS)
    parser.add_argument("--until", metavar="INSTANT", help=_("occurred before this; a day counts whole"))
    parser.add_argument("--determination", help=_("such as “not assessed” or breach"))
    parser.add_argument("--force", action="store_true", help=_("replace the file if it is there"))
    _zone(parser)


def _clock(commands: Any) -> None:
    parser = _command(commands, "clock", _("every open breach and its phases at an instant"))
    _desk(parser)
    parser.add_argument("--at", metavar="INSTANT", help=_INSTANTS + _("; one ago as --at=-40m (now)"))
    _zone(parser)


def _brief(commands: Any) -> None:
    parser = _command(
        commands, "brief", _("write a briefing, a report on a record, or a sheet for the watch")
    )
    _desk(parser)
    brief_options.add(parser, _INSTANTS)
    _filter(parser)
    _zone(parser)
    _author(parser)


def _issued(commands: Any) -> None:
    parser = _command(commands, "issued", _("what a desk has put out; one of it again, byte for byte"))
    parser.add_argument(
        "serial", nargs="?", metavar="SERIAL", help=_("such as BRF-2026-0031; none for a list")
    )
    _desk(parser)
    parser.add_argument("--out", metavar="FILE.pdf", help=_("where its pages are written"))
    parser.add_argument("--force", action="store_true", help=_("replace the file if it is there"))


def _verify(commands: Any) -> None:
    parser = _command(commands, "verify", _("check that a desk file still holds (3: it does not)"))
    parser.add_argument("file", metavar="FILE.desk")
    parser.add_argument(
        "--head", metavar="DIGEST", help=_("does it still contain what the page with this digest saw?")
    )
    _passphrase(parser)


def _backup(commands: Any) -> None:
    parser = _command(commands, "backup", _("make a verified copy of a desk, also while it is open"))
    parser.add_argument("file", metavar="FILE.desk")
    parser.add_argument(
        "--out", required=True, metavar="FOLDER|FILE", help=_("a folder (named and rotated), or a new file")
    )
    _passphrase(parser)


def _restore(commands: Any) -> None:
    parser = _command(commands, "restore", _("make a desk again from a backup, as a new file"))
    parser.add_argument("file", metavar="BACKUP.desk")
    parser.add_argument("--out", required=True, metavar="FILE.desk", help=_("the new desk; never an old one"))
    _passphrase(parser)


def _salvage(commands: Any) -> None:
    parser = _command(commands, "salvage", _("copy all that holds of a damaged desk into a new one"))
    parser.add_argument("file", metavar="FILE.desk", help=_("the damaged desk; it is only read"))
    parser.add_argument("--out", required=True, metavar="NEW.desk", help=_("the new desk; never an old one"))
    _passphrase(parser)
    _author(parser)


def _encrypt(commands: Any) -> None:
    parser = _command(commands, "encrypt", _("a desk under a passphrase, or another one, as a new file"))
    parser.add_argument("file", metavar="FILE.desk", help=_("the desk; it stays as it is"))
    parser.add_argument("--out", required=True, metavar="NEW.desk", help=_("the new desk; never an old one"))
    _passphrase(parser)
    _passphrase(parser, "new-")


def _decrypt(commands: Any) -> None:
    parser = _command(commands, "decrypt", _("an encrypted desk as a new file without a passphrase"))
    parser.add_argument("file", metavar="FILE.desk", help=_("the desk; it stays as it is"))
    parser.add_argument("--out", required=True, metavar="NEW.desk", help=_("the new desk; never an old one"))
    _passphrase(parser)


def _demo(commands: Any) -> None:
    parser = _command(commands, "demo", _("an exercise desk, its briefing and screenshots"), json=False)
    parser.add_argument("--out", required=True, metavar="DIR", help=_("the folder to put them in"))
    parser.add_argument("--no-window", action="store_true", help=_("do not open the window at the end"))
