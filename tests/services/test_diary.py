"""The diary: the law's limits and the family's own dates in one list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ehcp_desktop.domain.event import Answer, Event
from ehcp_desktop.domain.people import Child
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import diary
from ehcp_desktop.services.family import Family
from ehcp_desktop.services.rulebook import Rulebook, load

BOOK = load()


def keep(family: Family, child: Child, kind: str, on: str, **more: object) -> Event:
    event = Event(child=child.id, kind=kind, on=When.parse(on))
    return family.store.events.save(replace(event, **more))  # type: ignore[arg-type]


def own(family: Family, rule: str) -> list[tuple[str, str]]:
    return [(one.state, str(one.due)) for one in diary.due(family) if one.rule.id == rule]


def starts(book: Rulebook, kind: str, on: str, **more: object) -> dict[str, str]:
    given = diary.timetable(book, kind, When.parse(on), **more)  # type: ignore[arg-type]
    return {one.rule.id: str(one.due) for one in given}


def test_the_most_pressing_comes_first(family: Family, child: Child) -> None:
    keep(family, child, "review_meeting_held", "2026-10-05")
    keep(family, child, "school_consulted", "2026-11")
    given = [(one.state, one.due) for one in diary.due(family, child.id)]
    words = [state for state, _ in given]
    assert words[:3] == ["overdue", "overdue", "possibly_overdue"]
    rest = [day for state, day in given if "overdue" not in state]
    assert rest == sorted(rest, key=lambda day: day or date.max)


def test_rows_carry_the_childs_name_and_a_letter_that_exists(family: Family, child: Child) -> None:
    keep(family, child, "review_meeting_held", "2026-10-05")
    rows = {row["rule"]: row for row in diary.due_rows(family)}
    assert rows["review_decision"]["child"] == child.name
    assert rows["review_decision"]["letter"] in (None, "review_decision_overdue")
    assert rows["review_next"]["letter"] == "review_not_arranged"


@pytest.mark.parametrize(
    ("reply", "state"),
    [
        ({}, "overdue"),
        ({"who": "the council", "direction": "received"}, "met"),
        ({"who": "Somebody else", "direction": "received"}, "overdue"),
        ({"who": "The Council", "direction": "sent"}, "overdue"),
    ],
)
def test_an_answer_asked_for_is_met_by_the_next_thing_that_comes(
    family: Family, child: Child, reply: dict[str, str], state: str
) -> None:
    asked = When.parse("2026-11-13")
    keep(family, child, "email", "2026-11-02", who="The Council", direction="sent", by=asked)
    keep(family, child, "email", "2026-11-12", **reply)
    assert own(family, "reply_asked") == [(state, "2026-11-13")]


def test_a_late_answer_came_late(family: Family, child: Child) -> None:
    asked = When.parse("2026-11-13")
    keep(family, child, "letter", "2026-11-02", direction="sent", by=asked)
    keep(family, child, "letter", "2026-10-02", direction="received")
    keep(family, child, "review_decision_received", "2026-11-20")
    assert own(family, "reply_asked") == [("met_late", "2026-11-13")]


def test_a_promise_is_kept_when_the_family_says_so(family: Family, child: Child) -> None:
    by = When.parse("2026-11-10")
    promise = keep(family, child, "promise_made", "2026-11-02", who="SENCO", by=by)
    assert own(family, "promise") == [("overdue", "2026-11-10")]
    kept = Answer(child=child.id, question="promise", event=promise.id, value="yes")
    family.store.answers.save(kept)
    assert own(family, "promise") == [("met", "2026-11-10")]


def test_a_day_of_ones_own_is_no_law(family: Family, child: Child) -> None:
    keep(family, child, "note", "2026-11-02", by=When.parse("2026-12-01"))
    keep(family, child, "note", "2026-11-02")
    keep(family, child, "absence", "2026-11-02", by=When.parse("2026-12-01"))
    keep(family, child, "note", "2027-11-02", by=When.parse("2027-12-01"))
    (one,) = [one for one in diary.due(family) if one.rule.id == "own"]
    assert (one.state, one.rule.basis, one.rule.owner) == ("waiting", "practice", "family")
    assert one.counting == ""


def test_a_timetable_shows_what_one_event_starts() -> None:
    given = starts(BOOK, "assessment_requested", "2025-04-02")
    assert given == {
        "ehcna_decision": "2025-05-14",
        "draft_plan_send": "2025-07-23",
        "ehcp_refuse_issue": "2025-07-23",
        "ehcp_final": "2025-08-20",
    }


def test_a_timetable_says_what_it_takes_for_granted() -> None:
    given = diary.timetable(BOOK, "review_meeting_held", When.parse("2026-06-02"))
    assumed = {one.rule.id: one.assumes for one in given}
    assert assumed["review_decision"] == ("the child goes to a school or college",)
    assert assumed["review_not_in_school"] == ("the child does not go to a school or college",)
    assert assumed["review_amend_notice"] == ("the council decides to change the plan",)
    assert "review_next" not in assumed


def test_a_timetable_leaves_out_what_is_for_another_age() -> None:
    old = starts(BOOK, "review_meeting_held", "2026-06-02", born=date(2014, 1, 15))
    young = starts(BOOK, "review_meeting_held", "2026-06-02", born=date(2023, 1, 15))
    assert "review_early_years" not in old
    assert young["review_early_years"] == "2026-12-02"


def test_a_timetable_depends_on_the_outcome() -> None:
    assert "appeal_2months" in starts(
        BOOK, "review_decision_received", "2026-06-02", outcome="maintain"
    )
    assert "appeal_2months" not in starts(
        BOOK, "review_decision_received", "2026-06-02", outcome="amend"
    )


def test_a_certificate_alone_gives_its_month() -> None:
    (one,) = diary.timetable(BOOK, "mediation_certificate_issued", When.parse("2026-10-20"))
    assert (one.rule.id, str(one.due)) == ("appeal_1month_cert", "2026-11-20")
    assert one.assumes == ("2 months from the day the decision was sent end no later",)


def test_a_transfer_to_come_has_a_timetable() -> None:
    given = starts(BOOK, "phase_transfer_planned", "2027-09-01", outcome="primary_to_secondary")
    assert given == {"phase_review_start": "2026-11-22", "phase_15feb": "2027-02-14"}
