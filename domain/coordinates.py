"""Reads a typed pair of coordinates into degrees: decimals, decimal commas, degrees with minutes and seconds.

Grid references are read elsewhere (`domain.position`). What can be read in two ways is refused.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from domain.errors import FieldError
from domain.text import excerpt
from domain.words import _

_MARKS = {
    **dict.fromkeys("º˚", "°"),
    **dict.fromkeys("′’‘ʹ´`", "'"),
    **dict.fromkeys("″”“ʺ", '"'),
    "−": "-",
}
_MARK_TABLE = str.maketrans({**_MARKS, "‴": None})
_COMMA_IN_NUMBER = re.compile(r"(?<=\d),(?=\d)", re.ASCII)
_SEPARATOR = re.compile(r"\s*[,;/|]\s*")
_DIGITS = r"\d{1,3}(?:\.\d{1,20})?"
_HALF = re.compile(
    rf"(?P<before>[NSEW])?\s*(?P<sign>[+-])?\s*(?P<degrees>{_DIGITS})"
    rf"(?:(?:\s*°\s*|\s+)(?P<minutes>{_DIGITS})(?:(?:\s*'\s*|\s+)(?P<seconds>{_DIGITS})\s*\"?|\s*')?|\s*°)?"
    r"\s*(?P<after>[NSEW])?",
    re.ASCII,
)
_AFTER_HEMISPHERE = re.compile(r"(.*?[NSEW])\s*([^NSEW]*[NSEW])", re.ASCII)
_BEFORE_HEMISPHERE = re.compile(r"([NSEW][^NSEW]*?)\s*([NSEW][^NSEW]*)", re.ASCII)
_BEFORE_DEGREES = re.compile(rf"([^°]*°.*?)\s*([+-]?\s*{_DIGITS}\s*°[^°]*)", re.ASCII)


def read_pair(text: str, *, field: str) -> tuple[Fraction, Fraction]:
    """Latitude and longitude in degrees, exact, not yet checked against their limits.

    Latitude comes first unless letters (N, S, E, W) say otherwise; nothing is ever exchanged silently.
    Raises FieldError naming `field` for anything that is not a pair, or could be two.
    """
    tidy = " ".join(text.translate(_MARK_TABLE).upper().replace("''", '"').split()).strip(" ,;()[]")
    if not tidy:
        raise FieldError(field, _("A position is missing."), _advice())
    halves = _halves(_point_for_comma(tidy, field))
    if halves is None:
        raise _not_understood(text, field)
    (first, first_letter), (second, second_letter) = (_read_half(half, text, field) for half in halves)
    letters = first_letter + second_letter
    if letters and not (len(letters) == 2 and set(letters) & set("NS") and set(letters) & set("EW")):
        raise FieldError(
            field,
            _("“{text}” needs one of N or S and one of E or W, or no letters at all.").format(
                text=excerpt(text, 40)
            ),
            _advice(),
        )
    return (second, first) if first_letter and first_letter in "EW" else (first, second)


def _point_for_comma(text: str, field: str) -> str:
    """`text` with decimal commas as points. A comma with digits either side is one unless points are used."""
    commas = len(_COMMA_IN_NUMBER.findall(text))
    if "." in text or not commas:
        return text
    told_apart = commas == 2 or re.search(r"[;/|°NSEW]|, | ,", text)
    if not told_apart:
        raise FieldError(
            field,
            _("“{text}” can be read in two ways: a comma may be decimal or part the two numbers.").format(
                text=excerpt(text, 40)
            ),
            _("Write 47.60112, 35.80941 or 47,60112; 35,80941."),
        )
    return _COMMA_IN_NUMBER.sub(".", text)


def _halves(text: str) -> tuple[str, str] | None:
    """The two coordinates of `text`, still as text; None when there are not two."""
    parts = _SEPARATOR.split(text)
    if len(parts) == 1:
        letter_first = text[0] in "NSEW"
        if re.search("[NSEW]", text):
            found = (_BEFORE_HEMISPHERE if letter_first else _AFTER_HEMISPHERE).fullmatch(text)
        else:
            found = _BEFORE_DEGREES.fullmatch(text)
        parts = list(found.groups()) if found else text.split()
    return (parts[0], parts[1]) if len(parts) == 2 else None


def _read_half(half: str, text: str, field: str) -> tuple[Fraction, str]:
    """One coordinate in degrees, and its hemisphere letter or an empty text."""
    found = _HALF.fullmatch(half)
    if found is None or (found["before"] and found["after"]):
        raise _not_understood(text, field)
    letter = found["before"] or found["after"] or ""
    if letter and found["sign"]:
        raise FieldError(
            field,
            _("“{text}” has both a sign and a letter for the hemisphere.").format(text=excerpt(text, 40)),
            _("Write either −47.6 or 47.6S."),
        )
    parts = [found[name] for name in ("degrees", "minutes", "seconds") if found[name]]
    values = [Fraction(Decimal(part)) for part in parts]
    if any("." in part for part in parts[:-1]) or any(value >= 60 for value in values[1:]):
        raise FieldError(
            field,
            _("“{text}” has minutes or seconds of 60 and more, or a fraction before the last figure.").format(
                text=excerpt(text, 40)
            ),
            _advice(),
        )
    degrees = sum((value / 60**power for power, value in enumerate(values)), Fraction())
    return (-degrees if found["sign"] == "-" or letter in ("S", "W") else degrees), letter


def _not_understood(text: str, field: str) -> FieldError:
    return FieldError(
        field, _("“{text}” is not a position that can be read.").format(text=excerpt(text, 40)), _advice()
    )


def _advice() -> str:
    return _("Write 47.60112, 35.80941, or 47°36'04\"N 35°48'34\"E, or 37U DP 1310 4901.")
