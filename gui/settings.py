"""What the program remembers between sessions, in one file of the user's own."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_config_path, user_data_path
from PySide6.QtCore import QByteArray, QSettings

APP = "armistice-desk"
RECENT = 6


class Settings:
    """Typed access to the settings file."""

    def __init__(self, folder: Path | None = None, data: Path | None = None) -> None:
        self.folder = folder or user_config_path(APP, appauthor=False)
        self.data = data or user_data_path(APP, appauthor=False)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._store = QSettings(str(self.folder / "settings.ini"), QSettings.Format.IniFormat)

    def text(self, key: str, default: str = "") -> str:
        """A remembered text."""
        return str(self._store.value(key, default))

    def set_text(self, key: str, value: str) -> None:
        self._store.setValue(key, value)

    def bytes(self, key: str) -> QByteArray:
        """A remembered state of a window, header or splitter; empty where there is none."""
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_bytes(self, key: str, value: QByteArray) -> None:
        self._store.setValue(key, value)

    @property
    def recent(self) -> list[Path]:
        """Desk files opened lately that are still there, the last one first."""
        return [path for path in map(Path, self.text("recent").split("\n")) if path.name and path.is_file()]

    def remember(self, desk: Path) -> None:
        """Put a desk file at the head of the recent ones."""
        paths = [desk.absolute(), *(path for path in self.recent if path != desk.absolute())]
        self.set_text("recent", "\n".join(str(path) for path in paths[:RECENT]))
