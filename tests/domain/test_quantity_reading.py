"""Reading a typed quantity: digits are grouped by a comma or a fixed space, never by a plain one."""

from __future__ import annotations

import pytest

from domain.errors import FieldError
from domain.quantity import Quantity


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("1,204 explosions", 1204, 1204), ("1,204–2,000", 1204, 2000), ("12\u00a0000 bursts", 12_000, 12_000)],
)
def test_groups_of_three_digits(text: str, low: int, high: int) -> None:
    quantity = Quantity.parse(text)
    assert quantity is not None
    assert (quantity.low, quantity.high) == (low, high)


@pytest.mark.parametrize("text", ["12 122 mm shells", "2–4 122 mm shells", "≥ 1 204", "1 204 explosions"])
def test_a_plain_space_could_part_two_numbers_and_is_refused(text: str) -> None:
    with pytest.raises(FieldError, match="not a quantity"):
        Quantity.parse(text)
