"""For those who help a family: their authority to act, and how long they keep the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ehcp_desktop.domain.record import Record
from ehcp_desktop.domain.when import When


@dataclass(frozen=True, kw_only=True, slots=True)
class AuthorityToAct(Record):
    """Who lets whom act for the family, from when to when.

    `until` is its last day, `withdrawn` the day the family took it back; `paper` is the signed
    permission.
    """

    given_by: str
    given_to: str
    on: When | None = None
    until: When | None = None
    withdrawn: When | None = None
    covers: str = ""
    leaves_out: str = ""
    paper: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Retention(Record):
    """The last day on which this record is kept, and why that one."""

    until: date
    reason: str = ""
