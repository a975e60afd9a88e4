"""Texts of a foreign row: parts joined without repeating, and who stands behind a link."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.text import LINE, excerpt

LINK = re.compile(
    r"https?://(?:www\.|m\.|mobile\.)?(?P<host>[^/\s:?#]+)(?:/(?P<first>[^/\s?#]+))?", re.IGNORECASE
)
_ACCOUNTS = frozenset(("twitter.com", "x.com", "t.me"))
_NOT_ACCOUNTS = frozenset(("i", "s", "c", "share", "intent", "search", "hashtag", "joinchat", "home"))


def joined(texts: Sequence[str]) -> str:
    """Texts one after the other, without those that another of them already says."""
    kept: list[str] = []
    for text in texts:
        plain = _plain(text)
        if not plain or any(plain in _plain(other) for other in kept):
            continue
        kept = [other for other in kept if _plain(other) not in plain]
        kept.append(text)
    return "\n".join(kept)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .…!,;:")


def host(link: str) -> str:
    """Who stands behind a link: `t.me/channel` where its first part names an account, else the host."""
    found = LINK.match(link)
    if not found:
        return ""
    name = found["host"].lower()
    account = found["first"] or ""
    if name in _ACCOUNTS and account.lower() not in {"", *_NOT_ACCOUNTS}:
        name = f"{name}/{account}"
    return excerpt(name, LINE)
