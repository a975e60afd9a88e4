"""`make torture`: a thousand kills and a thousand flips, or as many as are asked for."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.torture.flips import flip
from tests.torture.kills import torture


def main() -> int:
    """Ends with 0 where everything held; an assertion says what did not."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.torture")
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--flips", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "flips").mkdir()
        noticed, harmless = flip(folder / "flips", args.flips, args.seed)
        sys.stdout.write(f"{args.flips} flips: {noticed} noticed, {harmless} without harm\n")
        tally = torture(folder / "kills", args.kills, args.seed)
        for work, kills in sorted(tally.kills.items()):
            sys.stdout.write(
                f"{kills} kills while {work}: {tally.acknowledged[work]} acknowledged, all there\n"
            )
        sys.stdout.write(f"{tally.half_done} of {args.kills} kills hit in the middle of something\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
