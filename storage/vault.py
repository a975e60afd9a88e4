"""What the program remembers of an encrypted desk beside it, under the desk's key: drafts and saved views."""

from __future__ import annotations

import hashlib
from pathlib import Path

from storage import driver
from storage.durable import discard
from storage.keys import Key, is_encrypted, salt_of


class Vault:
    """Texts by name in one small encrypted file. One of another key, or damaged, is put aside first."""

    def __init__(self, path: Path, key: Key) -> None:
        """Raises `DeskError`, `OSError` where it cannot be opened."""
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and is_encrypted(path) and salt_of(path) != key.salt:
            path.replace(path.with_name(f"{path.name}.{salt_of(path).hex()[:8]}"))
        try:
            self._open(path, key)
        except driver.Error:  # damaged: what can be kept from now on is worth more than what was
            path.replace(path.with_name(f"{path.name}.damaged"))
            for suffix in ("-wal", "-shm"):
                discard(path.with_name(path.name + suffix))
            self._open(path, key)

    def _open(self, path: Path, key: Key) -> None:
        path.touch(mode=0o600)
        connection = driver.connect(path, key=key)
        try:
            self._fill(connection)
            if (said := connection.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
                raise driver.Error(said)
        except driver.Error:
            connection.close()
            raise

    @classmethod
    def of_desk(cls, folder: Path, desk: Path, key: Key) -> Vault:
        """That of one desk, in a folder all desks share. Raises `DeskError`, `OSError`."""
        return cls(folder / f"{hashlib.sha256(str(desk.absolute()).encode()).hexdigest()[:16]}.vault", key)

    @classmethod
    def passing(cls) -> Vault:
        """One that is in memory alone, where none can be written: nothing is kept in clear instead."""
        made = cls.__new__(cls)
        made._fill(driver.scratch())
        return made

    def _fill(self, connection: driver.Connection) -> None:
        self._connection = connection
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, text TEXT) STRICT")

    def names(self, beginning: str) -> list[str]:
        """The names that begin so."""
        rows = self._connection.execute("SELECT name FROM kept ORDER BY name").fetchall()
        return [str(row[0]) for row in rows if str(row[0]).startswith(beginning)]

    def text(self, name: str) -> str:
        """What is kept under a name; empty where nothing is."""
        row = self._connection.execute("SELECT text FROM kept WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def keep(self, name: str, text: str) -> None:
        """Keep a text; one of the same name is replaced. Raises `DeskError`."""
        self._connection.execute("INSERT OR REPLACE INTO kept (name, text) VALUES (?, ?)", (name, text))

    def drop(self, name: str) -> None:
        """Forget a text. Raises `DeskError`."""
        self._connection.execute("DELETE FROM kept WHERE name = ?", (name,))

    def close(self) -> None:
        """Safe to call twice."""
        self._connection.close()
