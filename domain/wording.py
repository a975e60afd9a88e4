"""Journal entries in words, with the right verb."""

from __future__ import annotations

from typing import Any

from domain.instant import Span, format_dtg, format_span
from domain.journal import Entry
from domain.protocol import Protocol
from domain.vocabulary import ANCHORS, ANSWERS, DETERMINATIONS, STATUSES
from domain.words import N_, _


def who_and_when(entry: Entry) -> str:
    """`entered by AB 230810Z NOV 26`."""
    return _("entered by {author} {time}").format(author=entry.author, time=format_dtg(entry.at))


def history_line(entry: Entry, protocol: Protocol | None = None) -> tuple[str, str]:
    """Heading and detail of one entry."""
    content = entry.content
    heading, parts = _heading(entry, protocol)
    if "undoes" in content:
        heading = _("Undone by: {action}").format(action=heading)
    if "together" in content:
        parts.append(_("together with others"))
    for key in ("basis", "reason", "note"):
        if content.get(key):
            parts.append(f"“{content[key]}”")
    parts.append(who_and_when(entry))
    return heading, " · ".join(parts)


_VERBS = {
    "incident.merged": N_("Merged as a duplicate"),
    "incident.unmerged": N_("Merge taken back"),
    "evidence.withdrawn": N_("Evidence withdrawn"),
    "place.added": N_("Place added"),
    "place.withdrawn": N_("Place withdrawn"),
    "sector.added": N_("Sector added"),
    "sector.renamed": N_("Sector renamed"),
    "sector.retired": N_("Sector retired"),
    "sector.restored": N_("Sector in use again"),
    "sector.ordered": N_("Sectors put into another order"),
    "overlay.added": N_("Overlay added to the map"),
    "overlay.shown": N_("Overlay shown"),
    "overlay.hidden": N_("Overlay hidden"),
    "overlay.withdrawn": N_("Overlay withdrawn"),
    "breach.acknowledged": N_("Alarm acknowledged"),
    "truce.began": N_("Truce began"),
    "watch.noted": N_("Note"),
    "watch.started": N_("Watch started"),
    "watch.ended": N_("Watch ended"),
    "clock.checked": N_("Time check"),
    "clock.jumped": N_("System clock jumped"),
    "protocol.adopted": N_("Protocol adopted"),
    "breach.moved": N_("Moved to another protocol"),
    "breach.merged": N_("Merged into another breach"),
    "breach.unmerged": N_("Merge taken back"),
    "breach.absorbed": N_("Another breach merged into this one"),
    "breach.released": N_("Merge into this one taken back"),
    "breach.split_off": N_("Incidents split off"),
    "breach.closed": N_("Closed"),
    "breach.voided": N_("Voided"),
    "breach.reopened": N_("Reopened"),
}


def _heading(entry: Entry, protocol: Protocol | None) -> tuple[str, list[str]]:
    content = entry.content
    match entry.action:
        case "incident.logged":
            origin = content.get("origin")
            source = (
                [_("imported from {file}, row {row}").format(file=origin["file"], row=origin["row"])]
                if origin
                else []
            )
            return _("Logged"), source
        case "incident.corrected":
            return _("Corrected"), []
        case "incident.assessed":
            made = _("status {status}, determination {determination}").format(
                status=STATUSES.label(content["status"]),
                determination=DETERMINATIONS.label(content["determination"]),
            )
            return _("Assessed"), [made]
        case "evidence.added":
            custody = content["custody"]
            return _("Evidence added: {name}").format(name=custody["name"]), [entry.record]
        case "breach.opened":
            t0 = format_span(Span.from_json(content["t0"]))
            return _("Assessed as breach from {incident}").format(incident=content["incident"]), [
                f"T0 {t0} ({ANCHORS.label(content['anchor'])})"
            ]
        case "breach.joined":
            return _("Incident joined: {incident}").format(incident=content["incident"]), []
        case "breach.anchored":
            return _("Re-anchored"), []
        case "breach.assessed":
            question = protocol.phase(content["phase"]).question if protocol else ""
            return f"{_(question)} {ANSWERS.label(content['answer'])}".strip(), []
        case "breach.acted":
            return _("Action: {response}").format(response=_(content["response"])), _action_parts(
                content, protocol
            )
    verb = _VERBS.get(entry.action)
    return (_(verb) if verb else entry.action), _details(content)


def _details(content: dict[str, Any]) -> list[str]:
    """What an entry says besides its verb, its reason and its author."""
    parts = [
        str(content[key])
        for key in ("names", "protocol", "into", "from", "to", "source")
        if _is_text(content, key)
    ]
    if "offset_ms" in content:
        parts.append(_("{seconds} s").format(seconds=f"{content['offset_ms'] / 1000:+.1f}"))
    if "seconds" in content:
        parts.append(_("{seconds} s").format(seconds=f"{content['seconds']:+d}"))
    if content.get("handed_to"):
        parts.append(_("handed to {names}").format(names=content["handed_to"]))
    if content.get("incidents"):
        parts.append(", ".join(content["incidents"]))
    return parts


def _is_text(content: dict[str, Any], key: str) -> bool:
    return isinstance(content.get(key), str) and bool(content[key]) and "\n" not in content[key]


def _action_parts(content: dict[str, Any], protocol: Protocol | None) -> list[str]:
    at = Span.from_json(content["at"])
    parts = [format_span(at)]
    if protocol:
        parts.append(_("phase {number}").format(number=content["phase"]))
    if not content["completes"]:
        parts.append(_("does not complete the phase"))
    parts.append(_("source: {source}").format(source=content["source"]))
    return parts
