"""What the atlas needs to know of Ukrainian: its romanisation, and settlements renamed of late."""

from __future__ import annotations

import re

_LETTERS = dict(zip("абвгґдезиійклмнопрстуфїыэ", "abvhgdezyiiklmnoprstufiye", strict=True)) | {
    **dict(zip("єжхцчшщюяё", "ie zh kh ts ch sh shch iu ia io".split(), strict=True)),
    **dict.fromkeys("ьъ'’ʼ", ""),
}
_AT_START = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_WORD = re.compile(r"[\w'’ʼ]+")

_RENAMED = {
    ("UA-21", "Лопухів"): "Брустури",
    ("UA-23", "Більмак"): "Кам’янка",
    ("UA-46", "Славське"): "Славсько",
}
"""Official names newer than the data: (oblast, the name in the data) to the name today. Taken only if the
codifier knows the new name."""


def romanise(name: str) -> str:
    """`name` in Latin letters by the resolution No. 55 of the Cabinet of Ministers of 27 January 2010."""
    return _WORD.sub(lambda match: _word(match[0]), name)


def _word(word: str) -> str:
    small = word.casefold().replace("зг", "з\0г")
    parts = [_AT_START.get(small[0], _LETTERS.get(small[0], small[0]))]
    parts += [_LETTERS.get(letter, letter) for letter in small[1:]]
    latin = "".join(parts).replace("z\0h", "zgh")
    return latin[:1].upper() + latin[1:] if word[0].isupper() else latin


def renamed(oblast: str, name: str) -> str:
    """The name today of a settlement that the data knows as `name`; empty where it kept it."""
    return _RENAMED.get((oblast, name), "")
