"""The year ahead on one page: what is late, what is due month by month, and what age changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.counting import Count
from ehcp_desktop.domain.review import ARRANGED
from ehcp_desktop.domain.when import When, spoken_day
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import child_clock, diary
from ehcp_desktop.services.documents.edition import STANDARD
from ehcp_desktop.services.exceptions import claims
from ehcp_desktop.services.letters.filling import clean
from ehcp_desktop.services.packs import in_force
from ehcp_desktop.services.today import OWN_DATES, YEAR, act_on, agenda, each_once, title
from ehcp_desktop.services.whole_file import save_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.child_clock import ChildClock
    from ehcp_desktop.services.documents.edition import Edition
    from ehcp_desktop.services.family import Family

SUFFIXES = (".pdf", ".docx", ".txt")
_YEAR = Count(unit="months", amount=12, day_one=True)
_LATE = ("overdue", "possibly_overdue")
_BASIS = {
    "statutory": "law",
    "case law": "law, as a court decided",
    "guidance": "guidance, not law",
    "practice": "practice, not law",
}
_OWN = {"promise": "promised", "reply_asked": "asked for", "own": "your own date"}
_NEXT_REVIEW = frozenset({"review_first", "review_next", "move_new_la_review"})
_OWNERS = {
    "school": "the school",
    "health_body": "the health service",
    "governing_board": "the governors",
    "mediation_adviser": "the mediation adviser",
    "tribunal": "the Tribunal",
    "family": "you",
}


class Line(NamedTuple):
    """One line of the page: the day, what, who must do it, and what it rests on.

    The month of the day stands above, or before today the whole date beside it.
    """

    day: date
    what: str
    who: str
    basis: str
    is_late: bool = False

    @property
    def texts(self) -> tuple[str, str, str, str]:
        """The four columns as printed."""
        day = f"{_WEEKDAYS[self.day.weekday()]} {self.day.day}"
        if self.is_late:
            day = spoken_day(self.day).replace("\u00a0", " ")  # it may have to break
        return day, self.what, self.who, self.basis


class YearAhead(NamedTuple):
    """All that the page says. `months` are those that have something, nearest first."""

    title: str
    on: date
    facts: tuple[str, ...]
    late: tuple[Line, ...]
    months: tuple[tuple[str, tuple[Line, ...]], ...]
    foot: str


def year_ahead(family: Family, child: Child, path: Path, edition: Edition = STANDARD) -> Path:
    """Write a child's year ahead to a PDF, Word or text file, by its ending, and return it.

    Raises BadInput for another ending and FileRefused when the file cannot be written.
    """
    made = rendered(family, child, path.suffix.casefold(), edition)
    save_file(path, made)
    return path


def rendered(
    family: Family, child: Child, suffix: str, edition: Edition, left_out: tuple[str, ...] = ()
) -> bytes:
    """Return the page as the bytes of a file, without dates that kinds left out have set.

    Raises BadInput for another ending.
    """
    from ehcp_desktop.services.reports import year_out

    page = told(family, child, left_out)
    match suffix:
        case ".pdf":
            return year_out.pdf(page, edition)
        case ".docx":
            return year_out.docx(page, edition)
        case ".txt":
            return year_out.text(page)
    raise BadInput(f"The year ahead can be saved as {', '.join(SUFFIXES)}, not as “{suffix}”.")


def told(family: Family, child: Child, left_out: tuple[str, ...] = ()) -> YearAhead:
    """Return what the page says about a child, from today for twelve months.

    A date that an event of a kind left out has set is not on it.
    """
    today = family.today()
    last = _YEAR.end(today, family.calendar)
    clock = child_clock.clock(family, child)
    due = (one for one in diary.due(family, child.id) if one.trigger.kind not in left_out)
    every = each_once(one for one in due if one.rule.show == "deadline")
    had, words = _had(family, child), _Words(family, child)
    ahead = [one for one in every if one.state == "waiting" or one.is_perhaps_met]
    lines = [*words.ahead(ahead), *_meetings(family, child), *_school(clock, words)]
    within = sorted({line for line in lines if today <= line.day <= last})
    return YearAhead(
        title=clean(f"The year ahead: {child.name}"),
        on=today,
        facts=(
            f"{spoken_day(today)} to {spoken_day(last)}. Written on {spoken_day(today)}"
            " from the family’s record.",
            " ".join(filter(None, _facts(clock, ahead, today))),
            _undated(ahead, today),
        ),
        late=tuple(
            words.late(one)
            for one in every
            if one.state in _LATE and one.due and one.key not in had
        ),
        months=tuple(_by_month(within)),
        foot=_foot(family),
    )


def basis(one: Deadline) -> str:
    """Return what a limit rests on: "law", "guidance, not law", "promised"."""
    return _OWN.get(one.rule.id) or _BASIS[one.rule.basis]


def owner(child: Child, one: Deadline) -> str:
    """Return who must do it, in the family's own words for them."""
    if one.rule.id in OWN_DATES and one.rule.owner != "family":
        return clean(one.trigger.who)
    if one.rule.owner == "authority":
        return clean(child.authority or "the council")
    return _OWNERS[one.rule.owner]


