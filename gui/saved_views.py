"""Views of the log: filters with a name, those everyone needs and the user's own."""

from __future__ import annotations

import json
from dataclasses import dataclass

from domain.errors import FieldError
from domain.text import clean_line, required
from domain.words import N_, _
from gui.settings import Settings
from storage.vault import Vault

_KEY = "log/views"
WAITING = "determination:not-assessed -status:refuted,withdrawn,duplicate"
"""What waits for an assessment: not what was found to be nothing, or something else."""


@dataclass(frozen=True, slots=True)
class View:
    """A filter and what it is called. `since:24h` in it counts back from whenever it is used."""

    name: str
    query: str


def standing_views(author: str) -> list[View]:
    """Views everyone has; the last is of those who are on watch under these initials."""
    views = [
        View(_(N_("Not assessed")), WAITING),
        View(_(N_("Last 24 hours")), "since:24h"),
        View(_(N_("Last 72 hours")), "since:72h"),
        View(_(N_("Late entries")), "has:late"),
        View(_(N_("Without a position")), "no:position"),
        View(_(N_("Party not known")), "party:unknown"),
    ]
    if author:
        name = f'"{author}"' if any(c in author for c in " ,") else author
        views.append(View(_("Logged by {author}").format(author=author), f"by:{name}"))
    return views


class SavedViews:
    """The user's own views, in the settings file; those made on an encrypted desk in its vault."""

    def __init__(self, settings: Settings, vault: Vault | None = None) -> None:
        self._settings = settings
        self._vault = vault

    def all(self) -> list[View]:
        """By name. What cannot be read of them is left out."""
        own = {view.name: view for view in _read(self._settings.text(_KEY, "[]"))}
        own |= {view.name: view for view in self.sealed()}
        return sorted(own.values(), key=lambda view: view.name.casefold())

    def sealed(self) -> list[View]:
        """Those in the vault."""
        return _read(self._vault.text(_KEY)) if self._vault is not None else []

    def keep(self, name: str, query: str) -> View:
        """Keep a view; one of the same name is replaced. Raises `FieldError`."""
        tidy = required(clean_line(name, "name", limit=60), "name", _("A view needs a name."))
        if not query.strip():
            raise FieldError("name", _("The filter is empty: there is nothing to keep."))
        made = View(tidy, query.strip())
        known = self.sealed() if self._vault is not None else self.all()
        self._write([view for view in known if view.name != tidy] + [made], self._vault)
        return made

    def drop(self, name: str) -> None:
        """Forget a view."""
        if self._vault is not None:
            self._write([view for view in self.sealed() if view.name != name], self._vault)
        plain = _read(self._settings.text(_KEY, "[]"))
        if any(view.name == name for view in plain):
            self._write([view for view in plain if view.name != name], None)

    def _write(self, views: list[View], vault: Vault | None) -> None:
        text = json.dumps([[view.name, view.query] for view in views], ensure_ascii=False)
        if vault is not None:
            vault.keep(_KEY, text)
        else:
            self._settings.set_text(_KEY, text)


def _read(text: str) -> list[View]:
    try:
        return [View(str(name), str(query)) for name, query in json.loads(text)]
    except (TypeError, ValueError):
        return []
