"""The choices of a situation briefing: period, bottom line, paper."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

from domain.clock import Clock
from domain.instant import format_dtg, format_kyiv, parse_span
from domain.plan import Plan, Texts
from domain.words import _
from gui.fields import Editor, Field
from gui.form import Form

DAY = 24
"""Hours of the period that is proposed."""


class BriefingForm(Form):
    """A period is read in UTC where no zone is typed."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._hours: int | None = DAY
        self._setting = False
        super().__init__(self._fields())
        for key in ("since", "until"):
            self.views[key].edited.connect(self._on_typed)

    @property
    def paper(self) -> str:
        """A4 or Letter."""
        return self.text("paper")

    @property
    def plan(self) -> Plan:
        """Everything that is chosen but the period and the paper."""
        return Plan(texts=Texts(bottom_line=self.text("bottom_line")))

    def period(self) -> tuple[datetime, datetime]:
        """First and last instant (UTC). Raises `FieldError` naming `since` or `until`."""
        return self._edge("since", self.text("since")), self._edge("until", self.text("until"))

    def set_period(self, since: datetime, until: datetime) -> None:
        """Choose a period (UTC)."""
        self.set_text("since", format_dtg(since))
        self.set_text("until", format_dtg(until))

    def set_hours(self, hours: int) -> None:
        """Choose the last so many hours, up to the end of this minute."""
        until = self._now_up()
        self._setting = True
        self.set_period(until - timedelta(hours=hours), until)
        self._setting = False
        self._hours = hours

    def follow_clock(self) -> bool:
        """Move a period of so many hours on to now; one that was typed stays. True where it has moved."""
        before = self.text("until")
        if self._hours is not None:
            self.set_hours(self._hours)
        return self.text("until") != before

    def _on_typed(self) -> None:
        if not self._setting:
            self._hours = None

    def _now_up(self) -> datetime:
        """The end of the minute that is running: what is written to the minute must not cut it off."""
        now = self._clock.now()
        whole = now.replace(second=0, microsecond=0)
        return whole if whole == now else whole + timedelta(minutes=1)

    def _edge(self, field: str, text: str) -> datetime:
        span = parse_span(text, now=self._clock.now(), zone=UTC, field=field)
        return span.earliest if field == "since" else span.latest

    def _check_edge(self, field: str, text: str) -> str:
        edge = self._edge(field, text)
        return f"{format_dtg(edge)} · {format_kyiv(edge, date=True)}"

    def _fields(self) -> list[Field]:
        now = self._now_up()
        return [
            Field(
                "since",
                _("From"),
                row=0,
                check=partial(self._check_edge, "since"),
                initial=format_dtg(now - timedelta(hours=DAY)),
                hint=_("UTC where no zone is typed"),
            ),
            Field("until", _("To"), row=1, check=partial(self._check_edge, "until"), initial=format_dtg(now)),
            Field(
                "bottom_line",
                _("Bottom line"),
                Editor.TEXT,
                2,
                lines=5,
                hint=_("Empty: the facts of the period in one paragraph."),
            ),
            Field("paper", _("Paper"), Editor.CHOICE, 3, choices=(("A4", "A4"), ("Letter", _("US Letter")))),
        ]
