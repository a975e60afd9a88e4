"""The two families of failure: what is shown, and that errors survive a worker process."""

from __future__ import annotations

import pickle
from datetime import datetime

import pytest

from domain.errors import DeskError, FieldError, InvariantError
from domain.instant import KYIV, AmbiguousTime, from_local


def test_an_error_reads_as_one_line() -> None:
    assert str(DeskError("It failed.", "All is kept.", "Try again.")) == "It failed. All is kept. Try again."
    assert str(DeskError("It failed.")) == "It failed."
    assert DeskError("a", "b", "c").as_dict() == {"error": "a", "message": "b", "advice": "c"}


def test_a_field_error_names_its_field() -> None:
    error = FieldError("place", "Where?", "Say it.")
    assert error.as_dict() == {"error": "Where?", "message": "", "advice": "Say it.", "field": "place"}
    assert isinstance(error, DeskError)


def test_our_own_bugs_are_no_desk_errors() -> None:
    assert not issubclass(InvariantError, DeskError)


def test_errors_come_back_whole_from_a_worker_process() -> None:
    with pytest.raises(AmbiguousTime) as caught:
        from_local(datetime(2026, 10, 25, 3, 30), KYIV, field="occurred")  # noqa: DTZ001
    for error in (
        DeskError("a", "b", "c"),
        FieldError("place", "Where?", advice="Say it."),
        FieldError(field="place", message="Where?"),
        caught.value,
    ):
        copy = pickle.loads(pickle.dumps(error))
        assert type(copy) is type(error)
        assert copy.as_dict() == error.as_dict()
        assert vars(copy) == vars(error)
