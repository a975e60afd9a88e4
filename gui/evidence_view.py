"""The evidence of an incident: what it is, where it came from, a thumbnail of an image."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QBuffer, QSize, Qt, Signal
from PySide6.QtGui import QImageReader, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from domain.errors import DeskError
from domain.evidence import Evidence, format_size
from domain.instant import format_dtg
from domain.words import _
from gui.parts import button, clear, column, label, row
from gui.session import Session

THUMBNAIL = 56
_SHOWN = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/bmp": "bmp"}
_REMEMBERED = 64


class EvidenceView(QWidget):
    """Signals carry the number of a piece of evidence."""

    save_asked = Signal(str)
    withdraw_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._thumbnails: dict[str, QPixmap | None] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.setLayout(column(label(_("EVIDENCE"), "section"), self._list, gap=4))

    def show_incident(self, number: str) -> None:
        """List what belongs to an incident."""
        clear(self._list)
        found = self._session.desk.evidence.of(number)
        for evidence in found:
            self._list.addLayout(self._row(evidence))
        if not found:
            self._list.addWidget(
                label(_("None. Drop a file here, or paste an image (Ctrl+Shift+V)."), "small", wrap=True)
            )

    def _row(self, evidence: Evidence) -> QVBoxLayout:
        custody = evidence.custody
        name = label(custody.name, "strong", wrap=True, selectable=True)
        what = f"{evidence.number} · {format_size(custody.size)} · {custody.type}"
        half = len(custody.sha256) // 2  # one long word would not break
        lines = [what, custody_text(evidence), f"SHA-256 {custody.sha256[:half]}\n{custody.sha256[half:]}"]
        if evidence.withdrawn is not None:
            lines.insert(0, _("withdrawn: {reason}").format(reason=evidence.withdrawn))
        facts = label("\n".join(lines), "small", wrap=True, selectable=True)
        facts.setAccessibleName(f"{evidence.number} {custody.name}")
        save = button(_("Save original…"), partial(self.save_asked.emit, evidence.number), role="flat")
        save.setAccessibleName(_("Save the original of {number}").format(number=evidence.number))
        buttons = [save]
        if evidence.withdrawn is None and not self._session.desk.readonly:
            leave = button(_("Withdraw…"), partial(self.withdraw_asked.emit, evidence.number), role="flat")
            leave.setAccessibleName(_("Withdraw {number}").format(number=evidence.number))
            buttons.append(leave)
        head = row(*self._picture(evidence), name, gap=8)
        head.setStretch(head.count() - 1, 1)
        return column(head, facts, row(*buttons, None, gap=4), gap=2)

    def _picture(self, evidence: Evidence) -> list[QLabel]:
        picture = self._thumbnail(evidence)
        if picture is None:
            return []
        shown = QLabel()
        shown.setPixmap(picture)
        shown.setFixedSize(THUMBNAIL, THUMBNAIL)
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        shown.setAccessibleName(_("Image {name}").format(name=evidence.custody.name))
        return [shown]

    def _thumbnail(self, evidence: Evidence) -> QPixmap | None:
        custody = evidence.custody
        if custody.type not in _SHOWN:
            return None
        if custody.sha256 not in self._thumbnails:
            if len(self._thumbnails) >= _REMEMBERED:
                self._thumbnails.clear()
            try:
                data = self._session.desk.evidence.content(evidence.number)
            except DeskError:
                data = b""  # what is damaged is told by “Save original” and by “Verify the desk”
            self._thumbnails[custody.sha256] = thumbnail(data, _SHOWN[custody.type])
        return self._thumbnails[custody.sha256]


def thumbnail(data: bytes, kind: str) -> QPixmap | None:
    """A small picture of an image, decoded at that size; None for what is no image."""
    buffer = QBuffer()
    buffer.setData(data)
    reader = QImageReader(buffer, kind.encode())
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(QSize(THUMBNAIL, THUMBNAIL), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else QPixmap.fromImage(image)


def custody_text(evidence: Evidence) -> str:
    """`received 231200Z NOV 26 by AB from Patrol 3, memory card · added by CD 231210Z NOV 26`."""
    custody = evidence.custody
    text = _("received {time} by {who}").format(time=format_dtg(custody.received_at), who=custody.received_by)
    if custody.received_from:
        text += " " + _("from {source}").format(source=custody.received_from)
    if custody.how:
        text += f", {custody.how}"
    added = _("added by {who} {time}").format(who=evidence.added_by, time=format_dtg(evidence.added_at))
    return f"{text} · {added}"
