"""Make `.venv` hold exactly what a lock file names, and do nothing when it already does.

Runs with any Python ≥ 3.11 and the standard library alone, on Linux, macOS and Windows.

    python tools/ensure_venv.py          what the program needs (requirements.lock)
    python tools/ensure_venv.py dev      and what its developers need (requirements-dev.lock, a superset)
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = {"run": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}


def stamp(kind: str) -> Path:
    """The file whose presence says that `.venv` was filled from today's lock by a Python of this version.

    It is named by content, not by date: a checkout touches every file, and that changes nothing.
    """
    digest = hashlib.sha256(sys.version.encode())
    digest.update(LOCKS[kind].read_bytes())
    return VENV / f"filled-{kind}-{digest.hexdigest()[:16]}"


def python() -> Path:
    """The interpreter inside `.venv`."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def works() -> bool:
    """Whether `.venv` still starts: the Python it was made from may be gone, or the folder moved."""
    if not python().exists():
        return False
    report = [str(python()), "-c", "import sys; print(sys.prefix)"]
    done = subprocess.run(report, capture_output=True, text=True, check=False)
    return done.returncode == 0 and Path(done.stdout.strip()) == VENV


def ensure(kind: str) -> None:
    """Fill `.venv` for `kind`. From the run kind to the dev kind it grows; any other change starts afresh."""
    if (stamp(kind).exists() or (kind == "run" and stamp("dev").exists())) and works():
        return
    if not (kind == "dev" and stamp("run").exists() and works()):
        print(f"Making {VENV.name} with Python {sys.version.split()[0]}", file=sys.stderr, flush=True)
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(VENV)
    print(f"Installing {LOCKS[kind].name}; the first time this downloads Qt", file=sys.stderr, flush=True)
    pip = [str(python()), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    subprocess.run([*pip, "--only-binary=:all:", "--require-hashes", "-r", str(LOCKS[kind])], check=True)
    stamp(kind).touch()


def main(arguments: Sequence[str]) -> int:
    """Run from the command line: `run` (the default) or `dev`."""
    kind = arguments[0] if arguments else "run"
    if kind not in LOCKS or len(arguments) > 1:
        print(f"Usage: ensure_venv.py [{' | '.join(LOCKS)}]", file=sys.stderr)
        return 2
    try:
        ensure(kind)
    except subprocess.CalledProcessError as error:
        print(f"The environment could not be made: pip ended with {error.returncode}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
