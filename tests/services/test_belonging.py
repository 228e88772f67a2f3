from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.event import Answer, Event
from ehcp_desktop.domain.review import MODELS, Review
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events
from ehcp_desktop.services.review_names import FILE, read_model
from ehcp_desktop.services.shipped import read_toml_cached

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

HELD, ARRANGED = "review_meeting_held", "review_meeting_arranged"
DECISION, REPORT = "review_decision_received", "review_report_received"
INVITATION = "review_invitation_received"


def new(child: Child) -> Review:
    return Review(child=child.id)


def log(family: Family, child: Child, kind: str, on: str, review: str | None = None) -> Event:
    return events.log(family, Event(child=child.id, kind=kind, on=When.parse(on), review=review))


@pytest.mark.parametrize("kind", [HELD, ARRANGED])
def test_a_meeting_opens_a_review(family: Family, child: Child, kind: str) -> None:
    event = log(family, child, kind, "2026-06-02")
    assert [review.id for review in family.store.reviews.all()] == [event.review]


def test_the_meeting_held_joins_the_review_that_was_arranged(family: Family, child: Child) -> None:
    arranged = log(family, child, ARRANGED, "2026-05-19")
    assert log(family, child, HELD, "2026-06-02").review == arranged.review


def test_a_newer_arranged_meeting_joins_the_only_open_review(family: Family, child: Child) -> None:
    older = log(family, child, ARRANGED, "2026-11-30")
    assert log(family, child, ARRANGED, "2026-12-14").review == older.review


def test_of_two_open_reviews_the_meeting_joins_the_nearer(family: Family, child: Child) -> None:
    near = log(family, child, ARRANGED, "2026-11-30")
    far = log(family, child, ARRANGED, "2027-09-20", family.store.reviews.save(new(child)).id)
    assert log(family, child, HELD, "2026-11-20").review == near.review
    assert log(family, child, ARRANGED, "2027-09-27").review == far.review


def test_a_meeting_far_from_both_open_reviews_opens_another(family: Family, child: Child) -> None:
    known = [family.store.reviews.save(new(child)).id for _ in range(2)]
    for review, day in zip(known, ("2027-03-01", "2027-03-20"), strict=True):
        log(family, child, ARRANGED, day, review)
    assert log(family, child, HELD, "2026-11-20").review not in known


def test_the_meeting_of_the_next_year_is_not_the_one_never_held(
    family: Family, child: Child
) -> None:
    arranged = log(family, child, ARRANGED, "2025-06-11")
    assert log(family, child, HELD, "2026-06-02").review != arranged.review


def test_a_meeting_after_one_that_was_held_opens_another_review(
    family: Family, child: Child
) -> None:
    older = log(family, child, HELD, "2025-06-11")
    assert log(family, child, HELD, "2026-06-02").review != older.review


def test_an_old_meeting_does_not_join_the_one_that_is_arranged(
    family: Family, child: Child
) -> None:
    arranged = log(family, child, ARRANGED, "2026-12-14")
    assert log(family, child, HELD, "2024-06-12").review != arranged.review


def test_an_arranged_meeting_that_was_already_held_joins_it(family: Family, child: Child) -> None:
    held = log(family, child, HELD, "2026-06-02")
    assert log(family, child, ARRANGED, "2026-06-02").review == held.review


def test_later_steps_belong_to_the_latest_review_not_after_them(
    family: Family, child: Child
) -> None:
    older = log(family, child, HELD, "2025-06-11")
    newer = log(family, child, HELD, "2026-06-02")
    assert log(family, child, DECISION, "2025-07-18").review == older.review
    assert log(family, child, DECISION, "2026-07-18").review == newer.review


def test_a_step_in_the_month_of_the_meeting_belongs_to_it(family: Family, child: Child) -> None:
    meeting = log(family, child, HELD, "2026-06-20")
    assert log(family, child, REPORT, "2026-06").review == meeting.review


def test_a_review_chosen_by_hand_stands(family: Family, child: Child) -> None:
    older = log(family, child, HELD, "2025-06-11")
    log(family, child, HELD, "2026-06-02")
    assert log(family, child, DECISION, "2026-07-18", older.review).review == older.review


def test_a_step_before_any_meeting_belongs_to_no_review(family: Family, child: Child) -> None:
    assert log(family, child, DECISION, "2025-07-18").review is None


@pytest.mark.parametrize("kind", [INVITATION, "review_papers_received"])
def test_what_comes_before_a_meeting_belongs_to_the_next_one(
    family: Family, child: Child, kind: str
) -> None:
    log(family, child, HELD, "2025-06-11")
    arranged = log(family, child, ARRANGED, "2026-06-02")
    assert log(family, child, kind, "2026-05-18").review == arranged.review


def test_papers_that_came_after_the_meeting_belong_to_it(family: Family, child: Child) -> None:
    held = log(family, child, HELD, "2026-06-02")
    assert log(family, child, "review_papers_received", "2026-06-05").review == held.review


def test_a_meeting_takes_in_the_invitation_that_was_logged_before_it(
    family: Family, child: Child
) -> None:
    invitation = log(family, child, INVITATION, "2026-05-18")
    held = log(family, child, HELD, "2026-06-02")
    assert family.store.events.get(invitation.id).review == held.review


