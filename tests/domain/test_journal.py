"""One spelling for ever, and a chain in which nothing can be changed, taken out or put elsewhere unseen."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvariantError
from domain.journal import GENESIS, Break, Entry, canonical, check_entries, digest_of
from tests.builders import T0

LARGEST = 2**53 - 1
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
keys = st.text(st.characters(max_codepoint=127), max_size=6)
contents = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@given(contents)
def test_canonical_json_is_that_of_rfc_8785(content: Any) -> None:
    spelled = canonical(content)
    assert spelled.encode() == rfc8785.dumps(content)
    assert json.loads(spelled) == content
    assert "\n" not in spelled


@given(st.dictionaries(keys, contents, max_size=5), st.randoms())
def test_the_order_of_keys_changes_nothing(content: dict[str, Any], random: Any) -> None:
    mixed = list(content.items())
    random.shuffle(mixed)
    assert canonical(dict(mixed)) == canonical(content)


@pytest.mark.parametrize(
    "content",
    [
        1.0, float("nan"), float("inf"), LARGEST + 1, -LARGEST - 1, b"x", {1, 2}, T0, {"ключ": 1}, {1: "x"},
        {None: 1}, {"a": [{"b": 0.5}]}, "\ud800", {"a": "x\udfff"},
    ],
)  # fmt: skip
def test_what_has_no_one_spelling_is_refused(content: object) -> None:
    with pytest.raises(InvariantError):
        canonical(content)


def test_the_digest_of_an_entry_is_fixed_for_ever() -> None:
    entry = Entry.sealed(1, T0, "OK", "desk.created", "desk", {"name": "Північ"}, GENESIS)
    assert entry.digest == digest_of(1, T0, "OK", "desk.created", "desk", '{"name":"Північ"}', GENESIS)
    assert entry.digest == "b5561251f767961a7f50b8660630dc7b92c38c483a975e34f92e62045ff159ec"


def journal(count: int = 5) -> list[Entry]:
    entries: list[Entry] = []
    for seq in range(1, count + 1):
        previous = entries[-1].digest if entries else GENESIS
        at = T0 + timedelta(minutes=seq)
        entries.append(
            Entry.sealed(seq, at, "OK", "incident.logged", f"CV-2026-{seq:06d}", {"n": seq}, previous)
        )
    return entries


def test_an_honest_journal_holds() -> None:
    entries = journal()
    check = check_entries(entries)
    assert (check.broken, check.count, check.head) == (None, 5, entries[-1].digest)
    assert check_entries([]).head == GENESIS


CHANGES: dict[str, Any] = {
    "at": T0,
    "author": "XX",
    "action": "incident.corrected",
    "record": "CV-2026-000009",
    "content": {"n": 9},
    "previous": "f" * 64,
    "digest": "f" * 64,
}


@pytest.mark.parametrize("seq", [1, 3, 5])
@pytest.mark.parametrize("field", CHANGES)
def test_any_change_is_found_at_its_entry(seq: int, field: str) -> None:
    entries = journal()
    entries[seq - 1] = replace(entries[seq - 1], **{field: CHANGES[field]})
    check = check_entries(entries)
    assert check.broken is not None
    assert check.broken.seq == seq
    assert check.count == seq - 1
    assert check.head == (entries[seq - 2].digest if seq > 1 else GENESIS)


@pytest.mark.parametrize("seq", [1, 3])
def test_a_rewritten_entry_is_found_at_the_next(seq: int) -> None:
    entries = journal()
    old = entries[seq - 1]
    entries[seq - 1] = Entry.sealed(seq, old.at, "XX", old.action, old.record, old.content, old.previous)
    assert check_entries(entries).broken == Break(seq + 1, "does not carry the digest of the entry before it")


@pytest.mark.parametrize("seq", [1, 2, 4])
def test_a_missing_entry_is_found(seq: int) -> None:
    entries = journal()
    del entries[seq - 1]
    assert check_entries(entries).broken == Break(seq, "missing from the journal")


def test_entries_in_another_order_are_found() -> None:
    entries = journal()
    entries[1], entries[2] = entries[2], entries[1]
    assert check_entries(entries).broken == Break(2, "missing from the journal")
    renumbered = [replace(entry, seq=seq) for seq, entry in enumerate(entries, 1)]
    broken = check_entries(renumbered).broken
    assert broken is not None
    assert broken.seq == 2


def test_nothing_holds_after_a_break() -> None:
    first, *rest = journal()
    check = check_entries([replace(first, author="XX"), *rest])
    assert not check.add(
        seq=1, at=first.at, author=first.author, action=first.action, record=first.record,
        content=canonical(first.content), previous=first.previous, digest=first.digest,
    )  # fmt: skip
    assert check.count == 0
