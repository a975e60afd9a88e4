"""How a product leaves the desk: issued, saved, printed. Nothing here sets a page in the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from domain.errors import DeskError
from domain.file_names import PATTERN, file_name
from domain.request import Request
from domain.words import _
from gui.briefing_writes import Prepared
from gui.files import Files, Pending
from gui.passphrase import leaving
from gui.printing import Printers, printing
from gui.session import Session
from gui.settings import Settings
from gui.waiting import wait_for
from storage.briefings import SavedBriefing
from storage.driver import StoppedError

_FOLDER, _PATTERN = "briefings/folder", "briefings/pattern"


@dataclass(frozen=True, slots=True)
class Left:
    """What left the desk, and the file it was saved as; None where it was printed, or issued alone."""

    made: Prepared
    path: Path | None = None

    @property
    def name(self) -> str:
        """Its serial, or that it is a draft."""
        return self.made.product.serial or _("DRAFT")


class Outlet:
    """Every way gives None where the user gave up. A product without a serial leaves as a draft.

    One at a time: what is asked for while something is leaving is not done.
    """

    def __init__(self, session: Session, settings: Settings, files: Files, printers: Printers) -> None:
        self._session, self._settings = session, settings
        self._files, self._printers = files, printers
        self._busy = False

    @property
    def pattern(self) -> str:
        """How files are named."""
        return self._settings.text(_PATTERN, PATTERN)

    @pattern.setter
    def pattern(self, pattern: str) -> None:
        self._settings.set_text(_PATTERN, pattern)

    def issue(self, parent: QWidget, request: Request) -> Left | None:
        """Give it its serial and freeze it in the desk. Raises `DeskError`."""
        if (made := self._prepare(parent, request)) is None:
            return None
        self._freeze(made)
        return Left(made)

    def save(self, parent: QWidget, request: Request) -> Left | None:
        """Ask where, write the file, freeze it. Raises `DeskError`.

        The file is there only once the desk holds it, and the desk holds it only once it is on the disk.
        """
        if (made := self._prepare(parent, request)) is None:
            return None
        target = self._ask(parent, file_name(made.product, self.pattern))
        if target is None:
            return None
        pending = Pending(target, made.pdf)
        try:
            self._freeze(made)
        except BaseException:
            pending.drop()
            raise
        pending.keep()
        return Left(made, target)

    def print(self, parent: QWidget, request: Request) -> Left | None:
        """Ask for a printer, print, freeze it. Raises `DeskError`."""
        if (made := self._prepare(parent, request)) is None:
            return None
        if not self._print(parent, made.pdf, made.pages):
            return None
        self._freeze(made)
        return Left(made)

    # --- what was issued before ------------------------------------------------------------------

    def save_again(self, parent: QWidget, issued: SavedBriefing) -> Path | None:
        """Write the frozen pages to a file, byte for byte. Raises `DeskError`."""
        pdf = self._session.desk.briefings.pages(issued.serial)
        target = self._ask(parent, f"{self._session.info.code}-{issued.serial}.pdf")
        if target is not None:
            Pending(target, pdf).keep()
        return target

    def print_again(self, parent: QWidget, issued: SavedBriefing) -> bool:
        """Print the frozen pages. Raises `DeskError`."""
        pdf = self._session.desk.briefings.pages(issued.serial)
        return self._print(parent, pdf, issued.pages)

    # --- parts -----------------------------------------------------------------------------------

    def _prepare(self, parent: QWidget, request: Request) -> Prepared | None:
        if self._busy:
            return None
        self._busy = True
        try:
            serial = None if self._session.desk.readonly else self._session.briefings.next_serial()
            work = self._session.briefings.preparing(request, serial)
            made: Prepared = wait_for(parent, _("Setting the pages …"), _("Give up"), work)
        except StoppedError:
            return None
        finally:
            self._busy = False
        return made

    def _print(self, parent: QWidget, pdf: bytes, pages: int) -> bool:
        printer = self._printers.choose(parent, pages)
        if printer is None:
            return False
        try:
            wait_for(parent, _("Printing …"), _("Stop"), partial(printing, pdf, printer))
        except StoppedError as error:
            raise DeskError(
                _("Printing was stopped."),
                _("What the printer had taken by then comes out."),
                _("No serial was given."),
            ) from error
        return True

    def _ask(self, parent: QWidget, name: str) -> Path | None:
        folder = Path(self._settings.text(_FOLDER, str(Path.home())))
        title = leaving(_("Save as PDF"), self._session.desk.key)
        target = self._files.save(parent, title, folder / name, _("PDF files (*.pdf)"))
        if target is not None:
            self._settings.set_text(_FOLDER, str(target.parent))
        return target

    def _freeze(self, made: Prepared) -> None:
        if made.product.serial is not None:
            self._session.briefings.issue(made)
