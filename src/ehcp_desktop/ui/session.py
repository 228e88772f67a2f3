"""What is open now, and the one way a screen changes it."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTime, Signal

from ehcp_desktop.errors import EhcpError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.today import Agenda
    from ehcp_desktop.ui.parts.slices import Slices

T = TypeVar("T")


class Session(QObject):
    """The open family and the child looked at.

    `changed` follows every change of the record, `saved` carries the time of it, `refused` the
    sentence of an error, `said` a message with whether it can be undone, `offered` one with the
    word of a button and what it does, `turned` that a step was taken back (or, False, done
    again), `closing` that long work on the record must stop now, `leaving` asks forms to keep
    what is still being typed.
    """

    changed = Signal()
    child_changed = Signal()
    saved = Signal(str)
    refused = Signal(str)
    said = Signal(str, bool)
    offered = Signal(str, str, object)
    turned = Signal(str, bool)
    closing = Signal()
    leaving = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.today = today
        self.child_id = ""
        self._family: Family | None = None
        self._agenda: tuple[object, Agenda] | None = None
        self._turning: Slices | None = None

    @property
    def is_open(self) -> bool:
        """True while a family file is open."""
        return self._family is not None

    @property
    def family(self) -> Family:
        """The open family. Only screens of an open record ask."""
        if self._family is None:
            raise RuntimeError("no family is open")
        return self._family

    @property
    def child(self) -> Child:
        """The child looked at."""
        return self.family.store.children.get(self.child_id)

    @property
    def read_only(self) -> bool:
        """True when nothing may be changed."""
        return self._family is not None and self._family.store.read_only

    @property
    def why_read_only(self) -> str:
        """What a greyed button says when nothing may be changed, "" when it may."""
        if not self.read_only:
            return ""
        return self.tr("This record is open for reading only, so nothing can be changed.")

    def agenda(self) -> Agenda:
        """Return what is due for the child; worked out once for each state of the record."""
        from ehcp_desktop.services.today import Agenda, agenda

        if not self.child_id:
            return Agenda()
        key = (self.family.store.revision, self.child_id, self.today())
        if self._agenda is None or self._agenda[0] != key:
            self._agenda = (key, agenda(self.family, self.child_id))
        return self._agenda[1]

    def open(self, family: Family) -> None:
        """Take an opened family, closing the one before."""
        self.close()
        self._family = family
        children = family.store.children.ids(order="name")
        self.child_id = children[0] if children else ""
        self.child_changed.emit()

    def close(self) -> None:
        """Keep what is being typed, and close the file."""
        if self._family is None:
            return
        self.closing.emit()
        if self._turning is not None:
            self._turning.stop()
        self.leaving.emit()
        self._family.close()
        self._family, self._agenda = None, None
        self.child_id = ""

    def look_at(self, child_id: str) -> None:
        """Look at another child."""
        self.leaving.emit()
        self.child_id = child_id
        self.child_changed.emit()

    def attempt(self, work: Callable[[], T], name: str = "", visit: str = "") -> T | None:
        """Do something to the record and return its result; None when it was refused.

        A refusal is shown as its sentence. With a `name` it is one step to undo; those of one
        `visit` that follow each other are one step together.
        """
        before = self.family.store.revision
        try:
            with self.family.store.action(name, visit=visit) if name else nullcontext():
                result = work()
        except EhcpError as problem:
            self.refused.emit(str(problem))
            return None
        if self.family.store.revision != before:
            self.tell_saved()
        return result

    def done(self, work: Callable[[], object]) -> bool:
        """Do something to the record whose result does not matter; False when it was refused."""
        return self.attempt(lambda: (work(),)) is not None

    def tell_saved(self) -> None:
        """Say that the record changed and is kept."""
        self.saved.emit(QTime.currentTime().toString("HH:mm"))
        self.changed.emit()

    def undo(self) -> None:
        """Take back the last action."""
        self._turn(self.family.store.undo_in_parts, back=True)

    def redo(self) -> None:
        """Do again what was last taken back."""
        self._turn(self.family.store.redo_in_parts, back=False)

    def _turn(self, begin: Callable[[], Generator[None, None, str | None]], *, back: bool) -> None:
        """Take a step back, or do it again, while the window stays alive."""
        self.leaving.emit()
        if self._turning is None:
            from ehcp_desktop.ui.parts.slices import Slices

            self._turning = Slices(self)
        if self._turning.is_under_way:
            self.refused.emit(self.tr("The last step is still being taken back, or done again."))
            return
        ended = self._turned_back if back else self._turned_again
        self._turning.start(begin(), lambda _: None, ended, self._refuse)

    def _turned_back(self, name: str | None) -> None:
        if name is not None:
            self.tell_saved()
            self.turned.emit(name, True)

    def _turned_again(self, name: str | None) -> None:
        if name is not None:
            self.tell_saved()
            self.turned.emit(name, False)

    def _refuse(self, problem: EhcpError) -> None:
        self.refused.emit(str(problem))

    def say(self, words: str, *, undo: bool = False) -> None:
        """Show a message for a while, with Undo if asked."""
        self.said.emit(words, undo)
