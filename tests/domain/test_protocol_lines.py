"""Errors of a protocol name the line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import FieldError
from domain.protocol import DEFAULT_FILE, Protocol
from domain.protocol_lines import line_of

TEXT = DEFAULT_FILE.read_text(encoding="utf-8")
LINES = TEXT.splitlines()


def nth(wanted: str, count: int) -> int:
    """The line on which `wanted` stands for the `count`-th time."""
    return [number for number, line in enumerate(LINES, 1) if line.startswith(wanted)][count - 1]


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("version", nth("version", 1)),
        ("phase[1].hours", nth("hours", 1)),
        ("phase[3].hours", nth("hours", 2)),
        ("phase[2].question", nth("question", 1)),
        ("phase[2].hours", nth("[[phase]]", 2)),  # not given there: the head of its table
        ("phase[3]", nth("[[phase]]", 3)),
        ("phase", nth("[[phase]]", 1)),
        ("phase[9].hours", None),
        ("nothing", None),
        ("", None),
    ],
)
def test_the_line_of_a_field(field: str, line: int | None) -> None:
    assert line_of(TEXT, field) == line


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hours = 72", "hours = -1"),
        ("version = 1", 'version = "one"'),
        ('reading = "deadline"', 'reading = "soon"'),
    ],
)
def test_the_line_of_what_is_refused(old: str, new: str) -> None:
    text = TEXT.replace(old, new, 1)
    with pytest.raises(FieldError) as caught:
        Protocol.from_toml(text)
    line = line_of(text, caught.value.field)
    assert line is not None
    assert new in text.splitlines()[line - 1]


@given(st.text(), st.text())
def test_any_text_is_safe(text: str, field: str) -> None:
    line = line_of(text, field)
    assert line is None or 1 <= line <= len(text.splitlines())
