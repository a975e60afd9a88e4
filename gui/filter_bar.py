"""The bar above the log: the filter, its views, what it says in a sentence, and how many it found."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from domain.filter import Filter
from domain.instant import UTC
from domain.query import FilterError, parse
from domain.query_sentence import describe
from domain.words import _
from gui.actions import Actions
from gui.dialogs import FormDialog
from gui.fields import Field
from gui.filter_field import FilterField
from gui.form import Form
from gui.messages import Messages
from gui.parts import action_button, button, column, label, row, set_role
from gui.saved_views import WAITING, SavedViews, View, standing_views
from gui.session import Session
from gui.settings import Settings
from gui.theme import Theme

PAUSE_MS = 120
"""How long typing must rest before the log is searched."""
_WAITING = WAITING.split(" ")


class FilterBar(QWidget):
    """A line to type in, and one that says what was understood. What is typed is all there is."""

    changed = Signal()
    """Another selection is asked for."""
    left = Signal()
    """The keyboard goes on to the table."""

    def __init__(
        self, session: Session, theme: Theme, actions: Actions, settings: Settings, messages: Messages
    ) -> None:
        super().__init__()
        self.setObjectName("filter")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._messages = messages
        self.saved = SavedViews(settings, session.vault)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self.field = FilterField(theme, session.records.known_values)
        self.field.textChanged.connect(self._pause.start)
        self.field.returnPressed.connect(self._on_return)
        self.field.left.connect(self._on_return)
        self.waiting = QPushButton(_("Not assessed"))
        self.waiting.setCheckable(True)
        self.waiting.setAutoDefault(False)
        self.waiting.setProperty("role", "switch")
        self.waiting.setToolTip(_("Only incidents that wait for an assessment"))
        self.waiting.clicked.connect(self._on_waiting)
        self.views = button(_("Views ▾"), self.show_views, tip=_("Filters with a name"))
        self.count = label("", "soft")
        self.sentence = label("", "soft")
        self.sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        line = row(
            self.field,
            self.waiting,
            self.views,
            action_button(actions["export"]),
            action_button(actions["new_incident"], role="primary"),
        )
        line.setStretch(0, 1)
        said = row(self.count, self.sentence)
        said.setStretch(1, 1)
        whole = column(line, said, gap=4)
        whole.setContentsMargins(20, 10, 20, 6)
        self.setLayout(whole)

    # --- what is asked ---------------------------------------------------------------------------

    @property
    def text(self) -> str:
        return self.field.text()

    def read(self) -> Filter | None:
        """The filter that is typed; None where it cannot be read, which is then said below it."""
        try:
            chosen = parse(self.field.text(), self._session.now(), UTC)
        except FilterError as error:
            if self.field.is_choosing(error):  # half a word is no mistake yet
                self._show_error(None)
                self.sentence.setText("")
            else:
                self._show_error(error)
            return None
        self._show_error(None)
        self.sentence.setText(describe(chosen))
        self.sentence.setToolTip(describe(chosen))
        self.waiting.setChecked(set(_WAITING) <= set(self.field.text().split()))
        return chosen

    def ask(self, query: str) -> None:
        """Put a filter into the field and search at once."""
        self.field.setText(query)
        self.field.hide_proposals()
        self.now()

    def now(self) -> None:
        """Search without waiting for typing to rest."""
        self._pause.stop()
        self.changed.emit()

    def focus(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _show_error(self, error: FilterError | None) -> None:
        self.field.show_error(error)
        set_role(self.sentence, "error" if error else "soft")
        if error is not None:
            text = f"▲ {error.title} {error.advice} " + _("The list below is still the one before.")
            self.sentence.setText(text)
            self.sentence.setToolTip(text)

    def _on_return(self) -> None:
        self.field.hide_proposals()
        self.now()
        if self.field.property("wrong") is not True:
            self.left.emit()

    def _on_waiting(self, checked: bool) -> None:
        words = [word for word in self.field.text().split(" ") if word and word not in _WAITING]
        self.ask(" ".join([*words, *_WAITING] if checked else words))

    # --- views -----------------------------------------------------------------------------------

    def views_menu(self) -> QMenu:
        """Every view, and what can be done with one."""
        menu = QMenu(self)
        menu.addAction(_("All incidents"), partial(self.ask, ""))
        for view in standing_views(self._session.author):
            menu.addAction(_plain(view.name), partial(self.ask, view.query)).setToolTip(view.query)
        own = self.saved.all()
        menu.addSeparator()
        for view in own:
            menu.addAction(_plain(view.name), partial(self.ask, view.query)).setToolTip(view.query)
        if own:
            menu.addSeparator()
        menu.addAction(_("Save this filter as a view…"), self.save_view).setEnabled(bool(self.text.strip()))
        if own:
            forget = menu.addMenu(_("Forget a view"))
            for view in own:
                forget.addAction(_plain(view.name), partial(self._forget, view))
        return menu

    def show_views(self) -> None:
        """Open the menu of views below its button."""
        menu = self.views_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.views.mapToGlobal(self.views.rect().bottomLeft()))

    def save_view(self) -> None:
        """Ask for a name and keep the filter under it."""
        query = self.text

        def submit(form: Form) -> None:
            parse(query, self._session.now(), UTC)
            self.saved.keep(form.text("name"), query)

        FormDialog(
            self.window(),
            self._messages,
            title=_("Save this filter as a view"),
            intro=query,
            fields=[Field("name", _("Name"), placeholder=_("Shelling near schools"))],
            accept=_("Save view"),
            submit=submit,
        ).exec()

    def _forget(self, view: View) -> None:
        if self._messages.confirm(
            self.window(), _("Forget this view?"), f"{view.name}: {view.query}", _("Forget it")
        ):
            self.saved.drop(view.name)


def _plain(name: str) -> str:
    """A name for a menu, where & would underline a letter."""
    return name.replace("&", "&&")
