"""`make torture`: kills, flips, failures of power and of the disk, hostile files; as many as are asked."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.torture.disk import is_possible
from tests.torture.faults import ACTIONS, FAULTS, fail
from tests.torture.files import Fuzz
from tests.torture.flips import flip
from tests.torture.kills import torture
from tests.torture.power import KEY, WORKS, cut


def main() -> int:
    """Ends with 0 where everything held; an assertion says what did not."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.torture")
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--flips", type=int, default=1000)
    parser.add_argument("--cuts", type=int, help="points of each work at which the power fails (all)")
    parser.add_argument("--step", type=int, default=1, help="fail every n-th change of the disk (1)")
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, key in (("plain", None), ("encrypted", KEY)):
            (folder / name).mkdir()
            noticed, harmless = flip(folder / name, args.flips, args.seed, key)
            say(f"{args.flips} flips, {name}: {noticed} noticed, {harmless} without harm")
        if is_possible():
            for work in WORKS:
                cuts = cut(folder / "power", work, args.cuts, args.seed)
                say(f"{cuts.total()} failures of power while {work}: all that was promised is there")
            for action in ACTIONS:
                for fault in FAULTS:
                    told = fail(folder / action / fault, action, fault, args.step)
                    say(f"a {fault} disk at {told.total()} changes of {action}: said, and done again")
        if args.files:
            files = Fuzz(folder / "files", args.seed).run(args.files)
            say(
                f"{args.files} hostile files, {files.rows} rows: {files.read.total()} read,"
                f" {files.refused.total()} refused; the slowest {files.slowest:.2f} s, grown by"
                f" {files.grown // 1_000_000} MB"
            )
        tally = torture(folder / "kills", args.kills, args.seed)
        for work, kills in sorted(tally.kills.items()):
            say(f"{kills} kills while {work}: {tally.acknowledged[work]} acknowledged, all there")
        say(f"{tally.half_done} of {args.kills} kills hit in the middle of something")
    return 0


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
