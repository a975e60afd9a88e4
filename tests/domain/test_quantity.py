"""How many, with the certainty it was reported with; sums keep it."""

from __future__ import annotations

import gettext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import words
from domain.errors import FieldError
from domain.quantity import LARGEST, Qualifier, Quantity, Violations, total
from tests.builders import quantities, taken

EXACTLY, ABOUT, AT_LEAST, RANGE = Qualifier


@pytest.mark.parametrize(
    ("text", "qualifier", "low", "high", "unit"),
    [
        ("12 explosions", EXACTLY, 12, 12, "explosions"),
        ("12", EXACTLY, 12, 12, ""),
        ("exactly 3", EXACTLY, 3, 3, ""),
        ("0", EXACTLY, 0, 0, ""),
        ("≥ 12", AT_LEAST, 12, 12, ""),
        (">=12 shots", AT_LEAST, 12, 12, "shots"),
        ("at least 2,579 bursts and shots", AT_LEAST, 2579, 2579, "bursts and shots"),
        ("At  Least 5", AT_LEAST, 5, 5, ""),
        ("min. 4", AT_LEAST, 4, 4, ""),
        ("12+ shots", AT_LEAST, 12, 12, "shots"),
        ("about 30 impacts", ABOUT, 30, 30, "impacts"),
        ("≈30", ABOUT, 30, 30, ""),
        ("~ 30", ABOUT, 30, 30, ""),
        ("approx. 30", ABOUT, 30, 30, ""),
        ("c. 30", ABOUT, 30, 30, ""),
        ("2–4 salvos", RANGE, 2, 4, "salvos"),
        ("2 - 4", RANGE, 2, 4, ""),
        ("2 to 4 rounds", RANGE, 2, 4, "rounds"),
        ("2..4", RANGE, 2, 4, ""),
        ("about 2–4", RANGE, 2, 4, ""),
        ("5–5 shots", EXACTLY, 5, 5, "shots"),
        ("3 x 152 mm shells", EXACTLY, 3, 3, "x 152 mm shells"),
        ("4 (3 heavy)", EXACTLY, 4, 4, "(3 heavy)"),
        ("166 undetermined explosions", EXACTLY, 166, 166, "undetermined explosions"),
        ("7 вибухів", EXACTLY, 7, 7, "вибухів"),
    ],
)
def test_quantities_as_people_type_them(
    text: str, qualifier: Qualifier, low: int, high: int, unit: str
) -> None:
    assert Quantity.parse(text) == Quantity(qualifier, low, high, unit)


@pytest.mark.parametrize("text", ["", "  ", "–", "-", "?", "not known", "Unknown"])
def test_not_known_is_none(text: str) -> None:
    assert Quantity.parse(text) is None


@pytest.mark.parametrize(
    "text",
    "several|shots 12|4–2|1.5 t|1,5 t|12, 13 shots|5-10-mm shells|2–4+|≥ 2–4|1000001|12 \0".split("|"),
)
def test_what_could_be_misread_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(FieldError) as caught:
        Quantity.parse(text, "rounds")
    assert caught.value.field == "rounds"


@given(st.text(max_size=30) | st.from_regex(r"(≥|about )?[0-9, ]{0,9}[-–+]?[0-9,]{0,8} ?[a-z+]{0,4}"))
def test_any_text_is_a_quantity_or_refused(text: str) -> None:
    quantity = taken(lambda: Quantity.parse(text), "quantity")
    if quantity is not None:
        assert 0 <= quantity.low <= quantity.high <= LARGEST
        assert (quantity.low < quantity.high) == (quantity.qualifier is RANGE)
        assert Quantity.parse(str(quantity)) == quantity


@given(quantities())
def test_what_is_shown_can_be_typed_again(quantity: Quantity) -> None:
    shown = Quantity.parse(str(quantity))
    assert shown is not None
    assert (shown.qualifier, shown.low, shown.high) == (quantity.qualifier, quantity.low, quantity.high)
    assert Quantity.from_json(quantity.to_json()) == quantity


class Ukrainian(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return {"about {figure}": "Близько {figure}", "not known": "невідомо"}.get(message, message)


def test_what_is_shown_can_be_typed_again_in_another_language() -> None:
    quantity = Quantity(ABOUT, 1200, 1200, "вибухів")
    with words.catalogue(Ukrainian()):
        assert str(quantity) == "Близько 1,200 вибухів"
        assert Quantity.parse(str(quantity)) == Quantity.parse("близько 1200 вибухів") == quantity
        assert Quantity.parse("about 30") == Quantity(ABOUT, 30, 30)
        assert Quantity.parse("Невідомо") is None


def test_figures() -> None:
    shown = [Quantity(q, 1200, 1300 if q is RANGE else 1200, "shots") for q in Qualifier]
    assert [str(q) for q in shown] == [
        "1,200 shots",
        "about 1,200 shots",
        "≥ 1,200 shots",
        "1,200–1,300 shots",
    ]


# --- sums -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ([], "0"),
        (["?"], "not known"),
        (["12", "3"], "15"),
        (["12", "2–4"], "14–16"),
        (["12", "≥ 3"], "≥ 15"),
        (["12", "?"], "≥ 12"),
        (["about 30", "5"], "about 35"),
        (["about 30", "2–4"], "about 32–34"),
        (["0"], "0"),
        (["1,200", "34"], "1,234"),
    ],
)
def test_sums_say_what_they_know(texts: list[str], said: str) -> None:
    assert str(total(Quantity.parse(text) for text in texts)) == said


@given(st.lists(st.none() | quantities(), max_size=12))
def test_low_adds_to_low_and_high_to_high(each: list[Quantity | None]) -> None:
    known = [quantity for quantity in each if quantity is not None]
    summed = total(each)
    assert summed.low == sum(quantity.low for quantity in known)
    assert summed.high == sum(quantity.high for quantity in known)
    assert (summed.counted, summed.without) == (len(known), len(each) - len(known))
    assert summed.open_above == any(quantity.qualifier is AT_LEAST for quantity in known)
    assert summed.about == any(quantity.qualifier is ABOUT for quantity in known)


@given(st.lists(quantities(), max_size=6), st.integers(1, 5))
def test_what_is_not_known_is_never_one_nor_none(each: list[Quantity], unknown: int) -> None:
    without, among = total(each), total([*each, *[None] * unknown])
    assert (among.low, among.high, among.counted) == (without.low, without.high, without.counted)
    assert str(among) == (f"≥ {without.low:,}" if each else "not known")
    assert among != without
    assert among.without == unknown
    assert Violations() == total([])
