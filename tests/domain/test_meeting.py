from __future__ import annotations

import pytest

from ehcp_desktop.domain.meeting import completed, read_line

NAMES = ("Mrs Bell", "Ms Grant", "Mr Bellamy", "Sam Example")


@pytest.mark.parametrize(
    ("typed", "who", "words", "exact"),
    [
        ("Mrs Bell: reading is on track", "Mrs Bell", "reading is on track", False),
        ("grant: “It’s going fine.”", "Ms Grant", "It’s going fine.", True),
        ('Priya Shah: "I will check"', "Priya Shah", "I will check", True),
        ("he said “fine” and left", "", "he said “fine” and left", False),
        ("reading at 10:30 each day", "", "reading at 10:30 each day", False),
        ("What we asked for at the last meeting: nothing", "", None, False),
        ("what we want: more help", "", None, False),
        ("priya: will check", "priya", "will check", False),
        ("  two   spaces ", "", "two spaces", False),
    ],
)
def test_a_line_is_read_as_it_is_typed(
    typed: str, who: str, words: str | None, exact: bool
) -> None:
    assert read_line(typed, NAMES) == (who, typed if words is None else words, exact)


@pytest.mark.parametrize(
    ("begun", "whole"),
    [("gr", "Ms Grant"), ("mrs", "Mrs Bell"), ("bell", ""), ("sam", "Sam Example"), ("", "")],
)
def test_a_name_is_completed_only_when_it_can_be_one_person(begun: str, whole: str) -> None:
    assert completed(begun, NAMES) == whole
