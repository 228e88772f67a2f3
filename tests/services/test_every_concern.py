"""Every question: a record that raises it, one that does not, and one that lacks something."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.services.concern_cases import (
    CARD,
    CASES,
    F2,
    F5,
    LATE,
    LOOKED,
    MOVE,
    PLAN,
    QUIET,
    TWO_LAPSES,
    record,
)

from ehcp_desktop.services.concerns import check, load, put_aside
from ehcp_desktop.services.letters.writing import prepare
from ehcp_desktop.services.today import agenda

if TYPE_CHECKING:
    from ehcp_desktop.domain.concern import Concern
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family


WEEKS = ("2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16")
# A year in which each step came in time, and what went wrong in school was put right.
GOOD_YEAR = f"""2025-12-01 | final_plan_issued
2026-03-02 | sent_home_informally
2026-03-02 | suspended
2026-04-10 | new_report_received
2026-09-21 | review_invitation_received | model: Progress Review
2026-09-28 | review_papers_received
2026-10-12 | review_meeting_held | model: Progress Review
2026-10-20 | review_report_received
2026-10-30 | review_decision_received:maintain | channel: email
2026-11-03 | provision_missed | {F2}
2026-11-05 | adjustment_not_made | {CARD}
2026-11-06 | adjustment_not_made | {QUIET}
2026-11-10 | provision_given | {F2}
2026-11-16 | promise_made | by: 2026-11-30
2026-11-17 | absence
2026-11-19 | portal_viewed"""


def asked(family: Family, child: Child, concern: str) -> list[Concern]:
    """Return the questions of this name about a child."""
    return [one for one in check(family, child.id) if one.id == concern]


def test_there_is_a_case_for_every_concern() -> None:
    assert list(dict.fromkeys(one.id for one in load())) == list(CASES)


@pytest.mark.parametrize("concern", CASES)
def test_a_record_raises_it_and_its_letter_can_be_written(
    family: Family, child: Child, concern: str
) -> None:
    record(family, child, CASES[concern].raises)
    found = asked(family, child, concern)
    assert found
    for one in found:
        assert "{" not in one.question + one.why
        assert one.evidence[0].child == child.id
        if one.letter:
            written = prepare(family, one.letter, child, about=one.letter_about, blanks=True)
            assert one.letter_of_all or written.about == one.evidence[0]


@pytest.mark.parametrize("concern", CASES)
def test_a_record_that_answers_it_does_not(family: Family, child: Child, concern: str) -> None:
    case = CASES[concern]
    alone = case.silent.startswith("only\n")
    record(family, child, case.silent[5:] if alone else f"{case.raises}\n{case.silent}")
    assert asked(family, child, concern) == []


@pytest.mark.parametrize("concern", CASES)
def test_what_is_missing_is_said_or_nothing_is_asked(
    family: Family, child: Child, concern: str
) -> None:
    record(family, child, CASES[concern].missing)
    found = asked(family, child, concern)
    said = CASES[concern].said
    assert [said in f"{one.question} {one.why}" for one in found] == ([True] if said else [])


@pytest.mark.parametrize("said", LATE)
def test_whatever_came_late_is_asked_about_until_the_family_complains(
    family: Family, child: Child, said: str
) -> None:
    record(family, child, LATE[said].missing)
    assert asked(family, child, "came_late") == []
    assert family.store.undo()
    record(family, child, LATE[said].raises)
    (found,) = asked(family, child, "came_late")
    assert found.question.startswith(said)
    assert "{" not in found.question + found.why
    assert prepare(family, str(found.letter), child, blanks=True)
    record(family, child, LATE[said].silent)
    assert asked(family, child, "came_late") == []


# ---- What is counted


def weeks(*given: str, due: str = "2") -> str:
    """Return a record of what was given in the last weeks, of so many sessions due in each."""
    days = WEEKS[-len(given) :]
    return "\n".join(
        f"{day} | provision_{'given' if number == due else 'missed'} | {F2}"
        f" | Sessions due: {due} | Sessions given: {number}"
        for day, number in zip(days, given, strict=True)
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (weeks("1", "2", "1", "2"), "F2: 6 of 8 sessions"),
        (weeks("1", "2", "2", "2"), ""),
        (weeks("1", "1", "1"), ""),
        (weeks("1", "2", "1", "2", due="some"), ""),
        (weeks("2", "0"), "Missed in the last four weeks: F2: twice."),
        (f"2026-11-16 | provision_missed | {F2}\n2026-11-17 | provision_missed | {F5}", ""),
        (f"2026-10-24 | provision_missed | {F2}\n2026-11-16 | provision_missed | {F2}", ""),
    ],
)
def test_sessions_are_counted_by_line_where_their_number_is_noted(
    family: Family, child: Child, text: str, said: str
) -> None:
    record(family, child, text)
    found = asked(family, child, "provision_short")
    assert [said in one.why for one in found] == ([True] if said else [])


def test_a_line_that_falls_short_and_was_missed_twice_is_asked_about_once(
    family: Family, child: Child
) -> None:
    record(family, child, weeks("0", "2", "2", "0"))
    (found,) = asked(family, child, "provision_short")
    assert "F2: 4 of 8 sessions" in found.why
    assert (found.basis, found.severity) == ("statutory", "watch")
    assert found.citation.endswith("s42(2)-(3)")


@pytest.mark.parametrize(
    ("concern", "text", "asks", "silent"),
    [
        (
            "adjustment_lapses",
            f"{TWO_LAPSES}\nDAY | adjustment_not_made | {CARD}",
            "2026-08-23",
            "2026-08-22",
        ),
        ("sent_home", "DAY | sent_home_informally", "2026-05-24", "2026-05-23"),
        (
            "part_time_timetable",
            f"DAY {LOOKED}\n2026-11-01 {LOOKED}",
            "2026-05-24",
            "2026-05-23",
        ),
        ("report_after_plan", f"{PLAN}\nDAY | new_report_received", "2025-11-22", "2025-11-21"),
        ("report_after_plan", f"{PLAN}\nDAY | new_report_received", "2026-11-07", "2026-11-08"),
        ("plan_is_old", "DAY | final_plan_issued", "2023-11-21", "2023-11-22"),
        ("portal_not_looked_at", "DAY | portal_viewed", "2025-11-22", "2025-11-21"),
        ("portal_not_looked_at", "DAY | portal_viewed", "2026-08-23", "2026-08-24"),
        (
            "decision_only_in_portal",
            "DAY | review_decision_received | channel: portal",
            "2026-08-22",
            "2026-08-21",
        ),
        ("review_not_booked", "DAY | final_plan_issued", "2026-01-23", "2026-01-24"),
        ("ombudsman_year_closing", "DAY | problem_known", "2026-02-23", "2026-02-24"),
        (
            "progress_review_before_move",
            f"DAY | review_invitation_received | model: Progress Review\n{MOVE}",
            "2026-03-02",
            "2026-03-01",
        ),
    ],
)
def test_what_is_long_past_or_still_far_is_not_asked_about(
    family: Family, child: Child, concern: str, text: str, asks: str, silent: str
) -> None:
    record(family, child, text.replace("DAY", silent))
    assert asked(family, child, concern) == []
    assert family.store.undo()
    record(family, child, text.replace("DAY", asks))
    assert len(asked(family, child, concern)) == 1


def test_a_suspension_of_another_week_is_no_letter_about_being_sent_home(
    family: Family, child: Child
) -> None:
    record(family, child, "2026-10-10 | sent_home_informally\n2026-10-20 | suspended")
    (found,) = asked(family, child, "sent_home")
    assert (found.basis, found.citation) == ("practice", "")


def test_a_timetable_looked_at_twice_is_asked_about_before_the_day_that_has_gone(
    family: Family, child: Child
) -> None:
    looked = "| part_time_timetable_reviewed | by: 2026-11-20"
    record(family, child, f"2026-10-02 {looked}\n2026-11-06 {looked}")
    (found,) = asked(family, child, "part_time_timetable")
    assert "2 times in half a year" in found.question


def test_many_new_reports_ask_once(family: Family, child: Child) -> None:
    reports = "2026-06-01 | new_report_received\n2026-07-01 | new_report_received"
    record(family, child, f"{PLAN}\n{reports}")
    (found,) = asked(family, child, "report_after_plan")
    assert "The report of 1 July 2026" in found.question
    assert "after them: 2." in found.why


def test_a_council_without_a_name_is_the_council(family: Family, child: Child) -> None:
    family.store.children.save(replace(child, authority=""))
    record(family, child, CASES["exception_unclear"].raises)
    (found,) = asked(family, child, "exception_unclear")
    assert found.question.startswith("The council said on 20 May 2026")
    late = asked(family, child, "assessment_late")[0]
    assert late.why.startswith("The council must")


# ---- Answers to what is counted


@pytest.mark.parametrize(("value", "count"), [("have_it", 1), ("waiting_for_post", 0)])
def test_a_letter_that_came_answers_for_the_time_before_it(
    family: Family, child: Child, value: str, count: int
) -> None:
    record(family, child, "2026-10-01 | sent_home_informally\n2026-10-08 | sent_home_informally")
    (before,) = asked(family, child, "sent_home")
    put_aside(family, before, value)
    assert asked(family, child, "sent_home") == []
    assert [one.value for _, one in agenda(family, child.id).aside] == [value]
    record(family, child, "2026-11-12 | sent_home_informally")
    assert len(asked(family, child, "sent_home")) == count
    assert len(agenda(family, child.id).aside) == 1 - count


# ---- How much is asked


def test_a_year_without_trouble_asks_nothing(family: Family, child: Child) -> None:
    record(family, child, GOOD_YEAR)
    assert check(family, child.id) == []


def test_the_example_asks_a_handful(example_family: Family) -> None:
    assert len(check(example_family)) <= 5
