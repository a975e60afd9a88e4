"""A disk that is watched and that fails: SQLite's own file calls, those of the very driver the program uses.

A shim around the default VFS of the library inside `sqlcipher3`, and the few calls of `os` by which the
program makes files durable. What it records can be played back up to any point, as a failure of power would
leave it; or it fails the n-th call that changes something.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlcipher3 import _sqlite3

OK, FULL, READONLY, IOERR_WRITE, IOERR_SYNC = 0, 13, 8, 778, 1034
"""Result codes of SQLite."""
_POINTER, _INT, _LONG = ctypes.c_void_p, ctypes.c_int, ctypes.c_longlong
_CREATE, _DELETE_ON_CLOSE = 0x4, 0x8


@dataclass(frozen=True, slots=True)
class Op:
    """One change of the disk, or a mark: from here on something was promised to be durable."""

    kind: str
    """`make`, `write`, `truncate`, `sync`, `delete`, `rename`, `whole`, `syncdir`, `mark`."""
    path: str
    offset: int = 0
    data: bytes = b""
    other: str = ""


@dataclass
class Disk:
    """What was done, and what is to fail. `fails` is asked before each change: a result code, or 0."""

    ops: list[Op] = field(default_factory=list)
    changes: int = 0
    fails: Callable[[int, str], int] = lambda _number, _kind: OK
    recording: bool = True

    def mark(self, *words: object) -> None:
        """What was acknowledged up to here."""
        self.ops.append(Op("mark", " ".join(map(str, words))))

    def change(self, op: Op) -> int:
        """A change that is about to happen: 0 where it may."""
        self.changes += 1
        code = self.fails(self.changes, op.kind)
        if code == OK and self.recording:
            self.ops.append(op)
        return code


def is_possible() -> bool:
    """Whether this build of the driver lets its VFS be wrapped."""
    return sys.platform == "linux" and hasattr(ctypes.CDLL(_sqlite3.__file__), "sqlite3_vfs_register")


class _Methods(ctypes.Structure):
    _fields_ = (
        ("version", _INT),
        *((name, _POINTER) for name in (
            "close", "read", "write", "truncate", "sync", "size", "lock", "unlock", "reserved", "control",
            "sector", "traits", "shm_map", "shm_lock", "shm_barrier", "shm_unmap", "fetch", "unfetch",
        )),
    )  # fmt: skip


class _File(ctypes.Structure):
    _fields_ = (("methods", ctypes.POINTER(_Methods)),)


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", _INT),
        ("size", _INT),
        ("longest", _INT),
        *((name, _POINTER) for name in ("next", "name", "data", "open", "delete")),
        ("others", _POINTER * 14),
    )


_CLOSE = ctypes.CFUNCTYPE(_INT, _POINTER)
_WRITE = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _INT, _LONG)
_TRUNCATE = ctypes.CFUNCTYPE(_INT, _POINTER, _LONG)
_SYNC = ctypes.CFUNCTYPE(_INT, _POINTER, _INT)
_OPEN = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _POINTER, _INT, _POINTER)
_DELETE = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _INT)
_KEPT: list[Any] = []
"""Structures SQLite may still point to; they live as long as the process."""


class _Shim:
    """The VFS in between. One for the process: it hands everything on, and tells the disk that is watched."""

    def __init__(self) -> None:
        self.library = ctypes.CDLL(_sqlite3.__file__)
        self.library.sqlite3_vfs_find.restype = _POINTER
        self.library.sqlite3_vfs_register.argtypes = (_POINTER, _INT)
        self.below = self.library.sqlite3_vfs_find(None)
        self.original = _Vfs.from_address(self.below)
        self.disk: Disk | None = None
        self.paths: dict[int, str] = {}
        self._copies: dict[int, _Methods] = {}
        self._open, self._delete = _OPEN(self.original.open), _DELETE(self.original.delete)
        self._calls: dict[int, tuple[Any, Any, Any, Any]] = {}
        self._callbacks = (
            *(_OPEN(self.open), _DELETE(self.delete), _WRITE(self.write)),
            *(_TRUNCATE(self.truncate), _SYNC(self.sync), _CLOSE(self.close)),
        )
        self.vfs = _Vfs()
        ctypes.pointer(self.vfs)[0] = self.original
        self._name = ctypes.create_string_buffer(b"watched")
        self.vfs.name = ctypes.addressof(self._name)
        self.vfs.next = None
        self.vfs.open = ctypes.cast(self._callbacks[0], _POINTER)
        self.vfs.delete = ctypes.cast(self._callbacks[1], _POINTER)

    def install(self, *, installed: bool) -> None:
        chosen = ctypes.addressof(self.vfs) if installed else self.below
        self.library.sqlite3_vfs_register(chosen, 1)

    def open(self, _vfs: int, name: int, file: int, flags: int, out: int) -> int:
        path = ctypes.string_at(name).decode() if name else ""
        watched = self.disk is not None and path and not flags & _DELETE_ON_CLOSE
        makes = watched and flags & _CREATE and not Path(path).exists()
        if makes and self.disk and (code := self.disk.change(Op("make", path))):
            return code
        code = self._open(self.below, name, file, flags, out)
        if code == OK and watched:
            handle = _File.from_address(file)
            address = ctypes.addressof(handle.methods.contents)
            handle.methods = ctypes.pointer(self._copy(address))
            self.paths[file] = path
        return int(code)

    def _copy(self, address: int) -> _Methods:
        if address not in self._copies:
            before = _Methods.from_address(address)
            made = _Methods()
            ctypes.pointer(made)[0] = before
            self._calls_of = (
                _WRITE(before.write), _TRUNCATE(before.truncate), _SYNC(before.sync), _CLOSE(before.close),
            )  # fmt: skip
            made.write = ctypes.cast(self._callbacks[2], _POINTER)
            made.truncate = ctypes.cast(self._callbacks[3], _POINTER)
            made.sync = ctypes.cast(self._callbacks[4], _POINTER)
            made.close = ctypes.cast(self._callbacks[5], _POINTER)
            made.version = min(made.version, 2)  # no file is mapped into memory behind the shim
            self._copies[address] = made
            self._calls[ctypes.addressof(made)] = self._calls_of
        return self._copies[address]

    def _below(self, file: int) -> tuple[Any, Any, Any, Any]:
        return self._calls[ctypes.addressof(_File.from_address(file).methods.contents)]

    def _told(self, file: int, kind: str, offset: int = 0, data: bytes = b"") -> int:
        path = self.paths.get(file)
        return self.disk.change(Op(kind, path, offset, data)) if self.disk is not None and path else OK

    def write(self, file: int, data: int, count: int, offset: int) -> int:
        code = self._told(file, "write", offset, ctypes.string_at(data, count))
        return code or int(self._below(file)[0](file, data, count, offset))

    def truncate(self, file: int, size: int) -> int:
        return self._told(file, "truncate", size) or int(self._below(file)[1](file, size))

    def sync(self, file: int, flags: int) -> int:
        code = self._told(file, "sync")
        return (IOERR_SYNC if code else OK) or int(self._below(file)[2](file, flags))

    def close(self, file: int) -> int:
        below = self._below(file)[3]
        self.paths.pop(file, None)
        return int(below(file))

    def delete(self, _vfs: int, name: int, sync: int) -> int:
        path = ctypes.string_at(name).decode()
        if self.disk is not None and Path(path).exists():
            if code := self.disk.change(Op("delete", path)):
                return code
            if sync and self.disk.recording:
                self.disk.ops.append(Op("syncdir", str(Path(path).parent)))
        return int(self._delete(self.below, name, sync))


_ERRNO = {FULL: 28, READONLY: 30, IOERR_WRITE: 5, IOERR_SYNC: 5}


def _shim() -> _Shim:
    if not _KEPT:
        _KEPT.append(_Shim())
    shim: _Shim = _KEPT[0]
    return shim


@contextmanager
def watched(disk: Disk) -> Iterator[Disk]:
    """A block in which `disk` sees, and may fail, every change of a file that SQLite or `os` makes."""
    shim = _shim()
    before = {name: getattr(os, name) for name in ("fsync", "rename", "replace", "unlink", "remove")}

    def asked(op: Op) -> None:
        if code := disk.change(op):
            raise OSError(_ERRNO[code], os.strerror(_ERRNO[code]), op.path)

    def fsync(handle: int) -> None:
        path = Path(f"/proc/self/fd/{handle}").readlink()
        if path.is_dir():
            asked(Op("syncdir", str(path)))
        else:
            asked(Op("whole", str(path), data=path.read_bytes()))
            asked(Op("sync", str(path)))
        before["fsync"](handle)

    def moving(name: str) -> Callable[..., None]:
        def move(source: Any, target: Any, **options: Any) -> None:
            asked(Op("rename", os.path.abspath(source), other=os.path.abspath(target)))  # noqa: PTH100
            before[name](source, target, **options)

        return move

    def removing(name: str) -> Callable[..., None]:
        def remove(path: Any, **options: Any) -> None:
            if os.path.lexists(path):
                asked(Op("delete", os.path.abspath(path)))  # noqa: PTH100
            before[name](path, **options)

        return remove

    changed = {"fsync": fsync, "rename": moving("rename"), "replace": moving("replace"),
               "unlink": removing("unlink"), "remove": removing("remove")}  # fmt: skip
    shim.disk = disk
    shim.install(installed=True)
    for name, function in changed.items():
        setattr(os, name, function)
    try:
        yield disk
    finally:
        for name, function in before.items():
            setattr(os, name, function)
        shim.install(installed=False)
        shim.disk = None
