"""On which line of a protocol's TOML text a field stands, so that an error can name it."""

from __future__ import annotations

import re

_FIELD = re.compile(r"phase(?:\[(?P<phase>\d+)\])?(?:\.(?P<key>\w+))?$|(?P<top>\w+)$")


def line_of(text: str, field: str) -> int | None:
    """The line (from 1) of a field named as errors name it: `version`, `phase[2].hours`, `phase[3]`.

    A field that is missing is looked for in the table it belongs to: the line of that table's head. None
    where nothing of it stands in the text.
    """
    found = _FIELD.match(field)
    if found is None:
        return None
    lines = text.splitlines()
    heads = [number for number, line in enumerate(lines, 1) if re.match(r"\s*\[\[\s*phase\s*\]\]", line)]
    if found["top"] and found["top"] != "phase":
        return _assignment(lines, found["top"], 1, heads[0] if heads else len(lines) + 1)
    if not found["phase"]:
        return heads[0] if heads else None
    place = int(found["phase"])
    if not 1 <= place <= len(heads):
        return None
    head = heads[place - 1]
    end = heads[place] if place < len(heads) else len(lines) + 1
    return (_assignment(lines, found["key"], head, end) if found["key"] else None) or head


def _assignment(lines: list[str], key: str, start: int, end: int) -> int | None:
    for number in range(start, end):
        if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", lines[number - 1]):
            return number
    return None
