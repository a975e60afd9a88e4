"""A disk that is full, broken or write-protected at each change of a work in turn.

Whatever the change: the person is told what happened and what to do, or the work was done; nothing that was
there is lost; and once the disk is well again the same work succeeds in the same session.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from cli.briefs import make
from domain.clock import ManualClock
from domain.errors import DeskError
from domain.request import Request
from storage.backup import back_up
from storage.desk import Desk
from storage.verify import verify
from tests.builders import AUTHOR, T0, facts, hours, new_desk, origin
from tests.torture.disk import FULL, IOERR_WRITE, OK, READONLY, Disk, watched

FAULTS = {"full": FULL, "broken": IOERR_WRITE, "write-protected": READONLY}
_NEED_SPACE = ("make", "write", "whole", "sync")
MOST = 2_000
"""Changes of the longest work; one that never ends is a bug."""
Action = Callable[[Desk], object]


def save(desk: Desk) -> object:
    return desk.incidents.log(facts(description="x" * 3_000), author=AUTHOR)


def bring_in(desk: Desk) -> object:
    rows = [(facts(description=f"row {n}"), origin(10_000 + n)) for n in range(30)]
    return desk.incidents.log_many(rows, author=AUTHOR)


def copy(desk: Desk) -> object:
    return back_up(desk.path, desk.path.parent, now=T0 + hours(9))


def issue(desk: Desk) -> object:
    target = desk.path.with_name("sheet.pdf")
    clock = ManualClock(T0 + hours(8))
    return make(desk, target, Request(kind="deadlines"), clock=clock, author=AUTHOR, overwrite=True)


ACTIONS: dict[str, Action] = {action.__name__: action for action in (save, bring_in, copy, issue)}


def fail(folder: Path, name: str, fault: str, step: int = 1) -> Counter[str]:
    """Fail every `step`-th change of an action, one after the other. Raises `AssertionError`."""
    code, action, tally = FAULTS[fault], ACTIONS[name], Counter[str]()
    original = folder / "north.desk"
    folder.mkdir(parents=True)
    with new_desk(folder) as desk:
        for _each in range(3):
            desk.incidents.log(facts(), author=AUTHOR)
    for number in range(1, MOST, step):
        nest = folder / f"{number}"
        nest.mkdir()
        path = Path(shutil.copy(original, nest / "north.desk"))
        reached = _one(path, action, number, code, tally)
        shutil.rmtree(nest)
        if not reached:
            return tally
    raise AssertionError("it never ends")


def _one(path: Path, action: Action, number: int, code: int, tally: Counter[str]) -> bool:
    """The disk fails from the n-th change on, until it is well again. False where the work has fewer."""
    clock = ManualClock(T0 + hours(7))
    ill, seen = False, 0

    def fails(_count: int, kind: str) -> int:
        nonlocal seen
        if not ill:
            return OK
        seen += 1
        return code if seen >= number and (code != FULL or kind in _NEED_SPACE) else OK

    disk = Disk(fails=fails, recording=False)
    with watched(disk), Desk.open(path, clock=clock) as desk:
        before, ill = desk.journal.head(), True
        done = False
        try:
            action(desk)
            done = True
        except DeskError as error:
            assert error.advice, f"nothing useful is said: {error}"  # noqa: PT017
            tally["told"] += 1
        ill = False
        tally["done all the same"] += done and seen >= number
        seq, _head = desk.journal.head()
        assert seq >= before[0], "an entry is gone"
        assert done or action in (copy, issue) or seq == before[0], "half of it is there"
        clock.advance(timedelta(minutes=1))
        action(desk) if not done else save(desk)
        assert desk.journal.head()[0] > before[0] or action is copy
    assert verify(path).holds
    left = [each.name for each in path.parent.rglob("*.part")]
    assert not left or code != FULL, f"left behind: {left}"
    return seen >= number
