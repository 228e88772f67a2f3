"""Open the family file that a command names, with its passphrase and its clock."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ehcp_desktop.errors import BadInput, EhcpError, PassphraseNeeded

if TYPE_CHECKING:
    from ehcp_desktop.domain.pack import Pack
    from ehcp_desktop.domain.when import When
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.rulebook import Rulebook

FILE = click.Path(path_type=Path, readable=False)  # click would call a forbidden file wrong usage
_EARLIEST, _LATEST = 1900, 2100  # the years that a typed date may have


class Day(click.ParamType[date]):
    """A day of the calendar as YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the day. Fails as wrong usage when it is not one."""
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day; write it like 2026-06-02.", param, ctx)
        if not _EARLIEST <= day.year <= _LATEST:
            self.fail(f"The year {day.year} cannot be right; check it.", param, ctx)
        return day


with_today = click.option(
    "--today", type=Day(), default=date.today, metavar="YYYY-MM-DD",
    help="Work as if it were this day.",
)  # fmt: skip
as_json = click.option("--json", "is_json", is_flag=True, help="Print JSON instead of words.")
with_passphrase = click.option(
    "--passphrase-file", type=FILE, metavar="PATH",
    help="Read the passphrase from this file; without it you are asked, if the file has one.",
)  # fmt: skip


@dataclass(frozen=True)
class Door:
    """The way into one family file."""

    path: Path
    passphrase_file: Path | None
    today: date

    @contextmanager
    def reading(self, *, remembers: bool = False) -> Iterator[Family]:
        """Open the file to look at it on the day that --today says; settings may be kept."""
        with self._opened(self.today, read_only=not remembers) as family:
            yield family

    @contextmanager
    def writing(self) -> Iterator[Family]:
        """Open the file to change it on the day that --today says."""
        with self._opened(self.today, read_only=False) as family:
            yield family

    @contextmanager
    def recording(self) -> Iterator[Family]:
        """Open the file to record what has happened.

        --today may look back, but what has happened by now can always be recorded.
        """
        with self._opened(max(self.today, date.today()), read_only=False) as family:  # noqa: DTZ011  # the family's own day
            yield family

    @contextmanager
    def _opened(self, today: date, *, read_only: bool) -> Iterator[Family]:
        from ehcp_desktop.services.private_folder import remove_left_behind

        remove_left_behind()
        family = self._family(lambda: today, read_only)
        if family.store.told:
            click.echo(family.store.told, err=True)
        try:
            yield family
        finally:
            family.close()

    def _family(self, today: Callable[[], date], read_only: bool) -> Family:
        from ehcp_desktop.services.family import Family

        if self.passphrase_file is not None:
            return Family.open(self.path, read_passphrase(self.passphrase_file), today, read_only)
        try:
            return Family.open(self.path, None, today, read_only)
        except PassphraseNeeded as needed:
            passphrase = ask_passphrase(needed)
        return Family.open(self.path, passphrase, today, read_only)


@dataclass(frozen=True)
class LawDoor:
    """The way to the law: that of a record with its rule pack, or without one what is shipped."""

    door: Door | None
    today: date

    @contextmanager
    def reading(self) -> Iterator[tuple[Rulebook, Pack]]:
        """Open the rules, and the pack that they come from."""
        from ehcp_desktop.services import packs, rulebook

        if self.door is None:
            yield rulebook.load(), packs.shipped()
            return
        with self.door.reading() as family:
            yield family.rulebook, packs.in_force(family)


def on_file(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command its FILE, --passphrase-file and --today, as one Door."""

    @click.argument("file", type=FILE)
    @with_passphrase
    @with_today
    @functools.wraps(function)
    def run(file: Path, passphrase_file: Path | None, today: date, **typed: object) -> None:
        function(Door(file, passphrase_file, today), **typed)

    return run


def with_law(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command --record, --passphrase-file and --today, as one way to the law."""

    @click.option(
        "--record", type=FILE, metavar="FILE",
        help="Use the law of this record: its own law update, where it has one.",
    )  # fmt: skip
    @with_passphrase
    @with_today
    @functools.wraps(function)
    def run(
        record: Path | None, passphrase_file: Path | None, today: date, **typed: object
    ) -> None:
        door = Door(record, passphrase_file, today) if record else None
        function(LawDoor(door, today), **typed)

    return run


def read_passphrase(path: Path) -> str:
    """Return the passphrase that a file holds, without the end of its line."""
    try:
        written = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"“{path.name}” does not hold a passphrase in plain text.") from error
    return written.removesuffix("\n").removesuffix("\r")


def ask_passphrase(why: EhcpError, *, twice: bool = False) -> str:
    """Ask for the passphrase without showing it, or read a line where nobody sits at a terminal.

    Raises `why` when none is given, and BadInput when the two are not alike.
    """
    try:
        if sys.stdin.isatty():
            asked: str = click.prompt(
                "Passphrase", hide_input=True, confirmation_prompt=twice, err=True
            )
            return asked
    except click.Abort:
        raise why from None
    given = [sys.stdin.readline().rstrip("\r\n") for _ in range(1 + twice)]
    if not given[0]:
        raise why
    if given[0] != given[-1]:
        raise BadInput("The two passphrases are not alike; type the same one twice.")
    return given[0]


def read_day(text: str, today: date) -> date:
    """Return an exact day as typed. Raises BadInput for any other date, such as 31 June."""
    when = read_date(text, today)
    if when is None or not when.is_exact:
        raise BadInput(f"“{text}” does not name one day; write it like 2 June 2026.")
    return when.first


def read_date(text: str | None, today: date, *, ahead: bool = False) -> When | None:
    """Return a day, month or year as typed; None when nothing, or “not sure”, was."""
    from ehcp_desktop.domain.typed_date import read_when

    return read_when(text, today, ahead=ahead) if text else None
