from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.review import Action, Review
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import meeting_notes

if TYPE_CHECKING:
    from datetime import date

    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family


@pytest.fixture
def review(family: Family, child: Child) -> Review:
    return family.store.reviews.save(Review(child=child.id))


def test_the_two_accounts_are_kept_apart(family: Family, review: Review) -> None:
    for whose, text in (("school", "On track."), ("ours", "On track with help.")):
        empty = meeting_notes.minutes(family, review.id, whose)
        meeting_notes.keep_minutes(family, replace(empty, text=text))
    assert meeting_notes.minutes(family, review.id, "school").text == "On track."
    assert meeting_notes.minutes(family, review.id, "ours").text == "On track with help."


def test_an_account_that_two_began_is_one_with_the_words_of_both(
    family: Family, review: Review
) -> None:
    first, second = (meeting_notes.minutes(family, review.id, "ours") for _ in range(2))
    meeting_notes.keep_minutes(family, replace(first, text="From Meeting mode.\n"))
    kept = meeting_notes.keep_minutes(family, replace(second, text="Typed meanwhile."))
    assert kept.text == "From Meeting mode.\n\nTyped meanwhile."
    again = meeting_notes.keep_minutes(family, replace(second, text="Typed meanwhile."))
    assert family.store.minutes.all() == [kept] == [again]


def test_open_actions_come_before_done_ones_by_their_day(family: Family, review: Review) -> None:
    june, july = When.parse("2026-06"), When.parse("2026-07")
    for action in (
        Action(review=review.id, text="b", by=july),
        Action(review=review.id, text="c", done=When.parse("2026-06-20")),
        Action(review=review.id, text="a", by=june),
    ):
        meeting_notes.keep_action(family, action)
    assert [one.text for one in meeting_notes.actions(family, review.id)] == ["a", "b", "c"]


def test_an_action_is_done_on_a_day_and_not_done_again(
    family: Family, review: Review, today: date
) -> None:
    action = meeting_notes.keep_action(family, Action(review=review.id, text="Send notes"))
    assert meeting_notes.mark_done(family, action.id, today).done == When.day(today)
    assert meeting_notes.mark_done(family, action.id, None).done is None


def test_a_removed_action_comes_back_with_undo(family: Family, review: Review) -> None:
    action = meeting_notes.keep_action(family, Action(review=review.id, text="Send notes"))
    meeting_notes.remove_action(family, action.id)
    assert meeting_notes.actions(family, review.id) == []
    family.store.undo()
    assert meeting_notes.actions(family, review.id) == [action]


def test_a_review_keeps_who_chose_its_kind(family: Family, review: Review) -> None:
    meeting_notes.keep_review(family, replace(review, chosen_by="The council"))
    assert family.store.reviews.get(review.id).chosen_by == "The council"
