"""A family's record: one file, opened, read, changed and closed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from ehcp_desktop.errors import BadInput, FileRefused, ReadOnly
from ehcp_desktop.storage import journal, migrations, opening
from ehcp_desktop.storage.changes import Changes, HistoryEntry, Parts
from ehcp_desktop.storage.connection import Connection
from ehcp_desktop.storage.crypto import Key
from ehcp_desktop.storage.hold import Hold
from ehcp_desktop.storage.place import Place
from ehcp_desktop.storage.search import Hit, Search
from ehcp_desktop.storage.table import Table

if TYPE_CHECKING:
    from ehcp_desktop.domain.advocacy import AuthorityToAct, Retention
    from ehcp_desktop.domain.correction import Correction
    from ehcp_desktop.domain.event import Answer, Event
    from ehcp_desktop.domain.invitee import Invitee
    from ehcp_desktop.domain.letter import Attachment, Dispatch, Draft, Letter, Paper
    from ehcp_desktop.domain.meeting import MeetingLine
    from ehcp_desktop.domain.own_letter import OwnLetter
    from ehcp_desktop.domain.pack import KeptPack
    from ehcp_desktop.domain.people import Child, Contact, Role
    from ehcp_desktop.domain.plan import Plan, Section
    from ehcp_desktop.domain.preparation import Preparation
    from ehcp_desktop.domain.review import Action, Minutes, Review
    from ehcp_desktop.domain.school_days import SchoolDates
    from ehcp_desktop.storage.copying import Copier

T = TypeVar("T")
# Each table: the module and the class of its records, and its name in SQL.
_TABLES = {
    "children": ("people", "Child", "child"),
    "contacts": ("people", "Contact", "contact"),
    "roles": ("people", "Role", "role"),
    "school_dates": ("school_days", "SchoolDates", "school_dates"),
    "events": ("event", "Event", "event"),
    "answers": ("event", "Answer", "answer"),
    "plans": ("plan", "Plan", "plan"),
    "sections": ("plan", "Section", "section"),
    "reviews": ("review", "Review", "review"),
    "minutes": ("review", "Minutes", "minutes"),
    "actions": ("review", "Action", "action_item"),
    "letters": ("letter", "Letter", "letter"),
    "dispatches": ("letter", "Dispatch", "dispatch"),
    "papers": ("letter", "Paper", "paper"),
    "attachments": ("letter", "Attachment", "attachment"),
    "drafts": ("letter", "Draft", "draft"),
    "packs": ("pack", "KeptPack", "pack"),
    "own_letters": ("own_letter", "OwnLetter", "own_letter"),
    "meeting_lines": ("meeting", "MeetingLine", "meeting_line"),
    "invitees": ("invitee", "Invitee", "invitee"),
    "corrections": ("correction", "Correction", "correction"),
    "preparations": ("preparation", "Preparation", "preparation"),
    "authorities_to_act": ("advocacy", "AuthorityToAct", "authority_to_act"),
    "retentions": ("advocacy", "Retention", "retention"),
}
_LARGEST_JOURNAL = 1_000_000  # bytes of it that are kept between changes
Clock = Callable[[], datetime]


def now() -> datetime:
    """Return the moment, for the change log."""
    return datetime.now().astimezone()


class Closing:
    """What is closed when its `with` block ends, however it ends."""

    def close(self) -> None:
        """Let go of what is held."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


