"""What the notes of an event say under a name."""

from __future__ import annotations

import pytest

from ehcp_desktop.domain.event import part_of, with_parts

NOTES = "Lesson or place: Maths\nEffect: He cried: twice\nI was very cross."


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Lesson or place", "Maths"),
        ("effect", "He cried: twice"),
        ("Before it", ""),
        ("I was very cross.", ""),
    ],
)
def test_a_part_is_a_line_of_the_notes_with_its_name(name: str, said: str) -> None:
    assert part_of(NOTES, name) == said


def test_parts_stand_before_the_rest_of_the_notes_and_come_back() -> None:
    notes = with_parts(" Ours. ", {"Effect": "He\ncried", "Before it": " "})
    assert notes == "Effect: He cried\nOurs."
    assert part_of(notes, "Effect") == "He cried"


def test_without_parts_notes_stay_as_they_are() -> None:
    assert with_parts("", {"Effect": ""}) == ""
