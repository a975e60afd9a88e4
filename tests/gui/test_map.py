"""The map page: moved, zoomed, pointed at and drawn on by hand and by key; one filter with the log."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from domain.clock import ManualClock
from domain.errors import DeskError
from domain.filter import ALL, Aspect
from domain.incident import Incident
from domain.map.outline import outline
from domain.map.overlay import Form, Overlay, Shape
from domain.map.points import Cluster
from domain.map.projection import project
from domain.map.view import around
from domain.position import Position
from gui.map_canvas import MapCanvas, Tool
from gui.map_page import MapPage
from gui.pages import LOG, MAP
from tests.gui import desks
from tests.gui.conftest import OpenRoom, Room
from tests.gui.hands import press, settle

LEFT = Qt.MouseButton.LeftButton
HERE = (47.5676, 35.7858)


@pytest.fixture
def map_room(full: Room, qtbot: QtBot) -> Room:
    """The map of a desk: ten incidents at one place, one each at Kupiansk and Krynky, one nowhere."""
    for place, at in (("Kupiansk", (49.71, 37.61)), ("Krynky", (46.7378, 33.0976)), ("Nowhere", None)):
        position = Position.of(*at) if at else None
        full.desk.incidents.log(
            desks.facts(full.clock, place=place, position=position, kind="mortar"), author="AB"
        )
    full.session.incidents_changed.emit()
    full.trigger("page_map")
    wait(full, qtbot)
    return full


def wait(room: Room, qtbot: QtBot) -> None:
    """Until what was asked for is on the map."""
    qtbot.waitUntil(lambda: not room.pages.map.content.reading)
    settle()
    room.pages.map.canvas.grab()


def page(room: Room) -> MapPage:
    return room.pages.map


def canvas(room: Room) -> MapCanvas:
    return room.pages.map.canvas


def marks(room: Room) -> list[Cluster]:
    canvas(room).grab()
    return canvas(room).scene.shown


def at(room: Room, lat: float, lon: float) -> QPoint:
    """Where a position lies on the canvas."""
    return QPointF(*canvas(room).scene.view.place(*project(lat, lon))).toPoint()


def test_it_shows_the_log_and_says_what_it_cannot_show(map_room: Room) -> None:
    assert sorted(mark.size for mark in marks(map_room)) == [1, 1, 10]
    assert page(map_room).bar.count.text() == "12 on the map · 1 without coordinates"


def test_it_follows_the_filter_of_the_log_and_the_log_follows_it(map_room: Room, qtbot: QtBot) -> None:
    page(map_room).bar.ask("kind:mortar")
    wait(map_room, qtbot)
    assert sum(mark.size for mark in marks(map_room)) == 5
    assert map_room.pages.log.bar.text == "kind:mortar"
    assert map_room.pages.log.model.rowCount() == 6
    map_room.trigger("page_log")
    map_room.pages.log.bar.ask("place:Kupiansk")
    map_room.trigger("page_map")
    wait(map_room, qtbot)
    assert page(map_room).bar.text == "place:Kupiansk"


def test_a_filter_that_cannot_be_read_leaves_the_map_as_it_was(map_room: Room) -> None:
    page(map_room).bar.ask("kind:nonsense")
    assert not page(map_room).content.reading
    assert sum(mark.size for mark in marks(map_room)) == 12


def test_what_is_written_comes_onto_the_map(map_room: Room, qtbot: QtBot) -> None:
    map_room.session.log_incident(desks.facts(map_room.clock, position=Position.of(50.9, 34.8)))
    wait(map_room, qtbot)
    assert sum(mark.size for mark in marks(map_room)) == 13
    map_room.trigger("page_log")
    map_room.session.log_incident(desks.facts(map_room.clock, position=Position.of(50.9, 34.8)))
    assert not page(map_room).content.reading, "nobody looks at it"
    map_room.trigger("page_map")
    wait(map_room, qtbot)
    assert sum(mark.size for mark in marks(map_room)) == 14


def test_dragging_the_wheel_and_the_keys_move_it(map_room: Room) -> None:
    press("0")
    view = canvas(map_room).scene.view
    QTest.mousePress(canvas(map_room), LEFT, pos=QPoint(200, 100))
    QTest.mouseMove(canvas(map_room), QPoint(260, 140))
    QTest.mouseRelease(canvas(map_room), LEFT, pos=QPoint(260, 140))
    moved = canvas(map_room).scene.view
    assert moved.x < view.x
    assert moved.y > view.y
    press("Right")
    assert canvas(map_room).scene.view.x > moved.x
    press("+")
    nearer = canvas(map_room).scene.view.scale
    assert nearer > view.scale
    press("-")
    press("-")
    assert canvas(map_room).scene.view.scale < nearer
    press("0")
    assert canvas(map_room).scene.view == view
    where = QPointF(300, 100)
    below = view.point(300, 100)
    QApplication.sendEvent(canvas(map_room), _wheel(canvas(map_room), where, 120))
    assert canvas(map_room).scene.view.scale > view.scale
    assert canvas(map_room).scene.view.place(*below) == pytest.approx((300, 100), abs=0.01)


def _wheel(widget: MapCanvas, where: QPointF, turned: int) -> QWheelEvent:
    return QWheelEvent(
        where, widget.mapToGlobal(where), QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip


def test_a_click_chooses_the_incident_here_and_in_the_log(map_room: Room) -> None:
    QTest.mouseMove(canvas(map_room), at(map_room, 49.71, 37.61))
    settle()
    assert "Kupiansk" in page(map_room).said.text()
    QTest.mouseClick(canvas(map_room), LEFT, pos=at(map_room, 49.71, 37.61))
    settle()
    incident = page(map_room).incident
    assert incident is not None
    assert incident.facts.place == "Kupiansk"
    assert page(map_room).panel.isVisible()
    assert page(map_room).panel.incident == incident
    assert map_room.pages.log.incident == incident
    assert map_room.window.actions_["assess_incident"].isEnabled()
    map_room.trigger("show_in_log")
    assert map_room.pages.currentIndex() == LOG
    assert map_room.pages.log.incident == incident


def test_correcting_from_the_map_opens_the_form_in_the_log(map_room: Room) -> None:
    QTest.mouseClick(canvas(map_room), LEFT, pos=at(map_room, 49.71, 37.61))
    settle()
    map_room.trigger("correct_incident")
    assert map_room.pages.currentIndex() == LOG
    assert map_room.pages.log.below.currentWidget() is map_room.pages.log.sheet


def test_many_at_one_place_are_looked_into_and_then_chosen_one_after_the_other(
    map_room: Room, qtbot: QtBot
) -> None:
    seen = set()
    for _click in range(24):
        canvas(map_room).grab()
        QTest.mouseClick(canvas(map_room), LEFT, pos=at(map_room, *HERE))
        settle()
        if incident := page(map_room).incident:
            seen.add(incident.number)
    assert len(seen) == 10


def test_by_key_alone(map_room: Room) -> None:
    seen = []
    for _press in range(3):
        press("N")
        seen.append(page(map_room).said.text())
    assert len(set(seen)) == 3, "each mark is said"
    chosen = page(map_room).incident
    assert chosen is not None
    press("P")
    press("Return")
    assert page(map_room).incident is not None


def test_from_the_log_to_the_map(map_room: Room, qtbot: QtBot) -> None:
    krynky = Position.of(46.7378, 33.0976)
    number = next(i.number for i in map_room.desk.incidents.select(ALL) if i.facts.position == krynky)
    map_room.trigger("page_log")
    map_room.pages.log.show_incident(number)
    map_room.trigger("show_on_map")
    wait(map_room, qtbot)
    assert map_room.pages.currentIndex() == MAP
    assert page(map_room).incident is not None
    assert canvas(map_room).scene.view.box.holds(*project(46.7378, 33.0976))
    assert canvas(map_room).scene.chosen is not None


def test_what_has_no_position_cannot_be_shown_on_the_map(map_room: Room) -> None:
    map_room.trigger("page_log")
    map_room.pages.log.bar.ask("place:Nowhere")
    assert not map_room.window.actions_["show_on_map"].isEnabled()


def test_find_goes_to_the_filter_of_the_map(map_room: Room) -> None:
    press("Ctrl+F")
    assert map_room.pages.currentIndex() == MAP
    assert page(map_room).bar.field.hasFocus()
    press("Escape")


def test_what_cannot_be_read_is_said_and_nothing_is_chosen(
    map_room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_args: object) -> list[Incident]:
        raise DeskError("Row 3 of the log cannot be read.")

    monkeypatch.setattr(map_room.desk.incidents, "page", damaged)
    QTest.mouseMove(canvas(map_room), at(map_room, 49.71, 37.61))
    QTest.mouseClick(canvas(map_room), LEFT, pos=at(map_room, 49.71, 37.61))
    assert page(map_room).said.text() == "Row 3 of the log cannot be read."
    assert page(map_room).incident is None


# --- areas ---------------------------------------------------------------------------------------


def test_a_box_that_is_drawn_becomes_part_of_the_filter(map_room: Room, qtbot: QtBot) -> None:
    page(map_room).bar.ask("kind:mortar")
    wait(map_room, qtbot)
    page(map_room).box.click()
    assert canvas(map_room).tool is Tool.BOX
    middle = at(map_room, 49.71, 37.61)
    QTest.mousePress(canvas(map_room), LEFT, pos=middle - QPoint(30, 30))
    QTest.mouseMove(canvas(map_room), middle + QPoint(20, 20))
    canvas(map_room).grab()
    QTest.mouseRelease(canvas(map_room), LEFT, pos=middle + QPoint(30, 30))
    wait(map_room, qtbot)
    assert not page(map_room).box.isChecked()
    chosen = page(map_room).bar.read()
    assert chosen is not None
    assert {one.aspect for one in chosen.conditions} == {Aspect.KIND, Aspect.WITHIN}
    assert [mark.size for mark in marks(map_room)] == [1]
    assert map_room.pages.log.model.rowCount() == 1
    page(map_room).clear.click()
    wait(map_room, qtbot)
    assert page(map_room).bar.text == "kind:mortar"
    assert not page(map_room).clear.isEnabled()


def test_a_polygon_is_drawn_corner_by_corner(map_room: Room, qtbot: QtBot) -> None:
    page(map_room).polygon.click()
    middle = at(map_room, 49.71, 37.61)
    for corner in (QPoint(-40, -40), QPoint(40, -40), QPoint(0, 50)):
        QTest.mouseClick(canvas(map_room), LEFT, pos=middle + corner)
        QTest.mouseMove(canvas(map_room), middle)
        canvas(map_room).grab()
    press("Return")
    wait(map_room, qtbot)
    assert page(map_room).bar.text.count(",") == 5
    assert sum(mark.size for mark in marks(map_room)) == 1


def test_an_area_too_small_is_dropped_and_escape_puts_the_tool_down(map_room: Room) -> None:
    page(map_room).box.click()
    QTest.mouseClick(canvas(map_room), LEFT, pos=QPoint(100, 100))
    assert page(map_room).bar.text == ""
    page(map_room).polygon.click()
    QTest.mouseClick(canvas(map_room), LEFT, pos=QPoint(100, 100))
    press("Escape")
    assert canvas(map_room).tool is Tool.MOVE
    assert not page(map_room).polygon.isChecked()
    assert page(map_room).bar.text == ""


def test_a_view_that_rests_shows_how_well_positions_are_known(map_room: Room, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: sorted(canvas(map_room).scene.radii.values()) == [1000, 1000])
    canvas(map_room).show_box(around([project(49.7, 37.6), project(49.72, 37.62)]) or outline().box)
    before = canvas(map_room).grab().toImage()
    canvas(map_room).scene.radii.clear()
    assert canvas(map_room).grab().toImage() != before


# --- pictures ------------------------------------------------------------------------------------


def test_the_ground_follows_the_colours(map_room: Room) -> None:
    light = canvas(map_room).grab().toImage().pixelColor(canvas(map_room).width() - 30, 40).lightness()
    map_room.trigger("scheme_dark")
    dark = canvas(map_room).grab().toImage().pixelColor(canvas(map_room).width() - 30, 40).lightness()
    assert dark < 90 < light


def test_overlays_are_drawn_and_hidden_ones_are_not(map_room: Room) -> None:
    before = canvas(map_room).grab().toImage()
    track = ((46_00000, 30_00000), (51_00000, 39_00000))
    line = Overlay("OV-001", "Line", "line_of_contact", "", (Shape(Form.LINE, "<b>" + "W" * 300, (track,)),))
    canvas(map_room).show_overlays((line,))
    assert canvas(map_room).grab().toImage() != before
    canvas(map_room).show_overlays((Overlay(line.number, "", line.purpose, "", line.shapes, shown=False),))
    assert canvas(map_room).grab().toImage() == before


def test_an_empty_desk_shows_the_country(
    open_room: OpenRoom, qtbot: QtBot, clock: ManualClock, tmp_path: Path
) -> None:
    room = open_room(desks.create(tmp_path / "empty.desk", clock))
    room.trigger("page_map")
    wait(room, qtbot)
    assert marks(room) == []
    assert page(room).bar.count.text() == "0 on the map"
    press("N")
    assert page(room).incident is None
    assert canvas(room).scene.view.box.holds(*project(48.5, 31.5))


def test_the_first_view_shows_the_country_and_a_filter_what_it_finds(map_room: Room, qtbot: QtBot) -> None:
    """Two neighbouring places filled the first view: nobody saw where in the country they were."""
    view = canvas(map_room).scene.view
    for lat, lon in ((52.37, 33.2), (44.39, 33.74), (48.4, 22.15), (49.25, 40.2)):  # the ends of Ukraine
        assert view.box.holds(*project(lat, lon))
    page(map_room).bar.ask("place:Krynky")
    wait(map_room, qtbot)
    assert not canvas(map_room).scene.view.box.holds(*project(52.37, 33.2))
    page(map_room).bar.ask("")
    wait(map_room, qtbot)
    assert canvas(map_room).scene.view == view
    canvas(map_room).setFocus()
    press("0")
    near = canvas(map_room).scene.view
    assert near.scale > view.scale
    assert all(near.box.holds(mark.x, mark.y) for mark in marks(map_room))
    map_room.session.incidents_changed.emit()
    wait(map_room, qtbot)
    assert canvas(map_room).scene.view == near


def test_the_area_of_the_filter_is_seen(map_room: Room, qtbot: QtBot) -> None:
    """`0 on the map` with nothing to see: where the filter looked was only told in figures."""
    page(map_room).bar.ask("within:50.08991,29.05687,51.37541,34.48618")
    wait(map_room, qtbot)
    assert marks(map_room) == []
    canvas(map_room).show_box(outline().box)
    edge, outside = at(map_room, 50.7, 29.05687), at(map_room, 50.7, 35.2)
    drawn = canvas(map_room).grab().toImage()
    canvas(map_room).scene.areas.clear()
    plain = canvas(map_room).grab().toImage()
    assert drawn.pixelColor(edge) != plain.pixelColor(edge)
    assert drawn.pixelColor(outside) == plain.pixelColor(outside)
    page(map_room).bar.ask("within:50.08991,29.05687,51.37541,34.48618 kind:mortar")
    assert len(canvas(map_room).scene.areas) == 1
    page(map_room).clear_area()
    assert canvas(map_room).scene.areas == []
