"""The rule of `domain.counting` as SQL: the instant, in ms, that decides which period counts a row."""

from __future__ import annotations

from datetime import timedelta

from domain.counting import WIDEST

COUNTED_AT = (
    f"iif(occurred_to - occurred_from > {WIDEST // timedelta(milliseconds=1)}, occurred_from,"
    " (occurred_from + occurred_to) / 2)"
)
