"""Forms described as data: fields that check what is typed as it is typed, and say what they understood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from domain.choices import Choice, choices, matching
from domain.errors import FieldError
from domain.vocabulary import Vocabulary
from gui.parts import Combo, label, restyle, set_role
from gui.secret_edit import SecretEdit
from gui.suggestion_list import Suggestion
from gui.suggestions import SuggestField, TypeAhead


class Editor(Enum):
    """How a field is edited."""

    LINE = auto()
    TEXT = auto()
    CHOICE = auto()
    """One of a closed list."""
    SUGGEST = auto()
    """Typed text with suggestions."""
    CHECK = auto()
    SECRET = auto()
    """A passphrase: not shown, never part of a draft."""


Check = Callable[[str], str]
"""Takes the typed text, returns what it was understood as (shown below); raises `FieldError`."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form, in grid cells: `row`, `column` and how many columns it spans."""

    key: str
    label: str
    editor: Editor = Editor.LINE
    row: int = 0
    column: int = 0
    span: int = 1
    hint: str = ""
    placeholder: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    """Pairs of stored value and label."""
    suggests: tuple[Choice, ...] = ()
    """What is suggested, found by other names too; where empty, the labels of `choices`."""
    offer: Callable[[], Sequence[str]] | None = None
    """What is suggested instead where it may change: asked each time."""
    closed: bool = False
    """Nothing else than one of the suggestions can stand there."""
    check: Check | None = None
    initial: str = ""
    lines: int = 2
    optional: bool = True
    extra: dict[str, str] = field(default_factory=dict)


def terms(vocabulary: Vocabulary) -> tuple[tuple[str, str], ...]:
    """A vocabulary as choices."""
    return tuple((term.key, vocabulary.label(term.key)) for term in vocabulary)


def suggested(vocabulary: Vocabulary) -> dict[str, Any]:
    """What makes a field suggest the terms of a vocabulary, and take nothing else."""
    return {"choices": terms(vocabulary), "suggests": choices(vocabulary), "closed": True}