def _undated(ahead: Sequence[Deadline], today: date) -> str:
    """Return what began in the last year and has no day yet, in one line; "" when nothing has."""
    undated = (one for one in ahead if act_on(one, today) is None)
    recent = (one for one in undated if one.trigger_on and today - YEAR <= one.trigger_on.last)
    titles = dict.fromkeys(map(title, recent))
    return f"No date can be worked out yet for: {clean('; '.join(titles))}." if titles else ""


def _facts(clock: ChildClock, ahead: Sequence[Deadline], today: date) -> Iterator[str]:
    stage = f", {clock.stage[0].lower()}{clock.stage[1:]}" if clock.stage else ""
    yield f"{clock.name} in {child_clock.years_of(today)}{stage}."
    reviews = sorted(one.due for one in ahead if one.rule.id in _NEXT_REVIEW and one.due)
    if reviews:
        yield f"Next review: no later than {spoken_day(reviews[0])}, its decision included."
    moves = [move for move in clock.moves if not move.only_if]
    if moves:
        month = When.month(moves[0].on.year, moves[0].on.month).spoken()
        yield f"Next move: {moves[0].title[0].lower()}{moves[0].title[1:]}, {month}."
    yield "The rights are the young person’s own." if clock.is_own else ""


class _Words:
    """Says one limit of a child as a line, with what is claimed about it."""

    def __init__(self, family: Family, child: Child) -> None:
        self._child = child
        self._today = family.today()
        self._claims = claims(family, child.id)

    def ahead(self, due: Iterable[Deadline]) -> Iterator[Line]:
        """Return a line for each; the family's own lead with the day that is surely in time."""
        for one in due:
            day = act_on(one, self._today)
            if day is not None:
                yield self._line(one, day, _conditions(one, day))

    def late(self, one: Deadline) -> Line:
        """Return a line for what is late, or perhaps late."""
        days = one.days_late or 0
        said = f"{'at least ' if one.at_least else ''}{days} {'day' if days == 1 else 'days'} late"
        if one.state == "possibly_overdue" or not days:
            said = "perhaps late"
        assert one.due is not None  # noqa: S101  # only those with a day are asked for
        return self._line(one, one.due, f": {said}")._replace(is_late=True)

    def _line(self, one: Deadline, day: date, said: str) -> Line:
        notes = "".join(f". {claim.note()}" for claim in self._claims.beside(one))
        return Line(day, clean(title(one)) + said + notes, owner(self._child, one), basis(one))


def _conditions(one: Deadline, day: date) -> str:
    said = " (only if the plan is to change)" if one.is_if_changing else _doubt(one)
    if one.due is not None and one.due != day:
        said += f" (the last day is {spoken_day(one.due)})"
    elif one.due is None:
        said += " (the last day is no earlier)"
    elif one.bound:
        said += " (or sooner)" if one.bound == "latest" else " (or later)"
    return said


def _doubt(one: Deadline) -> str:
    """Return what must be so, or must be known, for a limit to apply."""
    if one.assumes:
        return f" (only if {clean('; '.join(one.assumes))})"
    needs = one.needs if one.conditional else ""
    return f" ({needs[0].lower()}{clean(needs[1:].removesuffix('.'))})" if needs else ""


def _had(family: Family, child: Child) -> set[tuple[str, str]]:
    """Return the keys of what the family says that it has, though it looks late."""
    aside = agenda(family, child.id).aside
    told = (matter.deadline for matter, answer in aside if answer.value == "have_it")
    return {one.key for one in told if one is not None}


def _meetings(family: Family, child: Child) -> Iterator[Line]:
    for event in family.store.events.all(child=child.id, kind=ARRANGED):
        if event.on is not None and event.on.is_exact:
            yield Line(event.on.first, "Review meeting", clean(event.who), "arranged")


def _school(clock: ChildClock, words: _Words) -> Iterator[Line]:
    """Return what age and the school year bring; a move in the record has its lines already."""
    for move in clock.moves:
        if not move.only_if:
            yield Line(move.on, move.title, "", "school year")
            limits = () if move.is_planned else move.limits
            yield from words.ahead(one for one in limits if one.rule.is_law)
    for change in clock.changes:
        yield Line(change.day, change.title, "", "age and school year")


def _by_month(lines: Sequence[Line]) -> Iterator[tuple[str, tuple[Line, ...]]]:
    months = dict.fromkeys((line.day.year, line.day.month) for line in lines)
    for year, month in months:
        inside = (line for line in lines if (line.day.year, line.day.month) == (year, month))
        yield When.month(year, month).spoken(), tuple(inside)


def _foot(family: Family) -> str:
    checked = spoken_day(in_force(family).checked)
    told = f"Information, not legal advice. By the law as checked on {checked}."
    return f"{told} “Guidance” and “practice” are not law."


_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
