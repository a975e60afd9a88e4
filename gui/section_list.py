"""Which sections a product has, and in which order: ticked, moved with the mouse or with buttons."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from domain.sections import name_of, sections_of, usual
from domain.words import _
from gui.flow import FlowLayout
from gui.parts import button, column, label

_KEY = Qt.ItemDataRole.UserRole


class SectionList(QWidget):
    """The sections of one kind of product."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._kind = ""
        self._setting = False
        self.list = QListWidget()
        self.list.setAccessibleName(_("Sections"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemChanged.connect(self._on_changed)
        self.list.model().rowsMoved.connect(self._on_changed)
        self.up = button(_("Up"), partial(self.move_by, -1), role="flat", tip=_("Earlier in the product"))
        self.down = button(_("Down"), partial(self.move_by, 1), role="flat", tip=_("Later in the product"))
        self.usual = button(
            _("As usual"), self.reset, role="flat", tip=_("All sections in their usual order")
        )
        hint = label(_("Space switches one on or off; its page follows."), "small", wrap=True)
        buttons = QWidget()
        buttons.setLayout(FlowLayout(self.up, self.down, self.usual))
        self.setLayout(column(self.list, buttons, hint, gap=4))

    def show_kind(self, kind: str, chosen: tuple[str, ...] = ()) -> None:
        """The sections of another product; no `chosen` means the usual ones."""
        self._kind = kind
        self._setting = True
        self.list.clear()
        on = chosen or usual(kind)
        rest = [section.key for section in sections_of(kind) if section.key not in on]
        for key in (*on, *rest):
            item = QListWidgetItem(name_of(kind, key))
            item.setData(_KEY, key)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsDragEnabled
            )
            item.setCheckState(Qt.CheckState.Checked if key in on else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        height = self.list.sizeHintForRow(0) if self.list.count() else 20
        self.list.setFixedHeight(height * max(self.list.count(), 1) + 8)
        if self.list.count():
            self.list.setCurrentRow(0)
        self._setting = False

    @property
    def chosen(self) -> tuple[str, ...]:
        """The keys that are on, in order; none for the usual ones in their usual order."""
        items = [self.list.item(at) for at in range(self.list.count())]
        on = tuple(str(item.data(_KEY)) for item in items if item.checkState() is Qt.CheckState.Checked)
        return () if on == usual(self._kind) else on

    def move_by(self, steps: int) -> None:
        """Move the chosen section."""
        at = self.list.currentRow()
        to = at + steps
        if at < 0 or not 0 <= to < self.list.count():
            return
        self._setting = True
        item = self.list.takeItem(at)
        self.list.insertItem(to, item)
        self.list.setCurrentRow(to)
        self._setting = False
        self.edited.emit()

    def reset(self) -> None:
        """All sections in their usual order."""
        self.show_kind(self._kind)
        self.edited.emit()

    def _on_changed(self, *_args: object) -> None:
        if not self._setting:
            self.edited.emit()
