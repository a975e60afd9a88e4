"""The options of `brief`: which product, of what, and how it is to look."""

from __future__ import annotations

from argparse import ArgumentParser

from domain.request import KINDS
from domain.words import _


def add(parser: ArgumentParser, instants: str) -> None:
    """Add them; `instants` says how a time is written."""
    parser.add_argument(
        "--kind", default="situation", choices=tuple(KINDS),
        help=_("which product (situation)"),
    )  # fmt: skip
    parser.add_argument(
        "--record", default="", metavar="NUMBER",
        help=_("of which incident (spot, hashes), breach (dossier) or issued product (corrigendum)"),
    )  # fmt: skip
    parser.add_argument(
        "--from", dest="since", metavar="INSTANT",
        help=instants + _("; a handover begins with its watch, a deadline sheet has no period"),
    )  # fmt: skip
    parser.add_argument(
        "--to", dest="until", metavar="INSTANT", help=_("a day counts whole; a handover ends at its cut-off")
    )
    parser.add_argument("--cut-off", metavar="INSTANT", help=_("as recorded at this instant (now)"))
    parser.add_argument("--out", required=True, metavar="FILE.pdf")
    parser.add_argument("--page", default="A4", choices=("A4", "Letter"), help=_("page size (A4)"))
    parser.add_argument("--draft", action="store_true", help=_("a draft: no serial, the desk is only read"))
    parser.add_argument("--force", action="store_true", help=_("replace the file if it is there"))
    _plan(parser)


def _plan(parser: ArgumentParser) -> None:
    """What is chosen for a product: its words, its sections, what is left out."""
    for option, words in (
        ("--title", _("a title of its own")),
        ("--bottom-line", _("the author's own first sentence")),
        ("--assessment", _("the author's assessment")),
        ("--outlook-24", _("the author's outlook for 24 h")),
        ("--outlook-72", _("the author's outlook for 72 h")),
        ("--gaps", _("what is not known")),
    ):
        parser.add_argument(option, default="", metavar="TEXT", help=words)
    parser.add_argument(
        "--likelihood",
        default="",
        choices=("icd203", "phia"),
        help=_("whose words of likelihood are used; its key is printed"),
    )
    parser.add_argument(
        "--sections", default="", metavar="KEY,KEY", help=_("which sections, in this order (all of them)")
    )
    parser.add_argument(
        "--redact",
        default="whole",
        choices=("whole", "partners", "public"),
        help=_("a profile of what is left out"),
    )
    parser.add_argument(
        "--leave-out",
        default="",
        metavar="WHAT",
        help=_("besides: sources, comments, evidence, separated by commas"),
    )
    parser.add_argument("--blur", type=float, metavar="KM", help=_("blur places to so many kilometres"))
    parser.add_argument(
        "--template",
        metavar="NAME",
        help=_("a template kept in the desk; what is said besides goes before it"),
    )
    parser.add_argument("--pictures", action="store_true", help=_("print images that are evidence"))
