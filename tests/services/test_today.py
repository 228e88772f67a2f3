"""What is late comes first where it matters now: the newest review, then the least years ago."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events
from ehcp_desktop.services.today import Agenda, agenda

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family


def after(family: Family, child: Child, *happened: tuple[str, str]) -> Agenda:
    for kind, on in happened:
        events.log(family, Event(child=child.id, kind=kind, on=When.parse(on)))
    return agenda(family, child.id)


def starts(shown: Agenda) -> list[str]:
    return [str(one.deadline.trigger_on) for one in shown.late if one.deadline]


def test_the_newest_review_leads_and_an_older_one_comes_last(family: Family, child: Child) -> None:
    held = (("review_meeting_held", "2023-03-10"), ("review_meeting_held", "2026-06-02"))
    shown = after(family, child, *held)
    assert starts(shown) == ["2026-06-02", "2026-06-02", "2023-03-10", "2023-03-10"]


def test_a_review_that_is_only_arranged_overtakes_none(family: Family, child: Child) -> None:
    held, arranged = (
        ("review_meeting_held", "2026-06-02"),
        ("review_meeting_arranged", "2027-03-01"),
    )
    shown = after(family, child, held, arranged)
    assert not any(shown.is_of_older_review(one) for one in shown.late)


def test_what_is_years_late_waits_behind_what_is_not(family: Family, child: Child) -> None:
    history = (
        ("final_plan_issued", "2019-05-01"),
        ("review_decision_received", "2023-06-01"),
        ("review_meeting_held", "2026-06-02"),
    )
    shown = after(family, child, *history)
    assert starts(shown)[0] == "2026-06-02"
    assert starts(shown)[-1] == "2023-06-01"


def test_the_decision_leads_among_what_is_late_of_one_review(family: Family, child: Child) -> None:
    shown = after(family, child, ("review_meeting_held", "2026-06-02"))
    assert [one.deadline.rule.id for one in shown.late if one.deadline] == [
        "review_decision",
        "review_report",
    ]


def test_a_review_that_is_late_knows_of_the_meeting_that_was_held(
    family: Family, child: Child
) -> None:
    decided = ("review_decision_received", "2025-06-01")
    shown = after(family, child, decided, ("review_meeting_held", "2026-06-02"))
    late = {one.deadline.rule.id: one.deadline for one in shown.late if one.deadline}
    told = shown.why_not_done(late["review_next"])
    assert told == "The meeting of 2\u00a0June\u00a02026 was held; its decision is not recorded."
    assert shown.why_not_done(late["review_decision"]) == ""
