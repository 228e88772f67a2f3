"""The families that an advocate helps: a private list of files, in which nobody has a name.

It is a JSON file beside the records that only this account can read. What it knows of a family is
where the file lies, a label that the advocate gave, and three days.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from itertools import count
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.record import new_id
from ehcp_desktop.errors import BadInput, FileRefused
from ehcp_desktop.services.whole_file import write_whole
from ehcp_desktop.storage import opening
from ehcp_desktop.storage.lock import Held, Lock, lock_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from ehcp_desktop.services.family import Family

MISSING, PROTECTED, READABLE = "missing", "protected", "readable"
LOCK_MINUTES = 10  # without a key or the mouse, unless another number is chosen
_TRIES, _PAUSE = 100, 0.02  # how often, and after how many seconds, a list in use is asked for
_PLAIN = b"SQLite format 3\0"
_DAYS = ("opened", "keep_until", "authority_until")


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A family of the list. `number` stays its own, also when others are taken off.

    `record` is the id that the record keeps for life, "" until it was opened; `opened` the day of
    that; `keep_until` and `authority_until` are the last days that the record itself names.
    """

    id: str
    number: int
    path: Path
    label: str = ""
    record: str = ""
    opened: date | None = None
    keep_until: date | None = None
    authority_until: date | None = None

    @property
    def name(self) -> str:
        """What it is called on the list: the label, or "Family 3"; never a name or a file."""
        return self.label or f"Family {self.number}"

    @property
    def state(self) -> str:
        """Whether the file is MISSING, PROTECTED with a passphrase, or READABLE by anyone."""
        try:
            with self.path.open("rb") as file:
                return READABLE if file.read(len(_PLAIN)) == _PLAIN else PROTECTED
        except OSError:
            return MISSING

    def without_place(self, sentence: str) -> str:
        """Return a sentence with the name of the family in place of its file, which may tell."""
        for told in (str(self.path), self.path.name):
            sentence = sentence.replace(told, self.name)
        return sentence


