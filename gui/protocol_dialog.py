"""The protocol editor: read, copy, change, try on a breach, adopt as a version."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget
from typing_extensions import override

from domain.errors import DeskError, FieldError
from domain.phrases import deadline_utc, phase_line
from domain.protocol import DEFAULT_FILE, LONGEST_FILE, Protocol
from domain.protocol_lines import line_of
from domain.words import _
from gui.files import Files, Pending
from gui.messages import Messages
from gui.parts import Combo, button, column, label, row, set_role
from gui.reasons import ask_reason
from gui.session import Session
from storage.breaches import Case

KINDS = "TOML (*.toml)"


class ProtocolDialog(QDialog):
    """TOML at the left; at the right what is wrong with it, or what it would change."""

    def __init__(self, parent: QWidget, session: Session, messages: Messages, files: Files) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Protocols"))
        self.resize(980, 640)
        self._session, self._messages, self._files = session, messages, files
        self.protocol: Protocol | None = None
        self._shown = 0
        self.versions = Combo()
        self.versions.setAccessibleName(_("Adopted versions"))
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(_("Protocol as TOML"))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(self.check)
        self.found = label("", "soft", wrap=True)
        self.breach = Combo()
        self.breach.setAccessibleName(_("Breach to try it on"))
        self.breach.addItem(_("try it on a breach …"), None)
        for case in session.open_cases():
            self.breach.addItem(f"{case.breach.number} · {case.breach.title}", case)
        self.breach.currentIndexChanged.connect(self._preview)
        self.preview = label("", wrap=True, selectable=True)
        self.adopt_button = button(_("Adopt for new breaches"), self.adopt, role="primary")
        self.move_button = button(_("Move this breach to it"), self.move_breach)
        left, right = QWidget(), QWidget()
        io = row(
            button(_("Read from a file…"), self.read_file),
            button(_("Write to a file…"), self.write_file),
            None,
        )
        left.setLayout(column(self.versions, self.text, io, gap=8))
        right.setLayout(column(self.found, self.breach, self.preview, None, gap=10))
        body = row(left, right, gap=20)
        body.setStretch(0, 3)
        body.setStretch(1, 2)
        intro = label(
            _("A running breach keeps its version until it is moved on purpose."), "soft", wrap=True
        )
        self.setLayout(
            column(
                label(_("Protocols"), "heading"),
                intro,
                body,
                row(None, button(_("Close"), self.reject), self.move_button, self.adopt_button),
                gap=10,
                margin=20,
            )
        )
        self._list_versions()
        self.versions.currentIndexChanged.connect(self._choose_version)
        self._show_version()

    def check(self) -> None:
        """Read what stands there; say what is wrong, or what it is."""
        try:
            self.protocol = Protocol.from_toml(self.text.toPlainText())
        except DeskError as error:
            self.protocol = None
            self.found.setText(f"▲ {self._place_of(error)}{error}")
            set_role(self.found, "error")
        else:
            known = self._session.desk.protocols.has(self.protocol.name)
            state = _("adopted") if known else _("not adopted yet")
            title, provenance = _(self.protocol.title), _(self.protocol.provenance)
            self.found.setText(f"{self.protocol.name} · {title} · {state}\n{provenance}")
            set_role(self.found, "soft")
        self._preview()

    @override
    def reject(self) -> None:
        """Esc asks before it throws away a text that was changed."""
        if self._may_give_up():
            super().reject()

    def _may_give_up(self) -> bool:
        return not self.text.document().isModified() or self._messages.confirm(
            self, _("Give up what you typed?"), _("It has not been adopted."), _("Give it up")
        )

    def _place_of(self, error: DeskError) -> str:
        """`line 12, phase[2].hours: `; nothing where the error names its line itself."""
        if not isinstance(error, FieldError):
            return ""
        line = line_of(self.text.toPlainText(), error.field)
        if line is None:
            return f"{error.field}: "
        return _("line {line}, {field}: ").format(line=line, field=error.field)

    def adopt(self) -> None:
        """Put it in force for breaches opened from now on."""
        if self.protocol is not None and self._ask(
            _("Adopt {name}").format(name=self.protocol.name), self._adopt
        ):
            self._list_versions()
            self.text.document().setModified(False)
            self.check()

    def move_breach(self) -> None:
        """Move the chosen breach to the version that is shown."""
        case = self._case()
        if case is None or self.protocol is None:
            return
        title = _("Move {breach} to {name}").format(breach=case.breach.number, name=self.protocol.name)
        if self._ask(title, partial(self._move, case.breach.number)):
            self.accept()

    def read_file(self) -> None:
        if not self._may_give_up():
            return
        path = self._files.open(self, _("Read a protocol"), Path.home(), KINDS)
        if path is None:
            return
        try:
            with path.open(encoding="utf-8") as file:
                text = file.read(LONGEST_FILE + 1)  # one more is told as too long where it is read
        except (OSError, UnicodeDecodeError) as error:
            self._messages.error(
                self, DeskError(_("{file} cannot be read.").format(file=path.name), str(error))
            )
            return
        self.text.setPlainText(text)

    def write_file(self) -> None:
        name = (
            f"{self.protocol.id}-v{self.protocol.version}.toml".lower() if self.protocol else "protocol.toml"
        )
        path = self._files.save(self, _("Write the protocol"), Path.home() / name, KINDS)
        if path is None:
            return
        try:
            Pending(path, self.text.toPlainText().encode()).keep()
        except DeskError as error:
            self._messages.error(self, error)

    def _ask(self, title: str, submit: Callable[[str], None]) -> bool:
        return ask_reason(self, self._messages, title, submit)

    def _adopt(self, reason: str) -> None:
        assert self.protocol is not None
        self._session.adopt_protocol(self.protocol, self.text.toPlainText(), reason)

    def _move(self, number: str, reason: str) -> None:
        assert self.protocol is not None
        self._session.move_breach(number, self.protocol.name, reason)

    def _case(self) -> Case | None:
        found = self.breach.currentData()
        return found if isinstance(found, Case) else None

    def _preview(self) -> None:
        """What would change for the chosen breach."""
        case = self._case()
        known = self.protocol is not None and self._session.desk.protocols.has(self.protocol.name)
        writable = not self._session.desk.readonly
        self.adopt_button.setEnabled(self.protocol is not None and not known and writable)
        self.move_button.setEnabled(
            case is not None
            and known
            and writable
            and case.breach.protocol != getattr(self.protocol, "name", "")
        )
        if case is None or self.protocol is None:
            self.preview.setText("")
            return
        self.preview.setText(
            "\n\n".join(
                (
                    _("NOW, under {name}").format(name=case.protocol.name)
                    + "\n"
                    + self._lines(case, case.protocol),
                    _("WOULD BE, under {name}").format(name=self.protocol.name)
                    + "\n"
                    + self._lines(case, self.protocol),
                )
            )
        )

    def _lines(self, case: Case, protocol: Protocol) -> str:
        standing = case.under(protocol, self._session.now())
        lines = []
        for p in standing.phases:
            deadline = f" · {deadline_utc(p.deadline)}" if p.deadline else ""
            lines.append(f"{p.phase.number} {_(p.phase.name)}{deadline}: {phase_line(p, standing)}")
        return "\n".join(lines)

    def _list_versions(self) -> None:
        self.versions.blockSignals(True)
        self.versions.clear()
        in_force = self._session.desk.protocols.in_force()
        for name in self._session.desk.protocols.names():
            self.versions.addItem(
                _("{name} · in force").format(name=name) if name == in_force else name, name
            )
        self._shown = self.versions.findData(in_force)
        self.versions.setCurrentIndex(self._shown)
        self.versions.blockSignals(False)

    def _choose_version(self) -> None:
        """Show another version; what was typed is given up only on purpose."""
        if self._may_give_up():
            self._shown = self.versions.currentIndex()
            self._show_version()
        else:
            self.versions.blockSignals(True)
            self.versions.setCurrentIndex(self._shown)
            self.versions.blockSignals(False)

    def _show_version(self) -> None:
        source = self._session.desk.protocols.source(str(self.versions.currentData()))
        self.text.setPlainText(source or DEFAULT_FILE.read_text(encoding="utf-8"))
        self.text.document().setModified(False)
