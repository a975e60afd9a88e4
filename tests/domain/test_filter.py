"""The selection of incidents as a value."""

from __future__ import annotations

from dataclasses import fields

import pytest

from domain.filter import Filter
from tests.builders import T0

CHOICES = {"words": "x", "since": T0, "until": T0, "determination": "breach", "breach": "BR-2026-0001"}


def test_an_empty_filter_means_all() -> None:
    assert Filter().is_empty
    assert {field.name for field in fields(Filter)} >= set(CHOICES)


@pytest.mark.parametrize("name", CHOICES)
def test_any_choice_is_not_empty(name: str) -> None:
    assert not Filter(**{name: CHOICES[name]}).is_empty  # type: ignore[arg-type]
