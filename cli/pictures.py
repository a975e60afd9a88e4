"""Draws pictures of every page in a process of its own: `python -m cli.pictures DESK FOLDER PDF`.

A process has one Qt platform for life. The pictures need the one without a screen; the window that `demo`
opens afterwards needs the real one.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from domain.errors import DeskError
from domain.words import _

ROOT = Path(__file__).resolve().parent.parent


def draw(desk: Path, folder: Path, pdf: Path) -> list[Path]:
    """Draw the pages of window and briefing into `folder`. Raises `DeskError` where Qt cannot start."""
    command = [sys.executable, "-m", "cli.pictures", *(str(path.absolute()) for path in (desk, folder, pdf))]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        said = done.stderr.strip().splitlines()
        raise DeskError(
            _("The pictures could not be drawn."),
            said[-1] if said else _("Qt ended with code {code}.").format(code=done.returncode),
            _("Desk and briefing are there. On Linux tools/ensure_system.py names what Qt lacks."),
        )
    return [Path(line) for line in done.stdout.splitlines() if line]


def main(arguments: list[str]) -> int:
    """What the process does: one path a line on standard output."""
    from gui.screenshots import render_all

    desk, folder, pdf = map(Path, arguments)
    sys.stdout.writelines(f"{path}\n" for path in render_all(desk, folder, pdf))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
