"""What happened near before, in words: proposals of breaches, and recurrence. A person decides."""

from __future__ import annotations

from domain.instant import format_duration
from domain.nearness import Proposal, Recurrence
from domain.words import _, n_


def proposal_text(proposal: Proposal) -> str:
    """`BR-2026-0007: 3.2 km from CV-2026-000123, 08:15 apart, same party`."""
    if proposal.distance_m is None:
        where = _("same place as {incident}").format(incident=proposal.incident)
    else:
        where = _("{distance} km from {incident}").format(
            distance=f"{proposal.distance_m / 1000:.1f}", incident=proposal.incident
        )
    parts = [where, _("{time} apart").format(time=format_duration(proposal.apart)[:-3])]
    if proposal.same_party:
        parts.append(_("same party alleged"))
    return f"{proposal.breach}: {', '.join(parts)}"


def recurrence_text(found: Recurrence, *, truce: bool = False) -> str:
    """`4 incidents within 10 km in 72 h, 12 in all, the last 02:11 before`; `truce`: all since it began."""
    if not found.total and truce:
        return _("Nothing recorded within 10 km since the truce began.")
    if not found.total:
        return _("Nothing recorded within 10 km before.")
    text = n_(
        "{n} incident within 10 km in the 72 h before",
        "{n} incidents within 10 km in the 72 h before",
        found.nearby,
    )
    if truce:
        total = n_("{n} since the truce began", "{n} since the truce began", found.total)
    else:
        total = n_("{n} in all", "{n} in all", found.total)
    parts = [text, total]
    if found.since_last is not None:
        parts.append(_("the last {time} before").format(time=format_duration(found.since_last)[:-3]))
    return ", ".join(parts) + "."
