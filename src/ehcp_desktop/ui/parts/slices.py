"""Long work done in short slices, so that the window never stands still."""

from __future__ import annotations

from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer

from ehcp_desktop.errors import EhcpError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from PySide6.QtCore import QObject

T = TypeVar("T")
Step = TypeVar("Step")
_SLICE = 0.02  # seconds, after which the window has its turn
_WAIT = 0.01  # seconds for each look whether another thread is done


class Slices:
    """Runs work that pauses after each short part; only the newest is ever under way."""

    def __init__(self, parent: QObject) -> None:
        self._parts: Generator[object, None, object] | None = None
        self._turn = QTimer(parent, singleShot=True, interval=0)
        self._turn.timeout.connect(self._go_on)
        self._next: Callable[[], object] = lambda: None

    def start(
        self,
        parts: Generator[Step, None, T],
        told: Callable[[Step], object],
        done: Callable[[T], object],
        refused: Callable[[EhcpError], object],
    ) -> None:
        """Begin with a first slice at once, so that what is short is done on return.

        `told` gets what each slice ends with, `done` the result, `refused` the error instead.
        """
        self.stop()
        self._parts = parts
        self._next = partial(self._slice, parts, told, done, refused)
        self._next()

    @property
    def is_under_way(self) -> bool:
        """True while there is more to do."""
        return self._parts is not None

    def stop(self) -> None:
        """Stop what is under way; it takes back what it has begun."""
        self._turn.stop()
        parts, self._parts = self._parts, None
        if parts is not None:
            parts.close()

    def _go_on(self) -> None:
        self._next()

    def _slice(
        self,
        parts: Generator[Step, None, T],
        told: Callable[[Step], object],
        done: Callable[[T], object],
        refused: Callable[[EhcpError], object],
    ) -> None:
        until = perf_counter() + _SLICE
        try:
            step = next(parts)
            while perf_counter() < until:
                step = next(parts)
        except StopIteration as end:
            self._parts = None
            done(end.value)
        except EhcpError as problem:
            self._parts = None
            refused(problem)
        else:
            self._turn.start()
            told(step)


def beside(work: Callable[[Path], T], path: Path) -> Generator[None, None, T]:
    """Do something with a file, but not the record, in another thread, and pause until it is done.

    Stopped before its end, its result is not waited for.
    """
    from concurrent.futures import ThreadPoolExecutor, wait

    threads = ThreadPoolExecutor(1)
    try:
        found = threads.submit(work, path)
        while not wait((found,), _WAIT).done:
            yield
        return found.result()
    finally:
        threads.shutdown(wait=False)
