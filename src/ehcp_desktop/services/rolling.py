"""Move the dates of the made-up family to today, by whole weeks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ehcp_desktop.domain.when import When

_IN_TEXT = re.compile(r"\{(month )?(\d{4}-\d{2}-\d{2})\}")
_DAY_LENGTH = len("2026-06-02")
_SUNDAY = 6
_SEPTEMBER = 9


@dataclass(frozen=True)
class Rolling:
    """Moves what was written for one Sunday to the last Sunday up to `today`."""

    written_for: date
    days_before_move: int
    today: date

    @property
    def by(self) -> timedelta:
        """How far dates move: always whole weeks, so that weekdays stay."""
        since_sunday = (self.today.weekday() - _SUNDAY) % 7
        return self.today - timedelta(days=since_sunday) - self.written_for

    @property
    def move(self) -> date:
        """The 1 September of the move to secondary school: the next one not too near."""
        earliest = self.today + timedelta(days=self.days_before_move)
        this_year = date(earliest.year, _SEPTEMBER, 1)
        return this_year if this_year >= earliest else this_year.replace(year=earliest.year + 1)

    @property
    def years_to_move(self) -> int:
        """How many school years lie between now and the move, this one counted: one or two."""
        began = self.today.year - (self.today.month < _SEPTEMBER)
        return self.move.year - began

    def day(self, written: str) -> date:
        """Return a written day, moved."""
        return date.fromisoformat(written) + self.by

    def when(self, written: str | None) -> When | None:
        """Return a written day or month, moved, or the day of the "move"."""
        if written is None:
            return None
        if written == "move":
            return When.day(self.move)
        if len(written) == _DAY_LENGTH:
            return When.day(self.day(written))
        moved = self.day(f"{written}-15")
        return When.month(moved.year, moved.month)

    def text(self, written: str) -> str:
        """Return a text with its dates moved and spoken."""
        return _IN_TEXT.sub(self._spoken, written.strip())

    def _spoken(self, found: re.Match[str]) -> str:
        when = When.day(self.day(found[2]))
        if found[1]:
            return When.month(when.first.year, when.first.month).spoken().split("\u00a0")[0]
        return when.spoken()
