"""Measuring two ways of doing the same thing, turn by turn, so that a drifting machine hits both alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """Medians in milliseconds, and the median of the pairwise ratios ours / floor with its spread."""

    name: str
    floor: str
    ours_ms: float
    floor_ms: float
    ratio: float
    low: float
    high: float
    runs: int

    def line(self) -> str:
        """One line of the report."""
        return (
            f"{self.name:<58} {self.ours_ms:>10.2f} ms  {self.floor:<44} {self.floor_ms:>10.2f} ms"
            f"   × {self.ratio:.2f}  ({self.low:.2f}–{self.high:.2f}, {self.runs} pairs)"
        )

    def to_json(self) -> dict[str, object]:
        return asdict(self)


def timed(work: Callable[[], object]) -> float:
    """Seconds `work` took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(
    name: str,
    ours: Callable[[], float],
    floor_name: str,
    floor: Callable[[], float],
    *,
    runs: int,
    warm: int = 1,
) -> Ratio:
    """Take turns; each callable does its work once and returns the seconds it took."""
    for _ in range(warm):
        ours()
        floor()
    pairs = [(ours(), floor()) for _ in range(runs)]
    ratios = sorted(a / b for a, b in pairs)
    return Ratio(
        name,
        floor_name,
        statistics.median(a for a, _ in pairs) * 1000,
        statistics.median(b for _, b in pairs) * 1000,
        statistics.median(ratios),
        ratios[len(ratios) // 10],
        ratios[-1 - len(ratios) // 10],
        runs,
    )
