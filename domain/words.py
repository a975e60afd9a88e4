"""Every word a user sees passes through here, for the screen and for paper alike.

Catalogues are GNU gettext files under `domain/locale`. The language is a context variable, so an
English briefing can be written while the window speaks Ukrainian.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
DOMAIN = "armistice"
LANGUAGES = {"en": "English", "uk": "Українська"}

_language: ContextVar[str] = ContextVar("language", default="en")
_catalogue: ContextVar[gettext.NullTranslations] = ContextVar("catalogue", default=gettext.NullTranslations())


def _(text: str) -> str:
    """`text` in the current language; English text is its own key."""
    return _catalogue.get().gettext(text) if text else ""


def n_(singular: str, plural: str, count: int) -> str:
    """The right plural form for `count`, with `{n}` replaced by it (thin groups of three digits)."""
    return _catalogue.get().ngettext(singular, plural, count).replace("{n}", number(count))


def p_(context: str, text: str) -> str:
    """`text` in the current language, told apart from the same English word elsewhere by `context`."""
    return _catalogue.get().pgettext(context, text)


def N_(text: str) -> str:  # noqa: N802  (the name gettext tools look for)
    """Mark `text` for extraction without translating it here."""
    return text


def number(value: int) -> str:
    """An integer with a thin separator between groups of three digits, as in `1,204`."""
    return f"{value:,}"


def use_language(code: str) -> None:
    """Switch the current context to language `code` (`en`, `uk`); an unknown code means English."""
    _catalogue.set(_load(code))
    _language.set(code)


def current_language() -> str:
    """The code of the language of the current context."""
    return _language.get()


@contextmanager
def language(code: str) -> Iterator[None]:
    """Run a block in language `code`."""
    token, code_token = _catalogue.set(_load(code)), _language.set(code)
    try:
        yield
    finally:
        _catalogue.reset(token)
        _language.reset(code_token)


@contextmanager
def catalogue(translations: gettext.NullTranslations) -> Iterator[None]:
    """Run a block with translations of the caller's own (a pseudo-language in tests)."""
    token = _catalogue.set(translations)
    try:
        yield
    finally:
        _catalogue.reset(token)


def _load(code: str) -> gettext.NullTranslations:
    if code == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, LOCALE, [code], fallback=True)
