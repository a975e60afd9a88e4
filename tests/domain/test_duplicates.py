"""What a merge leaves as it is is said of every case of the two breaches."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.duplicates import membership_text
from tests.builders import incident

ONE, TWO = incident("CV-2026-000001"), incident("CV-2026-000002")


@pytest.mark.parametrize(
    ("kept", "duplicate", "said"),
    [
        (None, None, "CV-2026-000001 is kept and counted."),
        ("BR-2026-0001", None, "CV-2026-000001 is kept and counted."),
        ("BR-2026-0001", "BR-2026-0001", "Both stay in BR-2026-0001; it counts there once."),
        (None, "BR-2026-0001", "CV-2026-000001 is in no breach: assess it as one if it belongs there."),
        ("BR-2026-0002", "BR-2026-0001", "in BR-2026-0002. CV-2026-000002 stays in BR-2026-0001."),
    ],
)
def test_both_breaches_are_named(kept: str | None, duplicate: str | None, said: str) -> None:
    text = membership_text(replace(ONE, breach=kept), replace(TWO, breach=duplicate))
    assert said in text
    assert "{" not in text
