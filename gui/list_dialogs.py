"""Lists that are the desk's own: its sectors, its places. Nothing is deleted; each change is an entry."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QPushButton, QStackedWidget, QWidget

from domain.atlas.place import Place
from domain.errors import DeskError
from domain.position import format_decimal
from domain.sector import Sector
from domain.vocabulary import OBLASTS
from domain.words import _, n_
from gui import checks
from gui.dialogs import FormDialog
from gui.fields import Editor, Field
from gui.form import Form
from gui.messages import Messages
from gui.parts import button, column, label, row
from gui.place_dialogs import add_place
from gui.reasons import ask_reason
from gui.session import Session
from gui.suggestion_list import HINT, Lines


class ListDialog(QDialog):
    """A list, and beside it what can be done with it."""

    def __init__(self, parent: QWidget, session: Session, messages: Messages, title: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setModal(True)
        self.resize(620, 460)
        self._session, self._messages = session, messages
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setItemDelegate(Lines(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = label("", "soft", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget()
        self._lines: Callable[[], Sequence[tuple[str, str]]] = tuple
        self._follow: Callable[[], object] = tuple

    def build(
        self,
        intro: str,
        empty: str,
        buttons: Sequence[QPushButton],
        lines: Callable[[], Sequence[tuple[str, str]]],
        follow: Callable[[], object],
    ) -> None:
        """Put it together: `lines` reads the list, `follow` says what can be done with the chosen line."""
        self._lines, self._follow = lines, follow
        self.empty.setText(empty)
        self.list.currentRowChanged.connect(self._on_row)
        for each in buttons:
            each.setVisible(not self._session.desk.readonly)
        for part in (self.list, self.empty):
            self._stack.addWidget(part)
        body = row(self._stack, column(*buttons, None, gap=6), gap=12)
        body.setStretch(0, 1)
        heading = label(self.windowTitle(), "heading")
        close = row(None, button(_("Close"), self.accept))
        self.setLayout(column(heading, label(intro, "soft", wrap=True), body, close, gap=10, margin=20))
        self.refresh()

    def _on_row(self, _row: int) -> None:
        self._follow()

    def refresh(self) -> None:
        """Read the list again; the chosen line stays chosen."""
        kept = max(self.list.currentRow(), 0)
        self.list.clear()
        for name, hint in self._lines():
            item = QListWidgetItem(name, self.list)
            item.setData(HINT, hint)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}, {hint}" if hint else name)
        count = self.list.count()
        self._stack.setCurrentWidget(self.list if count else self.empty)
        self.list.setCurrentRow(min(kept, count - 1))
        self._follow()

    def _do(self, act: Callable[[], object]) -> None:
        try:
            act()
        except DeskError as error:
            self._messages.error(self, error)
        self.refresh()


class SectorsDialog(ListDialog):
    """The desk's sectors: added, renamed, put into order, retired and brought back."""

    def __init__(self, parent: QWidget, session: Session, messages: Messages) -> None:
        super().__init__(parent, session, messages, _("Sectors"))
        self._order: list[Sector] = []
        self.add_button = button(_("Add…"), self.add)
        self.rename_button = button(_("Rename…"), self.rename)
        self.up_button = button(_("Up  Alt+Up"), self.up)
        self.down_button = button(_("Down  Alt+Down"), self.down)
        self.retire_button = button(_("Retire…"), self.retire)
        self.build(
            _("The desk's own list, in its order. A retired sector is suggested no more; the log keeps it."),
            _("No sectors yet. While there is no list, any name can be typed and none is asked about."),
            (self.add_button, self.rename_button, self.up_button, self.down_button, self.retire_button),
            self._read,
            self._show_what_can_be_done,
        )
        QShortcut(QKeySequence("Alt+Up"), self).activated.connect(self.up)
        QShortcut(QKeySequence("Alt+Down"), self).activated.connect(self.down)

    def _read(self) -> list[tuple[str, str]]:
        self._order = self._session.desk.sectors.all()
        counts = self._session.desk.sectors.counts()
        lines = []
        for sector in self._order:
            count = counts.get(sector.name, 0)
            hint = n_("{n} incident", "{n} incidents", count)
            if not sector.is_in_use:
                hint = _("retired: {reason}").format(reason=sector.retired) + f" · {hint}"
            lines.append((sector.name, hint))
        return lines

    def _show_what_can_be_done(self) -> None:
        chosen = self.chosen
        at = self.list.currentRow()
        self.rename_button.setEnabled(chosen is not None)
        self.retire_button.setEnabled(chosen is not None)
        self.up_button.setEnabled(chosen is not None and at > 0)
        self.down_button.setEnabled(chosen is not None and at < len(self._order) - 1)
        back = chosen is not None and not chosen.is_in_use
        self.retire_button.setText(_("Bring back…") if back else _("Retire…"))

    @property
    def chosen(self) -> Sector | None:
        """The sector the buttons are about."""
        at = self.list.currentRow()
        return self._order[at] if 0 <= at < len(self._order) else None

    def add(self) -> None:
        """A new one at the end."""

        def submit(form: Form) -> None:
            self._session.records.add_sector(form.text("name"))

        self._ask(_("Add a sector"), _("Add"), [_name_field("")], submit)
        self.list.setCurrentRow(self.list.count() - 1)

    def rename(self) -> None:
        """Another name, in its incidents too."""
        if (sector := self.chosen) is None:
            return

        def submit(form: Form) -> None:
            self._session.records.rename_sector(sector.name, form.text("name"), form.text("reason"))

        count = self._session.desk.sectors.counts().get(sector.name, 0)
        check = checks.check_required("reason", _("A reason is needed."))
        fields = [
            _name_field(sector.name),
            Field("reason", _("Reason"), Editor.TEXT, 1, lines=3, check=check),
        ]
        intro = n_(
            "{n} incident carries it and is corrected with it.",
            "{n} incidents carry it and are corrected with it.",
            count,
        )
        self._ask(_("Rename {name}").format(name=sector.name), _("Rename"), fields, submit, intro)

    def retire(self) -> None:
        """Not to be used any more, or to be used again."""
        if (sector := self.chosen) is None:
            return
        records = self._session.records
        act, title = (
            (records.retire_sector, _("Retire {name}"))
            if sector.is_in_use
            else (records.restore_sector, _("Bring back {name}"))
        )

        def submit(reason: str) -> None:
            act(sector.name, reason)

        ask_reason(self, self._messages, title.format(name=sector.name), submit)
        self.refresh()

    def up(self) -> None:
        self._move(-1)

    def down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        at, names = self.list.currentRow(), [sector.name for sector in self._order]
        if self._session.desk.readonly or not (0 <= at < len(names) and 0 <= at + by < len(names)):
            return
        names[at], names[at + by] = names[at + by], names[at]
        self._do(lambda: self._session.records.reorder_sectors(names))
        self.list.setCurrentRow(at + by)

    def _ask(
        self,
        title: str,
        accept: str,
        fields: Sequence[Field],
        submit: Callable[[Form], None],
        intro: str = "",
    ) -> None:
        FormDialog(
            self, self._messages, title=title, intro=intro, fields=fields, accept=accept, submit=submit
        ).exec()
        self.refresh()


