"""What a list suggests while a text is typed: the choices it may mean, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.vocabulary import Vocabulary, folded


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list: what it is called, and other names it is found by."""

    label: str
    names: tuple[str, ...] = ()


def choices(vocabulary: Vocabulary) -> tuple[Choice, ...]:
    """A vocabulary as choices, found by their aliases as well."""
    return tuple(Choice(vocabulary.label(term.key), (term.label, *term.aliases)) for term in vocabulary)


def matching(text: str, offered: Iterable[Choice]) -> list[tuple[Choice, str]]:
    """The choices a text may mean, each with the other name it was found by (empty for its label).

    Those whose label begins with the text come first, then those with a word that does, then those that
    hold it anywhere, then those found by another name; within each the order of the list stays.
    """
    wanted = folded(text)
    found: list[tuple[int, Choice, str]] = []
    for choice in offered:
        rank, name = _rank(wanted, choice)
        if rank is not None:
            found.append((rank, choice, name))
    found.sort(key=lambda each: each[0])
    return [(choice, name) for _rank_of_it, choice, name in found]


def _rank(wanted: str, choice: Choice) -> tuple[int | None, str]:
    label = folded(choice.label)
    if label.startswith(wanted):
        return 0, ""
    if f" {wanted}" in f" {label}":
        return 1, ""
    if wanted in label:
        return 2, ""
    begun = next((name for name in choice.names if f" {wanted}" in f" {folded(name)}"), None)
    return (None, "") if begun is None else (3, begun)
