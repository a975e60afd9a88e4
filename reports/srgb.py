"""The sRGB colour space as an ICC profile (version 2.1): what the colours of an archival PDF mean.

Written from the figures of IEC 61966-2-1 and ICC.1:2001-04, so the same bytes on every machine.
"""

from __future__ import annotations

import struct
from functools import cache

_D50 = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
"""Adapted from D65 to D50 by Bradford's matrix."""
_STEPS = 1024


@cache
def profile() -> bytes:
    """The profile."""
    curve = _curve()
    tags = {b"desc": _description("sRGB IEC61966-2.1"), b"cprt": _text("No copyright, use freely")}
    tags |= {b"wtpt": _xyz(_D50)} | {name: _xyz(value) for name, value in _PRIMARIES.items()}
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    table, data, places = [], b"", dict[bytes, int]()
    start = 128 + 4 + 12 * len(tags)
    for name, content in tags.items():
        if content not in places:
            places[content] = start + len(data)
            data += content + b"\0" * (-len(content) % 4)
        table.append(struct.pack(">4sII", name, places[content], len(content)))
    body = struct.pack(">I", len(tags)) + b"".join(table) + data
    return _header(128 + len(body)) + body


def _header(size: int) -> bytes:
    date = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    start = struct.pack(">I4sI4s4s4s", size, b"\0" * 4, 0x02100000, b"mntr", b"RGB ", b"XYZ ") + date
    rest = struct.pack(">4s4sIIIQI", b"acsp", b"\0" * 4, 0, 0, 0, 0, 0) + _fixed(_D50)
    return (start + rest).ljust(128, b"\0")


def _fixed(values: tuple[float, float, float]) -> bytes:
    return struct.pack(">3i", *(round(value * 65536) for value in values))


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(values)


def _text(said: str) -> bytes:
    return b"text\0\0\0\0" + said.encode("ascii") + b"\0"


def _description(said: str) -> bytes:
    ascii_text = said.encode("ascii") + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(ascii_text)) + ascii_text + b"\0" * (4 + 4 + 2 + 1 + 67)


def _curve() -> bytes:
    values = (_linear(step / (_STEPS - 1)) for step in range(_STEPS))
    return b"curv\0\0\0\0" + struct.pack(f">I{_STEPS}H", _STEPS, *(round(value * 65535) for value in values))


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
