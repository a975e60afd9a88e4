"""Many points on the map: sorted once along a curve that keeps neighbours together, then clustered per view.

The curve is Morton's: the bits of x and y by turns. The points of any square of a quadtree then lie next to
each other, and sums kept beside them give its count and its middle at the price of two look-ups, however
many points it holds. Clusters depend on the scale and on the points alone, never on what part of the map is
seen, so that panning moves no mark.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from domain.map.projection import project
from domain.map.view import Box, around

HALF_SHEET_M = 1 << 21
"""Points farther than this (2,097 km) from the middle of the sheet, east or north, are beyond it."""
BITS = 22
_BLOCK = 4
"""Clusters are made for blocks of 16 × 16 cells at a time."""
_SPREAD = [sum((number >> bit & 1) << 2 * bit for bit in range(11)) for number in range(1 << 11)]


class Cluster(NamedTuple):
    """Points near each other: how many (`size`), their middle in metres, and which.

    `spans` are ranges of `Points.order`.
    """

    size: int
    x: float
    y: float
    spans: tuple[tuple[int, int], ...]


class Points:
    """The points of many positions. Immutable; items are numbered as they were given."""

    def __init__(self, lat_e5: Sequence[int], lon_e5: Sequence[int]) -> None:
        """`lat_e5` and `lon_e5` are positions in units of 0.00001 degree."""
        keys, xs, ys = array("q"), array("l"), array("l")
        for at in zip(lat_e5, lon_e5, strict=True):
            x, y = project(at[0] / 100_000, at[1] / 100_000)
            xs.append(round(x))
            ys.append(round(y))
            keys.append(_key(xs[-1], ys[-1]))
        order = sorted(range(len(keys)), key=keys.__getitem__)
        self.beyond = bisect_left(order, 0, key=keys.__getitem__)
        """How many lie beyond the sheet; they are in no cluster."""
        self.order = array("l", order[self.beyond :])
        """Item numbers along the curve."""
        self.keys = array("q", map(keys.__getitem__, self.order))
        self._xs = array("q", accumulate(map(xs.__getitem__, self.order), initial=0))
        self._ys = array("q", accumulate(map(ys.__getitem__, self.order), initial=0))
        on_sheet = (xs, ys) if not self.beyond else ([xs[i] for i in self.order], [ys[i] for i in self.order])
        self._box = Box(*map(min, on_sheet), *map(max, on_sheet)) if self.order else None
        self._blocks: dict[tuple[int, int], list[Cluster]] = {}

    def __len__(self) -> int:
        return len(self.keys)

    def at(self, index: int) -> tuple[float, float]:
        """Where the point `order[index]` lies, in metres."""
        return self._middle(index, index + 1)

    def places(self) -> Iterator[tuple[float, float]]:
        """Every point, along the curve."""
        return (self.at(index) for index in range(len(self)))

    def box(self) -> Box | None:
        """The smallest box around all points; None without any."""
        return self._box

    def clusters(self, box: Box, reach: float) -> list[Cluster]:
        """The clusters in and just around a box, in a fixed order.

        Points closer than `reach` metres, rounded down to a power of two, may be one cluster.
        """
        level = max(int(reach).bit_length() - 1, 0)
        size = 1 << level + _BLOCK
        grown = box.grown(float(1 << level))
        columns, rows = _range(grown.west, grown.east, size), _range(grown.south, grown.north, size)
        made = []
        for key in self._blocks_in(columns, rows, level + _BLOCK):
            block = self._blocks.get((level, key))
            if block is None:
                block = self._blocks[level, key] = self._block(level, key)
            made += [one for one in block if grown.holds(one.x, one.y)]
        return made

    def _blocks_in(self, columns: range, rows: range, level: int) -> Iterator[int]:
        """The keys of the blocks in view, or of those that hold points, whichever are fewer."""
        if len(columns) * len(rows) <= len(self):
            yield from (_spread(column) | _spread(row) << 1 for row in rows for column in columns)
            return
        at = 0
        while at < len(self):
            key = self.keys[at] >> 2 * level
            if _gather(key) in columns and _gather(key >> 1) in rows:
                yield key
            at = bisect_left(self.keys, key + 1 << 2 * level, at)

    def box_of(self, cluster: Cluster) -> Box:
        """The smallest box around the points of a cluster."""
        found = around(self.at(index) for first, last in cluster.spans for index in range(first, last))
        assert found is not None
        return found

    def place_of(self, item: int) -> tuple[float, float] | None:
        """Where an item lies, in metres; None where it is not on the sheet."""
        try:
            return self.at(self.order.index(item))
        except ValueError:
            return None

    def items(self, cluster: Cluster) -> list[int]:
        """The numbers of the items of a cluster."""
        return sorted(self.order[index] for first, last in cluster.spans for index in range(first, last))

    def _block(self, level: int, key: int) -> list[Cluster]:
        cells: dict[tuple[int, int], tuple[int, int]] = {}
        shift = 2 * (level + _BLOCK)
        at, end = bisect_left(self.keys, key << shift), bisect_left(self.keys, key + 1 << shift)
        while at < end:
            cell = self.keys[at] >> 2 * level
            stop = bisect_left(self.keys, cell + 1 << 2 * level, at, end)
            cells[_gather(cell), _gather(cell >> 1)] = (at, stop)
            at = stop
        return self._merged(cells, float(1 << level))

    def _merged(self, cells: dict[tuple[int, int], tuple[int, int]], reach: float) -> list[Cluster]:
        """Cells joined to fuller neighbours whose middles are near: a crowd on an edge is one crowd."""
        made = []
        middles = {cell: self._middle(*span) for cell, span in cells.items()}
        for cell in sorted(cells, key=lambda one: (cells[one][0] - cells[one][1], one)):
            if cell not in middles:
                continue
            x, y = middles.pop(cell)
            spans = [cells[cell]]
            for neighbour in _around(cell):
                if (other := middles.get(neighbour)) is not None and (
                    (other[0] - x) ** 2 + (other[1] - y) ** 2 < reach * reach
                ):
                    spans.append(cells[neighbour])
                    del middles[neighbour]
            made.append(self._cluster(spans))
        return made

    def _cluster(self, spans: list[tuple[int, int]]) -> Cluster:
        count = sum(last - first for first, last in spans)
        x = sum(self._xs[last] - self._xs[first] for first, last in spans) / count
        y = sum(self._ys[last] - self._ys[first] for first, last in spans) / count
        return Cluster(count, x, y, tuple(sorted(spans)))

    def _middle(self, first: int, last: int) -> tuple[float, float]:
        count = last - first
        return (self._xs[last] - self._xs[first]) / count, (self._ys[last] - self._ys[first]) / count


def apart(clusters: Iterable[Cluster], radius: Callable[[Cluster], float]) -> list[Cluster]:
    """The clusters with those joined that would overlap, drawn as circles of `radius` metres: for one sheet.

    The fullest are drawn first; single points within one become part of it.
    """
    left = sorted(clusters, key=lambda one: (-one.size, one.x, one.y))
    made: list[Cluster] = []
    while left:
        first, *left = left
        near = [one for one in left if _apart(first, one) < radius(first) + radius(one)]
        if not near or first.size == 1:
            made.append(first)
            continue
        left = [one for one in left if one not in near]
        size = first.size + sum(one.size for one in near)
        x = (first.x * first.size + sum(one.x * one.size for one in near)) / size
        y = (first.y * first.size + sum(one.y * one.size for one in near)) / size
        spans = sorted(span for one in (first, *near) for span in one.spans)
        left.insert(0, Cluster(size, x, y, tuple(spans)))
    return made


def _apart(a: Cluster, b: Cluster) -> float:
    return math.hypot(a.x - b.x, a.y - b.y)


def _key(x: int, y: int) -> int:
    """The place of a point along the curve; −1 beyond the sheet."""
    column, row = x + HALF_SHEET_M, y + HALF_SHEET_M
    if not (0 <= column < 1 << BITS and 0 <= row < 1 << BITS):
        return -1
    return _spread(column) | _spread(row) << 1


def _spread(number: int) -> int:
    return _SPREAD[number & 2047] | _SPREAD[number >> 11] << 22


def _gather(key: int) -> int:
    """Every other bit of a key: the column; of `key >> 1`, the row."""
    key &= 0x5555_5555_5555_5555
    for shift, mask in _GATHER:
        key = (key | key >> shift) & mask
    return key


_GATHER = (
    (1, 0x3333_3333_3333_3333), (2, 0x0F0F_0F0F_0F0F_0F0F), (4, 0x00FF_00FF_00FF_00FF),
    (8, 0x0000_FFFF_0000_FFFF), (16, 0x0000_0000_FFFF_FFFF),
)  # fmt: skip


def _range(low: float, high: float, size: int) -> range:
    """The numbers of the blocks between two coordinates in metres that lie on the sheet."""
    last = (1 << BITS) - 1
    first, end = (min(max(int(at) + HALF_SHEET_M, 0), last) for at in (low, high))
    return range(first // size, end // size + 1)


def _around(cell: tuple[int, int]) -> Iterator[tuple[int, int]]:
    for right in (-1, 0, 1):
        for up in (-1, 0, 1):
            if right or up:
                yield cell[0] + right, cell[1] + up
