from __future__ import annotations

from datetime import date

import pytest

from ehcp_desktop.domain.meeting_answer import day_in, is_answer

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("help again from Monday", "Monday"),
        ("the report by 12 June, with Friday’s notes", "12 June"),
        ("on the 3rd of March 2027", "3rd of March 2027"),
        ("by 1/12/2026.", "1/12/2026"),
        ("he sat for 20 minutes until March", ""),
        ("as on 2 June 2026", ""),
        ("on 31 June", ""),
    ],
)
def test_a_day_is_found_in_the_words_when_it_is_one_and_ahead(words: str, day: str) -> None:
    assert day_in(words, TODAY) == day


@pytest.mark.parametrize(
    ("asked", "typed", "answers"),
    [
        ("by", "12 June", True),
        ("by", "", True),
        ("by", "soonish", True),
        ("by", "in a week from today", True),
        ("by", "Priya Shah: you will not get a letter", False),
        ("by", "we will never get a letter", False),
        ("owner", "Mrs Bell", True),
        ("owner", "we will never get a letter", False),
        ("ours", "it is by far not enough for him", True),
        ("ours", "We: not enough", True),
        ("ours", "Mrs Bell: it is", False),
    ],
)
def test_words_that_do_not_answer_are_a_line_of_their_own(
    asked: str, typed: str, answers: bool
) -> None:
    assert is_answer(asked, typed, TODAY) is answers
