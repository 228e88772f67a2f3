"""Exceptions to time limits: shown beside the date, with their evidence; no date ever moves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop import resources
from ehcp_desktop.domain.entry import Entry
from ehcp_desktop.domain.event import EXCEPTION_CLAIMED, Event, ended_on
from ehcp_desktop.services.shipped import read_toml_cached

if TYPE_CHECKING:
    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.vocabulary import Vocabulary

FILE = resources.ROOT / "law" / "exceptions.toml"
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
    """Which exceptions may stand beside which limits, and who may rely on them."""

    citation: str
    rules: tuple[str, ...]
    exceptions: tuple[str, ...]
    who: str


class Exceptions(NamedTuple):
    """All that resources/law/exceptions.toml says."""

    grounds: Mapping[str, Ground]
    regulations: tuple[Regulation, ...]

    def regulation(self, rule_id: str) -> Regulation | None:
        """Return the regulation with the exceptions to a limit; None when it has none."""
        return next((one for one in self.regulations if rule_id in one.rules), None)

    def who_may(self, outcome: str) -> list[str]:
        """Return who may rely on an exception, in words; nobody where it is none."""
        found = (one.who for one in self.regulations if outcome in one.exceptions)
        return list(dict.fromkeys(found))

    def allows(self, rule_id: str, outcome: str) -> bool:
        """Return whether the outcome is an exception to that limit; "" may turn out to be one."""
        found = self.regulation(rule_id)
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

    def __init__(self, words: Vocabulary, events: Iterable[Event]) -> None:
        self._claims = [event for event in events if event.kind == EXCEPTION_CLAIMED]
        self._words = words
        self._book = load() if self._claims else Exceptions({}, ())

    def beside(self, deadline: Deadline) -> tuple[Claim, ...]:
        """Return what is claimed about one limit, in the order of the record."""
        found = [event for event in self._claims if self._is_about(event, deadline)]
        return tuple(self._claim(event, deadline.rule.id) for event in found)

    def unfounded(self, deadlines: Sequence[Deadline]) -> frozenset[str]:
        """Return the events that give no exception to any limit that was running."""
        founded = {
            claim.event.id
            for deadline in deadlines
            for claim in self.beside(deadline)
            if claim.is_allowed and claim.event.outcome
        }
        return frozenset(event.id for event in self._claims) - founded

    def _claim(self, event: Event, rule_id: str) -> Claim:
        regulation = self._book.regulation(rule_id)
        allowed = self._book.allows(rule_id, event.outcome)
        citation = regulation.citation if regulation and allowed else ""
        title = self._words.kind(event.kind).outcome_words(event.outcome)
        return Claim(event, title, citation, allowed)

    def _is_about(self, event: Event, deadline: Deadline) -> bool:
        if event.child != deadline.child or not is_owed_by_law(deadline):
            return False
        if event.replies_to:
            return event.replies_to == deadline.trigger.id
        has_exceptions = self._book.regulation(deadline.rule.id) is not None
        return has_exceptions and _was_running(deadline, event)


def claims(family: Family, child_id: str | None = None) -> Claims:
    """Return what is claimed about the limits of one child, or of all."""
    about = {"child": child_id} if child_id else {}
    found = family.store.events.all(order="on", kind=EXCEPTION_CLAIMED, **about)
    return Claims(family.vocabulary, found)


def is_owed_by_law(deadline: Deadline) -> bool:
    """Return whether it is a limit that the law sets to others: only these have exceptions."""
    rule = deadline.rule
    return rule.is_law and rule.show == "deadline" and rule.owner != "family"


def limits_of(family: Family, event: Event) -> list[tuple[Deadline, Claim]]:
    """Return the limits that a claim stands beside, the most pressing first."""
    from ehcp_desktop.services import diary

    found = Claims(family.vocabulary, (event,))
    due = diary.due(family, event.child)
    return [(one, claim) for one in due for claim in found.beside(one)]


@cache
def load() -> Exceptions:
    """Return the shipped exceptions, read once. Raises BadResource naming entry and key."""
    return exceptions_from_mapping(read_toml_cached(FILE)[0])


def exceptions_from_mapping(mapping: Mapping[str, object]) -> Exceptions:
    """Build them from the mapping that the file holds. Raises BadResource."""
    whole = Entry(mapping, FILE.name)
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
    )
    for checked in ("source_url", "verified", "confidence"):
        entry.text(checked)
    entry.needed_day("checked")
    entry.finish()
    return regulation


def _was_running(deadline: Deadline, event: Event) -> bool:
    """Return whether the time ran, or had run out with nothing recorded, when it was said."""
    said, began = ended_on(event), deadline.trigger_on
    if said is None or began is None or deadline.state in _OVERTAKEN:
        return False
    is_over = deadline.met_on is not None and deadline.met_on.last < said.first
    return began.first <= said.last and not is_over


def _lower(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"
