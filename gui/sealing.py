"""The open desk under a passphrase, under another one, or under none: a new file, and the old one stays."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from domain.errors import DeskError
from domain.words import _, n_
from gui.backup_settings import BackupSettings
from gui.drafts import Drafts
from gui.passphrase import new_passphrase
from gui.saved_views import SavedViews
from gui.waiting import Progress, wait_for
from storage.backup import Made
from storage.desk import SUFFIX, Desk
from storage.driver import StoppedError
from storage.durable import discard
from storage.keys import Key
from storage.recrypt import delete, left_behind, recrypt
from storage.vault import Vault

if TYPE_CHECKING:
    from gui.window import MainWindow


def set_passphrase(window: MainWindow) -> None:
    """A passphrase for a plain desk, another one for an encrypted desk."""
    if window.session is None:
        return
    desk = window.session.desk
    if desk.key is None:
        title, intro = _("Encrypt the desk"), _("The desk is copied into a new file that is encrypted.")
    else:
        title = _("Change the passphrase")
        intro = _("The desk is copied into a new file, which only the new passphrase opens.")
    new_passphrase(
        window,
        window.services.messages,
        title=title,
        intro=intro + " " + _("The copy is verified whole before it counts. The old file is not touched."),
        accept=_("Choose where…"),
        use=partial(_move, window, desk),
    ).exec()


def remove_passphrase(window: MainWindow) -> None:
    """An encrypted desk as a plain file, after asking."""
    if window.session is None or window.session.desk.key is None:
        return
    messages = window.services.messages
    text = _(
        "The desk is copied into a new file that anybody reads who gets at it. The old file is not touched."
    )
    if not messages.confirm(window, _("Keep the desk without a passphrase?"), text, _("Choose where…")):
        return
    try:
        _move(window, window.session.desk, None)
    except DeskError as error:
        messages.error(window, error)


def _move(window: MainWindow, desk: Desk, new: Key | None) -> None:
    """Raises `DeskError`, also where the user chose no file."""
    services, old, key = window.services, desk.path, desk.key
    word = _("encrypted") if new else _("plain")
    suggested = old.with_name(f"{old.stem}-{word}{SUFFIX}")
    kinds = _("Desk files (*.desk)")
    target = services.files.save(window, _("Where to keep the new file"), suggested, kinds)
    if target is None:
        raise DeskError(_("No file was chosen."), _("Nothing was changed."))
    try:
        made: Made = wait_for(
            window, _("Copying the desk …"), _("Cancel"), partial(_recrypt, old, target, key, new)
        )
    except StoppedError:
        raise DeskError(_("It was given up."), _("Nothing was changed.")) from None
    if desk.journal.head() != (made.entries, made.head):
        discard(made.path)
        raise DeskError(
            _("Something was written while the desk was copied."), _("Nothing was changed."), _("Try again.")
        )
    take_along(window, made.path, new)
    _offer_to_delete(window, old, key, sealed=new is not None)


def _recrypt(source: Path, target: Path, key: Key | None, new: Key | None, report: Progress) -> Made:
    return recrypt(source, target, key=key, new=new, progress=report)


def take_along(window: MainWindow, path: Path, key: Key | None) -> None:
    """Open the new file instead of the old one, with the drafts and the saved views. Raises `DeskError`."""
    old = window.session
    if old is None or window.pages is None:
        return
    window.pages.log.sheet.close_sheet()
    settings = window.services.settings
    desk = Desk.open(path, clock=window.clock, key=key)
    vault = vault_of(window, desk)
    views = SavedViews(settings, vault)
    for view in SavedViews(settings, old.vault).sealed():
        views.keep(view.name, view.query)
    try:
        Drafts(settings.data, old.desk.path, old.vault).move_to(Drafts(settings.data, path, vault))
        window.pages.log.sheet.form.reset()  # it would be kept as a draft of the old file again
    except OSError as error:
        window.services.messages.error(window, DeskError(_("The drafts stay with the old file."), str(error)))
    if vault is not None:
        vault.close()
    window.close_desk(backing_up=False)
    window.show_desk(desk)


def vault_of(window: MainWindow, desk: Desk) -> Vault | None:
    """Where drafts and views of an encrypted desk are kept; None for a plain one."""
    if desk.key is None:
        return None
    try:
        return Vault.of_desk(window.services.settings.data / "drafts", desk.path, desk.key)
    except (OSError, DeskError) as error:
        told = DeskError(
            _("Drafts of this desk cannot be kept on the disk."),
            str(error),
            _("They are kept until it is closed. See that the folder of the settings can be written to."),
        )
        window.services.messages.error(window, told)
        return Vault.passing()


def _offer_to_delete(window: MainWindow, old: Path, key: Key | None, *, sealed: bool) -> None:
    """The old file is never deleted silently: ask, and say what deleting does not do."""
    messages = window.services.messages
    left = left_behind(old, BackupSettings(window.services.settings).places(old), key)
    title = _("Delete the old file?")
    what = n_("{n} file holds the desk as it was: ", "{n} files hold the desk as it was: ", len(left))
    names = ", ".join(path.name for path in left[:6]) + (" …" if len(left) > 6 else "")
    how = _("They are not encrypted.") if key is None else _("They open with the old passphrase.")
    limits = (
        _(
            "The new file was verified and is open now. What is deleted can often be brought back from the"
            " disk, and copies elsewhere are not found from here."
        )
        if sealed
        else _("The new file was verified and is open now.")
    )
    if not messages.confirm(window, title, f"{what}{names}\n{how}\n\n{limits}", _("Delete them")):
        return
    if kept := delete(left):
        messages.error(
            window,
            DeskError(
                _("Not every file could be deleted."), ", ".join(map(str, kept)), _("Delete them yourself.")
            ),
        )


COMMANDS = {"passphrase": set_passphrase, "no_passphrase": remove_passphrase}
