"""Hostile files: tables, protocols, pasted texts and filters mutated at random. Each is read or refused.

No crash, no hang, and no memory that grows. A file that fails is kept among the temporary ones.
"""

from __future__ import annotations

import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from domain.atlas.gazetteer import Gazetteer
from domain.atlas.reading import read_places
from domain.errors import DeskError
from domain.filter import Filter, Order
from domain.instant import KYIV
from domain.map.geojson import read_geojson
from domain.pasted import look
from domain.protocol import DEFAULT_FILE, Protocol
from domain.query import parse
from storage.export_forms import FORMS
from storage.exporting import export
from storage.importing import commit, plan, settle
from storage.verify import verify
from tests.builders import facts
from tests.storage.tables import ACLED, EYES, GED, NOW, OSCE, OWN_SHEET, make_desk

LONGEST = 5.0
"""Seconds one file may take."""
LARGEST = 300_000
"""Bytes a mutated file grows to at most."""
GROWTH = 200_000_000
"""Bytes the process may grow by over all of them, the desk it fills now and then included."""
_TOKENS = (
    *(b'"', b'""', b"'", b",", b";", b"\t", b"|", b"\n", b"\r\n", b"\r", b"\0", b"\xff", b"\\", b"''", b"-"),
    *(b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xd0\x86\xd0\xb6", b"\xf0\x9f\x92\xa5"),
    *(b"sep=;\n", b"=cmd|' /C calc'!A0", b"+1+1", b"@SUM(A1)", b"<b>", b"&amp;", b"../../etc/passwd"),
    *(b"1e999", b"-1", b"NaN", b"99999999999999999999", b"2026-02-30", b"31.12.9999", b"0001-01-01"),
    *(b"PK\x03\x04", b"%PDF", b"SQLite format 3\0", b"\xd0\xcf\x11\xe0", b"kind:", b"since:", b"25:61"),
    *(b"[" * 900, b"{" * 900, b"(" * 900, b"A" * 2000),
)
_ENCODINGS = (
    *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"),
    *("cp1251", "cp1252", "koi8-u", "cp037"),
)
_PASTED = b"231200Z NOV 26 at 37U DP 1310 4901, 4 km NNE of Orikhiv. 14:05 Huliaipole"
_OVERLAY = (
    b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"Line"},"geometry":{"type":'
    b'"LineString","coordinates":[[35.1,47.5],[35.9,47.8,120]]}},{"type":"Feature","properties":null,"geometry":'
    b'{"type":"Polygon","coordinates":[[[35,47],[36,47],[36,48],[35,47]]]}}]}'
)
_PLACES = b"name,ukrainian,oblast,latitude,longitude\nStara Mlynivka,,UA-23,47.5,35.7\nYar,,Sumy,51.1,34.2\n"
_TYPED = b'kind:mortar since:24h place:Orikhiv grade:B2 "substation" -status:refuted'
Read = Callable[[bytes], object]


@dataclass
class Tally:
    """What came of them."""

    read: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    rows: int = 0
    slowest: float = 0.0
    grown: int = 0


class _TooLongError(Exception):
    """One file took longer than it may."""


class Fuzz:
    """Reads mutated files one after the other; the same seed makes the same files."""

    def __init__(self, folder: Path, seed: int) -> None:
        folder.mkdir(exist_ok=True)
        self._random = Random(seed)
        self._desk = make_desk(folder)
        self._path = self._desk.path
        self._gazetteer = Gazetteer.load()
        self.tally = Tally()
        tables = [text.encode() for text in (EYES, ACLED, GED, OSCE, OWN_SHEET)]
        tables += self._written(folder)
        kinds: dict[str, tuple[list[bytes], Read, int]] = {
            "table": (tables, self._table, 16),
            "protocol": ([DEFAULT_FILE.read_bytes()], self._protocol, 2),
            "pasted text": ([_PASTED], self._pasted, 1),
            "filter": ([_TYPED], self._filter, 1),
            "overlay": ([_OVERLAY], read_geojson, 2),
            "list of places": ([_PLACES], self._places, 1),
        }
        self._kinds = kinds

    def run(self, count: int) -> Tally:
        """So many files. Raises `AssertionError` for one that is neither read nor refused."""
        names = [name for name, (_seeds, _read, weight) in self._kinds.items() for _each in range(weight)]
        before = _memory()
        for number in range(count):
            kind = names[number % len(names)]
            seeds, read, _weight = self._kinds[kind]
            self._one(kind, mutated(self._random, seeds), read)
        self.tally.grown = max(_memory() - before, 0)
        assert self.tally.grown < GROWTH, f"it grew by {self.tally.grown} bytes"
        self._desk.close()
        found = verify(self._path)
        assert found.holds, found.problems
        return self.tally

    def _one(self, kind: str, data: bytes, read: Read) -> None:
        began = time.perf_counter()
        try:
            with _at_most(LONGEST):
                read(data)
            self.tally.read[kind] += 1
        except DeskError as error:
            assert str(error), "refused without a word"  # noqa: PT017
            self.tally.refused[kind] += 1
        except BaseException as error:
            kept = Path(tempfile.gettempdir()) / "hostile-file.bin"
            kept.write_bytes(data)
            raise AssertionError(f"{kind} kept in {kept}: {type(error).__name__}: {error}") from error
        self.tally.slowest = max(self.tally.slowest, time.perf_counter() - began)

    def _table(self, data: bytes) -> None:
        encoding = self._random.choice(_ENCODINGS) if self._random.random() < 0.1 else None
        zone = self._random.choice((None, KYIV))
        planned = settle(self._desk, plan(data, now=NOW, name="hostile.csv", zone=zone, encoding=encoding))
        self.tally.rows += planned.rows
        if planned.accepted and self._random.random() < 0.02:
            commit(self._desk, planned, "AB")

    def _protocol(self, data: bytes) -> None:
        Protocol.from_toml(data.decode("utf-8", errors="replace"))

    def _pasted(self, data: bytes) -> None:
        look(data.decode("utf-8", errors="surrogateescape"), now=NOW, zone=KYIV, gazetteer=self._gazetteer)

    def _places(self, data: bytes) -> None:
        read_places(data.decode("cp1251", errors="replace"))

    def _filter(self, data: bytes) -> None:
        chosen = parse(data.decode("utf-8", errors="surrogateescape"), NOW, None)
        self._desk.incidents.first(chosen, Order.OCCURRED, descending=True, limit=10)

    def _written(self, folder: Path) -> list[bytes]:
        """Files of each form this program writes: it must refuse those it does not read."""
        self._desk.incidents.log(facts(), author="AB")
        made = []
        for ending in FORMS:
            export(self._desk, path := folder / f"seed{ending}", Filter())
            made.append(path.read_bytes())
        return made


def mutated(random: Random, seeds: list[bytes]) -> bytes:
    """A seed, changed in one to eight places."""
    data = bytearray(random.choice(seeds))
    for _change in range(random.choice((1, 1, 2, 3, 5, 8))):
        at = random.randrange(len(data) + 1)
        end = min(at + random.choice((1, 2, 9, 80, 700)), len(data))
        match random.randrange(8):
            case 0 if data and at < len(data):
                data[at] ^= 1 << random.randrange(8)
            case 1:
                data[at:at] = random.choice(_TOKENS)
            case 2:
                data[at:end] = b""
            case 3:
                data[at:at] = data[at:end] * random.choice((1, 2, 30, 400))
            case 4:
                data[at:at] = random.choice(_TOKENS) * random.choice((1, 40, 2_000))
            case 5:
                other = random.choice(seeds)
                start = random.randrange(len(other) + 1)
                data[at:end] = other[start : start + random.choice((5, 60, 900))]
            case 6:
                data[at:end] = random.randbytes(end - at)
            case _:
                text = bytes(data).decode("utf-8", errors="replace")
                data = bytearray(text.encode(random.choice(_ENCODINGS), errors="replace"))
        del data[LARGEST:]
    return bytes(data)


class _at_most:  # noqa: N801  (used as a block)
    """A block that may take so many seconds, where the system has a timer for it."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._timed = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()

    def __enter__(self) -> None:
        if self._timed:
            signal.signal(signal.SIGALRM, self._stop)
            signal.setitimer(signal.ITIMER_REAL, self._seconds)

    def __exit__(self, *_exc: object) -> None:
        if self._timed:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _stop(self, *_args: object) -> None:
        raise _TooLongError(f"longer than {self._seconds} s")


def _memory() -> int:
    """What the process holds at most so far, in bytes; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
