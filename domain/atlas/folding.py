"""Names brought to one rough Latin form, so that Куп'янськ, Купянск, Kupyansk and Kupiansk are one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = {
    **dict(zip("абвгґдезийіклмнопрстуўфхыэ", "abvhhdeziiiklmnoprstuvfhie", strict=True)),
    "ж": "zh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ю": "iu",
    "я": "ia",
    "є": "ie",
    **dict.fromkeys("ьъ", ""),
}
_LATIN = {
    "y": "i",
    "j": "i",
    "w": "v",
    "g": "h",
    "q": "k",
    "ı": "i",
    "ł": "l",
    "đ": "d",
    "ø": "o",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
}
_LETTERS = str.maketrans(_CYRILLIC | _LATIN | {"'": ""})
_APOSTROPHES = dict.fromkeys(map(ord, '’ʼ‘`´′ʹ″”“"ʺ＇'), "'")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_IOTATED = re.compile("[ьъ'](?=[еe])")
_BREAKS = re.compile(r"[\W_]+")
_KH = re.compile("kh")
_DOUBLED = re.compile(r"(.)\1+|(zh)(?:zh)+")
_SILENT = re.compile(r"(?:(?<=[aeou])|\b)i(?=e)")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The key under which `text` is found: the same for the ways in which one name is commonly written.

    Alike become case, accents, apostrophes, soft signs, hyphens and doubled letters; и, і, ї, й and ы; г, ґ,
    g and h; х, kh and h; iu, yu and ju. Cyrillic is written in Latin letters, so both scripts meet in one
    key; other scripts are kept as they are. Folding a key changes nothing.
    """
    same = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES | _INVISIBLE)).casefold()
    plain = "".join(c for c in unicodedata.normalize("NFKD", same) if not unicodedata.combining(c))
    latin = _IOTATED.sub("i", plain).translate(_LETTERS)
    spaced = _BREAKS.sub(" ", latin).strip()
    return _settled(spaced)


def _settled(text: str) -> str:
    """One simplification may make room for the next (`kkh`, `iie`): repeat until nothing changes."""
    while True:
        simpler = _SILENT.sub("", _DOUBLED.sub(_once, _KH.sub("h", text)))
        if simpler == text:
            return text
        text = simpler


def _once(match: re.Match[str]) -> str:
    return match[1] or match[2]
