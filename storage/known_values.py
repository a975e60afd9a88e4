"""Values that a desk has used already, for whoever types a filter: read by index, a handful at a time."""

from __future__ import annotations

import json
from collections import Counter

from storage.driver import Connection

MOST = 8
_LATELY = 300
"""So many of the latest incidents are asked for names of sources and for tags."""
_COLUMNS = {"place": ("place", " COLLATE NOCASE"), "by": ("logged_by", ""), "sector": ("sector", "")}


def known_values(connection: Connection, key: str, begun: str) -> list[str]:
    """Values for a key of the filter that begin with `begun`."""
    if key in _COLUMNS:
        column, collation = _COLUMNS[key]
        found: list[str] = []
        for spelt in dict.fromkeys((begun, begun.capitalize(), begun.upper())):
            found += _beginning_with(connection, column, collation, spelt)
        return list(dict.fromkeys(found))[:MOST]
    if key == "breach":
        rows = connection.execute(
            "SELECT number FROM breach WHERE number LIKE ? ORDER BY state <> 'open', number DESC LIMIT ?",
            (f"%{begun.upper().replace('%', '')}%", MOST),
        )
        return [row[0] for row in rows]
    if key in ("source", "tag"):
        return _used_lately(connection, key, begun)
    return []


def _beginning_with(connection: Connection, column: str, collation: str, begun: str) -> list[str]:
    """Different values from `begun` on, each one step along the index, however often it stands there."""
    rows = connection.execute(
        f"WITH RECURSIVE known(value) AS (SELECT min({column}{collation}) FROM incident"
        f" WHERE {column}{collation} >= ?1 AND {column} <> '' UNION ALL"
        f" SELECT (SELECT min({column}{collation}) FROM incident WHERE {column}{collation} > known.value)"
        f" FROM known WHERE known.value IS NOT NULL)"
        f" SELECT value FROM known WHERE value IS NOT NULL LIMIT {MOST}",
        (begun,),
    ).fetchall()
    wanted = begun.casefold()
    return [row[0] for row in rows if row[0].casefold().startswith(wanted)]


def _used_lately(connection: Connection, key: str, begun: str) -> list[str]:
    counts: Counter[str] = Counter()
    lately = "SELECT told FROM incident_record ORDER BY id DESC LIMIT ?"
    rows = connection.execute(lately, (_LATELY,)).fetchall()
    for row in rows:
        facts = json.loads(row[0])["facts"]
        names = facts["tags"] if key == "tag" else [source["name"] for source in facts["sources"]]
        counts.update(name for name in names if begun.casefold() in name.casefold())
    return [name for name, _count in counts.most_common(MOST)]
