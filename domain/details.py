"""Further vocabularies of an incident, and what the kinds they go with usually are."""

from __future__ import annotations

from domain.text import clean_line
from domain.vocabulary import NOT_KNOWN, Term, Vocabulary
from domain.words import N_

DOMAINS = Vocabulary(
    Term("land", N_("land"), ("ground",)),
    Term("air", N_("air")),
    Term("sea", N_("sea"), ("naval", "maritime")),
    Term(NOT_KNOWN, N_("not known"), ("unknown",)),
)
"""Where it took place (field guide, section 2)."""

INFRASTRUCTURE = Vocabulary(
    Term("energy", N_("energy"), ("power", "electricity", "substation")),
    Term("heating", N_("heating")),
    Term("water", N_("water")),
    Term("gas", N_("gas")),
    Term("communications", N_("communications"), ("telecom",)),
    Term("hospital", N_("hospital"), ("clinic", "medical")),
    Term("school", N_("school"), ("kindergarten",)),
    Term("housing", N_("housing"), ("residential", "apartments")),
    Term("railway", N_("railway"), ("rail", "station")),
    Term("road", N_("road or bridge"), ("road", "bridge")),
    Term("port", N_("port")),
    Term("dam", N_("dam")),
    Term("nuclear", N_("nuclear site"), ("nuclear", "npp")),
)
"""What was struck; another word is kept as it is typed."""

MOST_ITEMS = 20


def infrastructure_of(text: str, field: str = "infrastructure") -> str:
    """The key that `text` names, else the text itself. Raises `FieldError` naming `field`."""
    line = clean_line(text, field, limit=80)
    return INFRASTRUCTURE.find(line, field) if line and INFRASTRUCTURE.knows(line) else line