def test_a_meeting_logged_late_takes_its_steps_from_the_older_review(
    family: Family, child: Child
) -> None:
    older = log(family, child, HELD, "2025-06-11")
    kept = log(family, child, DECISION, "2025-07-18")
    moved = log(family, child, REPORT, "2026-06-12")
    held = log(family, child, HELD, "2026-06-02")
    assert family.store.events.get(moved.id).review == held.review
    assert family.store.events.get(kept.id).review == older.review


def test_a_plan_after_a_finished_review_is_not_part_of_it(family: Family, child: Child) -> None:
    held = log(family, child, HELD, "2025-06-11")
    assert log(family, child, "amended_plan_issued", "2025-08-29").review == held.review
    assert log(family, child, "amended_plan_issued", "2026-03-06").review is None


def test_an_answer_belongs_to_a_review_only_after_its_notice(family: Family, child: Child) -> None:
    held = log(family, child, HELD, "2025-06-11")
    assert log(family, child, "representations_sent", "2025-06-20").review is None
    log(family, child, "amendment_notice_received", "2025-07-01")
    assert log(family, child, "representations_sent", "2025-07-10").review == held.review


def test_reviews_of_two_children_never_mix(family: Family, child: Child) -> None:
    from datetime import date

    from ehcp_desktop.domain.people import Child

    other = family.store.children.save(Child(name="Ada", born=date(2012, 1, 1)))
    log(family, other, HELD, "2026-06-02")
    assert log(family, child, DECISION, "2026-07-18").review is None


def named(family: Family, review: str | None) -> tuple[str, str]:
    kept = family.store.reviews.get(review or "")
    return kept.model, kept.label


def called(family: Family, child: Child, kind: str, on: str, model: str) -> Event:
    return events.log(family, Event(child=child.id, kind=kind, on=When.parse(on), model=model))


def test_the_invitation_names_a_review_that_has_no_name_yet(family: Family, child: Child) -> None:
    review = log(family, child, ARRANGED, "2026-06-02").review
    called(family, child, INVITATION, "2026-05-18", "Annual Progress Review")
    assert named(family, review) == ("progress", "Annual Progress Review")


def test_the_invitation_goes_before_what_the_meeting_was_called(
    family: Family, child: Child
) -> None:
    review = called(family, child, ARRANGED, "2026-06-02", "Annual review").review
    called(family, child, INVITATION, "2026-05-18", "Dashboard review")
    called(family, child, HELD, "2026-06-02", "Annual review")
    assert named(family, review) == ("dashboard", "Dashboard review")


def test_a_name_that_the_family_chose_stands(family: Family, child: Child) -> None:
    review = called(family, child, ARRANGED, "2026-06-02", "Annual review").review
    family.store.reviews.save(replace(family.store.reviews.get(review or ""), label="Our chat"))
    called(family, child, INVITATION, "2026-05-18", "Progress Review")
    assert named(family, review) == ("statutory", "Our chat")


def test_a_name_corrected_in_its_event_is_corrected_in_the_review(
    family: Family, child: Child
) -> None:
    held = called(family, child, HELD, "2026-06-02", "Early review")
    events.change(family, replace(held, model="Early years review"))
    assert named(family, held.review) == ("early_years", "Early years review")


def test_with_a_review_goes_what_was_said_of_its_steps(family: Family, child: Child) -> None:
    held = log(family, child, HELD, "2026-06-02")
    said = Answer(child=child.id, question="step_report", event=held.review or "", value="x")
    family.store.answers.save(said)
    events.remove(family, held.id)
    assert family.store.answers.all() == []
    family.store.undo()
    assert family.store.answers.all() == [said]


@pytest.mark.parametrize(
    ("words", "model", "label"),
    [
        ("progress", "progress", ""),
        ("Progress Review", "progress", "Progress Review"),
        ("early review", "early", "early review"),
        ("Annual review meeting", "statutory", "Annual review meeting"),
        ("Transition and Change", "transition_and_change", "Transition and Change"),
        ("Person-centred review", "person_centred", "Person-centred review"),
        ("Annual Progress Review", "progress", "Annual Progress Review"),
        ("APR", "progress", "APR"),
        ("transition & change", "transition_and_change", "transition & change"),
        ("T&C review", "transition_and_change", "T&C review"),
        ("Person centered annual review", "person_centred", "Person centered annual review"),
        ("Dashboard", "dashboard", "Dashboard"),
        ("interim review", "early", "interim review"),
        ("Phase transfer review 2026/27", "phase_transfer", "Phase transfer review 2026/27"),
        ("phase_transfer", "phase_transfer", ""),
        ("Early Years Review", "early_years", "Early Years Review"),
        ("Review with a re-assessment", "reassessment", "Review with a re-assessment"),
        ("Year 5 annual review of the EHCP", "statutory", "Year 5 annual review of the EHCP"),
        ("Transition review", "", "Transition review"),
        ("Chat over tea", "", "Chat over tea"),
        ("", "", ""),
    ],
)
def test_the_words_of_an_invitation_name_a_model_or_are_a_label(
    words: str, model: str, label: str
) -> None:
    assert read_model(words) == (model, label)


@pytest.mark.parametrize("model", MODELS)
def test_the_words_on_the_form_name_their_model(model: str) -> None:
    assert read_model(MODELS[model]) == (model, MODELS[model])


def test_every_name_on_the_list_is_read_as_its_own_model() -> None:
    (names,) = read_toml_cached(FILE)
    assert set(names) == set(MODELS)
    for model, words in names.items():
        assert isinstance(words, list)
        assert [read_model(f"{word} review")[0] for word in words] == [model] * len(words)
