"""A disk that is full while an incident is saved: said, nothing lost, and the same key saves it later."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.clock import ManualClock
from storage.keys import Key
from storage.verify import verify
from tests.gui import desks
from tests.gui.conftest import OpenRoom
from tests.gui.hands import press
from tests.gui.sheets import fill
from tests.torture.disk import FULL, IOERR_WRITE, OK, READONLY, Disk, is_possible, watched
from tests.torture.power import KEY

CODES = {"full": FULL, "broken": IOERR_WRITE, "write-protected": READONLY}


@pytest.mark.skipif(not is_possible(), reason="this build of the driver cannot be watched")
@pytest.mark.parametrize("fault", CODES)
@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])
def test_the_window_stays_usable_and_the_same_key_saves_once_the_disk_is_well(
    open_room: OpenRoom, clock: ManualClock, tmp_path: Path, fault: str, key: Key | None
) -> None:
    path = tmp_path / "northern.desk"
    desks.create(path, clock, key=key).close()
    code = OK
    with watched(Disk(fails=lambda _count, _kind: code, recording=False)):
        room = open_room()
        assert room.window.open_desk(path, key)
        kept = room.session.log_incident(desks.facts(clock)).number
        press("Ctrl+N")
        sheet = room.pages.log.sheet
        fill(sheet, description="typed while the disk is ill", occurred="14:00", kind="mortar")
        fill(sheet, place="Orikhiv", source="Patrol 3")
        code = CODES[fault]
        press("Ctrl+S")
        said = room.messages.errors.pop()
        assert "Nothing of this entry was saved" in said.message
        assert said.advice
        assert sheet.isVisible()
        assert sheet.form.text("description") == "typed while the disk is ill"
        for page in ("page_board", "page_briefs", "page_watch", "page_log"):
            room.trigger(page)
        room.trigger("new_incident")
        code = OK
        press("Ctrl+S")
        assert room.messages.errors == []
        assert room.desk.incidents.count() == 2
        assert room.desk.incidents.get(kept).number == kept
        room.window.close()
    assert verify(path, key=key).holds
