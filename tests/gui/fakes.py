"""Stand-ins for what the window asks of the world outside: boxes, file dialogs, a printer."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from domain.errors import DeskError


@dataclass
class FakeMessages:
    """Keeps what was said; answers questions with `answer`."""

    answer: bool = True
    errors: list[DeskError] = field(default_factory=list)
    told: list[tuple[str, str, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    crashes: list[tuple[str, str]] = field(default_factory=list)

    def error(self, parent: QWidget, error: DeskError) -> None:
        self.errors.append(error)

    def tell(self, parent: QWidget, title: str, text: str, details: str = "") -> None:
        self.told.append((title, text, details))

    def confirm(self, parent: QWidget, title: str, text: str, yes: str) -> bool:
        self.asked.append(title)
        return self.answer

    def crash(self, parent: QWidget | None, details: str, log_file: str) -> None:
        self.crashes.append((details, log_file))


@dataclass
class FakeFiles:
    """Answers every file dialog with `path`; keeps what was suggested."""

    path: Path | None = None
    suggested: list[Path] = field(default_factory=list)
    revealed: list[Path] = field(default_factory=list)
    copied: list[Path] = field(default_factory=list)

    def reveal(self, path: Path) -> None:
        self.revealed.append(path)

    def copy(self, path: Path) -> None:
        self.copied.append(path)

    def save(self, parent: QWidget, title: str, suggested: Path, kinds: str) -> Path | None:
        self.suggested.append(suggested)
        return self.path

    def open(self, parent: QWidget, title: str, folder: Path, kinds: str) -> Path | None:
        self.suggested.append(folder)
        return self.path

    def folder(self, parent: QWidget, title: str, folder: Path) -> Path | None:
        self.suggested.append(folder)
        return self.path


@dataclass
class PdfPrinters:
    """Offers a printer that prints into a PDF file; None where the user gives up."""

    path: Path | None = None
    first: int = 0
    last: int = 0

    def choose(self, parent: QWidget, pages: int) -> QPrinter | None:
        if self.path is None:
            return None
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.path))
        printer.setFromTo(self.first, self.last)
        return printer
