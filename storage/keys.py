"""The key of an encrypted desk: made of a passphrase once, told from damage, shown to nobody.

The format is SQLCipher 4's own, with its defaults, so that any program that knows it opens the file with the
passphrase: AES-256-CBC page by page, HMAC-SHA512 over each, and PBKDF2-HMAC-SHA512 with 256,000 rounds over
a random salt of 16 bytes, which are the first of the file. OWASP asks for 210,000 rounds (Password Storage
Cheat Sheet, 2023).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from domain.errors import DeskError, FieldError
from domain.words import _

ROUNDS = 256_000
"""Rounds of the key derivation."""
SALT = 16
PAGE = 4096
_SEAL = 64
"""Bytes at the end of a page: the HMAC over the rest."""
SHORTEST, LONGEST = 12, 1000
"""Characters of a passphrase: whoever has the file may try as many as they have machines for."""
_PLAIN = b"SQLite format 3\0"
_MARK = b"ADSK"
_LOOKED_AT = 8
_SAMPLED = 32
_VARIED = 200
"""Different bytes in a page from which on it is noise: 4,096 random ones have all 256."""


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """What opens an encrypted desk, without the passphrase it was made of. Never shown or logged."""

    _raw: bytes
    salt: bytes

    @classmethod
    def new(cls, passphrase: str) -> Key:
        """A key for a file that is to be made. Raises `FieldError` naming `passphrase`."""
        check_passphrase(passphrase)
        return cls._derived(passphrase, secrets.token_bytes(SALT))

    @classmethod
    def of(cls, path: Path, passphrase: str) -> Key:
        """The key that `passphrase` gives for the file there is. Raises `DeskError`."""
        return cls._derived(passphrase, salt_of(path))

    @classmethod
    def _derived(cls, passphrase: str, salt: bytes) -> Key:
        """The same letters give the same key on every system, however it composes their accents."""
        text = unicodedata.normalize("NFC", passphrase).encode("utf-8", errors="surrogatepass")
        return cls(hashlib.pbkdf2_hmac("sha512", text, salt, ROUNDS, 32), salt)

    @property
    def literal(self) -> str:
        """As SQLCipher takes it: key and salt, nothing left to derive."""
        return f"x'{self._raw.hex()}{self.salt.hex()}'"

    def opens(self, path: Path) -> bool:
        """Whether any of a sample of the pages of `path` is sealed with this key.

        So a wrong passphrase is told from a damaged file, unless its salt or every page of it is gone.
        """
        seal = hashlib.pbkdf2_hmac("sha512", self._raw, bytes(byte ^ 0x3A for byte in self.salt), 2, 32)
        with path.open("rb") as file:
            count = path.stat().st_size // PAGE
            step = max(count // _SAMPLED, 1)
            for index in sorted({*range(min(count, _SAMPLED)), *range(0, count, step)}):
                file.seek(index * PAGE)
                page = file.read(PAGE)
                sealed = page[SALT if index == 0 else 0 : -_SEAL] + (index + 1).to_bytes(4, "little")
                if hmac.compare_digest(hmac.digest(seal, sealed, "sha512"), page[-_SEAL:]):
                    return True
        return False

    def __repr__(self) -> str:
        return "Key(…)"


class LockedError(DeskError):
    """An encrypted desk that was asked for without its passphrase."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("{file} is encrypted.").format(file=path.name), "", _("Its passphrase is needed to open it.")
        )
        self.path = path


class WrongPassphraseError(DeskError):
    """No page of the file is sealed with the key of what was typed."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("That is not the passphrase of {file}.").format(file=path.name),
            _("Nothing was changed."),
            _("Look at capital letters and at the layout of the keyboard, then type it again."),
        )
        self.path = path


class DamagedError(DeskError):
    """The key is right, for it opens other pages; the first one is damaged."""

    def __init__(self, path: Path, reason: str) -> None:
        self.reason = _(
            "The passphrase is right, but the first page of the file is damaged ({reason})."
        ).format(reason=reason)
        super().__init__(
            _("{file} cannot be opened.").format(file=path.name), self.reason, _("Open the last good copy.")
        )


def check_passphrase(text: str) -> str:
    """Whether a passphrase is good enough for a new key: nothing to say, or `FieldError` naming it."""
    if len(text) > LONGEST:
        raise FieldError("passphrase", _("At most {n} characters.").format(n=LONGEST))
    if len(text) < SHORTEST or len(set(text)) < SHORTEST // 2:
        raise FieldError(
            "passphrase",
            _("At least {n} characters, and not few letters over and over.").format(n=SHORTEST),
            _("Several words that belong together only for you are good."),
        )
    return ""


def is_encrypted(path: Path) -> bool:
    """Whether a file looks like an encrypted desk: by nature nothing in it says so, it is only noise."""
    try:
        with path.open("rb") as file:
            head = file.read(PAGE)
            if head.startswith(_PLAIN) or head[68:72] == _MARK:
                return False
            pages = [head, *(file.read(PAGE) for _page in range(_LOOKED_AT - 1))]
    except OSError:
        return False
    return any(len(page) == PAGE and len(set(page)) > _VARIED for page in pages)


def salt_of(path: Path) -> bytes:
    """The salt an encrypted file begins with. Raises `DeskError`."""
    try:
        with path.open("rb") as file:
            return file.read(SALT)
    except OSError as error:
        raise DeskError(_("{file} cannot be read.").format(file=path.name), str(error)) from error
