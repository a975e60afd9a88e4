"""The two families of failure.

`DeskError` is the world's fault: something the user can understand and act on. Its text is shown.
`InvariantError` is our fault: a bug. It is reported, never explained away.
"""

from __future__ import annotations

from typing import Any


class DeskError(Exception):
    """A failure the user is told about: what happened, what was kept, what to do."""

    def __init__(self, title: str, message: str = "", advice: str = "") -> None:
        super().__init__(title)
        self.title = title
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return " ".join(part for part in (self.title, self.message, self.advice) if part)

    def __reduce__(self) -> tuple[Any, ...]:
        """Errors cross from worker processes whole, whatever arguments their class takes."""
        return _restored, (type(self), self.args, self.__dict__)

    def as_dict(self) -> dict[str, str]:
        """The error for `--json`."""
        return {"error": self.title, "message": self.message, "advice": self.advice}


class FieldError(DeskError):
    """A value that cannot be taken, with the name of the field it was meant for."""

    def __init__(self, field: str, message: str, advice: str = "") -> None:
        super().__init__(message, "", advice)
        self.field = field

    def as_dict(self) -> dict[str, str]:
        return {**super().as_dict(), "field": self.field}


def _restored(kind: type[DeskError], args: tuple[object, ...], state: dict[str, object]) -> DeskError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class InvariantError(Exception):
    """Something the program promised itself did not hold: a bug of ours."""
