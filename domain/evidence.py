"""A piece of evidence: what is known of where a file came from. The file itself is only ever bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.errors import FieldError
from domain.instant import iso_utc, parse_iso_utc
from domain.text import clean_line, required
from domain.words import _, number

LARGEST = 50 * 1024 * 1024
"""Largest piece of evidence, in bytes: everything is kept in the desk's one file, which is copied whole."""
NAME = 255
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ", "application/x-executable"),
    (b"OggS", "application/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """What is kept of a file beside its bytes (Berkeley Protocol; field guide, section 5)."""

    name: str
    """The original file name; letters that cannot be shown, or that reorder others, stand as `\ufffd`."""
    size: int
    type: str
    sha256: str
    received_by: str
    received_at: datetime
    received_from: str = ""
    how: str = ""

    def checked(self, now: datetime) -> Custody:
        """This with its text tidied. Raises `FieldError` naming what cannot stand."""
        if self.received_at > now:
            raise FieldError("received_at", _("This time is still to come."))
        return replace(
            self,
            name=plain_name(self.name),
            received_by=required(
                clean_line(self.received_by, "received_by", limit=80), "received_by", _("Who received it?")
            ),
            received_from=clean_line(self.received_from, "received_from"),
            how=clean_line(self.how, "how"),
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "size": self.size,
            "type": self.type,
            "sha256": self.sha256,
            "received_by": self.received_by,
            "received_at": iso_utc(self.received_at),
            "received_from": self.received_from,
            "how": self.how,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Custody:
        return cls(**{**data, "received_at": parse_iso_utc(data["received_at"])})


@dataclass(frozen=True, slots=True)
class Evidence:
    """One numbered piece of evidence of an incident."""

    number: str
    incident: str
    custody: Custody
    added_at: datetime
    added_by: str
    withdrawn: str | None = None
    """Why it no longer counts; its bytes are kept all the same."""


def plain_name(name: str) -> str:
    """The last part of a file name, safe to show on one line; never empty."""
    last = re.split(r"[/\\]", name)[-1]
    name = _UNSHOWN.sub("\ufffd", last).strip()[:NAME]
    return name if name.strip(".") else "-"


def type_of(data: bytes) -> str:
    """The type that the first bytes show; the name of a file says nothing."""
    for signature, found in _SIGNATURES:
        if data.startswith(signature):
            return found
    if data[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/avi"}.get(
            data[8:12], "application/octet-stream"
        )
    if data[4:8] == b"ftyp":
        return "image/heic" if data[8:11] in (b"hei", b"mif") else "video/mp4"
    try:
        text = data[:4096].decode("utf-8")
    except UnicodeDecodeError as error:
        if len(data) <= 4096 or error.start < 4093:  # else the cut went through a letter
            return "application/octet-stream"
        text = ""
    return "application/octet-stream" if "\0" in text or not data else "text/plain"


def format_size(size: int) -> str:
    """`312 bytes`, `14 kB`, `2.4 MB`."""
    if size < 1000:
        return _("{size} bytes").format(size=size)
    if size < 1_000_000:
        return _("{size} kB").format(size=number(round(size / 1000)))
    return _("{size} MB").format(size=f"{size / 1_000_000:.1f}")


def check_size(size: int) -> None:
    """Raises `FieldError` naming `file` for what is too large or empty."""
    if not size:
        raise FieldError("file", _("The file is empty."))
    if size > LARGEST:
        raise FieldError(
            "file",
            _("It has {size}; the limit for one file is {limit}.").format(
                size=format_size(size), limit=format_size(LARGEST)
            ),
            _("Keep the original safe elsewhere; add a shorter cut, and say so in the comment."),
        )
