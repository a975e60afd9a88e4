"""The situation briefing: facts → story → pages.

Page one answers in ten seconds: the bottom line, the key figures against the previous period, the open
clocks with their deadlines in UTC and Kyiv time. Tables and keys come after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reportlab.platypus import Flowable, Spacer

from domain.bottom_line import bottom_line
from domain.briefing import Briefing, Figures, figures
from domain.map.facts import map_facts
from domain.observed import violations_line
from domain.query_sentence import describe
from domain.since_last import summary
from domain.trends import trends_of
from domain.words import _, number
from reports.amendments import amendment_tables
from reports.blocks import Text, section
from reports.charts import trend_section
from reports.clocks import clock_flow
from reports.comparison import comparison
from reports.harm import harm_lines
from reports.incidents import annex, incident_table, needs_annex
from reports.key_figures import key_figures
from reports.keys import incident_key, keys, protocols, seal
from reports.map import map_section
from reports.opening import moment, opening
from reports.page import body_width, build, page_count
from reports.places import CLOCKS, COMPARISON, INCIDENTS, to_figures
from reports.record import judged, left_out, scale
from reports.style import BODY, CARD, LABEL, LEAD, LEAD_MORE
from reports.timekeeping import jump_lines

_LATE = 40
"""Late incidents that are named."""

__all__ = ["page_count", "render"]


@dataclass(frozen=True, slots=True)
class _Page:
    """What every section needs."""

    briefing: Briefing
    room: float
    now: Figures
    before: Figures


def render(briefing: Briefing, *, page_size: str = "A4") -> bytes:
    """The briefing as a PDF on `page_size` (`A4` or `Letter`), in the current language.

    The same facts give the same bytes. Raises `KeyError` for another page size.
    """
    room = body_width(page_size)
    page = _Page(briefing, room, figures(briefing.incidents), figures(briefing.previous))
    order = briefing.plan.order(briefing.kind)
    story: list[Flowable] = [*_title(page), *left_out(briefing, room)]
    for key in order:
        story.extend(PARTS[key](page))
    story.extend(_jumps(page))
    story += [Spacer(1, 3), *seal(briefing, room)]
    if "incidents" in order:
        story.extend(_annex(page))
    return build(briefing, story, page_size)


def _title(page: _Page) -> Iterator[Flowable]:
    b = page.briefing
    period = (_("Period (from, to)"), moment(b.since), moment(b.until))
    yield from opening(b, page.room, [period])
    if not b.chosen.is_empty:
        yield Spacer(1, 6)
        only = _("Only incidents: {filter}.").format(filter=describe(b.chosen))
        if b.plan.redaction:
            only = _("Only a selection of incidents, which this edition does not name.")
        clocks = _("The open clocks are those of the whole desk.")
        yield Text([(f"{only} {clocks}", BODY)], page.room)


def _bottom_line(page: _Page) -> Iterator[Flowable]:
    b = page.briefing
    yield Spacer(1, 8)
    if written := b.plan.texts.bottom_line:
        yield Text([(written, LEAD_MORE)], page.room, bar=True)
        yield Spacer(1, 2)
        yield Text([(_("Assessed by {author}").format(author=b.author), LABEL)], page.room, bar=False)
        if not b.plan.texts.assessment:
            yield from scale(b, page.room)
    else:
        first, *others = bottom_line(b)
        yield Text([(first, LEAD), (" " + " ".join(others), LEAD_MORE)], page.room)
        yield Spacer(1, 2)
        yield Text([(_("From the record at the data cut-off; no judgement added."), LABEL)], page.room)
    yield Spacer(1, 8)


def _figures(page: _Page) -> Iterator[Flowable]:
    yield from key_figures(page.briefing, page.now, page.before, page.room)


def _violations(page: _Page) -> Iterator[Flowable]:
    b = page.briefing
    yield Spacer(1, 8)
    yield Text([(violations_line(b.incidents, b.since, b.until), BODY)], page.room)


def _changes(page: _Page) -> Iterator[Flowable]:
    last = page.briefing.last
    if last is None:
        return
    yield from _section(_("Changes since the last briefing"), page)
    yield Text([(summary(last), BODY)], page.room)
    if last.late:
        shown = ", ".join(last.late[:_LATE])
        more = len(last.late) - _LATE
        yield Text(
            [(shown + (_(" and {n} more").format(n=number(more)) if more > 0 else ""), LABEL)], page.room
        )
    if last.amendments:
        yield Spacer(1, 4)
        yield from amendment_tables(last.amendments, page.room)


def _clocks(page: _Page) -> Iterator[Flowable]:
    yield from _section(_("Open clocks at the cut-off"), page, need=120, name=CLOCKS)
    if not page.briefing.clocks:
        yield Text([(_("No breach clock is open."), BODY)], page.room)
        return
    yield from clock_flow(page.briefing.clocks, page.room)


def _map(page: _Page) -> Iterator[Flowable]:
    if page.briefing.incidents:
        yield from _section(_("Where the incidents occurred"), page, need=page.room * 0.72 + 60)
        yield from map_section(map_facts(page.briefing.incidents, page.briefing.overlays), page.room)


def _trends(page: _Page) -> Iterator[Flowable]:
    b = page.briefing
    if b.incidents or b.previous:
        yield from _section(_("When the incidents occurred"), page, need=130)
        yield from trend_section(trends_of(b.incidents, b.previous, b.since, b.until), page.room)


def _comparison(page: _Page) -> Iterator[Flowable]:
    yield from _section(_("Incidents and violations by kind and by oblast"), page, need=110, name=COMPARISON)
    yield from comparison(page.briefing, page.now, page.before, page.room)


def _harm(page: _Page) -> Iterator[Flowable]:
    if lines := list(harm_lines(page.briefing.incidents)):
        yield from _section(_("Casualties and infrastructure"), page)
        yield Text([(" ".join(lines), BODY)], page.room)


def _incidents(page: _Page) -> Iterator[Flowable]:
    yield from _section(_("Incidents of the period"), page, name=INCIDENTS)
    if not page.briefing.incidents:
        yield Text([(_("No incident is recorded for the period."), BODY)], page.room)
        return
    yield Text([(incident_key(), LABEL)], page.room)
    yield Spacer(1, 4)
    yield incident_table(page.briefing.incidents, page.room, page.briefing.plan.redaction)


def _jumps(page: _Page) -> Iterator[Flowable]:
    if page.briefing.jumps:
        yield from _section(_("Jumps of the desk's clock"), page)
        yield from jump_lines(page.briefing.jumps, page.room)


def _annex(page: _Page) -> Iterator[Flowable]:
    if any(needs_annex(incident) for incident in page.briefing.incidents):
        yield from _section(_("Annex: descriptions in full"), page)
        yield from annex(page.briefing.incidents, page.room)


def _assessment(page: _Page) -> Iterator[Flowable]:
    if written := page.briefing.plan.texts.assessment:
        yield from _section(_("Assessment"), page)
        yield from judged(written, page.briefing, page.room)


def _outlook(page: _Page) -> Iterator[Flowable]:
    texts = page.briefing.plan.texts
    said = [(_("Next 24 h"), texts.outlook_24), (_("Next 72 h"), texts.outlook_72)]
    if any(text for _name, text in said):
        yield from _section(_("Outlook"), page)
        for name, text in said:
            if text:
                yield Text([(f"{name}  ", CARD), (text, BODY)], page.room, bar=True)
                yield Spacer(1, 3)
        yield Text([(_("Assessed by {author}").format(author=page.briefing.author), LABEL)], page.room)
        if not texts.assessment and not texts.bottom_line:
            yield from scale(page.briefing, page.room)


def _gaps(page: _Page) -> Iterator[Flowable]:
    if written := page.briefing.plan.texts.gaps:
        yield from _section(_("Gaps"), page)
        yield Text([(written, BODY)], page.room)


def _protocol(page: _Page) -> Iterator[Flowable]:
    yield from _section(_("Protocol"), page)
    yield from protocols(page.briefing.protocols, page.room)


def _keys(page: _Page) -> Iterator[Flowable]:
    yield from _section(_("Keys"), page)
    yield from keys(page.room)


def _section(title: str, page: _Page, *, need: float = 70, name: str = "") -> Iterator[Flowable]:
    """What a key figure leads to leads back."""
    return section(title, page.room, need=need, name=name, link=to_figures() if name else None)


PARTS: dict[str, Callable[[_Page], Iterator[Flowable]]] = {
    "bottom_line": _bottom_line,
    "figures": _figures,
    "violations": _violations,
    "clocks": _clocks,
    "map": _map,
    "trends": _trends,
    "comparison": _comparison,
    "harm": _harm,
    "assessment": _assessment,
    "outlook": _outlook,
    "gaps": _gaps,
    "changes": _changes,
    "incidents": _incidents,
    "protocol": _protocol,
    "keys": _keys,
}
"""What sets each section of `domain.sections`."""
