"""Facts as an edition may know them: what is left out is gone before anything is set on a page.

A free text may repeat what is left out elsewhere. So every name, reference, comment and place that is left
out is also looked for, word by word, in the texts that stay, and replaced there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from domain.amendments import Amendment
from domain.attribution import Attribution
from domain.breach import Breach
from domain.briefing import OpenClock
from domain.details import INFRASTRUCTURE
from domain.evidence import Evidence
from domain.hidden_words import HiddenWords, names_in
from domain.incident import Facts, Incident
from domain.journal import Entry
from domain.map.overlay import Overlay
from domain.plan import TEXTS, Plan, Texts
from domain.position import format_decimal, format_mgrs
from domain.protocol import Protocol
from domain.redaction import Redaction, blurred
from domain.source import SourceReport
from domain.vocabulary import NOT_KNOWN, OBLASTS, PARTIES
from domain.words import _

_COORDINATES = re.compile(
    r"[-−]?\d{1,3}[.,]\d{2,}°?\s*[NSns]?[,;/\s]+[-−]?\d{1,3}[.,]\d{2,}°?\s*[EWew]?"
    r"|\b\d{1,2}\s?[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{2,5}\s?\d{2,5}\b"
    r"|\d{1,3}°\s?\d{1,2}['′’](?:\s?\d{1,2}(?:[.,]\d+)?[\"″”])?\s?[NSEWnsew]?"
)
_SMALL = frozenset(("UA-30", "UA-40"))
"""Cities that are oblasts: smaller than what most places are blurred to."""
_FREE = ("basis", "reason", "note", "title", "names", "handed_to")


class Withholding:
    """Applies one redaction to values. `incidents` and `evidence` say which words must not appear."""

    def __init__(
        self,
        redaction: Redaction,
        incidents: Iterable[Incident] = (),
        evidence: Iterable[Evidence] = (),
        protocols: Iterable[Protocol] = (),
    ) -> None:
        self.redaction = redaction
        self._responses = {
            response for plan in protocols for phase in plan.phases for response in phase.responses
        }
        self._words = HiddenWords()
        self.learn(incidents)
        for one in evidence:
            if redaction.evidence:
                self._words.hide(one.custody.name, one.custody.received_from, one.custody.how)

    def learn(self, incidents: Iterable[Incident]) -> None:
        """What these say of themselves may not appear either."""
        for incident in incidents:
            self._words.hide(*_hidden(incident.facts, self.redaction))

    @property
    def blurs(self) -> bool:
        """Whether places are blurred, and free texts of records left out with them."""
        return self.redaction.radius_m is not None

    def text(self, text: str) -> str:
        """`text` with everything that is left out replaced by a word that says so."""
        if not text or not self.redaction:
            return text
        mark = _("[withheld]")
        if self.blurs:
            text = _COORDINATES.sub(mark, text)
        return self._words.replaced(text, mark)

    def record_text(self, text: str) -> str:
        """A free text of a record: gone where places are blurred, else as `text`."""
        return "" if self.blurs else self.text(text)

    def incident(self, incident: Incident) -> Incident:
        """The incident as the edition may know it."""
        if not self.redaction:
            return incident
        made = incident.determination
        return replace(
            incident,
            facts=self._facts(incident.facts),
            determination=made and replace(made, basis=self.record_text(made.basis)),
            origin=None,
        )

    def clock(self, clock: OpenClock) -> OpenClock:
        """An open clock as the edition may know it."""
        if not self.redaction:
            return clock
        place, oblast = clock.place, clock.oblast
        if self.blurs:
            place, oblast = _("[place withheld]") if place else "", self._oblast(oblast)
        return replace(
            clock, breach=self._breach(clock.breach), place=self.text(place), oblast=oblast,
            standing=replace(clock.standing, phases=tuple(
                replace(
                    p,
                    met_by=p.met_by and self._record(p.met_by),
                    actions=tuple(map(self._record, p.actions)),
                    answer=p.answer and self._record(p.answer),
                )
                for p in clock.standing.phases
            )),
        )  # fmt: skip

    def entry(self, entry: Entry) -> Entry:
        """A journal entry as the edition may know it: no longer the one its digest is of."""
        if not self.redaction:
            return entry
        content: dict[str, Any] = dict(entry.content)
        for key in _FREE:
            if content.get(key):
                content[key] = self.record_text(str(content[key]))
        if "response" in content:
            content["response"] = self._response(str(content["response"]))
        if content.get("source"):
            content["source"] = self._source_name(str(content["source"]))
        return replace(entry, content=content)

    def evidence(self, one: Evidence) -> Evidence:
        """A piece of evidence as the edition may know it."""
        if not self.redaction:
            return one
        custody = one.custody
        name, giver, how = custody.name, custody.received_from, custody.how
        if self.redaction.evidence or self.blurs:
            name, giver, how = _("[name withheld]"), "", ""
        elif self.redaction.sources:
            giver = _("[source withheld]") if giver else ""
        custody = replace(
            custody, name=self.text(name), received_from=self.text(giver), how=self.text(how),
            received_by=self.text(custody.received_by),
        )  # fmt: skip
        withdrawn = one.withdrawn and (self.record_text(one.withdrawn) or "–")
        return replace(one, custody=custody, withdrawn=withdrawn)

    def overlay(self, one: Overlay) -> Overlay:
        """A line or an area of the map under a name the edition may know."""
        if not self.redaction:
            return one
        shapes = tuple(replace(shape, name=self.text(shape.name)) for shape in one.shapes)
        return replace(one, name=self.text(one.name), source=self.text(one.source), shapes=shapes)

    def amendment(self, one: Amendment) -> Amendment:
        """A change whose values are those the edition may know: its reason is a free text of a record."""
        return replace(one, reason=self.record_text(one.reason)) if self.redaction else one

    def plan(self, plan: Plan) -> Plan:
        """The author's own texts, without the words that are left out elsewhere."""
        texts = Texts(**{name: self.text(getattr(plan.texts, name)) for name in TEXTS})
        return replace(plan, title=self.text(plan.title), texts=texts)

    # --- parts -----------------------------------------------------------------------------------

    def _facts(self, facts: Facts) -> Facts:
        cut = replace(
            facts,
            sources=tuple(self._source(source) for source in facts.sources),
            comment="" if self.redaction.comments else self.record_text(facts.comment),
            description=self.record_text(facts.description),
            tags=() if self.blurs else tuple(map(self.text, facts.tags)),
            weapon=self.text(facts.weapon),
            party_alleged=self._party(facts.party_alleged),
            attribution=self._attribution(facts.attribution),
            infrastructure=tuple(map(self._infrastructure, facts.infrastructure)),
            quantity=facts.quantity and replace(facts.quantity, unit=self.text(facts.quantity.unit)),
        )
        radius = self.redaction.radius_m
        if radius is None:
            return replace(
                cut, place=self.text(cut.place), oblast=self.text(cut.oblast), sector=self.text(cut.sector)
            )
        return replace(
            cut,
            place=_("[place withheld]") if cut.place else "",
            oblast=self._oblast(cut.oblast),
            sector="",
            sighting=None,
            position=cut.position and blurred(cut.position, radius),
            radius_m=(radius + (cut.radius_m or 0)) if cut.position else None,
        )

    def _oblast(self, oblast: str) -> str:
        """An oblast is kept where it is one of the list and larger than what places are blurred to."""
        radius = self.redaction.radius_m or 0
        keep = oblast in OBLASTS and not (oblast in _SMALL and radius >= 5_000)
        return oblast if keep else ""

    def _source(self, source: SourceReport) -> SourceReport:
        if self.redaction.sources:
            return SourceReport(_("[source withheld]"), source.grade)
        if self.blurs:
            return SourceReport(self.text(source.name), source.grade)
        return source

    def _source_name(self, name: str) -> str:
        return _("[source withheld]") if self.redaction.sources else self.text(name)

    def _response(self, response: str) -> str:
        """What the protocol names is kept; what was typed is a free text."""
        if response in self._responses:
            return response
        return _("[withheld]") if self.blurs else self.text(response)

    def _party(self, party: str) -> str:
        return party if party in PARTIES or party == NOT_KNOWN else self.text(party)

    def _attribution(self, made: Attribution) -> Attribution:
        return replace(made, party=self._party(made.party))

    def _infrastructure(self, item: str) -> str:
        if item in INFRASTRUCTURE:
            return item
        return _("other") if self.blurs else self.text(item)

    def _breach(self, breach: Breach) -> Breach:
        return replace(
            breach,
            title=self.record_text(breach.title),
            anchors=tuple(map(self._record, breach.anchors)),
            assessments=tuple(map(self._record, breach.assessments)),
            actions=tuple(map(self._record, breach.actions)),
            turns=tuple(map(self._record, breach.turns)),
        )

    def _record(self, record: Any) -> Any:
        """An anchor, assessment, action or turn without what is left out."""
        changed: dict[str, str] = {
            name: self.record_text(getattr(record, name))
            for name in ("basis", "note", "reason")
            if hasattr(record, name)
        }
        if hasattr(record, "source"):
            changed |= {
                "source": self._source_name(record.source),
                "response": self._response(record.response),
            }
        return replace(record, **changed)


def _hidden(facts: Facts, redaction: Redaction) -> Iterable[str]:
    if redaction.sources:
        for source in facts.sources:
            yield from (source.name, source.reference)
            yield from names_in(source.name)
    if redaction.comments:
        yield facts.comment
    if redaction.radius_m is not None:
        yield from (facts.place, facts.sector)
        yield from names_in(facts.place)
        if facts.oblast not in OBLASTS:
            yield facts.oblast
        if facts.position is not None:
            yield format_decimal(facts.position)
            if abs(facts.position.lat) < 80:
                yield format_mgrs(facts.position)
