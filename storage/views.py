"""One journal entry → changes of the views. The same function serves a live write and a replay.

The views hold nothing that is not in the journal: dropping them and applying every entry again must give
the same rows, which the tests and `verify` both ask for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from domain.breach import fold
from domain.errors import InvariantError
from domain.incident import Incident
from domain.instant import parse_iso_utc, to_ms
from domain.journal import Entry, canonical
from domain.position import Position
from domain.records import fold_incident, incidents_of
from storage import incident_view
from storage.driver import Connection
from storage.rows import breach_at, record_number


def apply_all(connection: Connection, entries: Iterable[Entry]) -> None:
    """Bring the views up to date with entries in order: as `apply`, and quicker for many new incidents."""
    waiting: list[tuple[int, Incident]] = []
    for entry in entries:
        if entry.action == "incident.logged":
            waiting.append((entry.seq, fold_incident(None, entry)))
            if len(waiting) < incident_view.AT_ONCE:
                continue
        incident_view.add(connection, waiting)
        waiting.clear()
        if entry.action != "incident.logged":
            apply(connection, entry)
    incident_view.add(connection, waiting)


def apply(connection: Connection, entry: Entry) -> None:
    """Bring the views up to date with `entry`. Raises `InvariantError` for an entry that cannot follow."""
    for number in incidents_of(entry):
        if number != entry.record:
            connection.execute("INSERT INTO touched (incident, seq) VALUES (?, ?)", (number, entry.seq))
        if entry.action == "incident.logged":
            incident_view.add(connection, [(entry.seq, fold_incident(None, entry))])
        else:
            incident_view.change(connection, entry, number)
    subject = entry.action.split(".")[0]
    if subject in _WITHOUT_VIEW:
        return
    if (change := _CHANGES.get(subject)) is None:
        raise InvariantError(f"entry {entry.seq}: no view knows {entry.action}")
    change(connection, entry)


def _change_breach(connection: Connection, entry: Entry) -> None:
    breach = fold(breach_at(connection, entry.record, entry.seq - 1), entry)
    year, serial = record_number(breach.number)
    connection.execute(
        "INSERT OR REPLACE INTO breach (number, year, serial, title, state, t0_from, t0_to, opened_at,"
        " stopped_at, protocol) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            breach.number,
            year,
            serial,
            breach.title,
            str(breach.state),
            to_ms(breach.t0.earliest),
            to_ms(breach.t0.latest),
            to_ms(breach.opened_at),
            to_ms(breach.stopped_at) if breach.stopped_at else None,
            breach.protocol,
        ),
    )


def _create_desk(connection: Connection, entry: Entry) -> None:
    content: dict[str, Any] = entry.content
    marking, protocol = content["marking"], content["protocol"]
    name = f"{protocol['id']} v{protocol['version']}"
    connection.execute(
        "INSERT INTO desk (id, code, name, tlp, marking_line, exercise, created_at, protocol)"
        " VALUES (1, ?, ?, ?, ?, ?, ?, ?)",
        (
            content["code"],
            content["name"],
            marking["tlp"],
            marking["line"],
            int(marking["exercise"]),
            to_ms(entry.at),
            name,
        ),
    )
    connection.execute("INSERT INTO protocol (name, content) VALUES (?, ?)", (name, canonical(protocol)))


def _adopt_protocol(connection: Connection, entry: Entry) -> None:
    content = canonical(entry.content["protocol"])
    connection.execute("INSERT INTO protocol (name, content) VALUES (?, ?)", (entry.record, content))
    connection.execute("UPDATE desk SET protocol = ?", (entry.record,))


def _save_briefing(connection: Connection, entry: Entry) -> None:
    content = entry.content
    connection.executemany(
        "INSERT INTO briefing_record (record, serial) VALUES (?, ?)",
        ((record, entry.record) for record in content.get("records", ())),
    )
    connection.execute(
        "INSERT INTO briefing (serial, title, period_from, period_to, cut_off, produced_at, author, pages,"
        " size, sha256, kind, kept, entries, language, request, corrects)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            entry.record,
            content["title"],
            *(
                to_ms(parse_iso_utc(content[key]))
                for key in ("period_from", "period_to", "cut_off", "produced_at")
            ),
            entry.author,
            content["pages"],
            content["size"],
            content["sha256"],
            content.get("kind", "situation"),
            int(content.get("kept", False)),
            content.get("entries", 0),
            content.get("language", ""),
            canonical(content["request"]) if "request" in content else None,
            content.get("corrects"),
        ),
    )


def _keep_request(connection: Connection, entry: Entry) -> None:
    sort, what = entry.action.split(".")
    connection.execute("DELETE FROM request WHERE sort = ? AND name = ?", (sort, entry.record))
    if what == "saved":
        connection.execute(
            "INSERT INTO request (sort, name, at, author, content) VALUES (?, ?, ?, ?, ?)",
            (sort, entry.record, to_ms(entry.at), entry.author, canonical(entry.content["request"])),
        )


def _change_place(connection: Connection, entry: Entry) -> None:
    position = Position.from_json(entry.content["position"])
    key = (entry.record, position.lat_e5, position.lon_e5)
    if entry.action == "place.withdrawn":
        connection.execute("DELETE FROM place WHERE name = ? AND lat_e5 = ? AND lon_e5 = ?", key)
        return
    connection.execute(
        "INSERT OR REPLACE INTO place (name, lat_e5, lon_e5, content) VALUES (?, ?, ?, ?)",
        (*key, canonical(entry.content)),
    )


def _change_sector(connection: Connection, entry: Entry) -> None:
    content, name = entry.content, entry.record
    match entry.action:
        case "sector.added":
            connection.execute(
                "INSERT INTO sector (name, place, retired)"
                " VALUES (?, (SELECT coalesce(max(place), 0) + 1 FROM sector), '')",
                (name,),
            )
        case "sector.renamed":
            connection.execute("UPDATE sector SET name = ? WHERE name = ?", (content["name"], name))
        case "sector.retired" | "sector.restored":
            why = content["reason"] if entry.action == "sector.retired" else ""
            connection.execute("UPDATE sector SET retired = ? WHERE name = ?", (why, name))
        case "sector.ordered":
            for place, each in enumerate(content["order"], 1):
                connection.execute("UPDATE sector SET place = ? WHERE name = ?", (place, each))
        case _:
            raise InvariantError(f"entry {entry.seq}: no view knows {entry.action}")


def _change_overlay(connection: Connection, entry: Entry) -> None:
    content, number = entry.content, entry.record
    match entry.action:
        case "overlay.added":
            connection.execute(
                "INSERT INTO overlay (number, name, purpose, shown, withdrawn, added)"
                " VALUES (?, ?, ?, 1, '', ?)",
                (number, content["name"], content["purpose"], entry.seq),
            )
        case "overlay.shown" | "overlay.hidden":
            shown = int(entry.action == "overlay.shown")
            connection.execute("UPDATE overlay SET shown = ? WHERE number = ?", (shown, number))
        case "overlay.withdrawn":
            connection.execute(
                "UPDATE overlay SET withdrawn = ? WHERE number = ?", (content["reason"], number)
            )
        case _:
            raise InvariantError(f"entry {entry.seq}: no view knows {entry.action}")


def _change_evidence(connection: Connection, entry: Entry) -> None:
    content = entry.content
    if entry.action == "evidence.withdrawn":
        connection.execute(
            "UPDATE evidence SET withdrawn = ? WHERE number = ?", (content["reason"], entry.record)
        )
        return
    connection.execute(
        "INSERT INTO evidence (number, year, serial, incident, sha256, size, added_at, added_by, custody)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            entry.record,
            *record_number(entry.record),
            content["incident"],
            content["custody"]["sha256"],
            content["custody"]["size"],
            to_ms(entry.at),
            entry.author,
            canonical(content["custody"]),
        ),
    )


_WITHOUT_VIEW = ("incident", "clock", "watch", "journal", "truce")
"""Subjects of entries that change no view beside those of incidents."""
_CHANGES: dict[str, Callable[[Connection, Entry], None]] = {
    "protocol": _adopt_protocol,
    "breach": _change_breach,
    "desk": _create_desk,
    "briefing": _save_briefing,
    "draft": _keep_request,
    "template": _keep_request,
    "place": _change_place,
    "sector": _change_sector,
    "overlay": _change_overlay,
    "evidence": _change_evidence,
}
