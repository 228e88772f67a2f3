"""What a family says of a step that has not come: it is kept, and it moves no limit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import absence, concerns, diary, events, reviews
from ehcp_desktop.services.aside import answer
from ehcp_desktop.services.today import agenda

if TYPE_CHECKING:
    from datetime import date

    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.review_step import Step

NOTED = "Not received as of Sunday 22\u00a0November\u00a02026"
WAITING = "Waiting for post until Sunday 29\u00a0November\u00a02026"
DECISION, NOTICE = "review_decision_received", "amendment_notice_received"


def log(family: Family, child: Child, kind: str, on: str, outcome: str = "") -> Event:
    event = Event(child=child.id, kind=kind, on=When.parse(on), outcome=outcome)
    return events.log(family, event)


@pytest.fixture
def review(family: Family, child: Child) -> str:
    """Return a review of June whose report came, and no decision."""
    held = log(family, child, "review_meeting_held", "2026-06-02")
    log(family, child, "review_report_received", "2026-06-12")
    return held.review or ""


def step(family: Family, review: str, name: str = "decision") -> Step:
    return next(one for one in reviews.strip(family, review) if one.id == name)


def note(family: Family, review: str, name: str = "decision") -> None:
    absence.note_not_received(family, family.store.reviews.get(review), step(family, review, name))


def wait(family: Family, review: str, name: str = "decision") -> None:
    absence.wait_for_post(family, family.store.reviews.get(review), step(family, review, name))


def asks(family: Family, child: Child) -> set[str]:
    return {one.id for one in concerns.check(family, child.id)}


def test_what_is_missing_is_noted_with_the_day(family: Family, review: str) -> None:
    note(family, review)
    found = step(family, review)
    assert (found.came, found.state) == (NOTED, "late")


def test_a_second_day_is_noted_beside_the_first(family: Family, review: str, today: date) -> None:
    note(family, review)
    kept = family.store.answers.all()[0]
    family.store.answers.save(replace(kept, until=When.parse("2026-07-10")))
    note(family, review)
    found = step(family, review).absence
    assert [day.iso() for day in found.as_of] == ["2026-07-10", "2026-11-22"]
    note(family, review)
    assert step(family, review).absence == found


def test_neither_moves_a_limit_nor_silences_the_question_what_was_noted(
    family: Family, child: Child, review: str
) -> None:
    before, asked = diary.due_rows(family), asks(family, child)
    note(family, review)
    assert diary.due_rows(family) == before
    assert asks(family, child) == asked


def test_what_was_noted_is_undone(family: Family, review: str) -> None:
    note(family, review)
    assert family.store.undo() == "Decision: not received as of 22\u00a0November\u00a02026"
    assert step(family, review).came == "None is recorded"


def test_waiting_for_post_holds_for_a_week_on_the_step_and_on_today(
    family: Family, child: Child, review: str
) -> None:
    wait(family, review)
    assert step(family, review).came == WAITING
    assert "review_without_decision" not in asks(family, child)
    assert [given.value for _, given in agenda(family, child.id).aside] == ["waiting_for_post"]


def test_an_answer_on_today_is_shown_on_the_step(
    family: Family, child: Child, review: str
) -> None:
    late = agenda(family, child.id).late
    matter = next(one for one in late if one.letter == "review_decision_overdue")
    answer(family, matter, "have_it")
    assert step(family, review).came == "You said that you have it"


def test_not_received_after_all_is_asked_again(family: Family, child: Child, review: str) -> None:
    wait(family, review)
    note(family, review)
    assert step(family, review).came == NOTED
    assert "review_without_decision" in asks(family, child)


def test_waiting_after_it_was_noted_shows_both(family: Family, review: str) -> None:
    note(family, review)
    wait(family, review)
    found = step(family, review)
    assert (found.came, found.absence.told) == (WAITING, f"{NOTED}. {WAITING}")


def test_what_is_not_yet_asked_waits_as_well(family: Family, child: Child, review: str) -> None:
    log(family, child, "review_meeting_arranged", "2026-12-15")
    newer = reviews.overviews(family, child.id)[0].review.id
    wait(family, newer, "invitation")
    assert step(family, newer, "invitation").came == WAITING


def test_a_notice_without_the_changes_waits_with_its_question(
    family: Family, child: Child, review: str
) -> None:
    log(family, child, DECISION, "2026-06-25", "amend")
    assert step(family, review, "notice").outcome == "Without the changes"
    assert "amendment_without_changes" in asks(family, child)
    wait(family, review, "notice")
    assert "amendment_without_changes" not in asks(family, child)
    assert step(family, review, "notice").came == WAITING


def test_what_comes_replaces_what_was_said_and_the_days_stay_known(
    family: Family, child: Child, review: str
) -> None:
    note(family, review)
    log(family, child, DECISION, "2026-11-20", "maintain")
    found = step(family, review)
    assert found.came == "Came Friday 20\u00a0November\u00a02026"
    assert found.absence.history == ("Sunday 22\u00a0November\u00a02026",)


def test_a_meeting_is_held_and_not_received(family: Family, child: Child, review: str) -> None:
    arranged = log(family, child, "review_meeting_arranged", "2026-11-16")
    assert arranged.review
    note(family, arranged.review, "meeting")
    found = step(family, arranged.review, "meeting")
    assert found.came == "Not held as of Sunday 22\u00a0November\u00a02026"


def test_what_was_put_aside_can_be_taken_up_again(
    family: Family, child: Child, review: str
) -> None:
    wait(family, review)
    absence.take_back(family, family.store.reviews.get(review), step(family, review))
    assert "review_without_decision" in asks(family, child)


@pytest.mark.parametrize(
    ("name", "can"), [("report", False), ("decision", True), ("notice", False)]
)
def test_only_what_was_owed_and_is_not_there_can_be_missed(
    family: Family, review: str, name: str, can: bool
) -> None:
    assert step(family, review, name).can_be_missed is can


def test_a_notice_that_came_without_the_changes_is_a_decision_and_the_changes_stay_owed(
    family: Family, child: Child, review: str
) -> None:
    log(family, child, NOTICE, "2026-06-25")
    assert step(family, review, "notice").outcome == "With the changes"
    kept = family.store.reviews.get(review)
    absence.came_without_changes(family, kept, step(family, review, "notice"))
    decision, notice = step(family, review), step(family, review, "notice")
    assert (decision.outcome, decision.state) == ("Change the plan", "in_time")
    assert (notice.outcome, notice.state) == ("Without the changes", "late")
    family.store.undo()
    assert step(family, review, "notice").state == "in_time"


@pytest.mark.parametrize(("on", "can"), [("2026-12-15", False), ("2026-11-10", True)])
def test_a_meeting_can_be_missed_only_once_its_day_has_passed(
    family: Family, child: Child, on: str, can: bool
) -> None:
    log(family, child, "final_plan_issued", "2025-05-30")
    arranged = log(family, child, "review_meeting_arranged", on)
    assert step(family, arranged.review or "", "meeting").can_be_missed is can
