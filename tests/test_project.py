"""Habits of the project that a reader relies on, checked where they can be: what is written is what holds."""

from __future__ import annotations

import ast
import importlib
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("domain", "storage", "reports", "gui", "cli")

# Modules longer than 300 lines, each with the reason that ARCHITECTURE.md argues.
LONGER: dict[str, str] = {}

# Never in a committed file: where packages come from, and folders of one machine. Cut in two, so that this
# list does not find itself.
LEAKS = (
    r"\bindex" + r"-url\b",
    r"\bfind" + r"-links\b",
    r"files\.python" + r"hosted",
    r"\bpypi\." + r"(?:org|python)",
    r"(?<![\w.])/" + r"(?:work|root|opt/pypi|opt/wheels)/",
    r"(?<![\w.])/(?:home|Users)" + r"/[a-z]+/",
    r"\b[A-Z]:\\" + r"Users\\",
)


@cache
def tracked() -> list[Path]:
    """The files of the project as git knows them, without those deleted but not yet committed."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def text(path: Path) -> str:
    """The text of a file, or nothing if it is not text."""
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", errors="replace")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def project() -> dict[str, Any]:
    return tomllib.loads(read("pyproject.toml"))


def dependencies() -> list[str]:
    return names(project()["project"]["dependencies"])


def names(requirements: Sequence[str]) -> list[str]:
    return sorted({re.split(r"[<>=; ]", line)[0].lower() for line in requirements})


def pins(lock: str) -> dict[str, list[str]]:
    """Each pinned line of a lock file, with its hashes."""
    found: dict[str, list[str]] = {}
    for line in read(lock).splitlines():
        if line.startswith("    --hash="):
            found[next(reversed(found))].append(line.strip(" \\"))
        else:
            found[line.strip(" \\")] = []
    return found


# --- what is committed ---------------------------------------------------------------------------


@pytest.mark.parametrize("leak", LEAKS)
def test_no_committed_file_names_a_registry_or_a_folder_of_one_machine(leak: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in tracked()
        for match in re.finditer(leak, text(path))
    ]
    assert not found


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock", "requirements-bench.lock"])
def test_a_lock_holds_exact_versions_and_hashes_and_nothing_else(lock: str) -> None:
    for pin, hashes in pins(lock).items():
        assert re.fullmatch(r"[a-z0-9-]+(\[[a-z]+\])?==[\w.]+( ; [\w .<>=!'()]+)?", pin)
        assert hashes
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", each) for each in hashes)


def test_the_developers_lock_is_a_superset() -> None:
    developers = pins("requirements-dev.lock")
    assert {pin: developers.get(pin) for pin in pins("requirements.lock")} == pins("requirements.lock")


def test_every_dependency_is_locked() -> None:
    locked = {pin.split("==")[0] for pin in pins("requirements.lock")}
    assert set(dependencies()) <= locked


def test_the_changelog_begins_with_the_version_of_the_project() -> None:
    newest = re.search(r"^## (\S+)", read("CHANGELOG.md"), re.MULTILINE)
    assert newest is not None
    assert newest[1] == project()["project"]["version"]


# --- what is documented --------------------------------------------------------------------------


def commands_in_readme() -> list[str]:
    blocks = re.findall(r"^```\w*\n(.*?)^```", read("README.md"), re.MULTILINE | re.DOTALL)
    return [line.split("#")[0].strip() for block in blocks for line in block.splitlines() if line.strip()]


def test_the_readme_and_the_makefile_name_the_same_commands() -> None:
    in_makefile = set(re.findall(r"^([a-z]+):.*##", read("Makefile"), re.MULTILINE))
    in_readme = {match[1] for line in commands_in_readme() if (match := re.match(r"make ([a-z]+)", line))}
    assert in_readme == in_makefile - {"help"}


def test_every_command_line_in_the_readme_is_one_the_program_knows() -> None:
    subcommands = {
        match[1] for line in commands_in_readme() if (match := re.search(r"main\.py ([a-z]+)\b", line))
    }
    assert "demo" in subcommands
    for subcommand in sorted(subcommands):
        asked = [sys.executable, "main.py", subcommand, "--help"]
        assert subprocess.run(asked, cwd=ROOT, capture_output=True, check=False).returncode == 0, subcommand


def test_every_file_the_readme_and_the_architecture_name_exists() -> None:
    for document in ("README.md", "ARCHITECTURE.md"):
        named = re.findall(r"`([\w./-]+\.(?:py|md|toml|lock))`", read(document))
        named += re.findall(r"\]\(([\w./-]+)\)", read(document))
        assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_dependency_has_its_reason_in_the_architecture() -> None:
    rows = {name.lower() for name in re.findall(r"^\| ([\w-]+) \|", read("ARCHITECTURE.md"), re.MULTILINE)}
    groups = project()["dependency-groups"]
    assert {*dependencies(), *names(groups["dev"]), *names(groups["bench"])} - rows == set()


# --- what is translated --------------------------------------------------------------------------

CATALOGUES = sorted((ROOT / "domain" / "locale").rglob("*.po"))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_a_catalogue_holds_every_marked_word_and_is_compiled(path: Path) -> None:
    """Mended by `make catalogues`; a word without a translation yet is allowed, a word left out is not."""
    with path.open("rb") as file:
        catalogue = read_po(file)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    assert compiled.getvalue() == path.with_suffix(".mo").read_bytes()
    assert [word for word in marked_words() if word not in catalogue] == []


@cache
def marked_words() -> list[str]:
    found: list[str] = []
    for module in modules():
        with module.open("rb") as file:
            for _, message, _, _ in extract("python", file, {"_": None, "N_": None, "n_": (1, 2)}):
                found.append(message if isinstance(message, str) else message[0])
    return found


# --- the shape of the code -----------------------------------------------------------------------


def modules(folders: Sequence[str] = PACKAGES) -> list[Path]:
    return [
        path
        for path in tracked()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in (*folders, "main.py")
    ]


def test_modules_stay_readable_in_one_sitting() -> None:
    lengths = {str(path.relative_to(ROOT)): text(path).count("\n") for path in modules()}
    assert {name: lines for name, lines in lengths.items() if lines > 300 and name not in LONGER} == {}
    assert [name for name in LONGER if lengths.get(name, 0) <= 300] == []
    architecture = read("ARCHITECTURE.md")
    assert [name for name in LONGER if name not in architecture] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [str(path.relative_to(ROOT)) for path in modules() if text(path).strip() and not docstring(path)]
    assert silent == []


def docstring(path: Path) -> str | None:
    return ast.get_docstring(ast.parse(text(path)))


def linter() -> Any:
    return project()["tool"]["importlinter"]


def test_the_layers_that_are_linted_are_all_the_packages_there_are() -> None:
    here = {path.relative_to(ROOT).parts[0] for path in tracked() if path.suffix == ".py"}
    assert set(linter()["root_packages"]) == set(PACKAGES)
    assert here <= {*PACKAGES, "main.py", "tests", "tools", "bench"}


def test_main_keeps_out_of_qt_sql_paper_and_the_network() -> None:
    """import-linter reads packages only; main.py is a module."""
    banned = {name for contract in linter()["contracts"] for name in contract.get("forbidden_modules", [])}
    imported = set()
    for node in ast.walk(ast.parse(read("main.py"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(str(node.module).split(".")[0])
    assert imported & banned == set()


# --- the ground it stands on ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "module",
    [
        "PySide6.QtWidgets",
        "PySide6.QtPdf",
        "PySide6.QtPdfWidgets",
        "PySide6.QtPrintSupport",
        "PySide6.QtSvg",
        "sqlite_utils",
        "sqlcipher3",
        "reportlab.platypus",
        "mgrs",
        "geographiclib.geodesic",
        "platformdirs",
        "filelock",
        "qtawesome",
        "ttf_opensans",
        "pymupdf_fonts",
        "bidi",
        "arabic_reshaper",
        "typing_extensions",
        "tzdata",
    ],
)
def test_every_dependency_imports_without_a_warning(module: str) -> None:
    importlib.import_module(module)


def test_qt_and_python_are_a_pair_that_lives(qapp: QApplication) -> None:
    """PySide6 6.12.0 on Python 3.11 drops a reference to None per call and soon dies of it."""
    before = sys.getrefcount(None)
    for _ in range(1000):
        qapp.processEvents()
    assert sys.getrefcount(None) > before - 500


def test_sqlite_is_newer_than_the_write_ahead_log_bug() -> None:
    """Before 3.51.3 a checkpoint racing with a commit could lose the commit."""
    from sqlcipher3 import dbapi2

    assert dbapi2.sqlite_version_info >= (3, 51, 3)


def test_no_word_to_translate_hides_in_an_f_string() -> None:
    """What is called inside an f-string is not collected for translation."""
    hidden = re.compile(r"""f"[^"\n]*\{(?:_|n_|p_)\('|f'[^'\n]*\{(?:_|n_|p_)\(\"""")
    found = {
        str(path.relative_to(ROOT)): hidden.findall(path.read_text(encoding="utf-8"))
        for folder in ("domain", "storage", "reports", "gui", "cli")
        for path in (ROOT / folder).rglob("*.py")
    }
    assert not {name: texts for name, texts in found.items() if texts}
