"""An open family record, with what every service needs: the store, the clock, rules and words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from ehcp_desktop.domain.people import Child
from ehcp_desktop.services.private_folder import PrivateFolder
from ehcp_desktop.storage.store import Closing, Store

if TYPE_CHECKING:
    from ehcp_desktop.domain.dates import Calendar
    from ehcp_desktop.services.rulebook import Rulebook
    from ehcp_desktop.services.vocabulary import Vocabulary


class Family(Closing):
    """One family's record and the day it is. Services are functions that take it first."""

    def __init__(self, store: Store, today: Callable[[], date]) -> None:
        self.store = store
        self.today = today
        self.opened_papers = PrivateFolder()
        self._calendars: dict[str, Calendar] = {}
        self._law: tuple[str | None, Rulebook] | None = None

    @classmethod
    def create(cls, path: Path, passphrase: str | None, today: Callable[[], date]) -> Self:
        """Make a new record and open it. Raises FileRefused when that cannot be done."""
        return cls(Store.create(path, passphrase), today)

    @classmethod
    def open(
        cls,
        path: Path,
        passphrase: str | None,
        today: Callable[[], date],
        read_only: bool = False,
    ) -> Self:
        """Open a record. Raises FileRefused, PassphraseNeeded or WrongPassphrase."""
        return cls(Store.open(path, passphrase, read_only), today)

    @property
    def path(self) -> Path:
        """Where the record lies."""
        return self.store.path

    @property
    def children(self) -> list[Child]:
        """The children of this record, as they were added."""
        return self.store.children.all()

    @property
    def rulebook(self) -> Rulebook:
        """The rules of law: those shipped, or with what an applied rule pack changes."""
        pack = self.store.pack
        if self._law is None or self._law[0] != pack:
            self._law = pack, _with_pack(self) if pack else _shipped()
            self._calendars.clear()
        return self._law[1]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The kinds of event."""
        from ehcp_desktop.services.vocabulary import load

        return load()

    @property
    def calendar(self) -> Calendar:
        """England's working days, with what an applied rule pack adds to them."""
        return self.rulebook.calendar

    def calendar_of(self, child_id: str) -> Calendar:
        """Return England's working days with the days of the child's school."""
        book = self.rulebook
        if child_id not in self._calendars:
            from ehcp_desktop.services.school_calendar import calendar_of

            self._calendars[child_id] = calendar_of(self, child_id, book.calendar)
        return self._calendars[child_id]

    def close(self) -> None:
        """Close the record and take away the papers that were copied out to be looked at."""
        self.opened_papers.remove()
        self.store.close()


def _shipped() -> Rulebook:
    from ehcp_desktop.services.rulebook import load

    return load()


def _with_pack(family: Family) -> Rulebook:
    from ehcp_desktop.services.packs import book_of

    return book_of(family)
