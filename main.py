"""Armistice Desk: `main.py [FILE.desk]` opens the window, `main.py COMMAND …` does one task and ends.

This is the top: it decides between the two, and nothing more. `main.py --help` lists the commands.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from cli.parser import COMMANDS
from cli.run import USAGE, open_window, run
from domain.words import _, use_language

VERSION = "0.1.0"
LANGUAGE_VARIABLE = "ARMISTICE_LANGUAGE"


def main(arguments: Sequence[str]) -> int:
    """Do what the arguments (without the program's name) say, and give the exit code.

    Raises `SystemExit` for `--help`, `--version` and usage errors, as argparse does.
    """
    use_language(os.environ.get(LANGUAGE_VARIABLE, "en"))
    first = arguments[0] if arguments else ""
    if first in COMMANDS or first.startswith("-"):
        return run(arguments, version=VERSION)
    if len(arguments) > 1 or (first and not first.lower().endswith(".desk") and not Path(first).exists()):
        print(_("main.py: “{text}” is neither a command nor a desk.").format(text=first), file=sys.stderr)
        print(_("Commands: {names}. See main.py --help.").format(names=", ".join(COMMANDS)), file=sys.stderr)
        return USAGE
    return open_window(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
