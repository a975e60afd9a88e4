"""How a product leaves the desk: saved or printed, and noted in the journal under its serial."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from domain.imprint import Imprint
from domain.words import _
from gui.files import Files, Pending
from gui.passphrase import leaving
from gui.pdf_viewer import load
from gui.printing import Printers, print_document
from gui.session import Session
from gui.settings import Settings


@dataclass(frozen=True, slots=True)
class Draft:
    """The facts of a product, and what draws its pages."""

    product: Imprint
    render: Callable[[], bytes]


class Outlet:
    """Saves and prints. A product without a serial leaves as a draft, which its pages say; none is noted."""

    def __init__(self, session: Session, settings: Settings, files: Files, printers: Printers) -> None:
        self._session, self._settings = session, settings
        self._files, self._printers = files, printers

    def save(self, parent: QWidget, product: Imprint, pdf: bytes) -> Path | None:
        """Ask where, write the file, note it; None where the user gave up. Raises `DeskError`.

        The file is there only once the journal has it, and the journal has it only once it is on the disk.
        """
        folder = Path(self._settings.text("briefings/folder", str(Path.home())))
        name = f"{product.desk_code}-{product.serial or f'{product.kind}-draft'}.pdf"
        title = leaving(_("Save as PDF"), self._session.desk.key)
        target = self._files.save(parent, title, folder / name, _("PDF files (*.pdf)"))
        if target is None:
            return None
        pending = Pending(target, pdf)
        try:
            self._note(product, pdf)
        except BaseException:
            pending.drop()
            raise
        pending.keep()
        self._settings.set_text("briefings/folder", str(target.parent))
        return target

    def print(self, parent: QWidget, product: Imprint, pdf: bytes) -> bool:
        """Ask for a printer, print, note it; False where the user gave up. Raises `DeskError`."""
        document, buffer = load(pdf)
        printer = self._printers.choose(parent, document.pageCount())
        if printer is None:
            return False
        print_document(document, printer)
        self._note(product, pdf)
        buffer.close()
        return True

    def _note(self, product: Imprint, pdf: bytes) -> None:
        if product.serial is not None:
            document, buffer = load(pdf)
            self._session.record_briefing(product, pdf, document.pageCount())
            buffer.close()
