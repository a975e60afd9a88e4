"""Where the incidents of a selection are, in bulk."""

from __future__ import annotations

from pathlib import Path
from threading import Event

from domain.filter import ALL
from domain.position import Position
from domain.query import parse
from storage.positions import read_positions
from tests.builders import T0, facts, new_desk


def test_positions_of_a_selection(tmp_path: Path) -> None:
    with new_desk(tmp_path) as desk:
        for n in range(6):
            at = Position(47_60000 + n, 35_80000) if n != 3 else None
            desk.incidents.log(facts(position=at, kind="mortar" if n < 3 else "fpv"), author="AB")
        found = read_positions(desk.path, ALL, Event())
        assert found is not None
        assert (list(found.ids), found.without) == ([1, 2, 3, 5, 6], 1)
        assert list(found.lat_e5) == [47_60000, 47_60001, 47_60002, 47_60004, 47_60005]
        assert [found.kinds[code] for code in found.codes] == ["mortar"] * 3 + ["fpv"] * 2
        some = read_positions(desk.path, parse("within:47.6,35.7,47.60001,35.9", T0, None), Event())
        assert some is not None
        assert list(some.ids) == [1, 2]
        stop = Event()
        stop.set()
        assert read_positions(desk.path, ALL, stop) is None
