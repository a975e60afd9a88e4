"""A desk under another passphrase, under its first one, or under none: always a new file.

Every row is copied as it is, then the new file is verified whole (file, chain, replay, evidence) and its head
compared, before it takes its name. The old file is not touched, and stays until a person deletes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from domain.errors import DeskError
from domain.words import _
from storage import driver, schema
from storage.backup import Made, backups_of, part_file, put, refuse_existing, writing
from storage.desk_file import alone, check_header, connect
from storage.keys import Key, is_encrypted
from storage.replay import Progress, silent
from storage.verify import verify

_COPYING = 0.3
"""The share of the time that copying takes; the rest is verifying."""


def recrypt(
    source: Path, target: Path, *, key: Key | None, new: Key | None, progress: Progress = silent
) -> Made:
    """`source`, which `key` opens, as the new file `target`, which `new` will open: None for a plain one.

    Raises `DeskError`; never over a file. What was written to `source` since it began is not in it: `Made`
    says which entry is the last.
    """
    check_header(source, key)
    refuse_existing(target)
    with writing(target.parent), part_file(target.with_name(target.name + ".part")) as part:
        part.touch()
        before = _export(source, part, key, new, progress)
        found = verify(part, lambda share: progress(_COPYING + (1 - _COPYING) * share), new)
        if not found.holds or (found.entries, found.head) != before:
            raise DeskError(
                _("The copy does not hold, so it does not count."),
                "\n".join(found.problems[:1]),
                _("The desk is as it was. Verify it; where it is damaged, open the last good copy."),
            )
        refuse_existing(target)
        put(part, target)
    return Made(target, found.entries, found.head)


def _export(
    source: Path, part: Path, key: Key | None, new: Key | None, progress: Progress
) -> tuple[int, str]:
    size = max(source.stat().st_size, 1)
    with alone(source) as is_alone:
        made = connect(part, readonly=False, key=new)
        try:
            made.execute("PRAGMA journal_mode = DELETE")  # one file, whole once it is closed
            literal = key.literal if key is not None and is_encrypted(source) else ""
            made.execute(
                "ATTACH DATABASE ? AS source KEY ?",
                (driver.address(source, readonly=True, alone=is_alone), literal),
            )
            with driver.stop_when(made, lambda: _asks_to_stop(part, size, progress)):
                made.execute("BEGIN")
                made.execute("SELECT sqlcipher_export('main', 'source')").fetchone()
                made.execute(f"PRAGMA main.application_id = {schema.APPLICATION_ID:d}")
                (version,) = made.execute("PRAGMA source.user_version").fetchone()
                made.execute(f"PRAGMA main.user_version = {version:d}")
                row = made.execute(
                    "SELECT seq, digest FROM source.journal ORDER BY seq DESC LIMIT 1"
                ).fetchone()
                made.execute("COMMIT")
            made.execute("DETACH DATABASE source")
        finally:
            made.close()
    return (int(row[0]), str(row[1])) if row else (0, "")


def _asks_to_stop(part: Path, size: int, progress: Progress) -> bool:
    try:
        progress(min(_COPYING * part.stat().st_size / size, _COPYING))
    except driver.StoppedError:
        return True
    return False


def left_behind(old: Path, places: Sequence[Path], key: Key | None) -> list[Path]:
    """What still holds the desk as it was: the file, its backups, copies made before a change of format."""
    copies = sorted(old.parent.glob(f"{old.stem}.format-*{old.suffix}"))
    return [old, *copies, *(backup.path for backup in backups_of(old, places, key))]


def delete(paths: Sequence[Path]) -> list[Path]:
    """Delete old files, on a person's word; gives those that could not be."""
    kept = []
    for path in paths:
        try:
            path.unlink()
        except OSError:
            kept.append(path)
    return kept
