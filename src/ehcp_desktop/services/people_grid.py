"""Who was invited to a review, whose advice was asked, sent and received, and who came: in words.

The last days are those of the review's own time limits, as its steps have them. The law names one
from each place, so late is red only before the meeting, where nobody of a place that it names has
what it asks for; what came late is gold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.review import HELD
from ehcp_desktop.domain.when import spoken_day
from ehcp_desktop.services import review_people, review_places

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.invitee import Invitee
    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.domain.when import When
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.review_step import Step

FACTS = ("invited", "asked", "sent", "received")
COLUMNS = (*FACTS, "attendance")
_LIMITED_BY = {"invited": "invitation", "sent": "papers", "received": "papers"}
_OF_LAW = ("invited", "received")  # what is red while it is missing
_ADVICE = frozenset({"sent", "received"})
_DONE = {"invited": "invited", "asked": "asked for", "sent": "sent", "received": "received"}
_CAME = {"attended": "Came", "apologies": "Sent apologies", "absent": "Did not come"}
# As parts of a sentence: what is so, what is not, and what nothing is recorded of.
_SPOKEN = {
    "invited": ("invited", "not invited", "no invitation is recorded"),
    "asked": ("advice asked for", "advice not asked for", "whether advice was asked is not known"),
    "sent": ("advice sent", "advice not sent", "whether advice was sent is not known"),
    "received": ("advice received", "advice not received", "no advice is recorded as received"),
}


class Cell(NamedTuple):
    """What is known of one thing about one person, in `words` and perhaps a `detail` under them.

    `state` is yes, came_late, late (the only red one), waiting, no, apologies, not_recorded,
    not_needed or not_known. `spoken` is the cell as part of a sentence.
    """

    column: str
    state: str
    words: str
    detail: str = ""
    spoken: str = ""


class Line(NamedTuple):
    """One person of a review; `place` is where they come from, "" where that is not known.

    `wanted` are the columns of what is still missing: by law from their place, or asked of them.
    """

    person: Invitee
    place: str
    cells: tuple[Cell, ...]
    wanted: tuple[str, ...] = ()

    @property
    def who(self) -> str:
        """Return the name and the role: "Dr Okoro, health"."""
        role = self.person.role
        return f"{self.person.name}, {role}" if role else self.person.name

    @property
    def sentence(self) -> str:
        """Return all that is known as one sentence, for a screen reader."""
        known = (cell for cell in self.cells if cell.state not in ("not_known", "not_needed"))
        told = "; ".join(cell.spoken for cell in known)
        return f"{self.who}: {told or 'nothing is recorded yet'}."

    def cell(self, column: str) -> Cell:
        """Return the cell of a column."""
        return self.cells[COLUMNS.index(column)]


class _Standing(NamedTuple):
    """How the review stands today, for its cells; `came` are the steps that are on record.

    `owed` has, as place and column, what the law asks for and nobody of that place has.
    """

    today: date
    is_before: bool
    limits: dict[str, Deadline]
    came: frozenset[str]
    owed: frozenset[tuple[str, str]]


def lines(family: Family, review: Review, steps: Sequence[Step]) -> list[Line]:
    """Return every person of a review, as they were added; `steps` are the seven of the review."""
    people = review_people.invitees(family, review.id)
    named = {place.id for place in review_places.wanted(family, review).places}
    standing = _standing(family.today(), steps, _owed(people, named))
    return [_line(person, standing) for person in people]


def is_council_missing(found: Sequence[Line]) -> bool:
    """Say whether everyone from the council is recorded as not having come, or nobody is in it."""
    theirs = [line.person.attendance for line in found if line.place == "council"]
    somebody_came = any(line.person.attendance == "attended" for line in found)
    return somebody_came and all(one in ("apologies", "absent") for one in theirs)


def _owed(people: Sequence[Invitee], named: set[str]) -> frozenset[tuple[str, str]]:
    """Return each named place and column in which no person from there has a yes."""
    found = {
        (_where(one), column)
        for one in people
        for column in _OF_LAW
        if getattr(one, column) == "yes"
    }
    return frozenset((place, column) for place in named for column in _OF_LAW) - found


def _where(person: Invitee) -> str:
    place = review_places.place_of(person.role)
    return place.id if place else ""


def _standing(today: date, steps: Sequence[Step], owed: frozenset[tuple[str, str]]) -> _Standing:
    meeting = next((step.event for step in steps if step.id == "meeting"), None)
    is_held = meeting is not None and meeting.kind == HELD
    has_passed = meeting is not None and meeting.on is not None and meeting.on.last < today
    return _Standing(
        today=today,
        is_before=not (is_held or has_passed),
        limits={step.id: step.deadline for step in steps if step.deadline is not None},
        came=frozenset(step.id for step in steps if step.event is not None),
        owed=owed,
    )


def _line(person: Invitee, standing: _Standing) -> Line:
    place = _where(person)
    facts = (_fact(person, column, place, standing) for column in FACTS)
    wanted = tuple(one for one in _OF_LAW if _is_wanted(person, one, place, standing))
    return Line(person, place, (*facts, _attendance(person, standing)), wanted)


def _is_wanted(person: Invitee, column: str, place: str, standing: _Standing) -> bool:
    """Say whether something of law is missing: from their place, or their own advice."""
    is_theirs = column == "received" and _is_asked_or_sent(person) and person.received != "yes"
    return is_theirs or _is_owed(person, column, place, standing)


def _is_owed(person: Invitee, column: str, place: str, standing: _Standing) -> bool:
    """Say whether the law asks for it from their place, and no other was invited from there."""
    other_is_invited = person.invited == "no" and (place, "invited") not in standing.owed
    return (place, column) in standing.owed and not other_is_invited


def _is_asked_or_sent(person: Invitee) -> bool:
    return person.asked == "yes" or bool(person.sent)


def _fact(person: Invitee, column: str, place: str, standing: _Standing) -> Cell:
    said: str = getattr(person, column)
    limit = standing.limits.get(_LIMITED_BY.get(column, ""))
    is_ours = place in review_places.OURS and column in _ADVICE
    if said == "yes":
        return _done(column, getattr(person, f"{column}_on"), None if is_ours else limit)
    if is_ours and column == "received":
        return Cell(column, "not_needed", "From us")
    if not said and person.asked == "no" and column in _ADVICE:
        return Cell(column, "not_needed", "Not asked for")
    if not said and not _is_awaited(person, column, standing):
        return Cell(column, "not_known", "Not known", spoken=f"{_DONE[column]}: not known")
    if column in _OF_LAW and not _is_wanted(person, column, place, standing):
        return Cell(column, "no", f"Not {_DONE[column]}", spoken=_SPOKEN[column][1])
    is_law = _is_owed(person, column, place, standing)
    return _missing(column, said, standing, limit, is_law=is_law)


def _is_awaited(person: Invitee, column: str, standing: _Standing) -> bool:
    """Say whether their advice should have reached us though nothing is recorded of it.

    Where papers came for the review it may have been among them.
    """
    is_theirs = column == "received" and _is_asked_or_sent(person)
    return is_theirs and "papers" not in standing.came


def _done(column: str, on: When | None, limit: Deadline | None) -> Cell:
    said = _SPOKEN[column][0]
    if on is None:
        spoken = f"{said}, day not known"
        return Cell(column, "yes", "Yes", "day not known", spoken)
    late = _how_late(on, limit)
    state = "came_late" if late else "yes"
    spoken = ", ".join(filter(None, (f"{said} {_plain(on)}", late)))
    return Cell(column, state, on.spoken(), late, spoken)


def _how_late(on: When, limit: Deadline | None) -> str:
    if limit is None or limit.due is None or on.last <= limit.due:
        return ""
    if on.first <= (limit.latest or limit.due):
        return "perhaps late"
    days = _days((on.first - limit.due).days)
    return f"{days} late" if on.is_exact else f"at least {days} late"


def _missing(
    column: str, said: str, standing: _Standing, limit: Deadline | None, *, is_law: bool
) -> Cell:
    words = f"Not {_DONE[column]}" if said else "None recorded"
    spoken = _SPOKEN[column][1 if said else 2]
    if not standing.is_before:
        state = "no" if said else "not_recorded"
        return Cell(column, state, words if said else "Not recorded", spoken=spoken)
    due = limit.due if limit else None
    if limit is None or due is None:
        return Cell(column, "waiting", words, spoken=spoken)
    if standing.today <= (limit.latest or due):
        words = words if said else "Not yet"
        return Cell(column, "waiting", words, f"last day {spoken_day(due)}", spoken)
    past = f"{_days((standing.today - due).days)} past the limit"
    state = "late" if is_law and limit.rule.is_law else "waiting"
    return Cell(column, state, words, past, f"{spoken}, {past}")


def _attendance(person: Invitee, standing: _Standing) -> Cell:
    said = person.attendance
    if said:
        state = {"attended": "yes", "apologies": "apologies"}.get(said, "no")
        return Cell("attendance", state, _CAME[said], spoken=_CAME[said].casefold())
    if standing.is_before:
        return Cell("attendance", "not_known", "Not known", spoken="not known who comes")
    spoken = "whether they came is not recorded"
    return Cell("attendance", "not_recorded", "Not recorded", spoken=spoken)


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _plain(on: When) -> str:
    return on.spoken().replace("\u00a0", " ")
