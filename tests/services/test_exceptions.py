"""Exceptions to time limits: beside which date they stand, and that no date moves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadResource
from ehcp_desktop.services import concerns, diary, events, exceptions, rulebook, vocabulary

if TYPE_CHECKING:
    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.exceptions import Claim
    from ehcp_desktop.services.family import Family

CLOSED, UNUSUAL, AWAY = "school_closed", "exceptional_circumstances", "away_four_weeks"
FOUR = {CLOSED, UNUSUAL, AWAY}  # a school's and a nursery's closure are two of the four heads
AFTER_AN_ORDER = FOUR | {"away_two_weeks", "late_representations"}
NONE: set[str] = set()
ALLOWED = {  # SEND Regulations 2014
    "ehcna_decision": FOUR,  # reg 5(4)
    "ehcp_refuse_issue": FOUR,  # reg 10(4)
    "ehcp_final": FOUR,  # reg 13(3)
    "reassess_final": FOUR,  # reg 27(3)
    "ehcna_advice": {UNUSUAL, AWAY, "missed_appointment"},  # reg 8(2)
    "order_make_draft": AFTER_AN_ORDER,  # reg 44(3)
    "unopposed_draft": AFTER_AN_ORDER,  # reg 45
    "review_decision": NONE,
    "review_final_from_notice": NONE,
    "reassess_decision": NONE,
}


def claim(
    family: Family, child: Child, outcome: str, on: str, who: str = "", about: str | None = None
) -> Event:
    what = happened(family, child, "exception_claimed", on, outcome)
    return events.change(family, replace(what, who=who, replies_to=about))


def happened(family: Family, child: Child, kind: str, on: str, outcome: str = "") -> Event:
    what = Event(child=child.id, kind=kind, on=When.parse(on), outcome=outcome)
    return events.log(family, what)


def limit(family: Family, rule: str) -> Deadline:
    return next(one for one in diary.due(family) if one.rule.id == rule)


def beside(family: Family, rule: str) -> tuple[Claim, ...]:
    return exceptions.claims(family).beside(limit(family, rule))


@pytest.mark.parametrize("rule", ALLOWED)
def test_each_limit_has_the_exceptions_of_its_own_regulation(rule: str) -> None:
    book = exceptions.load()
    allowed = {ground for ground in book.grounds if book.allows(rule, ground)}
    assert allowed == ALLOWED[rule]


def test_every_reason_on_the_form_is_explained_and_every_rule_named_is_one() -> None:
    book = exceptions.load()
    offered = dict(vocabulary.load().kind("exception_claimed").outcomes)
    assert {*book.grounds, ""} == set(offered)
    rules = {rule.id for rule in rulebook.load().rules}
    assert {rule for one in book.regulations for rule in one.rules} <= rules


@pytest.mark.parametrize(
    ("outcome", "who"),
    [
        ("school_closed", ["the council"]),
        ("missed_appointment", ["whoever was asked for advice"]),
        ("away_four_weeks", ["the council", "whoever was asked for advice"]),
        ("school_holidays", []),
    ],
)
def test_who_may_rely_on_it_is_known(outcome: str, who: list[str]) -> None:
    assert exceptions.load().who_may(outcome) == who


def test_what_a_rule_says_in_words_agrees_about_missed_appointments() -> None:
    # Regulation 8(2)(c) has them, regulations 5(4), 10(4), 13(3) and 27(3) do not.
    book, rules = exceptions.load(), rulebook.load()
    for rule in ("ehcna_decision", "ehcp_refuse_issue", "reassess_final", "ehcna_advice"):
        said = "appointment" in rules.rule(rule).exceptions
        assert said == book.allows(rule, "missed_appointment"), rule


def test_every_exception_belongs_to_a_regulation() -> None:
    book = exceptions.load()
    used = {ground for one in book.regulations for ground in one.exceptions}
    assert used == {ground.id for ground in book.grounds.values() if ground.is_one}


@pytest.mark.parametrize("outcome", [*exceptions.load().grounds, ""])
def test_no_claim_ever_moves_a_date(family: Family, child: Child, outcome: str) -> None:
    happened(family, child, "assessment_requested", "2026-05-01")
    happened(family, child, "review_meeting_held", "2026-06-02")
    before = diary.due(family)
    claim(family, child, outcome, "2026-09-01")
    assert diary.due(family) == before


def test_a_real_exception_stands_beside_its_limit(family: Family, child: Child) -> None:
    happened(family, child, "assessment_requested", "2026-05-01")
    claim(family, child, CLOSED, "2026-09-01", who="Anyshire")
    (found,) = beside(family, "ehcp_final")
    assert found.citation == "SEND Regulations 2014, reg 13(3), pointing to reg 10(4)(a)-(d)"
    assert found.sentence().replace("\u00a0", " ") == (
        "Anyshire said on 1 September 2026 that the time could not be kept: “school closed 4 "
        "weeks or more”. The law allows this reason here, if it is so. The date itself stays. "
        "Ask for what shows it."
    )


def test_one_that_is_not_named_is_asked_about(family: Family, child: Child) -> None:
    happened(family, child, "assessment_requested", "2026-05-01")
    claim(family, child, "", "2026-09-01")
    (found,) = beside(family, "ehcp_final")
    assert found.sentence().endswith("Ask for the reason, and for what shows it.")


@pytest.mark.parametrize(
    ("outcome", "said"),
    [("school_holidays", "school holidays"), ("staff_shortage", "too few psychologists")],
)
def test_what_is_no_exception_is_said_to_be_none(
    family: Family, child: Child, outcome: str, said: str
) -> None:
    happened(family, child, "assessment_requested", "2026-05-01")
    claim(family, child, outcome, "2026-09-01")
    (found,) = beside(family, "ehcp_final")
    assert said in found.sentence()
    assert "For this time limit the law does not allow that reason." in found.sentence()


def test_an_exception_to_another_limit_only_is_said_to_be_none_here(
    family: Family, child: Child
) -> None:
    happened(family, child, "assessment_requested", "2026-05-01")
    claim(family, child, "missed_appointment", "2026-09-01")
    (found,) = beside(family, "ehcp_final")
    assert not found.is_allowed
    assert not found.citation
    assert found.sentence().endswith("Ask which exception in the law they mean.")


def test_it_is_one_beside_its_own_limit_and_none_beside_the_others(
    family: Family, child: Child
) -> None:
    happened(family, child, "assessment_requested", "2026-05-01")
    happened(family, child, "advice_requested", "2026-06-20")
    claim(family, child, "missed_appointment", "2026-07-10")
    assert [one.is_allowed for one in beside(family, "ehcna_advice")] == [True]
    assert [one.is_allowed for one in beside(family, "ehcp_final")] == [False]
    assert questions(family) == []


def test_a_claim_about_a_review_is_none_even_when_it_would_be_one_elsewhere(
    family: Family, child: Child
) -> None:
    meeting = happened(family, child, "review_meeting_held", "2026-07-02")
    claim(family, child, CLOSED, "2026-09-01", about=meeting.id)
    (found,) = beside(family, "review_decision")
    assert not found.is_allowed


@pytest.mark.parametrize("said", ["2026-04-30", "2026-10-01"])
def test_it_stands_only_beside_a_limit_that_was_running(
    family: Family, child: Child, said: str
) -> None:
    happened(family, child, "assessment_requested", "2026-05-01")
    happened(family, child, "final_plan_issued", "2026-09-10")
    claim(family, child, CLOSED, said)
    assert beside(family, "ehcp_final") == ()


def test_one_put_in_the_bin_is_gone(family: Family, child: Child) -> None:
    happened(family, child, "assessment_requested", "2026-05-01")
    what = happened(family, child, "exception_claimed", "2026-09-01", CLOSED)
    events.remove(family, what.id)
    assert beside(family, "ehcp_final") == ()


def questions(family: Family) -> list[str]:
    found = concerns.check(family)
    return [one.question for one in found if one.id == "exception_unclear"]


@pytest.mark.parametrize(
    "outcome", ["school_holidays", "staff_shortage", "missed_appointment", ""]
)
def test_a_reason_that_is_no_exception_here_raises_a_question(
    family: Family, child: Child, outcome: str
) -> None:
    happened(family, child, "assessment_requested", "2026-05-01")
    claim(family, child, outcome, "2026-09-01")
    (question,) = questions(family)
    assert question.endswith("Which exception in the law does it mean?")


def test_a_real_exception_raises_none(family: Family, child: Child) -> None:
    happened(family, child, "assessment_requested", "2026-05-01")
    claim(family, child, AWAY, "2026-09-01")
    assert questions(family) == []


def test_a_real_exception_to_some_other_limit_does(family: Family, child: Child) -> None:
    happened(family, child, "review_meeting_held", "2026-07-02")
    claim(family, child, CLOSED, "2026-09-01")
    assert len(questions(family)) == 1


def test_it_is_named_in_what_due_prints(family: Family, child: Child) -> None:
    happened(family, child, "assessment_requested", "2026-05-01")
    claim(family, child, CLOSED, "2026-09-01", who="Anyshire")
    rows = {row["rule"]: row for row in diary.due_rows(family)}
    assert rows["ehcp_final"]["exceptions"] == [
        {
            "exception": "school_closed",
            "on": "2026-09-01",
            "who": "Anyshire",
            "citation": "SEND Regulations 2014, reg 13(3), pointing to reg 10(4)(a)-(d)",
            "is_exception": True,
        }
    ]
    assert rows["ehcp_final"]["due"] == "2026-09-18"


def test_a_misspelt_key_is_refused_by_name() -> None:
    with pytest.raises(BadResource, match="plane"):
        exceptions.exceptions_from_mapping(
            {"no_exception": [{"id": "x", "plain": "y", "plane": "z"}]}, "exceptions.toml"
        )
