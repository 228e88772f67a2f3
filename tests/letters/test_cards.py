"""The choice of letters: what each is found by, without its file being parsed."""

from __future__ import annotations

import pytest

from ehcp_desktop.services.letters import shelf
from ehcp_desktop.services.letters.cards import Card, cards, matching


def test_what_a_letter_is_chosen_by_is_what_its_head_says() -> None:
    said = ("id", "title", "situation", "summary", "group", "words", "shape", "to_place")
    for card in cards():
        template = shelf.template(card.id)
        assert card == Card(**{name: getattr(template, name) for name in said})


def test_the_letters_stand_in_the_order_of_their_groups() -> None:
    groups = list(dict.fromkeys(card.group for card in cards()))
    assert groups == [group for group in shelf.GROUPS if group in groups]


@pytest.mark.parametrize(
    ("typed", "letter"),
    [
        ("fine", "attendance_fines"),
        ("sent home", "unlawful_exclusion"),
        ("no reply", "chaser"),
        ("school place", "school_of_choice"),
        ("minutes", "minutes_correction"),
        ("  No DECISION after", "review_decision_overdue"),
        ("speech", "advice_salt_ot_refused"),
        ("cant cope", "unlawful_exclusion"),
    ],
)
def test_a_letter_is_found_by_the_words_of_a_parent(typed: str, letter: str) -> None:
    assert letter in [card.id for card in matching(cards(), typed)][:4]


@pytest.mark.parametrize("typed", ["zebra", "no zebra", "[.*(", "ecision"])
def test_what_no_letter_says_finds_none(typed: str) -> None:
    assert not [card for card in matching(cards(), typed) if typed != "[.*("]


def test_what_a_situation_says_comes_before_what_a_summary_says() -> None:
    found = matching(cards(), "decision")
    in_situation = ["decision" in card.situation.casefold() for card in found]
    assert in_situation == sorted(in_situation, reverse=True)
    assert not all(in_situation)
