"""Real keys on the real window, and dialogs that are driven while they are open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from gui.dialogs import FormDialog

D = TypeVar("D", bound=QDialog)

CTRL = Qt.KeyboardModifier.ControlModifier


def focused() -> QWidget:
    """The widget that real keys would reach."""
    settle()
    widget = QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()
    assert widget is not None, "no window is active"
    return widget


def press(keys: str) -> None:
    """One key or chord, such as `Ctrl+N`, `A`, `Shift+Tab`, on whatever has the focus."""
    chord = QKeySequence(keys)[0]  # type: ignore[index]  # the stubs do not know it
    QTest.keyClick(focused(), chord.key(), chord.keyboardModifiers())
    settle()


def type_text(text: str) -> None:
    """Type on whatever has the focus: ASCII as keys, the rest as an input method commits it."""
    for character in text:
        target = QApplication.focusWidget()
        assert target is not None, "nothing has the focus"
        if character.isascii() and character.isprintable():
            QTest.keyClicks(target, character)
        else:
            event = QInputMethodEvent()
            event.setCommitString(character)
            QApplication.sendEvent(target, event)


def settle() -> None:
    """Deliver what is posted, deletions among it, and run what is due."""
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def in_dialog(open_it: Callable[[], object], act: Callable[[D], object], kind: type[D] | None = None) -> None:
    """Call `open_it`, which opens a modal dialog, and `act` on that dialog while it is open.

    The dialog is ended where `act` leaves it open. Raises what `act` raised, or where no dialog opened.
    """
    seen: list[QWidget] = []
    failures: list[BaseException] = []

    watch = QTimer()
    watch.setInterval(2)

    def step() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            return
        watch.stop()
        seen.append(dialog)
        try:
            assert isinstance(dialog, kind or QDialog), f"{dialog} is open"
            QTest.qWaitForWindowActive(dialog)
            settle()
            act(dialog)  # type: ignore[arg-type]
        except BaseException as error:  # noqa: BLE001  (raised again below, outside of Qt)
            failures.append(error)
        finally:
            if isinstance(dialog, QDialog) and shiboken6.isValid(dialog) and dialog.isVisible():
                QDialog.done(dialog, 0)

    watch.timeout.connect(step)
    before = QApplication.activeWindow()
    watch.start()
    open_it()
    watch.stop()
    settle()
    if QApplication.activeWindow() is None and before is not None:
        before.activateWindow()  # a real window manager does this by itself
        QTest.qWaitForWindowActive(before)
    if failures:
        raise failures[0]
    assert seen, "no dialog was opened"


def in_form(open_it: Callable[[], object], act: Callable[[FormDialog], object]) -> None:
    """As `in_dialog`, for a dialog with a form."""
    in_dialog(open_it, act, FormDialog)


def fill(dialog: FormDialog, **values: str) -> None:
    """Type into fields of a dialog (choices are chosen by their stored value)."""
    for key, value in values.items():
        dialog.form.set_text(key, value)


def note(dialog: FormDialog, key: str) -> str:
    """What stands below a field."""
    return dialog.form.views[key].note.text()


def texts(widget: QWidget) -> str:
    """Every label that is shown in a widget."""
    settle()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))
