"""The state of a limit on a given day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from ehcp_desktop.domain.rule import Rule
from ehcp_desktop.domain.when import When


class Span(NamedTuple):
    """The readings of one limit; `is_exact` is false when its start is only roughly known.

    Without `latest` no day is known after which it is certainly late.
    """

    cautious: date
    due: date
    latest: date | None
    is_exact: bool


class Undated(NamedTuple):
    """A limit whose day cannot be worked out, and the sentence that says why.

    It is no earlier than `cautious` and no later than `latest`, where these are known.
    """

    cautious: date | None
    due: None
    latest: date | None
    needs: str


State = tuple[str, int | None, bool]
"""A word of the public contract, how late (None when not known), and whether at least that."""

WAITING: State = ("waiting", 0, False)
UNDATED: State = ("waiting", None, False)
NOT_NEEDED: State = ("not_needed", 0, False)
CLOSED: State = ("closed", None, False)
POSSIBLY_OVERDUE: State = ("possibly_overdue", None, False)
MET: State = ("met", 0, False)
MET_BETWEEN: State = ("met", None, False)
POSSIBLY_MET_LATE: State = ("possibly_met_late", None, False)
OVERDUE_UNDATED: State = ("overdue", None, False)
MET_LATE_UNDATED: State = ("met_late", None, False)
NOT_RECORDED: State = ("missed", None, False)


_IN_DOUBT: Mapping[str, State] = MappingProxyType(
    {
        "overdue": WAITING,
        "possibly_overdue": WAITING,
        "met_late": POSSIBLY_MET_LATE,
        "missed": NOT_NEEDED,
    }
)


def in_doubt(stands: State) -> State:
    """Return the state of a limit that perhaps does not apply: never late for certain."""
    return _IN_DOUBT.get(stands[0], stands)


def running(rule: Rule, span: Span | Undated, today: date) -> State:
    """Return the state of a limit that nothing has ended."""
    cautious, due, latest, is_exact = span
    if due is None or cautious is None:
        return _running_undated(rule, latest, today)
    if today <= (due if is_exact else cautious):
        return WAITING
    if rule.show != "deadline":
        return _shown_only(rule, latest, today)
    if latest is None or today <= latest:
        return POSSIBLY_OVERDUE
    if rule.owner == "family":
        return CLOSED
    return "overdue", (today - due).days, not is_exact


def _running_undated(rule: Rule, latest: date | None, today: date) -> State:
    if latest is None or today <= latest or rule.show == "status":
        return UNDATED
    return CLOSED if rule.owner == "family" or rule.show != "deadline" else OVERDUE_UNDATED


def _met_undated(soonest: date | None, latest: date | None, on: When) -> State:
    if soonest is not None and on.last <= soonest:
        return MET
    is_late = latest is not None and on.first > latest
    return MET_LATE_UNDATED if is_late else POSSIBLY_MET_LATE


def _shown_only(rule: Rule, latest: date | None, today: date) -> State:
    is_over = rule.show == "information" and latest is not None and today > latest
    return CLOSED if is_over else WAITING


def met(span: Span | Undated, on: When) -> State:
    """Return whether it came in time, as far as that is known."""
    cautious, due, latest, is_exact = span
    if due is None or cautious is None:
        return _met_undated(cautious, latest, on)
    if on.last <= (due if is_exact else cautious):
        return MET
    if latest is not None and on.first > latest:
        return "met_late", (on.first - due).days, not (is_exact and on.is_exact)
    if is_exact and latest is not None and on.last <= latest:
        return MET_BETWEEN
    return POSSIBLY_MET_LATE


def overtaken(rule: Rule, span: Span | Undated, on: When) -> State:
    """Return whether its day had passed when another event overtook it."""
    _, due, latest, is_exact = span
    if due is None or latest is None or on.first <= latest or rule.overtaken_late == "not_needed":
        return NOT_NEEDED
    if rule.owner == "family":
        return CLOSED
    if rule.overtaken_late == "not_recorded":
        return NOT_RECORDED
    return "missed", (on.first - due).days, not (is_exact and on.is_exact)
