"""The key figures of a period, beside those of the one before and of the time since the truce."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import Flowable, Spacer

from domain.bottom_line import age_text
from domain.briefing import Briefing, Figures
from domain.counting import crossing
from domain.instant import format_dtg
from domain.phrases import UNKNOWN
from domain.vocabulary import STATUSES
from domain.words import _, n_, number
from reports.blocks import Figure, Strip, Text
from reports.places import to_clocks, to_comparison, to_incidents
from reports.style import LABEL
from reports.tags import Link


def key_figures(b: Briefing, now: Figures, before: Figures, room: float) -> Iterator[Flowable]:
    """The strip, and under it how the period is counted where that matters."""
    yield Strip(
        [
            Figure(
                number(now.incidents),
                n_("incident", "incidents", now.incidents),
                (
                    _previous(number(before.incidents), now.incidents - before.incidents),
                    *_since_truce(b, number(b.since_truce.incidents) if b.since_truce else ""),
                ),
                to_incidents(),
            ),
            Figure(
                str(now.violations),
                _("violations"),
                (
                    *_without(now),
                    _("previous {figure}").format(figure=before.violations),
                    *_since_truce(b, str(b.since_truce.violations) if b.since_truce else ""),
                ),
                to_comparison(),
            ),
            Figure(
                number(len(b.clocks)),
                n_("open breach", "open breaches", len(b.clocks)),
                (_("{opened} opened, {stopped} stopped").format(opened=b.opened, stopped=b.stopped),),
                to_clocks(),
            ),
            Figure(number(now.not_assessed), _("not yet assessed"), (_oldest(b, now),), _to_oldest(b, now)),
            Figure(number(now.verified), _("verified"), _other_statuses(now), to_incidents()),
        ],
        room,
    )
    if note := _counted_note(b):
        yield Spacer(1, 3)
        yield Text([(note, LABEL)], room)


def _since_truce(briefing: Briefing, figure: str) -> tuple[str, ...]:
    return (_("since the truce {figure}").format(figure=figure),) if briefing.since_truce else ()


def _counted_note(briefing: Briefing) -> str:
    """How the period counts, where that matters for it, and since when the truce is counted."""
    b = briefing
    said = []
    if across := crossing(b.incidents, b.since, b.until):
        said.append(
            n_(
                "{n} incident counted here may have occurred outside of the period.",
                "{n} incidents counted here may have occurred outside of the period.",
                across,
            )
        )
    if b.elsewhere:
        said.append(
            n_(
                "{n} incident that may have occurred in it is counted in another.",
                "{n} incidents that may have occurred in it are counted in another.",
                b.elsewhere,
            )
        )
    if said:
        said.append(_("Each is counted once, where the middle of its possible time lies."))
    if b.truce is not None and b.since_truce is not None:
        said.append(_("The truce is counted from {time}.").format(time=format_dtg(b.truce)))
    elif b.truce is None:
        said.append(_("When the truce began is not recorded."))
    return " ".join(said)


def _previous(figure: str, change: int) -> str:
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    return _("previous {figure} ({change})").format(figure=figure, change=f"{sign}{number(abs(change))}")


def _without(now: Figures) -> tuple[str, ...]:
    without = now.violations.without
    if not without:
        return ()
    return (n_("{n} incident without a quantity", "{n} incidents without a quantity", without),)


def _oldest(briefing: Briefing, now: Figures) -> str:
    if now.oldest_logged is None:
        return _("none waits")
    return _("oldest {age}").format(age=age_text(briefing.cut_off - now.oldest_logged))


def _to_oldest(briefing: Briefing, now: Figures) -> Link | None:
    """To the incident that has waited longest for an assessment."""
    waiting = (each for each in briefing.incidents if each.determination is None)
    found = next((each.number for each in waiting if each.logged_at == now.oldest_logged), None)
    return Link(found, _("{number}, which waits longest").format(number=found)) if found else None


def _other_statuses(now: Figures) -> tuple[str, ...]:
    others = [(status, count) for status, count in now.by_status if status != "verified"]
    lines = [f"{number(count)} {STATUSES.label(status)}" for status, count in others]
    if now.left_out:
        lines.append(_("{n} listed, not counted").format(n=number(now.left_out)))
    return tuple(lines) or (UNKNOWN,)
