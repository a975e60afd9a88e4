"""Words for how likely something is: one scale for a whole document, and its key.

ICD 203 (US, analytic standards) and the PHIA probability yardstick (UK), as in the field guide, section 5.
"""

from __future__ import annotations

import re

from domain.errors import FieldError
from domain.words import N_, _

SCALES = {
    "icd203": N_("ICD 203"),
    "phia": N_("PHIA probability yardstick"),
}
_TERMS = {
    "icd203": (
        (N_("almost no chance"), "1–5 %"),
        (N_("very unlikely"), "5–20 %"),
        (N_("unlikely"), "20–45 %"),
        (N_("roughly even chance"), "45–55 %"),
        (N_("likely"), "55–80 %"),
        (N_("very likely"), "80–95 %"),
        (N_("almost certain"), "95–99 %"),
    ),
    "phia": (
        (N_("remote chance"), "≤ 5 %"),
        (N_("highly unlikely"), "10–20 %"),
        (N_("unlikely"), "25–35 %"),
        (N_("realistic possibility"), "40–<50 %"),
        (N_("likely"), "55–75 %"),
        (N_("highly likely"), "80–90 %"),
        (N_("almost certain"), "≥ 95 %"),
    ),
}


def key(scale: str) -> str:
    """The scale spelled out on one line: `ICD 203: almost no chance 1–5 % · …`; empty for none."""
    if not scale:
        return ""
    terms = " · ".join(f"{_(word)} {share}" for word, share in _TERMS[scale])
    return _("Likelihood ({scale}): {terms}").format(scale=_(SCALES[scale]), terms=terms)


def check_scale(scale: str, text: str) -> None:
    """Raise `FieldError` naming `likelihood` where `text` uses a word of the scale that was not chosen.

    A word both scales have is let pass; one document has one scale.
    """
    if scale and scale not in SCALES:
        raise FieldError("likelihood", _("“{text}” is not in the list.").format(text=scale))
    known = {spelling for word, _share in _TERMS.get(scale, ()) for spelling in (word, _(word))}
    for other, terms in _TERMS.items():
        if not scale or other == scale:
            continue
        for word, _share in terms:
            for spelling in {word, _(word)} - known:
                if re.search(rf"\b{re.escape(spelling)}\b", text, re.IGNORECASE):
                    raise FieldError(
                        "likelihood",
                        _("“{word}” is a word of {other}; this document uses {scale}.").format(
                            word=spelling, other=_(SCALES[other]), scale=_(SCALES[scale])
                        ),
                        _("Keep to one scale in a document."),
                    )
