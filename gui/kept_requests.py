"""Drafts and templates: kept in the desk under a name, taken up again, no longer offered."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from domain.errors import DeskError
from domain.instant import format_dtg
from domain.request import Request
from domain.words import _
from gui.dialogs import FormDialog
from gui.fields import Field
from gui.flow import FlowLayout
from gui.form import Form
from gui.messages import Messages
from gui.parts import Combo, button, column, label
from gui.session import Session
from storage.requests import DRAFT, TEMPLATE, KeptRequest


class KeptRequests(QWidget):
    """`taken_up` carries a `KeptRequest`. `asked` gives what is chosen now; it may raise `FieldError`."""

    taken_up = Signal(object)

    def __init__(self, session: Session, messages: Messages, asked: Callable[[], Request | None]) -> None:
        super().__init__()
        self._session, self._messages, self._asked = session, messages, asked
        self._kept: list[KeptRequest] = []
        self.list = Combo()
        self.list.setAccessibleName(_("Drafts and templates"))
        self.list.activated.connect(self._on_chosen)
        self.remove = button(_("Remove"), self._on_remove, role="flat", tip=_("Offer it no longer"))
        self.save_draft = button(_("Save draft…"), partial(self.ask, DRAFT), role="flat",
                                 tip=_("Keep what is chosen, to go on with it later"))  # fmt: skip
        self.save_template = button(_("Save template…"), partial(self.ask, TEMPLATE), role="flat",
                                    tip=_("Remember what is chosen, but for period and record"))  # fmt: skip
        name = label(_("Drafts and templates"), "small")
        name.setBuddy(self.list)
        buttons = QWidget()
        buttons.setLayout(FlowLayout(self.save_draft, self.save_template, self.remove))
        self.setLayout(column(name, self.list, buttons, gap=2))

    def refresh(self) -> None:
        """Read them again."""
        requests = self._session.desk.requests
        self._kept = [*requests.all(DRAFT), *requests.all(TEMPLATE)]
        self.list.clear()
        self.list.addItem(_("take one up …") if self._kept else _("none kept yet"), -1)
        for at, one in enumerate(self._kept):
            sort = _("Draft") if one.sort == DRAFT else _("Template")
            self.list.addItem(f"{sort}: {one.name} · {format_dtg(one.at)} · {one.author}", at)
        readonly = bool(self._session.desk.readonly)
        for part in (self.save_draft, self.save_template):
            part.setEnabled(not readonly)
        self.remove.setEnabled(False)

    def ask(self, sort: str) -> None:
        """Ask for a name and keep what is chosen under it."""
        request = self._asked()
        if request is None:
            return
        known = self.chosen
        FormDialog(
            self,
            self._messages,
            title=_("Save draft") if sort == DRAFT else _("Save template"),
            intro=_("It is kept in the desk under this name; one of the same name is replaced."),
            fields=[Field("name", _("Name"), initial=known.name if known and known.sort == sort else "")],
            accept=_("Save"),
            submit=partial(self._keep, sort, request),
        ).exec()

    @property
    def chosen(self) -> KeptRequest | None:
        """The one that was taken up last."""
        at = self.list.currentData()
        return self._kept[at] if isinstance(at, int) and 0 <= at < len(self._kept) else None

    def _keep(self, sort: str, request: Request, form: Form) -> None:
        kept = self._session.briefings.keep(sort, form.text("name"), request)
        self.refresh()
        names = [(one.sort, one.name) for one in self._kept]
        self.list.setCurrentIndex(names.index((kept.sort, kept.name)) + 1)
        self.remove.setEnabled(True)

    def _on_chosen(self) -> None:
        kept = self.chosen
        self.remove.setEnabled(kept is not None and not self._session.desk.readonly)
        if kept is not None:
            self.taken_up.emit(kept)

    def _on_remove(self) -> None:
        kept = self.chosen
        if kept is None or not self._messages.confirm(
            self,
            _("Remove “{name}”?").format(name=kept.name),
            _("It is offered no longer. The journal keeps it."),
            _("Remove"),
        ):
            return
        try:
            self._session.briefings.drop(kept.sort, kept.name)
        except DeskError as error:
            self._messages.error(self, error)
        self.refresh()
