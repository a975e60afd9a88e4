"""A bug of ours: said once, logged without what records say, and the window goes on."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.application import CrashReporter
from tests.gui.conftest import Room
from tests.gui.fakes import FakeMessages
from tests.gui.hands import settle

SECRET = "Colonel Secret at 47.6, 35.8"


@pytest.fixture
def reporter(room: Room, tmp_path: Path) -> Iterator[CrashReporter]:
    logger = logging.getLogger("armistice")
    before = list(logger.handlers)
    yield CrashReporter(room.messages, lambda: room.window, tmp_path / "logs")
    for handler in set(logger.handlers) - set(before):
        logger.removeHandler(handler)
        handler.close()
    room.messages.crashes.clear()


def log_of(tmp_path: Path) -> str:
    return (tmp_path / "logs" / "armistice.log").read_text(encoding="utf-8")


def crash(message: str = SECRET) -> None:
    description = message
    raise ValueError(description)


def report(reporter: CrashReporter) -> None:
    try:
        crash()
    except ValueError:
        kind, error, trace = sys.exc_info()
        assert kind is not None
        assert error is not None
        reporter.report(kind, error, trace)


def test_a_slot_that_fails_is_reported_once_and_the_window_goes_on(
    room: Room, reporter: CrashReporter, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_checked: bool) -> None:
        crash()

    room.window.actions_["about"].triggered.disconnect()
    room.window.actions_["about"].triggered.connect(fail)
    with qtbot.captureExceptions():
        monkeypatch.setattr(sys, "excepthook", reporter.report)
        room.window.actions_["about"].trigger()
        settle()
    assert len(room.messages.crashes) == 1
    details, file = room.messages.crashes[0]
    assert file == str(tmp_path / "logs" / "armistice.log")
    assert "ValueError" in details
    assert "in crash" in details
    room.trigger("page_log")
    room.trigger("new_incident")
    assert room.pages.log.sheet.isVisible()


def test_the_log_says_where_and_never_what_a_record_says(
    room: Room, reporter: CrashReporter, tmp_path: Path
) -> None:
    report(reporter)
    text = log_of(tmp_path)
    assert "ValueError" in text
    assert "in crash" in text
    assert "Secret" not in text.replace("SECRET", "")
    assert all("Colonel" not in details for details, _file in room.messages.crashes)


def test_a_bug_while_a_bug_is_told_is_only_logged(
    room: Room, reporter: CrashReporter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell = room.messages.crash

    def again(*args: object) -> None:
        tell(*args)  # type: ignore[arg-type]
        report(reporter)

    monkeypatch.setattr(room.messages, "crash", again)
    report(reporter)
    assert len(room.messages.crashes) == 1
    assert log_of(tmp_path).count("ERROR ValueError") == 2
    report(reporter)
    assert len(room.messages.crashes) == 2, "the next one is told again"


def test_a_crash_in_the_crash_handler_is_logged_and_goes_no_further(
    room: Room, reporter: CrashReporter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("no box can be shown")

    monkeypatch.setattr(room.messages, "crash", broken)
    report(reporter)
    assert "ERROR ValueError" in log_of(tmp_path)
    assert "RuntimeError" in log_of(tmp_path)
    monkeypatch.undo()
    report(reporter)
    assert len(room.messages.crashes) == 1


def test_ctrl_c_is_no_bug(room: Room, reporter: CrashReporter, capsys: pytest.CaptureFixture[str]) -> None:
    reporter.report(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert room.messages.crashes == []
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_without_a_window_it_is_told_all_the_same(tmp_path: Path) -> None:
    messages = FakeMessages()
    reporter = CrashReporter(messages, lambda: None, tmp_path / "logs")
    handler = logging.getLogger("armistice").handlers.pop()
    report(reporter)
    handler.close()
    assert len(messages.crashes) == 1
