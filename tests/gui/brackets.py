"""A language that shows which words pass through the catalogue."""

from __future__ import annotations

import gettext

from typing_extensions import override


class Bracketed(gettext.NullTranslations):
    """A language in which every message stands in brackets."""

    @override
    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    @override
    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"

    @override
    def pgettext(self, context: str, message: str) -> str:
        return f"⟦{message}⟧"