class FieldView(QWidget):
    """Label, editor and the line below it that says what was understood or what is wrong."""

    edited = Signal()

    def __init__(self, spec: Field) -> None:
        super().__init__()
        self.spec = spec
        self.used = True
        self._touched = False
        self._given = ("", "")
        self._suggests = spec.suggests or tuple(Choice(name) for _value, name in spec.choices)
        self.editor = self._make_editor()
        self.editor.setObjectName(spec.key)
        self.editor.setAccessibleName(spec.label)
        self.note = label(spec.hint, "small", wrap=True)
        self._name = label("" if spec.editor is Editor.CHECK else spec.label, "small")
        self._name.setBuddy(self.editor)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        if spec.editor is not Editor.CHECK:
            layout.addWidget(self._name)
        layout.addWidget(self.editor)
        layout.addWidget(self.note)
        self.note.setMinimumHeight(16)
        if spec.editor is Editor.TEXT:
            layout.setStretch(1, 1)
        else:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    # --- value ---------------------------------------------------------------------------------

    def text(self) -> str:
        """What stands in the editor; the stored value of a choice; "yes" or nothing for a tick."""
        match self.editor:
            case QLineEdit() | QPlainTextEdit() as edit:
                return edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()
            case QCheckBox() as tick:
                return "yes" if tick.isChecked() else ""
            case QComboBox() as combo:
                return str(combo.currentData() or "")
        return ""

    def set_text(self, value: str) -> None:
        """Put a value in, as if typed."""
        match self.editor:
            case SuggestField() as field:
                field.setText(dict(self.spec.choices).get(value, value))
                if not field.hasFocus():
                    field.setCursorPosition(0)  # a narrow field shows the beginning
            case QLineEdit() as edit:
                edit.setText(value)
            case QPlainTextEdit() as area:
                area.setPlainText(value)
            case QCheckBox() as tick:
                tick.setChecked(bool(value))
            case QComboBox() as combo:
                combo.setCurrentIndex(max(combo.findData(value), 0))

    def give(self, value: str, note: str) -> None:
        """Put a value in that nobody typed; the note says so as long as it stands there."""
        self.set_text(value)
        self._given = (self.text(), note)
        self.show_note(note)

    def set_choices(self, offered: Sequence[tuple[str, str]]) -> None:
        """Offer another list."""
        self._suggests = tuple(Choice(name) for _value, name in offered)
        if isinstance(self.editor, QComboBox):
            kept = self.text()
            self.editor.clear()
            for value, name in offered:
                self.editor.addItem(name, value)
            self.set_text(kept)

    def take(self, chosen: Suggestion) -> None:
        """Put a suggestion in, as if typed."""
        self.set_text(chosen.label)
        self._on_left()

    def _offers(self, text: str) -> list[Suggestion]:
        names = self.spec.offer
        known = self._suggests if names is None else [Choice(name) for name in names()]
        return [Suggestion(choice.label, name) for choice, name in matching(text, known)]

    def use(self, wanted: bool) -> None:
        """Show the field and check it, or neither."""
        self.used = wanted
        self.setVisible(wanted)

    def shrink(self) -> None:
        """Let the field become as narrow as its column."""
        for part in (self._name, self.editor):
            part.setMinimumWidth(40)

    # --- saying what is right and wrong --------------------------------------------------------

    def validate(self, *, quietly: bool = False) -> FieldError | None:
        """Check what stands there: the error (shown below the field unless `quietly`), or None."""
        if self.spec.check is None:
            self.show_note(self.spec.hint)
            return None
        try:
            understood = self.spec.check(self.text())
        except FieldError as error:
            if quietly:
                self.show_note(self.spec.hint)
            else:
                self.show_error(error)
            return error
        self.show_note((self._given[1] if self.is_given else "") or understood or self.spec.hint)
        return None

    def show_error(self, error: FieldError) -> None:
        """Say what is wrong below the field, in the field's own words, and mark it."""
        text = f"▲ {error.title} {error.advice}".rstrip()
        self._say(text)
        set_role(self.note, "error")
        restyle(self.editor, "wrong", True)
        self.editor.setAccessibleDescription(text)

    def show_note(self, text: str) -> None:
        """Say what was understood."""
        if isinstance(self.editor, SecretEdit):
            text = self.editor.hint() or text
        self._say(text)
        set_role(self.note, "small")
        restyle(self.editor, "wrong", False)
        self.editor.setAccessibleDescription(text)

    def _say(self, text: str) -> None:
        self.note.setText(text)
        self.note.setHidden(not text and self.note.minimumHeight() == 0)

    @property
    def is_given(self) -> bool:
        return self._given[0] == self.text() != ""

    @property
    def is_wrong(self) -> bool:
        return bool(self.editor.property("wrong"))

    def reset(self) -> None:
        """Back to its first value, with nothing said."""
        self._given = ("", "")
        self.set_text(self.spec.initial)
        self._touched = False
        self.show_note(self.spec.hint)

    # --- making --------------------------------------------------------------------------------

    def _make_editor(self) -> QWidget:
        spec = self.spec
        match spec.editor:
            case Editor.LINE:
                line = QLineEdit(spec.initial)
                line.setPlaceholderText(spec.placeholder)
                line.textChanged.connect(self._on_edited)
                line.editingFinished.connect(self._on_left)
                return line
            case Editor.SECRET:
                secret = SecretEdit()
                secret.textChanged.connect(self._on_edited)
                secret.editingFinished.connect(self._on_left)
                return secret
            case Editor.TEXT:
                area = _Area(spec)
                area.setPlaceholderText(spec.placeholder)
                area.setTabChangesFocus(True)
                area.textChanged.connect(self._on_edited)
                return area
            case Editor.CHECK:
                tick = QCheckBox(spec.label)
                tick.setChecked(bool(spec.initial))
                tick.toggled.connect(self._on_edited)
                return tick
            case Editor.SUGGEST:
                field = SuggestField(dict(spec.choices).get(spec.initial, spec.initial))
                field.setPlaceholderText(spec.placeholder)
                field.textChanged.connect(self._on_edited)
                field.editingFinished.connect(self._on_left)
                TypeAhead(field, self._offers, self.take, closed=spec.closed)
                return field
            case Editor.CHOICE:
                combo = Combo()
                for value, name in spec.choices:
                    combo.addItem(name, value)
                combo.setCurrentIndex(max(combo.findData(spec.initial), 0))
                combo.currentIndexChanged.connect(self._on_edited)
                return combo

    def _on_edited(self, *_args: object) -> None:
        # while a field is typed for the first time only good news is told; later errors too
        self.validate(quietly=not (self._touched or self.is_wrong))
        self.edited.emit()

    def _on_left(self) -> None:
        if self.text() or self._touched:
            self._touched = True
            self.validate()


class _Area(QPlainTextEdit):
    """A text of several lines, at first as high as its field says."""

    def __init__(self, spec: Field) -> None:
        super().__init__(spec.initial)
        self._lines = spec.lines
        self.setMinimumHeight(self.sizeHint().height())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, self.fontMetrics().lineSpacing() * self._lines + 16)