def _name_field(initial: str) -> Field:
    check = checks.check_required("name", _("The name is missing."))
    return Field("name", _("Name"), initial=initial, check=check)


class PlacesDialog(ListDialog):
    """The desk's own places: added, and withdrawn again."""

    def __init__(self, parent: QWidget, session: Session, messages: Messages) -> None:
        super().__init__(parent, session, messages, _("The desk's own places"))
        self._places: list[Place] = []
        self.add_button = button(_("Add…"), self.add)
        self.withdraw_button = button(_("Withdraw…"), self.withdraw)
        self.build(
            _("They come before a place of that name in the shipped list. One withdrawn is found no more."),
            _("None yet."),
            (self.add_button, self.withdraw_button),
            self._read,
            self._show_what_can_be_done,
        )

    def _read(self) -> list[tuple[str, str]]:
        self._places = self._session.desk.places.all()
        return [
            (
                place.name,
                " · ".join(filter(None, (OBLASTS.label(place.oblast), format_decimal(place.position)))),
            )
            for place in self._places
        ]

    def _show_what_can_be_done(self) -> None:
        self.withdraw_button.setEnabled(self.list.currentRow() >= 0)

    def add(self) -> None:
        """Another one."""
        add_place(self, self._session, self._messages).exec()
        self.refresh()

    def withdraw(self) -> None:
        """Say why the chosen one is to be found no more."""
        at = self.list.currentRow()
        if not 0 <= at < len(self._places):
            return
        place = self._places[at]

        def submit(reason: str) -> None:
            self._session.records.withdraw_place(place, reason)

        ask_reason(self, self._messages, _("Withdraw {number}").format(number=place.name), submit)
        self.refresh()
