"""The shipped questions, and the answers that are kept."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput, BadResource
from ehcp_desktop.resources import ROOT
from ehcp_desktop.services import (
    events,
    meeting_parts,
    model_check,
    review_places,
    rulebook,
    vocabulary,
)
from ehcp_desktop.services.concerns import check, inquiries_from_mapping, load, put_aside
from ehcp_desktop.services.letters import shelf
from ehcp_desktop.services.letters.writing import prepare

if TYPE_CHECKING:
    from ehcp_desktop.domain.concern import Inquiry
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

GRID = ("invited", "asked", "sent", "received", "attendance")
GOOD = {"rules": ["review_report"], "states": ["overdue"], "question": "Has it?", "why": "Law."}


def kinds(inquiry: Inquiry) -> set[str]:
    """Return the kinds of event that an entry is about."""
    if inquiry.event:
        return {inquiry.event.partition(":")[0]}
    if inquiry.rules == ("promise",):
        return {"promise_made"}
    rules = [rule for rule in rulebook.load().rules if rule.id in inquiry.rules]
    return {start.kind for rule in rules for start in rule.starts}


def test_every_concern_is_a_question_and_no_verdict() -> None:
    for inquiry in load():
        assert (inquiry.ask or inquiry.question).endswith("?")
        assert not {"failed", "breach", "unlawful", "never"} & set(inquiry.question.split())


def test_every_concern_speaks_of_rules_and_events_that_exist() -> None:
    book = rulebook.load()
    rules = {rule.id for rule in book.rules} | set(book.family_dates)
    kinds = {kind.id for kind in vocabulary.load().kinds}
    for inquiry in load():
        others = (*inquiry.unless, *inquiry.once, *inquiry.ahead, *inquiry.beside)
        others += inquiry.settled_by
        named = {word.partition(":")[0] for word in (inquiry.event, *others)} - {""}
        assert named <= kinds, inquiry.id
        assert {*inquiry.rules, inquiry.rule, inquiry.also_rule} - {""} <= rules, inquiry.id


def test_every_concern_speaks_of_people_parts_and_answers_that_exist() -> None:
    places = {place.id for place in review_places.places()}
    parts = {part.id for part in meeting_parts.every_part()}
    known = {one.id: set(one.choices) for one in rulebook.questions().values()}
    known |= {f"model_{one.id}": set(model_check.SAID) for one in model_check.questions()}
    ids = {inquiry.id for inquiry in load()}
    for inquiry in load():
        assert inquiry.place in {"", *places}, inquiry.id
        assert set(inquiry.not_about) <= parts, inquiry.id
        assert set(inquiry.instead_of) <= ids, inquiry.id
        assert {name for name, _ in (*inquiry.person, *inquiry.nobody)} <= set(GRID), inquiry.id
        for question, choice in inquiry.said:
            assert choice in known[question], inquiry.id


def test_what_a_concern_quotes_besides_its_rule_was_looked_up() -> None:
    law = tomllib.loads((ROOT / "law" / "citations.toml").read_text(encoding="utf-8"))["law"]
    (cited,) = (one["cited"] for one in law if one["key"] == "SEND Regs 2014")
    known = {f"SEND Regulations 2014, {one['at']}" for one in cited}
    quoted = {one for each in load() for one in (each.citation, each.citation_not_in_school)}
    assert quoted - {""} <= known


@pytest.mark.parametrize(
    ("words", "school", "elsewhere"),
    [("must be invited", "20(2)", "21(2)"), ("how and by when to appeal", "20(11)", "21")],
)
def test_what_a_concern_says_of_a_review_stands_in_the_paragraph_that_it_quotes(
    words: str, school: str, elsewhere: str
) -> None:
    said = [one for one in load() if words in one.why and one.rule.startswith("review_")]
    assert len(said) > 1
    assert {(one.citation, one.citation_not_in_school) for one in said} == {
        (f"SEND Regulations 2014, reg {school}", f"SEND Regulations 2014, reg {elsewhere}")
    }


def test_a_concern_names_only_a_letter_that_can_be_about_what_it_asks() -> None:
    for inquiry in load():
        if not inquiry.letter or inquiry.reminds:
            continue
        letter = shelf.template(inquiry.letter)
        if inquiry.letter_of_all:
            assert not letter.states, inquiry.id
            continue
        is_of_rules = bool(inquiry.rules) and set(inquiry.rules) <= set(letter.rules)
        is_of_event = inquiry.event in letter.about
        assert is_of_rules or is_of_event or kinds(inquiry) <= set(letter.about), inquiry.id
        assert not letter.states or set(inquiry.states) <= set(letter.states), inquiry.id


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"colour": "red"}, "unknown key colour"),
        ({"rules": "review_report"}, "rules must be a list"),
        ({"after_days": "15"}, "after_days must be a int"),
        ({"where": "by"}, "where must be a dict"),
        ({"question": ""}, "question and why"),
        ({"event": "note"}, "either rules or event"),
    ],
)
def test_a_wrong_entry_is_named(change: dict[str, object], named: str) -> None:
    with pytest.raises(BadResource, match=named):
        inquiries_from_mapping({"report_overdue": [GOOD | change]})


def test_a_concern_that_is_no_list_is_named() -> None:
    with pytest.raises(BadResource, match="report_overdue"):
        inquiries_from_mapping({"report_overdue": GOOD})


# ---- In a family's record


def log(family: Family, child: Child, kind: str, on: str, outcome: str = "") -> Event:
    """Add one event to the record."""
    event = Event(child=child.id, kind=kind, on=When.parse(on), outcome=outcome)
    return events.log(family, event)


def test_a_review_without_a_decision_is_asked_about(family: Family, child: Child) -> None:
    meeting = log(family, child, "review_meeting_held", "2026-06-02")
    log(family, child, "review_report_received", "2026-06-12")
    (found,) = check(family, child.id)
    assert (found.id, found.severity, found.since) == (
        "review_without_decision",
        "act",
        date(2026, 6, 30),
    )
    assert found.evidence == (meeting,)
    assert "4 weeks after the meeting" in found.why
    assert found.letter == "review_decision_overdue"


def test_another_child_is_not_asked_about(family: Family, child: Child) -> None:
    log(family, child, "review_meeting_held", "2026-06-02")
    assert check(family, "somebody else") == []
    assert check(family) == check(family, child.id) != []


def test_a_decision_ends_the_question(family: Family, child: Child) -> None:
    log(family, child, "review_meeting_held", "2026-06-02")
    log(family, child, "review_report_received", "2026-06-12")
    log(family, child, "review_decision_received", "2026-06-30", "maintain")
    assert "review_without_decision" not in {found.id for found in check(family)}


def test_a_letter_that_only_says_we_will_amend_is_asked_about(
    family: Family, child: Child
) -> None:
    log(family, child, "review_meeting_held", "2026-06-02")
    decision = log(family, child, "review_decision_received", "2026-06-20", "amend")
    found = {one.id: one for one in check(family)}
    assert found["amendment_without_changes"].severity == "act"
    assert found["amendment_without_changes"].evidence[0] == decision
    assert found["amendment_without_changes"].basis == "case law"
    assert "final_plan_late" in found


@pytest.mark.parametrize(("value", "days"), [("waiting_for_post", 7), ("snooze", 28)])
def test_an_answer_is_kept_with_its_last_day(
    family: Family, child: Child, value: str, days: int
) -> None:
    log(family, child, "early_review_requested", "2026-09-01")
    (concern,) = check(family)
    answer = put_aside(family, concern, value)
    assert answer.until == When.day(family.today() + timedelta(days=days))
    assert check(family) == []
    assert family.store.undo()
    assert check(family) == [concern]


def test_an_answer_has_to_be_one_of_three(family: Family, child: Child) -> None:
    log(family, child, "early_review_requested", "2026-09-01")
    (concern,) = check(family)
    with pytest.raises(BadInput, match="have_it"):
        put_aside(family, concern, "perhaps")


def test_seen_from_an_earlier_day_later_events_have_not_happened(
    family: Family, child: Child
) -> None:
    log(family, child, "early_review_requested", "2026-09-01")
    log(family, child, "review_meeting_held", "2026-11-05")
    assert "early_review_unanswered" not in {found.id for found in check(family)}
    family.today = lambda: date(2026, 10, 1)
    assert [found.id for found in check(family)] == ["early_review_unanswered"]


def test_the_year_that_is_over_is_asked_about(family: Family, child: Child) -> None:
    log(family, child, "final_plan_issued", "2025-06-01")
    found = {one.id: one for one in check(family)}
    assert found["review_overdue"].since == date(2026, 5, 31)
    assert "the plan of 1 June 2025" in found["review_overdue"].question


def test_a_move_without_a_review_meeting_is_near(family: Family, child: Child) -> None:
    log(family, child, "phase_transfer_planned", "2027-09", "primary_to_secondary")
    (found,) = [one for one in check(family) if one.id == "phase_date_near"]
    assert "14 February 2027" in found.why
    assert found.since is None


def test_a_window_that_closes_is_asked_about(family: Family, child: Child) -> None:
    log(family, child, "plan_refused", "2026-10-01")
    found = [one for one in check(family) if one.id == "appeal_window_closing"]
    assert [one.severity for one in found] == ["act", "act"]
    assert all("in 9 days" in one.why for one in found)


def test_every_letter_that_a_concern_names_can_be_written(example_family: Family) -> None:
    named = [one for one in check(example_family) if one.letter]
    assert named
    for concern in named:
        child = example_family.store.children.get(concern.child)
        written = prepare(
            example_family,
            str(concern.letter),
            child,
            about=concern.letter_about,
            blanks=True,
        )
        assert concern.letter_of_all or written.about == concern.evidence[0]