class Families:
    """The list, kept in a file that is written whole at every change, by one window at a time."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @property
    def is_used(self) -> bool:
        """True once a family was put on the list."""
        return self._file.is_file()

    def all(self) -> tuple[Listed, ...]:
        """Return the families in the order in which they were added. Raises FileRefused."""
        return self._read().families

    def get(self, identity: str) -> Listed:
        """Return a family of the list. Raises BadInput when it was taken off."""
        for one in self.all():
            if one.id == identity:
                return one
        raise BadInput("This family is no longer on the list.")

    def holding(self, path: Path) -> Listed | None:
        """Return the family whose file this is, if it is on the list."""
        if not self.is_used:
            return None
        place = path.resolve()
        return next((one for one in self.all() if one.path.resolve() == place), None)

    def add(self, path: Path, label: str = "") -> Listed:
        """Put a record on the list. Raises BadInput if it is there, FileRefused if it is none.

        A link is followed: what is listed is the file that holds the record. One that was taken
        off gets its number, label and days again.
        """
        opening.look(path)
        made: list[Listed] = []

        def added(kept: _Kept) -> _Kept:
            self._check_new(path)
            place = path.resolve()
            new = Listed(id=new_id(), number=kept.last + 1, path=place)
            one = next((one for one in kept.off if one.path == place), new)
            # Which record the file holds now is only known when it is opened.
            made.append(replace(one, label=label.strip() or one.label, record=""))
            off = tuple(each for each in kept.off if each is not one)
            last = max(kept.last, one.number)
            return kept._replace(last=last, families=(*kept.families, *made), off=off)

        self._change(added)
        return made[0]

    def relabel(self, identity: str, label: str) -> None:
        """Give a family of the list another label."""
        self._alter(identity, lambda one: replace(one, label=label.strip()))

    def move(self, listed: Listed) -> None:
        """Keep where a family's record lies now. Raises FileRefused when what lies there is none.

        Raises BadInput when it is the record of another family of the list.
        """
        other = self.holding(listed.path)
        if other is not None and other.id != listed.id:
            raise BadInput(f"That is the record of {other.name}.")
        opening.look(listed.path)
        place = listed.path.resolve()
        self._alter(listed.id, lambda one: replace(one, path=place))

    def put_back(self, listed: Listed) -> None:
        """Put a family that was taken off on the list again, as it was."""

        def added(kept: _Kept) -> _Kept:
            self._check_new(listed.path)
            off = tuple(one for one in kept.off if one.id != listed.id)
            return kept._replace(families=(*kept.families, listed), off=off)

        self._change(added)

    def take_off(self, identity: str, *, is_deleted: bool = False) -> None:
        """Take a family off the list; its record stays where it is, unless it was deleted.

        Where it lies, its label and its days are kept for when it is added again.
        """

        def without(kept: _Kept) -> _Kept:
            left = tuple(one for one in kept.families if one.id != identity)
            gone = [one for one in kept.families if one.id == identity and not is_deleted]
            places = {one.path for one in gone}
            off = (*(one for one in kept.off if one.path not in places), *gone)
            return kept._replace(families=left, off=off)

        self._change(without)

    def note(self, listed: Listed, family: Family) -> Listed:
        """Keep what the list says of a family that was opened: that it was, and its last days.

        Raises BadInput when the file now holds another record than the one on the list.
        """
        keep_until, authority_until = _last_days(family)

        def noted(one: Listed) -> Listed:
            if one.record not in ("", family.store.identity):
                raise BadInput(
                    f"The file of {one.name} now holds another record than the one on the list,"
                    " so it was not opened. Add it to the list by itself."
                )
            return replace(
                one,
                record=family.store.identity,
                opened=family.today(),
                keep_until=keep_until,
                authority_until=authority_until,
            )

        return self._alter(listed.id, noted) or noted(listed)

    def new_path(self) -> Path:
        """Return where the record of the next family would be kept: a name that tells nothing."""
        places = (
            self._file.with_name(f"family-{n:04d}.ehcp") for n in count(self._read().last + 1)
        )
        return next(place for place in places if not place.exists())

    @property
    def lock_minutes(self) -> int:
        """After how many minutes without a key an open family is closed; 0 for never."""
        return self._read().lock_minutes

    def set_lock_minutes(self, minutes: int) -> None:
        """Close an open family after so many minutes without a key; 0 for never."""
        self._change(lambda kept: kept._replace(lock_minutes=minutes))

    def _check_new(self, path: Path) -> None:
        if self.holding(path) is not None:
            raise BadInput("This record is on the list already.")

    def _alter(self, identity: str, altered: Callable[[Listed], Listed]) -> Listed | None:
        """Alter a family as it now stands on the list; None when it was taken off."""
        found: list[Listed] = []

        def row(one: Listed) -> Listed:
            if one.id != identity:
                return one
            found.append(altered(one))
            return found[0]

        self._change(lambda kept: kept._replace(families=tuple(map(row, kept.families))))
        return found[0] if found else None

    def _change(self, changed: Callable[[_Kept], _Kept]) -> None:
        """Change the list as it now is, while no other window does."""
        try:
            lock = self._alone()
            try:
                self._write(changed(self._read()))
            finally:
                lock.release()
        except OSError as problem:
            raise FileRefused(
                f"The list of families could not be saved: {problem.strerror}."
                " It is as it was before."
            ) from problem

    def _alone(self) -> Lock:
        for _ in range(_TRIES):
            with suppress(Held):
                return Lock(lock_path(self._file), datetime.now().astimezone())
            sleep(_PAUSE)
        raise FileRefused(
            "Another window is changing the list of families just now, so this was not saved."
            " Try again."
        )

    def _read(self) -> _Kept:
        try:
            told = json.loads(self._file.read_bytes())
            every = tuple(_listed(row) for row in told["families"])
            off = tuple(_listed(row) for row in told.get("off", ()))
            return _Kept(int(told["last"]), int(told["lock_minutes"]), every, off)
        except FileNotFoundError:
            return _Kept()
        except (OSError, ValueError, TypeError, KeyError) as problem:
            raise FileRefused(
                f"The list of families, “{self._file}”, cannot be read. The records themselves are"
                " untouched: move the list away, and add them again."
            ) from problem

    def _write(self, kept: _Kept) -> None:
        rows = {name: [_row(one) for one in getattr(kept, name)] for name in ("families", "off")}
        told = {**kept._asdict(), **rows}
        write_whole(self._file, json.dumps(told, ensure_ascii=False, indent=1).encode())


class _Kept(NamedTuple):
    """What the file holds; `last` is the number given last, `off` is what was taken off."""

    last: int = 0
    lock_minutes: int = LOCK_MINUTES
    families: tuple[Listed, ...] = ()
    off: tuple[Listed, ...] = ()


def families() -> Families:
    """Return the list of this account."""
    from ehcp_desktop.paths import families_file

    return Families(families_file())


def _last_days(family: Family) -> tuple[date | None, date | None]:
    """Return until when the record is kept, and until when somebody may act for the family."""
    if not family.store.has_advocate:
        return None, None
    from ehcp_desktop.services import advocacy

    kept = advocacy.retention(family)
    return (kept.until if kept else None), advocacy.last_authority(family)


def _row(listed: Listed) -> dict[str, object]:
    days = {name: day.isoformat() if (day := getattr(listed, name)) else None for name in _DAYS}
    return {**asdict(listed), "path": str(listed.path), **days}


def _listed(row: dict[str, str | None]) -> Listed:
    days = {name: date.fromisoformat(day) if (day := row[name]) else None for name in _DAYS}
    return Listed(
        id=str(row["id"]),
        number=int(row["number"] or 0),
        path=Path(str(row["path"])),
        label=str(row["label"]),
        record=str(row["record"]),
        **days,
    )
