"""Files taken into the desk as evidence, from a drop, the clipboard or a file dialog; and out of it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from domain.errors import DeskError, FieldError
from domain.evidence import LARGEST, check_size, format_size, plain_name
from domain.text import excerpt
from domain.words import _, n_
from gui.checks import TimeCheck, check_line, check_required
from gui.dialogs import FormDialog
from gui.fields import Field
from gui.form import Form
from gui.messages import Messages
from gui.record_writes import CustodyFacts
from gui.session import Session
from storage.evidence import read_evidence


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that is about to be taken in: its name and its bytes."""

    name: str
    data: bytes


def from_mime(mime: QMimeData, now: datetime) -> list[Incoming]:
    """The local files of a drop or of the clipboard, or its image as a PNG file. Raises `FieldError`."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if paths:
        return from_paths(paths)
    image = mime.imageData() if mime.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        raise FieldError("file", _("There is no file and no image to take in."))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes where Qt takes text
    data = bytes(buffer.data().data())
    check_size(len(data))
    return [Incoming(f"pasted-{now:%Y%m%d-%H%M%S}Z.png", data)]


def from_paths(paths: list[Path]) -> list[Incoming]:
    """The bytes of files. Raises `FieldError` for the first that cannot be taken, naming it."""
    made = []
    for path in paths:
        try:
            made.append(Incoming(path.name, read_evidence(path)))
        except FieldError as error:
            name = excerpt(plain_name(path.name), 60)
            raise FieldError("file", f"{name}: {error.title}", error.advice) from error
    return made


Keep = Callable[[bytes, CustodyFacts], object]
"""Keeps one file with what is said of it. Raises `DeskError`."""


def ask_custody(
    parent: QWidget, session: Session, messages: Messages, title: str, files: list[Incoming], keep: Keep
) -> bool:
    """Ask for the custody facts, and keep the files. False where it was given up."""
    waiting = list(files)
    when = TimeCheck(session.clock, lambda: "utc", "received_at")

    def submit(form: Form) -> None:
        span = when.span(form.text("received_at"))
        while waiting:
            facts = CustodyFacts(
                name=waiting[0].name,
                received_by=form.text("received_by"),
                received_at=span.earliest if span else session.now(),
                received_from=form.text("received_from"),
                how=form.text("how"),
            )
            keep(waiting[0].data, facts)
            waiting.pop(0)

    listed = "\n".join(
        f"{excerpt(plain_name(one.name), 80)} · {format_size(len(one.data))}" for one in files[:10]
    )
    dialog = FormDialog(
        parent,
        messages,
        title=title,
        intro=_("{files}\nKept in the desk byte for byte with the SHA-256; at most {limit} a file.").format(
            files=listed, limit=format_size(LARGEST)
        ),
        fields=_custody_fields(session, when),
        columns=(1, 1),
        accept=_("Keep as evidence"),
        submit=submit,
    )
    return bool(dialog.exec())


def add_evidence(
    parent: QWidget, session: Session, messages: Messages, incident: str, files: list[Incoming]
) -> bool:
    """Keep files with an incident, once it is known where they come from. False where it was given up."""

    def keep(data: bytes, facts: CustodyFacts) -> None:
        session.records.add_evidence(incident, data, facts)

    title = n_("Add {n} file to {incident}", "Add {n} files to {incident}", len(files))
    return ask_custody(parent, session, messages, title.format(incident=incident), files, keep)


def _custody_fields(session: Session, when: TimeCheck) -> list[Field]:
    by = check_required("received_by", _("Who received it?"))
    return [
        Field(
            "received_from", _("Received from"), row=0, column=0, check=check_line("received_from"),
            placeholder=_("not known"),
        ),
        Field("how", _("How"), row=0, column=1, check=check_line("how"), placeholder=_("memory card, mail")),
        Field("received_by", _("Received by"), row=1, column=0, check=by, initial=session.author),
        Field(
            "received_at", _("Received"), row=1, column=1, check=when, placeholder="-10m",
            hint=_("now, where nothing is typed"),
        ),
    ]  # fmt: skip


def take_in(parent: QWidget, session: Session, messages: Messages, incident: str, mime: QMimeData) -> bool:
    """Keep what was dropped or copied as evidence; says what cannot be taken."""
    try:
        files = from_mime(mime, session.now())
    except DeskError as error:
        messages.error(parent, error)
        return False
    return add_evidence(parent, session, messages, incident, files)
