"""Which review a letter is about, and when it would not be true."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput, ChoiceNeeded
from ehcp_desktop.services import events
from ehcp_desktop.services.letters import shelf
from ehcp_desktop.services.letters.choosing import choose

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

OVERDUE = shelf.template("review_decision_overdue")


def held(family: Family, child: Child, on: str) -> Event:
    meeting = Event(child=child.id, kind="review_meeting_held", on=When.parse(on))
    return events.log(family, meeting)


@pytest.mark.parametrize("about", ["review_decision", "review_meeting_held", "event", "review"])
def test_it_can_be_named_by_rule_kind_event_or_review(
    family: Family, child: Child, meeting: Event, about: str
) -> None:
    ids = {"event": meeting.id, "review": str(meeting.review)}
    assert choose(family, OVERDUE, child, ids.get(about, about)).about == meeting


def test_two_that_are_overdue_are_not_guessed_between(
    family: Family, child: Child, meeting: Event
) -> None:
    other = held(family, child, "2025-06-10")
    said = "10\u00a0June\u00a02025: Review meeting"
    with pytest.raises(ChoiceNeeded, match=f"“{said}” \\({other.id}\\)"):
        choose(family, OVERDUE, child)
    assert choose(family, OVERDUE, child, other.id).about == other


def test_two_limits_of_one_review_that_count_as_one_are_one_letter(
    family: Family, child: Child, meeting: Event
) -> None:
    for kind in ("review_decision_received", "amendment_notice_received"):
        outcome = "amend" if kind == "review_decision_received" else ""
        step = Event(child=child.id, kind=kind, on=When.parse("2026-06-26"), outcome=outcome)
        events.log(family, step)
    rules = ("review_final_from_notice", "review_final_from_meeting")
    late = replace(OVERDUE, rules=rules, answers=rules)
    assert choose(family, late, child).about == meeting


def test_what_is_not_in_the_record_is_refused(family: Family, child: Child) -> None:
    with pytest.raises(BadInput, match="called “nonsense”"):
        choose(family, OVERDUE, child, "nonsense")


def test_before_its_day_nothing_is_called_overdue(
    family: Family, child: Child, meeting: Event
) -> None:
    family.today = lambda: date(2026, 6, 30)
    with pytest.raises(BadInput, match="review_decision_ask"):
        choose(family, OVERDUE, child)


def test_the_day_after_it_can_be_written(family: Family, child: Child, meeting: Event) -> None:
    family.today = lambda: date(2026, 7, 1)
    (deadline,) = [d for d in choose(family, OVERDUE, child).deadlines if d.days_late]
    assert deadline.days_late == 1


def test_a_decision_on_record_makes_the_letter_untrue(
    family: Family, child: Child, meeting: Event
) -> None:
    decision = Event(
        child=child.id,
        kind="review_decision_received",
        outcome="maintain",
        on=When.parse("2026-07-20"),
    )
    events.log(family, decision)
    with pytest.raises(BadInput, match="would not be true"):
        choose(family, OVERDUE, child)


def test_an_early_review_can_be_about_nothing_on_record(family: Family, child: Child) -> None:
    assert choose(family, shelf.template("early_review_request"), child).about is None


@pytest.mark.parametrize(
    ("letter", "step", "next_step"),
    [
        ("cease_objection", "cease_proposed", "cease_decision_received"),
        ("amendment_objection", "amendment_notice_received", "amended_plan_issued"),
        ("draft_plan_substandard", "draft_plan_received", "final_plan_issued"),
    ],
)
def test_a_letter_about_a_step_that_is_over_is_refused(
    family: Family, child: Child, letter: str, step: str, next_step: str
) -> None:
    template = shelf.template(letter)
    for kind, on in ((next_step, "2025-10-01"), (step, "2026-10-01")):
        events.log(family, Event(child=child.id, kind=kind, on=When.parse(on)))
    assert choose(family, template, child).about is not None
    events.log(family, Event(child=child.id, kind=next_step, on=When.parse("2026-11-02")))
    with pytest.raises(BadInput, match=r"comes? too late"):
        choose(family, template, child)
