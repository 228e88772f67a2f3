"""Exceptions to time limits: shown beside the date, with their evidence; no date ever moves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop import resources
from ehcp_desktop.domain.entry import Entry
from ehcp_desktop.domain.event import EXCEPTION_CLAIMED, Event, ended_on
from ehcp_desktop.services.shipped import read_toml_cached

if TYPE_CHECKING:
    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.rulebook import Rulebook

FILE = resources.ROOT / "law" / "exceptions.toml"
_TABLES = ("exception", "no_exception", "regulation")
_OVERTAKEN = ("missed", "not_needed", "closed")


class Ground(NamedTuple):
    """A reason given for being late; `is_one` when some regulation makes it an exception.

    `needs` says which facts it depends on, `evidence` what shows them.
    """

    id: str
    plain: str
    needs: str = ""
    evidence: str = ""
    is_one: bool = True


class Regulation(NamedTuple):
    """Which exceptions may stand beside which limits, and who may rely on them.

    It holds for limits that began on the day `since` or later.
    """

    citation: str
    rules: tuple[str, ...]
    exceptions: tuple[str, ...]
    who: str
    since: date = date.min


class Exceptions(NamedTuple):
    """All that resources/law/exceptions.toml says, and before it what a rule pack says."""

    grounds: Mapping[str, Ground]
    regulations: tuple[Regulation, ...]

    def regulation(self, rule_id: str, began: date = date.max) -> Regulation | None:
        """Return the regulation with the exceptions to a limit; None when it has none."""
        found = (one for one in self.regulations if rule_id in one.rules)
        return next((one for one in found if one.since <= began), None)

    def who_may(self, outcome: str) -> list[str]:
        """Return who may rely on an exception, in words; nobody where it is none."""
        found = (one.who for one in self.regulations if outcome in one.exceptions)
        return list(dict.fromkeys(found))

    def allows(self, rule_id: str, outcome: str, began: date = date.max) -> bool:
        """Return whether the outcome is an exception to that limit; "" may turn out to be one."""
        found = self.regulation(rule_id, began)
        return found is not None and (not outcome or outcome in found.exceptions)


class Claim(NamedTuple):
    """Something given as a reason for one limit: its words, and the regulation if there is one.

    `is_allowed` is false when it is no exception to that limit.
    """

    event: Event
    title: str
    citation: str
    is_allowed: bool

    def sentence(self) -> str:
        """Return what to show beside the date."""
        who, on = self.event.who or "The council", ended_on(self.event)
        when = f" on {on.spoken()}" if on else ""
        said = f"{who} said{when} that the time could not be kept"
        if not self.event.outcome:
            return f"{said}. The date stays. Ask for the reason, and for what shows it."
        said += f": “{_lower(self.title)}”."
        if not self.is_allowed:
            return (
                f"{said} For this time limit the law does not allow that reason. "
                "The date stays. Ask which exception in the law they mean."
            )
        return (
            f"{said} The law allows this reason here, if it is so. "
            "The date itself stays. Ask for what shows it."
        )

    def note(self) -> str:
        """Return the same in a few words, for a row of a list."""
        on = ended_on(self.event)
        day = f" ({on.spoken()})" if on else ""
        if self.is_allowed:
            return f"They say the time could not be kept{day}; the date stands."
        return f"The law does not allow the reason they gave{day}; the date stands."

    def as_json(self) -> dict[str, object]:
        """Return what `ehcp due --json` prints of it."""
        on = ended_on(self.event)
        return {
            "exception": self.event.outcome,
            "on": on.iso() if on else None,
            "who": self.event.who,
            "citation": self.citation,
            "is_exception": self.is_allowed,
        }


class Claims:
    """What is recorded as claimed, and beside which limits it stands."""

    def __init__(self, family: Family, events: Iterable[Event]) -> None:
        self._claims = [event for event in events if event.kind == EXCEPTION_CLAIMED]
        self._words = family.vocabulary
        self._book = load(family.rulebook) if self._claims else Exceptions({}, ())

    def beside(self, deadline: Deadline) -> tuple[Claim, ...]:
        """Return what is claimed about one limit, in the order of the record."""
        found = [event for event in self._claims if self._is_about(event, deadline)]
        return tuple(self._claim(event, deadline) for event in found)

    def unfounded(self, deadlines: Sequence[Deadline]) -> frozenset[str]:
        """Return the events that give no exception to any limit that was running."""
        founded = {
            claim.event.id
            for deadline in deadlines
            for claim in self.beside(deadline)
            if claim.is_allowed and claim.event.outcome
        }
        return frozenset(event.id for event in self._claims) - founded

    def _claim(self, event: Event, deadline: Deadline) -> Claim:
        rule_id, began = deadline.rule.id, _began(deadline)
        regulation = self._book.regulation(rule_id, began)
        allowed = self._book.allows(rule_id, event.outcome, began)
        citation = regulation.citation if regulation and allowed else ""
        title = self._words.kind(event.kind).outcome_words(event.outcome)
        return Claim(event, title, citation, allowed)

    def _is_about(self, event: Event, deadline: Deadline) -> bool:
        if event.child != deadline.child or not is_owed_by_law(deadline):
            return False
        if event.replies_to:
            return event.replies_to == deadline.trigger.id
        has_exceptions = self._book.regulation(deadline.rule.id, _began(deadline)) is not None
        return has_exceptions and _was_running(deadline, event)


def claims(family: Family, child_id: str | None = None) -> Claims:
    """Return what is claimed about the limits of one child, or of all."""
    about = {"child": child_id} if child_id else {}
    found = family.store.events.all(order="on", kind=EXCEPTION_CLAIMED, **about)
    return Claims(family, found)


def is_owed_by_law(deadline: Deadline) -> bool:
    """Return whether it is a limit that the law sets to others: only these have exceptions."""
    rule = deadline.rule
    return rule.is_law and rule.show == "deadline" and rule.owner != "family"


def limits_of(family: Family, event: Event) -> list[tuple[Deadline, Claim]]:
    """Return the limits that a claim stands beside, the most pressing first."""
    from ehcp_desktop.services import diary

    found = Claims(family, (event,))
    due = diary.due(family, event.child)
    return [(one, claim) for one in due for claim in found.beside(one)]


def load(book: Rulebook | None = None) -> Exceptions:
    """Return the exceptions of a law, or the shipped ones. Raises BadResource naming the key."""
    shipped = _shipped()
    if book is None or not book.brought:
        return shipped
    told = {name: list(book.brought.get(name, ())) for name in _TABLES}
    later = exceptions_from_mapping(told, "rule pack")
    return Exceptions(
        {**shipped.grounds, **later.grounds}, (*later.regulations, *shipped.regulations)
    )


@cache
def _shipped() -> Exceptions:
    return exceptions_from_mapping(read_toml_cached(FILE)[0], FILE.name)


def exceptions_from_mapping(mapping: Mapping[str, object], where: str) -> Exceptions:
    """Build them from the mapping that a file holds. Raises BadResource."""
    whole = Entry(mapping, where)
    grounds = [_ground(entry, is_one=True) for entry in whole.tables("exception")]
    grounds += [_ground(entry, is_one=False) for entry in whole.tables("no_exception")]
    regulations = tuple(_regulation(entry) for entry in whole.tables("regulation"))
    whole.finish()
    return Exceptions({ground.id: ground for ground in grounds}, regulations)


def _ground(entry: Entry, *, is_one: bool) -> Ground:
    ground = Ground(
        id=entry.text("id"),
        plain=entry.text("plain"),
        needs=entry.text("needs") if is_one else "",
        evidence=entry.text("evidence") if is_one else "",
        is_one=is_one,
    )
    entry.finish()
    return ground


def _regulation(entry: Entry) -> Regulation:
    regulation = Regulation(
        citation=entry.text("citation"),
        rules=entry.texts("rules"),
        exceptions=entry.texts("exceptions"),
        who=entry.text("who"),
        since=_since(entry.table("in_force")),
    )
    for checked in ("source_url", "verified", "confidence"):
        entry.text(checked)
    entry.needed_day("checked")
    entry.finish()
    return regulation


def _since(in_force: Entry | None) -> date:
    if in_force is None:
        return date.min
    since = in_force.needed_day("from")
    in_force.finish()
    return since


def _began(deadline: Deadline) -> date:
    return deadline.trigger_on.first if deadline.trigger_on else date.max


def _was_running(deadline: Deadline, event: Event) -> bool:
    """Return whether the time ran, or had run out with nothing recorded, when it was said."""
    said, began = ended_on(event), deadline.trigger_on
    if said is None or began is None or deadline.state in _OVERTAKEN:
        return False
    is_over = deadline.met_on is not None and deadline.met_on.last < said.first
    return began.first <= said.last and not is_over


def _lower(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"