class Store(Closing):
    """An open record, made by `Store.create` or `Store.open`; one table per record type.

    It is `read_only` when that was asked for, when the file cannot be written, and when another
    program writes it: then `held_by` says who and since when. When opening it brought it up to
    date, `told` is a sentence that names the copy of it as it was, which was kept beside it.
    """

    children: Table[Child]
    contacts: Table[Contact]
    roles: Table[Role]
    school_dates: Table[SchoolDates]
    events: Table[Event]
    answers: Table[Answer]
    plans: Table[Plan]
    sections: Table[Section]
    reviews: Table[Review]
    minutes: Table[Minutes]
    actions: Table[Action]
    letters: Table[Letter]
    dispatches: Table[Dispatch]
    papers: Table[Paper]
    attachments: Table[Attachment]
    drafts: Table[Draft]
    packs: Table[KeptPack]
    own_letters: Table[OwnLetter]
    meeting_lines: Table[MeetingLine]
    invitees: Table[Invitee]
    corrections: Table[Correction]
    preparations: Table[Preparation]
    authorities_to_act: Table[AuthorityToAct]
    retentions: Table[Retention]

    def __init__(
        self, connection: Connection, place: Place, key: Key | None, hold: Hold, clock: Clock
    ) -> None:
        self.path = place.path
        self.held_by = hold.held_by
        self.told = ""
        self._connection = connection
        self._place = place
        self._key = key
        self._hold = hold
        self._search = Search(connection)
        self._changes = Changes(connection, self._search, clock, self._guard)

    @classmethod
    def create(cls, path: Path, passphrase: str | None = None, clock: Clock = now) -> Self:
        """Make a new record and open it. Raises FileRefused when it exists or cannot be made."""
        from ehcp_desktop.storage import creating

        key = creating.create(path, passphrase, clock())
        return cls._open(opening.look(path), key, "", clock)

    @classmethod
    def open(
        cls,
        path: Path,
        passphrase: str | None = None,
        read_only: bool = False,
        clock: Clock = now,
    ) -> Self:
        """Open a record; a recovery code does as a passphrase.

        Raises FileRefused, PassphraseNeeded or WrongPassphrase; then the file is untouched.
        """
        start = opening.look(path)
        key = opening.find_key(start, passphrase)
        return cls._open(start, key, "it was opened for reading" if read_only else "", clock)

    @classmethod
    def _open(cls, start: opening.Start, key: Key | None, why: str, clock: Clock) -> Self:
        hold = Hold.take(start.path, why, clock())
        try:
            if hold.lock:
                journal.check(start.path)
            connection = opening.connect(start, key)
            try:
                told = _prepare(connection, hold, start.path, key)
                store = cls(connection, Place(start.path, connection), key, hold, clock)
                store.told = told
                return store
            except BaseException:
                connection.close()
                raise
        except BaseException:
            hold.release()
            raise

    def __getattr__(self, name: str) -> Table[Any]:
        """Make a table when it is first asked for: to open a record needs few of them."""
        if name not in _TABLES:
            raise AttributeError(name)
        module, record, table = _TABLES[name]
        kind = getattr(import_module(f"ehcp_desktop.domain.{module}"), record)
        made: Table[Any] = Table(kind, table, self._connection, self._changes)
        setattr(self, name, made)
        return made

    @property
    def read_only(self) -> bool:
        """True when nothing can be saved."""
        return self._hold.lock is None

    @property
    def is_encrypted(self) -> bool:
        """True when the file is protected with a passphrase."""
        return self._key is not None

    def is_opened_by(self, passphrase: str) -> bool:
        """Tell whether a passphrase, or a recovery code, is the one of this record."""
        if self._key is None:
            return True
        return self._key == opening.key_of(self._key.salt, passphrase)

    @property
    def recovery_code(self) -> str:
        """The code to print and keep, which opens the file without its passphrase; "" if plain."""
        return self._key.recovery_code if self._key else ""

    def action(self, name: str, who: str = "", visit: str = "") -> AbstractContextManager[None]:
        """Make everything saved inside one undo step, all of it or nothing.

        Inside another action it is a part of that. Actions with the same `visit` that follow each
        other are one step: a field that is saved as it is typed into.
        """
        return self._changes.action(name, who, visit)

    def in_parts(self, parts: Iterable[T]) -> Iterator[T]:
        """Carry out a long action with a pause after each part, in which nothing can be saved.

        What tries to, such as another screen or Undo, is refused with FileRefused.
        """
        return self._changes.in_parts(parts)

    def index_in_parts(self) -> Iterator[None]:
        """Do what the end of a long action would do at once, and pause after each short part."""
        return self._changes.index_in_parts()

    @property
    def can_undo(self) -> str | None:
        """The name of the action that `undo` would take back."""
        return self._changes.can_undo

    @property
    def can_redo(self) -> str | None:
        """The name of the action that `redo` would do again."""
        return self._changes.can_redo

    def undo(self) -> str | None:
        """Take the last action back; returns its name, or None when there is none."""
        return _whole(self._changes.undo_in_parts())

    def redo(self) -> str | None:
        """Do again what was last taken back; returns its name, or None when there is none."""
        return _whole(self._changes.redo_in_parts())

    def undo_in_parts(self) -> Parts:
        """Undo, and pause after each short part, in which nothing else can be saved.

        Stopped before its end, it has changed nothing.
        """
        return self._changes.undo_in_parts()

    def redo_in_parts(self) -> Parts:
        """Redo, likewise."""
        return self._changes.redo_in_parts()

    def settle(self) -> None:
        """Let everything done so far stay for good: it can no longer be taken back."""
        self._changes.settle()

    def history(self, limit: int = 100) -> list[HistoryEntry]:
        """Return the last actions, the newest first."""
        return self._changes.history(limit)

    def last_set(self, table: str, identity: str, column: str) -> datetime | None:
        """Return when a column of a row was last given its value (UTC); None when it never was."""
        return self._changes.last_set(table, identity, column)

    @property
    def revision(self) -> int:
        """A number that grows with every change, made here or by the program that writes."""
        return self._changes.revision + self._connection.data_version

    def changed_since(self, revision: int) -> bool:
        """Tell whether anything has changed since `revision` had this value."""
        return self.revision != revision

    def search(self, query: str, limit: int = 50) -> list[Hit]:
        """Return what holds every word of the query, the newest first.

        Words may be typed with any punctuation; the last one may be only a beginning.
        """
        return self._search.find(query, limit)

    def ids_with(self, query: str, kind: str) -> set[str]:
        """Return the ids of everything of a table, such as "event", that holds the words."""
        return self._search.ids(query, kind)

    def put_bytes(self, data: bytes) -> str:
        """Keep the bytes of a paper, once however often they are put; returns their sha256."""
        import hashlib

        sha256 = hashlib.sha256(data).hexdigest()
        self._changes.run("insert or ignore into blob values (?, ?)", (sha256, data))
        return sha256

    def read_bytes(self, sha256: str) -> bytes:
        """Return the bytes of a paper. Raises BadInput when they are not here."""
        held = self._connection.value("select bytes from blob where sha256 = ?", (sha256,))
        if not isinstance(held, bytes):
            raise BadInput("The bytes of this paper are not in the record.")
        return held

    @property
    def identity(self) -> str:
        """The id that this record keeps for life, also in its copies and backups."""
        return str(self._connection.value("select value from meta where name = 'file'"))

    def setting(self, key: str) -> str | None:
        """Return a setting that belongs to the record, or None."""
        value = self._connection.value("select value from setting where name = ?", (key,))
        return None if value is None else str(value)

    def set_setting(self, key: str, value: str) -> None:
        """Keep a setting with the record; it is no step of undo."""
        self._changes.run("insert or replace into setting values (?, ?)", (key, value))

    @property
    def has_advocate(self) -> bool:
        """True when somebody's authority to act, or until when this is kept, is on record."""
        every = "select 1 from authority_to_act_live union select 1 from retention_live"
        return bool(self._connection.number(f"select exists ({every})"))

    def advocacy_ends_by(self, end: date, today: date) -> bool:
        """Tell whether an authority may end by a day, or the day to keep this until is past."""
        every = (
            "select 1 from authority_to_act_live where until <= ?1 or withdrawn <= ?1"
            " union select 1 from retention_live where until < ?2"
        )
        days = (end.isoformat(), today.isoformat())
        return bool(self._connection.number(f"select exists ({every})", days))

    @property
    def pack(self) -> str | None:
        """The id of the rule pack that counts here; None for the law of the program."""
        held = self._connection.value("select id from pack_live order by number desc limit 1")
        return None if held is None else str(held)

    def copier(self, passphrase: str | None) -> Copier:
        """Return what writes this record to another file, protected with a passphrase.

        None is for the passphrase that the record itself has.
        """
        from ehcp_desktop.storage.copying import Copier

        return Copier(self.path, self._key, passphrase)

    def verify(self) -> list[str]:
        """Return a sentence for everything that is wrong in the file; none when it is sound."""
        from ehcp_desktop.storage import soundness

        return soundness.faults(self._connection)

    def close(self) -> None:
        """Close the record, leaving one file. Closing again does nothing."""
        if self._connection.is_closed:
            return
        if not self.read_only:
            self._connection.settle()
        self._connection.close()
        self._hold.release()

    def _guard(self) -> None:
        if self.read_only:
            raise ReadOnly(
                f"“{self.path.name}” is open for reading only: {self._hold.why}."
                " Nothing was changed."
            )
        self._place.check()


def _whole(parts: Parts) -> str | None:
    """Do all of it without a pause."""
    while True:
        try:
            next(parts)
        except StopIteration as end:
            name: str | None = end.value
            return name


def _prepare(connection: Connection, hold: Hold, path: Path, key: Key | None) -> str:
    """Make a record ready to be read, or written; say where a copy of an older one was kept."""
    if hold.lock is None:
        if migrations.is_old(connection):
            raise FileRefused(
                "This record was made by an older EHCP Desktop and must be brought up to date"
                f" before it can be read, but {hold.why}. Open it once where it can be changed,"
                " for example in the window; a copy of it as it was is kept beside it."
            )
        connection.run("pragma query_only = on")
        return ""
    told = ""
    if migrations.is_old(connection):
        from ehcp_desktop.storage.keeping import bring_up_to_date

        told = bring_up_to_date(connection, path, key)
    # A journal that stays, its head wiped after each change, is as safe as one cut to nothing,
    # and its pages need not be found again on the disk for each save.
    connection.value("pragma journal_mode = persist")
    connection.value(f"pragma journal_size_limit = {_LARGEST_JOURNAL}")
    return told
