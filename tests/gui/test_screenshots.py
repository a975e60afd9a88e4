"""Pictures of every page are made without a screen, and show something."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from domain.clock import ManualClock
from gui.screenshots import SIZES, render_all
from reports.situation import render
from storage.briefing_facts import collect
from tests.gui import desks


@pytest.mark.slow
@pytest.mark.qt_log_ignore("QFont", extend=True)
def test_every_page_is_rendered_in_both_schemes_and_sizes(
    qapp: QApplication, clock: ManualClock, tmp_path: Path
) -> None:
    path = tmp_path / "northern.desk"
    with desks.create(path, clock) as desk:
        desks.populate(desk, clock)
        now = clock.now()
        briefing = collect(
            desk, since=now - 24 * desks.HOUR, until=now, cut_off=now, produced_at=now, author="AB"
        )
        pdf = tmp_path / "brief.pdf"
        pdf.write_bytes(render(briefing))
    before = path.read_bytes()
    made = render_all(path, tmp_path / "shots", pdf, clock=clock)
    names = {file.name for file in made}
    for page in ("start", "board", "log", "map", "trends", "briefs", "form"):
        for scheme in ("light", "dark"):
            assert {f"{page}-{scheme}-{size}.png" for size in SIZES} <= names
    assert "brief-01.png" in names
    for file in made:
        image = QImage(str(file))
        assert len(colours(image)) > 8, f"{file.name} is blank"
        if size := next((size for name, size in SIZES.items() if name in file.name), None):
            assert (image.width(), image.height()) == size
            ground = QColor(image.pixel(30, image.height() - 60)).lightness()
            assert (ground < 128) == ("-dark-" in file.name), file.name
    shown = QImage(str(tmp_path / "shots" / "briefs-light-1280x800.png"))
    white = [shown.pixelColor(x, 500) == QColor("white") for x in range(shown.width() // 2, shown.width(), 3)]
    assert sum(white) > len(white) / 3, "the page of the briefing is there, not the ground it will lie on"
    assert path.read_bytes() == before, "looking at a desk does not change it"


def colours(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
