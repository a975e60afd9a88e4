"""A passphrase for a command: asked for at the terminal, or from a file descriptor or a variable.

Never from an argument, which every program on the machine can read and a shell remembers.
"""

from __future__ import annotations

import getpass
import os
import sys
from argparse import Namespace
from pathlib import Path

from cli import values
from cli.output import Output
from domain.errors import DeskError, FieldError
from domain.words import _
from storage.backup import find_key
from storage.keys import LONGEST, Key, LockedError, is_encrypted


def key_of(args: Namespace, path: Path) -> Key | None:
    """The key of the desk at `path`; None where it is not encrypted, and then nothing is asked.

    Raises `UsageError` for a passphrase nothing needs, `LockedError` where there is nobody to ask.
    """
    given = _given(args, "passphrase")
    if not is_encrypted(path):
        if given is not None and path.is_file():
            raise values.UsageError(
                _("{file} is not encrypted: it has no passphrase.").format(file=path.name)
            )
        return None
    if given is None:
        given = _asked(_("Passphrase of {file}: ").format(file=path.name))
    if given is None:
        raise LockedError(path)
    return find_key(path, given, [path.absolute().parent])


def new_key(args: Namespace, option: str = "passphrase") -> Key:
    """The key of a file that is to be made; what is typed is typed twice. Raises `UsageError`."""
    given = _given(args, option)
    if given is None:
        given = _asked(_("New passphrase: "))
        if given is None:
            raise values.UsageError(
                _("A passphrase is needed, and there is nobody to ask."),
                "",
                _("Give --{option}-fd or --{option}-env.").format(option=option),
            )
        if _asked(_("The same again: ")) != given:
            raise values.UsageError(_("The two are not the same. Nothing was made."))
    try:
        return Key.new(given)
    except FieldError as error:
        raise values.UsageError(f"{error.title} {error.advice}") from error


def warn_of_plain(key: Key | None, path: Path, out: Output) -> None:
    """What leaves an encrypted desk is not encrypted any more."""
    if key is not None:
        out.warn(_("{file} is not encrypted, as the desk is.").format(file=path.name))


def _given(args: Namespace, option: str) -> str | None:
    name = option.replace("-", "_")
    handle, variable = getattr(args, f"{name}_fd"), getattr(args, f"{name}_env")
    if handle is not None:
        try:
            with os.fdopen(handle, encoding="utf-8", newline="", closefd=True) as file:
                return file.read(4 * LONGEST).removesuffix("\n").removesuffix("\r")
        except (OSError, ValueError) as error:
            raise values.UsageError(
                _("--{option}-fd: nothing can be read from {n}.").format(option=option, n=handle)
            ) from error
    if variable is not None:
        text = os.environ.get(variable)
        if text is None:
            raise values.UsageError(
                _("--{option}-env: there is no variable {name}.").format(option=option, name=variable)
            )
        return text
    return None


def _asked(prompt: str) -> str | None:
    if not sys.stdin.isatty():
        return None
    try:
        return getpass.getpass(prompt)
    except EOFError as error:
        raise DeskError(_("No passphrase was given.")) from error
