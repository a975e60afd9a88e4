"""When and how loudly alarms go off: remembered for this user, changed in one dialog."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from domain.alarms import BEFORE
from domain.errors import FieldError
from domain.words import _
from gui.dialogs import FormDialog
from gui.fields import Editor, Field
from gui.form import Form
from gui.messages import Messages
from gui.settings import Settings

_BEFORE, _SOUND, _MUTED = "alarms/before", "alarms/sound", "alarms/muted"
LONGEST = timedelta(hours=72)
MOST = 8


class AlarmSettings:
    """Typed access to what is remembered of alarms."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def before(self) -> tuple[timedelta, ...]:
        """How long before a deadline people are warned; the deadline itself is always among them."""
        try:
            return read_margins(self._settings.text(_BEFORE, margins_text(BEFORE)))
        except FieldError:
            return BEFORE

    @property
    def sound(self) -> bool:
        return self._settings.text(_SOUND, "yes") == "yes"

    def remember(self, before: Sequence[timedelta], *, sound: bool) -> None:
        self._settings.set_text(_BEFORE, margins_text(before))
        self._settings.set_text(_SOUND, "yes" if sound else "no")

    def is_muted(self, desk: str, breach: str) -> bool:
        """Whether a breach of a desk (by its code) makes no sound here. It is shown all the same."""
        return f"{desk} {breach}" in self._muted()

    def is_heard(self, desk: str, breaches: Iterable[str]) -> bool:
        """Whether alarms of these breaches make a sound: where one of them is not muted."""
        muted = self._muted() if self.sound else set()
        return self.sound and any(f"{desk} {breach}" not in muted for breach in breaches)

    def mute(self, desk: str, breach: str, muted: bool) -> None:
        known = self._muted() - {f"{desk} {breach}"}
        self._settings.set_text(_MUTED, "\n".join(sorted(known | ({f"{desk} {breach}"} if muted else set()))))

    def _muted(self) -> set[str]:
        return {line for line in self._settings.text(_MUTED).split("\n") if line}


def margins_text(before: Sequence[timedelta]) -> str:
    """`360, 60, 15, 0`: minutes."""
    return ", ".join(str(margin // timedelta(minutes=1)) for margin in before)


def read_margins(text: str) -> tuple[timedelta, ...]:
    """Minutes before a deadline, the longest first; zero is added. Raises `FieldError` naming `before`."""
    try:
        minutes = {int(part) for part in text.replace(";", ",").split(",") if part.strip()}
    except ValueError:
        raise FieldError("before", _("These are not minutes."), _("For instance: 360, 60, 15, 0.")) from None
    margins = sorted({timedelta(minutes=number) for number in minutes} | {timedelta(0)}, reverse=True)
    if margins[-1] < timedelta(0) or margins[0] > LONGEST:
        raise FieldError(
            "before", _("Between 0 and {most} minutes.").format(most=LONGEST // timedelta(minutes=1))
        )
    if len(margins) > MOST:
        raise FieldError("before", _("At most {most} warnings.").format(most=MOST))
    return tuple(margins)


def alarm_dialog(parent: QWidget, messages: Messages, settings: AlarmSettings) -> FormDialog:
    """Minutes and sound."""

    def check(text: str) -> str:
        return _("minutes: {list}").format(list=margins_text(read_margins(text)))

    def submit(form: Form) -> None:
        settings.remember(read_margins(form.text("before")), sound=bool(form.text("sound")))

    return FormDialog(
        parent,
        messages,
        title=_("Alarms"),
        intro=_("Every alarm is shown and repeated until somebody acknowledges it, with or without a sound."),
        fields=[
            Field(
                "before",
                _("Warn so many minutes before a deadline"),
                initial=margins_text(settings.before),
                check=check,
            ),
            Field("sound", _("With a sound"), Editor.CHECK, 1, initial="yes" if settings.sound else ""),
        ],
        accept=_("Keep"),
        submit=submit,
    )
