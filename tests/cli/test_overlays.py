"""`overlay` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

from domain.clock import ManualClock
from storage.desk import Desk
from tests.cli.test_commands import Command, command, made

__all__ = ["command"]

LINE = '{"type": "LineString", "coordinates": [[35.2, 47.3], [36.0, 47.6]]}'


def test_an_overlay_comes_in(command: Command, clock: ManualClock, tmp_path: Path) -> None:
    made(command)
    (tmp_path / "line.geojson").write_text(LINE, encoding="utf-8")
    code, out, _err = command(
        *("overlay", "line.geojson", "--desk", "n.desk", "--source", "staff map"),
        *("--purpose", "line of contact", "--author", "AB", "--json"),
    )
    assert code == 0
    assert json.loads(out) == {"number": "OV-001", "name": "line", "purpose": "line_of_contact", "shapes": 1}
    with Desk.open(tmp_path / "n.desk", clock=clock) as desk:
        assert [overlay.name for overlay in desk.overlays.all()] == ["line"]


def test_what_is_wrong_is_said(command: Command, tmp_path: Path) -> None:
    made(command)
    (tmp_path / "bad.geojson").write_text('{"type": "Point", "coordinates": [35, 47]}', encoding="utf-8")
    code, _out, err = command("overlay", "bad.geojson", "--desk", "n.desk", "--source", "x")
    assert code == 1
    assert "is a Point, which is neither a line nor an area" in err
    assert command("overlay", "none.geojson", "--desk", "n.desk", "--source", "x")[0] == 1
    code, _out, err = command(
        "overlay", "bad.geojson", "--desk", "n.desk", "--source", "x", "--purpose", "zzz"
    )
    assert code == 2
    assert "--purpose" in err
