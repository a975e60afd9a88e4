"""Make `.venv` hold exactly what a lock file names, and do nothing when it already does.

Runs with any Python ≥ 3.11 and the standard library alone, on Linux, macOS and Windows.

    python tools/ensure_venv.py          what the program needs (requirements.lock)
    python tools/ensure_venv.py dev      and what its developers need (requirements-dev.lock, a superset)
    python tools/ensure_venv.py bench    in build/bench-venv, what briefings are measured and checked against
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
VENVS = {"run": VENV, "dev": VENV, "bench": ROOT / "build" / "bench-venv"}
LOCKS = {
    "run": ROOT / "requirements.lock",
    "dev": ROOT / "requirements-dev.lock",
    "bench": ROOT / "requirements-bench.lock",
}


def stamp(kind: str) -> Path:
    """The file whose presence says that a `kind` was filled from today's lock by a Python of this version.

    It is named by content, not by date: a checkout touches every file, and that changes nothing.
    """
    digest = hashlib.sha256(sys.version.encode())
    digest.update(LOCKS[kind].read_bytes())
    return VENVS[kind] / f"filled-{kind}-{digest.hexdigest()[:16]}"


def python(home: Path = VENV) -> Path:
    """The interpreter inside an environment."""
    return home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def works(home: Path = VENV) -> bool:
    """Whether an environment still starts: the Python it was made from may be gone, or the folder moved."""
    if not python(home).exists():
        return False
    report = [str(python(home)), "-c", "import sys; print(sys.prefix)"]
    done = subprocess.run(report, capture_output=True, text=True, check=False)
    return done.returncode == 0 and Path(done.stdout.strip()) == home


def ensure(kind: str) -> None:
    """Fill the environment of `kind`. From the run kind to the dev kind it grows; else it starts afresh."""
    home = VENVS[kind]
    if (stamp(kind).exists() or (kind == "run" and stamp("dev").exists())) and works(home):
        return
    if not (kind == "dev" and stamp("run").exists() and works(home)):
        print(f"Making {home.name} with Python {sys.version.split()[0]}", file=sys.stderr, flush=True)
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(home)
    said = "" if kind == "bench" else "; the first time this downloads Qt"
    print(f"Installing {LOCKS[kind].name}{said}", file=sys.stderr, flush=True)
    pip = [str(python(home)), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    subprocess.run([*pip, "--only-binary=:all:", "--require-hashes", "-r", str(LOCKS[kind])], check=True)
    stamp(kind).touch()


def main(arguments: Sequence[str]) -> int:
    """Run from the command line: `run` (the default), `dev` or `bench`."""
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
