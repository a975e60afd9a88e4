"""The trends page: when it happened, what kind, in which sector, at what hour, and the harm."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from domain.charts import Chart, by_hour, family_label, harm, nice_top, sectors, timeline
from domain.errors import DeskError
from domain.filter import Filter
from domain.instant import KYIV, format_dtg, from_local
from domain.query_sentence import describe
from domain.trend_words import harm_words, hour_words, reading, title, unplaced_words
from domain.trends import Trends
from domain.words import N_, _
from gui.charts import ChartView
from gui.log_page import LogPage
from gui.parts import Combo, button, clear, column, label, row
from gui.session import Session
from gui.settings import Settings
from gui.tasks import Tasks
from gui.theme import Theme
from storage.trend_facts import read_trends

SPANS = (
    ("24h", N_("the last 24 hours"), 1),
    ("7d", N_("the last 7 days"), 7),
    ("30d", N_("the last 30 days"), 30),
    ("91d", N_("the last 13 weeks"), 91),
    ("filter", N_("the times of the filter"), 0),
)
_COLUMNS = 3


class TrendsPage(QWidget):
    """Pictures of the incidents of the log's filter over a time that is chosen here."""

    def __init__(self, session: Session, theme: Theme, settings: Settings, log: LogPage) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session, self._theme, self._settings, self._log = session, theme, settings, log
        self._tasks = Tasks(self)
        self._stop = Event()
        self.trends: Trends | None = None
        self.span = Combo()
        self.span.setAccessibleName(_("Time"))
        for key, words, _days in SPANS:
            self.span.addItem(_(words), key)
        kept = settings.text("trends/span")
        self.span.setCurrentIndex(max(self.span.findData(kept or "7d"), 0))
        self.said = label("", "soft", wrap=True)
        self.notes = label("", "small", wrap=True)
        self._pictures = QVBoxLayout()
        self._pictures.setSpacing(18)
        inner = QWidget()
        body = column(self._pictures, self.notes, None, gap=16)
        body.setContentsMargins(20, 12, 20, 16)
        inner.setLayout(body)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(inner)
        self.area.setAccessibleName(_("Pictures of the period"))
        head = row(label(_("Time"), "soft"), self.span, self.said, button(_("Refresh"), self.refresh))
        head.setStretch(2, 1)
        head.setContentsMargins(20, 10, 20, 10)
        self.setLayout(column(head, self.area, gap=0))
        self.span.currentIndexChanged.connect(self._on_span)
        session.incidents_changed.connect(self._on_written)

    def activate(self) -> None:
        """Read what the log's filter asks for now."""
        self.refresh()
        self.span.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the period again, up to now."""
        chosen = self._log.filter
        since, until = self.period(chosen)
        self._stop.set()
        self._stop = Event()
        desk = self._session.desk
        read = partial(read_trends, desk.path, chosen, since, until, self._stop, desk.key)
        self.said.setText(_("reading…"))
        self._tasks.run(read, self.show_trends, self._on_failed)

    def period(self, chosen: Filter) -> tuple[datetime, datetime]:
        """From and to, in UTC. Days are Kyiv's days, today with them; hours are those before now."""
        now = self._session.now()
        _key, _words, days = SPANS[self.span.currentIndex()]
        if not days:
            until = chosen.until or now
            return chosen.since or until - timedelta(days=7), until
        if days == 1:
            hour = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
            return hour - timedelta(hours=24), hour
        today = now.astimezone(KYIV).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
        return (
            from_local(today - timedelta(days=days - 1), KYIV),
            from_local(today + timedelta(days=1), KYIV),
        )

    @property
    def reading(self) -> bool:
        """Whether a period is being read."""
        return self._tasks.is_busy

    def stop(self) -> None:
        """Let no thread read the desk any more: it is about to be closed."""
        self._stop.set()
        self._tasks.wait()

    def show_trends(self, trends: Trends | None) -> None:
        """Show the pictures of a period; None leaves those that are there."""
        if trends is None:
            return
        self.trends = trends
        clear(self._pictures)
        self._fill(trends)
        said = f"{format_dtg(trends.since)} – {format_dtg(trends.until)}"
        if only := describe(self._log.filter):
            said += " · " + _("Only incidents: {filter}.").format(filter=only)
        self.said.setText(said)
        notes = [reading(), *unplaced_words(trends), hour_words(trends)]
        notes.append(harm_words(trends) if trends.casualties else "")
        self.notes.setText(" ".join(filter(None, notes)))

    def _fill(self, trends: Trends) -> None:
        if not trends.everything.total and not trends.everything.total_before:
            self._pictures.addWidget(label(_("No incident in this time or the one before."), "title"))
            return
        whole = partial(
            timeline, trends.everything, trends, title(trends), nice_top(trends.everything.highest)
        )
        self._pictures.addWidget(self._view(partial(whole, height=110.0)))
        highest = nice_top(max(one.highest for one in trends.kinds))
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(12)
        for at, one in enumerate(trends.kinds):
            make = partial(timeline, one, trends, family_label(one.key), highest, height=66.0)
            grid.addWidget(self._view(make), *divmod(at, _COLUMNS))
        for at in range(_COLUMNS):
            grid.setColumnStretch(at, 1)
        self._pictures.addLayout(grid)
        pair = [self._view(partial(by_hour, trends, _("By hour of day, Kyiv"), height=100.0))]
        if any(one.key for one in trends.sectors):
            pair.append(self._view(partial(sectors, trends.sectors, _("By sector"))))
        line = row(*pair, gap=28)
        for at, view in enumerate(pair):
            line.setStretch(at, 1)
            line.setAlignment(view, Qt.AlignmentFlag.AlignTop)
        self._pictures.addLayout(line)
        if trends.casualties:
            self._pictures.addWidget(
                self._view(partial(harm, trends.casualties, _("Casualties, low to high")))
            )

    def _view(self, make: Callable[..., Chart]) -> ChartView:
        """A chart that still wants its width."""
        return ChartView(self._theme, lambda width: make(width=width))

    def _on_span(self) -> None:
        self._settings.set_text("trends/span", str(self.span.currentData()))
        self.refresh()

    def _on_written(self) -> None:
        """What is not looked at is read again when it is."""
        if self.isVisible():
            self.refresh()

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, DeskError):
            raise error
        self.said.setText(str(error))
