"""`clock`: every open breach, where each phase of it stands, and its deadlines, at an instant."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cli import values
from cli.output import Output
from cli.passphrase import key_of
from domain.clock import Clock
from domain.instant import KYIV, Span, format_dtg, format_kyiv, iso_utc
from domain.ladder import PhaseStanding, Standing
from domain.phrases import deadline_kyiv, deadline_utc, phase_line, place_text, state_label, t0_line
from domain.words import _, n_
from storage.breaches import Case
from storage.desk import Desk


def show(args: Namespace, out: Output, clock: Clock) -> int:
    """Print the clocks: in the past as the desk knew them then, ahead as they will be by themselves."""
    now = clock.now()
    zone = values.zone(args.zone)
    at = values.instant(args.at, "--at", clock=clock, within=zone) if args.at else now
    path = Path(args.desk)
    with Desk.open(path, clock=clock, readonly=True, key=key_of(args, path)) as desk:
        code = desk.info.code
        cases = desk.breaches.open_as_of(at) if at < now else desk.breaches.open_cases()
    cases.sort(key=lambda case: (case.standing(at).urgency, case.breach.number))
    out.result(
        {
            "desk": code,
            "at": iso_utc(at),
            "ahead": at > now,
            "breaches": [case_object(case, case.standing(at)) for case in cases],
        }
    )
    open_clocks = n_("{n} open breach", "{n} open breaches", len(cases))
    out.line(f"{code} · {format_dtg(at, seconds=True)} · {format_kyiv(at)} · {open_clocks}")
    if at > now:
        out.line(_("This instant lies ahead: shown as it will be if nothing more is recorded."))
    for case in cases:
        _show_case(out, case, case.standing(at))
    return 0


def _show_case(out: Output, case: Case, standing: Standing) -> None:
    breach = case.breach
    place = place_text(case.place, case.oblast)
    out.line()
    out.line(f"{breach.number} · {breach.title}" + (f" · {place}" if place else ""))
    provenance = f"{case.protocol.name}, {_(case.protocol.provenance)}"
    incidents = n_("{n} incident", "{n} incidents", len(breach.incidents))
    out.line(f"  {t0_line(breach)} · {incidents} · {provenance}")
    for phase in standing.phases:
        due = (
            f" · {deadline_utc(phase.deadline, month=True)} · {deadline_kyiv(phase.deadline)}"
            if phase.deadline
            else ""
        )
        out.line(f"  {phase.phase.number} {_(phase.phase.name)}: {phase_line(phase, standing)}{due}")


def case_object(case: Case, standing: Standing) -> dict[str, Any]:
    """A breach and its phases for programs; times in ISO 8601, in UTC and with Kyiv's offset."""
    breach = case.breach
    headline = standing.headline
    return {
        "number": breach.number,
        "title": breach.title,
        "place": case.place,
        "oblast": case.oblast,
        "state": str(breach.state),
        "protocol": case.protocol.name,
        "provenance": case.protocol.provenance,
        "anchor": breach.anchor.kind,
        "t0": span_object(breach.t0),
        "incidents": list(breach.incidents),
        "headline": headline.phase.number if headline else None,
        "phases": [phase_object(phase) for phase in standing.phases],
    }


def phase_object(phase: PhaseStanding) -> dict[str, Any]:
    """One phase. `remaining_seconds` goes to the earliest instant of the deadline; negative after it."""
    met = phase.met_by
    return {
        "number": phase.phase.number,
        "name": phase.phase.name,
        "state": str(phase.state),
        "state_label": state_label(phase.state),
        "hours": phase.phase.hours,
        "reading": str(phase.phase.reading) if phase.phase.hours else None,
        "deadline": span_object(phase.deadline) if phase.deadline else None,
        "remaining_seconds": _seconds(phase.remaining),
        "in_band": phase.in_band,
        "question": phase.phase.question or None,
        "answer": phase.answer.answer if phase.answer else None,
        "awaits_answer": phase.awaits_answer,
        "met_at": span_object(met.at) if met else None,
        "maybe_late": phase.maybe_late,
    }


def span_object(span: Span) -> dict[str, str]:
    """Both ends of a span: the same where the time is known."""
    return {
        "earliest_utc": iso_utc(span.earliest),
        "latest_utc": iso_utc(span.latest),
        "earliest_kyiv": _kyiv(span.earliest),
        "latest_kyiv": _kyiv(span.latest),
    }


def _kyiv(instant: datetime) -> str:
    return instant.astimezone(KYIV).isoformat(timespec="milliseconds")


def _seconds(delta: timedelta | None) -> float | int | None:
    if delta is None:
        return None
    whole = delta / timedelta(seconds=1)
    return int(whole) if whole == int(whole) else round(whole, 3)
