"""What the program remembers of an encrypted desk beside it, under the desk's key: drafts and saved views."""

from __future__ import annotations

from pathlib import Path

from storage import driver
from storage.keys import Key, is_encrypted, salt_of


class Vault:
    """Texts by name in one small encrypted file. One of another key is put aside, never overwritten."""

    def __init__(self, path: Path, key: Key) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and is_encrypted(path) and salt_of(path) != key.salt:
            path.replace(path.with_name(f"{path.name}.{salt_of(path).hex()[:8]}"))
        path.touch(mode=0o600)
        self._connection = driver.connect(path, key=key)
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute("CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, text TEXT) STRICT")

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


def moved(source: Path, key: Key, target: Path, new: Key) -> None:
    """Take what a vault holds over into one under another key. Raises `DeskError`."""
    old, made = Vault(source, key), Vault(target, new)
    try:
        for name in old.names(""):
            made.keep(name, old.text(name))
    finally:
        old.close()
        made.close()
