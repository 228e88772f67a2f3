"""Ten answers about a review give a table of law, council and family, and letters."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.letter import Dispatch, Letter
from ehcp_desktop.domain.review import MODELS
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import events, model_check, review_models
from ehcp_desktop.services.letters import shelf
from ehcp_desktop.services.letters.document import all_text
from ehcp_desktop.services.letters.writing import prepare

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.model_check import Check, Question

ASPECTS = {aspect.id for aspect in review_models.review_models().aspects}


def log(family: Family, child: Child, kind: str, on: str, **known: str) -> Event:
    return events.log(family, Event(child=child.id, kind=kind, on=When.parse(on), **known))


@pytest.fixture
def review(family: Family, child: Child) -> str:
    """Return a Progress Review of 2 June 2026 without a decision."""
    log(family, child, "review_meeting_arranged", "2026-06-02", model="Progress Review")
    log(family, child, "review_invitation_received", "2026-05-18", quote="A lighter touch.")
    return str(log(family, child, "review_meeting_held", "2026-06-02").review)


def here(found: Check, aspect: str) -> str:
    line = next(line for line in found.lines if line.aspect.id == aspect)
    return " ".join(line.here).replace("\u00a0", " ")


def letters(found: Check) -> list[str]:
    return [one.template.id for one in found.letters]


@pytest.mark.parametrize("question", model_check.questions(), ids=lambda question: question.id)
def test_a_question_fills_a_line_of_the_table_and_asks_for_letters_there_are(
    question: Question,
) -> None:
    assert question.text.endswith("?")
    assert question.aspect in ASPECTS
    assert set(question.here) == {"yes", "no"}
    named = [name for names in question.asks.values() for name in names]
    assert all(shelf.template(name).id == name for name in named)


def test_there_are_about_ten_questions_and_every_kind_of_letter_follows_from_one() -> None:
    asked = model_check.questions()
    assert len({one.id for one in asked}) == len(asked) == 10
    named = {name for one in asked for names in one.asks.values() for name in names}
    assert named >= {"pilot_status_query", "review_decision_ask", "review_papers_request"}
    assert named >= {"coproduction_request", "case_file_access"}


def test_without_an_answer_no_letter_follows_and_what_is_not_known_is_not_recorded(
    family: Family, review: str
) -> None:
    found = model_check.check(family, review)
    assert not found.letters
    assert here(found, "access") == "Not recorded."


def test_what_happened_here_is_taken_from_the_record(family: Family, review: str) -> None:
    found = model_check.check(family, review)
    assert here(found, "often") == "Review meetings: 2 June 2026."
    assert "145 days late, none is recorded; limit Tuesday 30 June 2026" in here(found, "decision")
    assert "Invitation: in time, came Monday 18 May 2026" in here(found, "part")
    assert "“A lighter touch.”" in here(found, "sent")


def test_earlier_reviews_say_when_their_decision_came(example_family: Family) -> None:
    review = example_family.store.reviews.all(model="progress")[0].id
    found = here(model_check.check(example_family, review), "decision")
    assert "After the review of 11 June 2025: 9 days late." in found


def test_of_many_reviews_the_newest_three_are_told_of(family: Family, child: Child) -> None:
    held = [
        log(family, child, "review_meeting_held", f"{year}-06-02") for year in range(2021, 2027)
    ]
    for year in range(2021, 2026):
        log(family, child, "portal_viewed", f"{year}-09-01")
    found = model_check.check(family, str(held[-1].review))
    assert here(found, "often") == "Review meetings: 2 June 2026, 2 June 2025 and 2 June 2024."
    assert re.findall(r"After the review of (.*?):", here(found, "decision")) == [
        "2 June 2025",
        "2 June 2024",
    ]
    seen = "Portal looked at: 1 September 2023, 1 September 2024 and 1 September 2025."
    assert here(found, "access") == seen


def test_an_answer_stands_in_the_table_until_it_is_taken_back(family: Family, review: str) -> None:
    model_check.answer(family, review, "portal", "yes")
    told = "Part of it is kept on a dashboard or portal."
    assert here(model_check.check(family, review), "access") == told
    family.store.undo()
    assert here(model_check.check(family, review), "access") == "Not recorded."
    family.store.redo()
    model_check.answer(family, review, "portal", "")
    assert not family.store.answers.all(event=review)


def test_another_answer_replaces_the_one_before(family: Family, review: str) -> None:
    for said in ("yes", "no"):
        model_check.answer(family, review, "portal", said)
    (kept,) = family.store.answers.all(event=review)
    assert (kept.question, kept.value) == ("model_portal", "no")


@pytest.mark.parametrize(("question", "said"), [("colour", "yes"), ("portal", "perhaps")])
def test_what_is_not_asked_is_refused(
    question: str, said: str, family: Family, review: str
) -> None:
    with pytest.raises(BadInput, match="yes or no"):
        model_check.answer(family, review, question, said)


@pytest.mark.parametrize(
    ("question", "said", "follows"),
    [
        ("told_kind", "no", "pilot_status_query"),
        ("key_stage_only", "yes", "pilot_status_query"),
        ("families_asked", "no", "coproduction_request"),
        ("letter_always", "no", "review_decision_overdue"),
        ("papers_in_time", "no", "case_file_access"),
        ("portal_seen", "no", "case_file_access"),
    ],
)
def test_a_letter_follows_from_an_answer_and_can_be_written(
    question: str, said: str, follows: str, family: Family, child: Child, review: str
) -> None:
    model_check.answer(family, review, question, said)
    (letter,) = model_check.check(family, review).letters
    assert letter.template.id == follows
    assert letter.why == (
        next(one for one in model_check.questions() if one.id == question).here[said],
    )
    prepare(family, follows, child, letter.about, blanks=True)


def test_before_the_meeting_the_papers_and_the_decision_are_asked_for(
    family: Family, child: Child
) -> None:
    arranged = log(family, child, "review_meeting_arranged", "2026-12-10")
    for question in ("papers_in_time", "letter_always"):
        model_check.answer(family, str(arranged.review), question, "no")
    found = model_check.check(family, str(arranged.review))
    assert letters(found) == ["review_papers_request", "pilot_status_query"]


def test_a_letter_comes_once_with_every_reason_for_it(family: Family, review: str) -> None:
    for question in ("told_kind", "had_say", "any_section"):
        model_check.answer(family, review, question, "no")
    (letter,) = model_check.check(family, review).letters
    assert len(letter.why) == 3


def test_a_letter_that_was_sent_is_shown_beside_the_one_to_write_now(
    example_family: Family,
) -> None:
    review = example_family.store.reviews.all(model="progress")[0].id
    found = model_check.check(example_family, review).letters
    sent = next(one for one in found if one.sent)
    assert (sent.template.id, str(sent.sent_on)) == ("review_decision_ask", "2026-11-16")
    assert not sent.can_be_written
    now = next(one for one in found if one.template.id == "review_decision_overdue")
    assert now.can_be_written
    assert now.why == sent.why


def send(family: Family, child: Child, template: str, on: str, about: str = "") -> str:
    """Keep a letter as sent; about an event, or about none."""
    day = date.fromisoformat(on)
    made = Letter(child=child.id, template=template, title="x", about=about, written=day)
    letter = family.store.letters.save(replace(made, state="sent"))
    family.store.dispatches.save(Dispatch(letter=letter.id, by="email", on=day, deemed=day))
    return letter.id


@pytest.mark.parametrize(
    ("on", "is_counted"),
    [
        ("2026-05-17", (False, True)),
        ("2026-05-18", (True, False)),
        ("2026-11-21", (True, False)),
        ("2024-06-02", (False, False)),
    ],
)
def test_a_letter_about_no_step_counts_for_the_review_that_was_going_on(
    on: str, is_counted: tuple[bool, bool], family: Family, child: Child, review: str
) -> None:
    older = str(log(family, child, "review_meeting_held", "2024-06-03").review)
    send(family, child, "coproduction_request", on)
    for each, counted in zip((review, older), is_counted, strict=True):
        model_check.answer(family, each, "families_asked", "no")
        (letter,) = model_check.check(family, each).letters
        assert bool(letter.sent) is counted
        assert letter.can_be_written


def test_a_letter_about_a_step_of_another_review_is_not_counted(
    family: Family, child: Child, review: str
) -> None:
    older = log(family, child, "review_meeting_held", "2024-06-03")
    sent = send(family, child, "pilot_status_query", "2026-07-01", older.id)
    for each in (review, str(older.review)):
        model_check.answer(family, each, "told_kind", "no")
    assert not model_check.check(family, review).letters[0].sent
    assert model_check.check(family, str(older.review)).letters[0].sent == sent


@pytest.mark.parametrize("came", ["review_decision_received", "amendment_notice_received"])
def test_no_letter_asks_whether_a_decision_comes_once_it_has(
    came: str, family: Family, child: Child, review: str
) -> None:
    model_check.answer(family, review, "letter_always", "no")
    assert letters(model_check.check(family, review)) == ["review_decision_overdue"]
    log(family, child, came, "2026-06-25")
    assert not model_check.check(family, review).letters


def test_the_letter_that_asks_the_kind_knows_the_name_the_day_and_their_words(
    example_family: Family,
) -> None:
    review = example_family.store.reviews.all(model="progress")[0].id
    (child,) = example_family.children
    asked = model_check.check(example_family, review).letters[0]
    written = prepare(example_family, asked.template.id, child, asked.about)
    said = all_text(written.document).replace("\u00a0", " ")
    assert "The meeting was held on 2 June 2026. The review is called “Progress Review”." in said
    assert "A letter is only sent when the plan is to change.”" in said


@pytest.mark.parametrize("model", ["", *MODELS])
def test_every_model_has_a_table_with_the_law_in_each_line(
    model: str, family: Family, child: Child
) -> None:
    held = log(family, child, "review_meeting_held", "2026-06-02", model=model or "Catch-up")
    found = model_check.check(family, str(held.review))
    assert len(found.lines) == len(ASPECTS)
    assert all(line.aspect.law and line.aspect.sources for line in found.lines)
    assert found.origin.endswith(".")
