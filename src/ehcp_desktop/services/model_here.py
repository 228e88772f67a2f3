"""What the record tells of a review, for each line of the table beside law and council."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.review import HELD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.review_step import Step
    from ehcp_desktop.services.reviews import Overview

_MOST = 3  # of what happened more than once, the newest


class _Known(NamedTuple):
    """The review, those before it with the newest first, and every event up to today."""

    overview: Overview
    earlier: tuple[Overview, ...]
    events: tuple[Event, ...]

    def of(self, *kinds: str) -> list[Event]:
        return [event for event in self.events if event.kind in kinds]


def recorded(
    family: Family, every: Sequence[Overview], overview: Overview
) -> dict[str, tuple[str, ...]]:
    """Return sentences by the id of the aspect they are about; none where nothing is recorded.

    `every` are the reviews of the child, the newest meeting first.
    """
    place = every.index(overview)
    happened = family.store.events.all(order="on", child=overview.review.child)
    today = family.today()
    events = tuple(event for event in happened if event.on and event.on.first <= today)
    known = _Known(overview, tuple(every[place + 1 :]), events)
    return {aspect: tuple(told(known)) for aspect, told in _TOLD.items()}


def _often(known: _Known) -> Iterable[str]:
    held = [one.meeting for one in (known.overview, *known.earlier) if one.meeting]
    days = [event.on.spoken() for event in held if event.kind == HELD and event.on]
    if days:
        yield f"Review meetings: {_listed(days[:_MOST])}."


def _changed(known: _Known) -> Iterable[str]:
    for kind, name in (("final_plan_issued", "First plan"), ("amended_plan_issued", "Changed")):
        days = [event.on.spoken() for event in known.of(kind) if event.on]
        if days:
            yield f"{name}: {_listed(days[-_MOST:])}."
    yield from _steps(known.overview, "final_plan")


def _part(known: _Known) -> Iterable[str]:
    if known.overview.review.chosen_by:
        yield f"Who chose this kind: {known.overview.review.chosen_by}."
    yield from _steps(known.overview, "invitation", "papers")


def _decision(known: _Known) -> Iterable[str]:
    yield from _steps(known.overview, "decision")
    for one in known.earlier[: _MOST - 1]:
        day = one.meeting.on.spoken() if one.meeting and one.meeting.on else "a day not known"
        words = next(step.words for step in one.steps if step.id == "decision")
        yield f"After the review of {day}: {_low(words)}."


def _sent(known: _Known) -> Iterable[str]:
    review = known.overview.review.id
    for event in known.of("review_invitation_received"):
        if event.review == review and event.quote:
            yield f"The invitation says: “{event.quote}”"
    yield from _steps(known.overview, "report", "notice")


def _ask(known: _Known) -> Iterable[str]:
    for kind, words in (
        ("early_review_requested", "Early review asked for"),
        ("early_review_agreed", "Early review agreed"),
        ("early_review_refused", "Early review refused"),
        ("reassessment_requested", "Re-assessment asked for"),
    ):
        yield from _days(known, kind, words)


def _access(known: _Known) -> Iterable[str]:
    yield from _days(known, "portal_viewed", "Portal looked at")
    yield from _days(known, "subject_access_requested", "Copy of the file asked for")


_TOLD: dict[str, Callable[[_Known], Iterable[str]]] = {
    "often": _often,
    "changed": _changed,
    "part": _part,
    "decision": _decision,
    "sent": _sent,
    "ask": _ask,
    "access": _access,
}


def _days(known: _Known, kind: str, words: str) -> Iterable[str]:
    days = [event.on.spoken() for event in known.of(kind) if event.on]
    if days:
        yield f"{words}: {_listed(days[-_MOST:])}."


def _steps(overview: Overview, *names: str) -> Iterable[str]:
    """Return how these steps stand; what is owed only for a change is left out until it is."""
    for step in overview.steps:
        if step.id in names and step.state not in ("not_known", "not_needed"):
            yield _sentence(step)


def _sentence(step: Step) -> str:
    """Return how a step stands: "Papers: 7 days late, came Tuesday 26 May 2026; limit …."."""
    told = ", ".join(_low(part) for part in (step.words, step.came) if part)
    limit = f"; {_low(step.limit)}" if step.limit else ""
    return f"{step.name}: {told}{limit}."


def _low(words: str) -> str:
    return words[:1].lower() + words[1:]


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
