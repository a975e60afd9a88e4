"""Name, and where allowed install, what Qt and the tests need from the operating system.

Runs before the project's own environment exists, so it uses the standard library alone. Windows and
macOS bring everything along. On Linux each library is tried by loading it, which is what Qt will do.

    python3 tools/ensure_system.py qt [window] [tests] [venv] [bench] [verapdf]
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Need:
    """Something outside Python: what it is called, the Debian package that brings it, how to look for it."""

    name: str
    package: str
    is_there: Callable[[str], bool]
    required: bool = True


def loads(library: str) -> bool:
    """Whether the dynamic linker finds and loads `library`."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def runs(program: str) -> bool:
    """Whether `program` is on the path."""
    return shutil.which(program) is not None


def exists(file: str) -> bool:
    """Whether `file` is there."""
    return os.path.exists(file)  # noqa: PTH110  # text in, as for every other need


def imports(module: str) -> bool:
    """Whether this Python has `module` (Debian ships `ensurepip` apart)."""
    return importlib.util.find_spec(module) is not None


IN_CI = bool(os.environ.get("CI"))
ON_X11 = IN_CI or bool(os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"))
NEEDS: dict[str, Sequence[Need]] = {
    # What `python -m venv` needs.
    "venv": (Need("ensurepip", f"python3.{sys.version_info.minor}-venv", imports),),
    # What importing and using PySide6 needs, even without a screen.
    "qt": (
        Need("libEGL.so.1", "libegl1", loads),
        Need("libGL.so.1", "libgl1", loads),
        Need("libglib-2.0.so.0", "libglib2.0-0", loads),
        Need("libxkbcommon.so.0", "libxkbcommon0", loads),
        Need("libdbus-1.so.3", "libdbus-1-3", loads),
        Need("libfontconfig.so.1", "libfontconfig1", loads),
    ),
    # What a window on an X11 screen needs besides.
    "window": (
        Need("libxcb-cursor.so.0", "libxcb-cursor0", loads, ON_X11),
        Need("libxcb-icccm.so.4", "libxcb-icccm4", loads, ON_X11),
        Need("libxcb-image.so.0", "libxcb-image0", loads, ON_X11),
        Need("libxcb-keysyms.so.1", "libxcb-keysyms1", loads, ON_X11),
        Need("libxcb-render-util.so.0", "libxcb-render-util0", loads, ON_X11),
        Need("libxcb-shape.so.0", "libxcb-shape0", loads, ON_X11),
        Need("libxcb-xkb.so.1", "libxcb-xkb1", loads, ON_X11),
        Need("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", loads, ON_X11),
    ),
    # What the tests of the real window and of the printed page need; elsewhere than in CI they are skipped.
    "tests": (
        Need("Xvfb", "xvfb", runs, IN_CI),
        Need("xauth", "xauth", runs, IN_CI),
        Need("xdotool", "xdotool", runs, IN_CI),
        Need("pdftotext", "poppler-utils", runs, IN_CI),
    ),
    # What another library of the bench needs, which is left out of it otherwise.
    "bench": (Need("libpangoft2-1.0.so.0", "libpangoft2-1.0-0", loads, required=False),),
    # What veraPDF needs.
    "verapdf": (
        Need("java", "default-jdk-headless", runs),
        Need("/usr/share/java/jaxb-runtime.jar", "libjaxb-java", exists),
    ),
}


def missing(groups: Sequence[str]) -> list[Need]:
    """The needs of `groups` that this machine does not meet."""
    return [need for group in groups for need in NEEDS[group] if not need.is_there(need.name)]


def apt_line(needs: Sequence[Need]) -> str:
    """The command that installs `needs` on Debian and Ubuntu."""
    return "apt-get install --no-install-recommends " + " ".join(sorted({need.package for need in needs}))


def install(needs: Sequence[Need]) -> None:
    """Install `needs` with apt-get if this process may; whether it helped is seen by looking again."""
    if os.geteuid() != 0 or not runs("apt-get"):
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in ("apt-get -qq update", apt_line(needs).replace("install", "install -y -qq", 1)):
        print(f"+ {command}", file=sys.stderr, flush=True)
        subprocess.run(
            command.split(), env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False
        )


def main(groups: Sequence[str]) -> int:
    """Meet the needs of `groups`; 0 when nothing required is missing afterwards."""
    if not sys.platform.startswith("linux"):
        return 0
    if unknown := [group for group in groups if group not in NEEDS]:
        print(f"Unknown: {' '.join(unknown)}. Known: {' '.join(NEEDS)}.", file=sys.stderr)
        return 2
    lacking = missing(groups)
    if not lacking:
        return 0
    print(f"Missing on this system: {', '.join(need.name for need in lacking)}.", file=sys.stderr, flush=True)
    install(lacking)
    lacking = missing(groups)
    if not lacking:
        return 0
    print(f"Still missing: {', '.join(need.name for need in lacking)}.", file=sys.stderr)
    print(f"On Debian or Ubuntu:  sudo {apt_line(lacking)}", file=sys.stderr)
    return 1 if any(need.required for need in lacking) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
