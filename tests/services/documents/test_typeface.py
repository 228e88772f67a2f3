"""Which font shows a character, and where lines break."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ehcp_desktop.services.documents.typeface import FAMILIES, SetLine, missing, set_lines

WIDTH = 200.0


def drawn(line: SetLine) -> str:
    return "".join(piece.text for _, pieces in line.stretches for piece in pieces)


def fonts(text: str) -> set[str]:
    lines = set_lines([(text, False)], 12, WIDTH)
    return {piece.font for line in lines for _, pieces in line.stretches for piece in pieces}


@pytest.mark.parametrize(
    ("text", "family"),
    [("Ŵyn Nguyễn", "NotoSans"), ("שרה", "NotoSansHebrew"), ("محمد", "NotoSansArabic")],
)
def test_each_script_has_its_font(text: str, family: str) -> None:
    assert f"{family}-Regular" in fonts(text)
    assert not missing(text)
    assert family in FAMILIES


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=300))
def test_no_line_is_wider_than_the_paper(text: str) -> None:
    lines = set_lines([(text, False)], 12, WIDTH)
    assert all(line.width <= WIDTH + 0.01 for line in lines)


@given(st.lists(st.sampled_from(["one", "two", "three", "x" * 60]), min_size=1, max_size=40))
def test_no_word_is_lost(words: list[str]) -> None:
    lines = set_lines([(" ".join(words), False)], 12, WIDTH)
    assert "".join(drawn(line) for line in lines).replace(" ", "") == "".join(words)


def test_a_line_break_that_was_typed_stays() -> None:
    first, gap, last = set_lines([("one\n\ntwo", False)], 12, WIDTH)
    assert (drawn(first), drawn(gap), drawn(last)) == ("one", "", "two")


def test_a_date_does_not_break_inside() -> None:
    lines = set_lines([("before the 2\u00a0June\u00a02026", False)], 12, 100)
    assert any("2\u00a0June\u00a02026" in drawn(line) for line in lines)


def test_bold_goes_on_into_a_full_stop_without_a_space() -> None:
    (line,) = set_lines([("by ", False), ("Monday", True), (".", False)], 12, WIDTH)
    assert drawn(line) == "by Monday."


def test_a_name_from_right_to_left_is_read_in_order_and_seen_reversed() -> None:
    (line,) = set_lines([("for שרה כהן now", False)], 12, WIDTH)
    places = [start for start, pieces in line.stretches if "Hebrew" in pieces[0].font]
    assert places == sorted(places, reverse=True)


@pytest.mark.parametrize("text", ["😀 b 😀", "a\u200d\ufe0fb 😀"])
def test_what_no_font_has_is_named_once(text: str) -> None:
    assert missing(text) == ("😀",)


@pytest.mark.parametrize(
    "text", ["\u0590", "\u202eabc\u202c", "\u2067\u05d0 a", "\u0300", "\U00010ec5"]
)
def test_odd_characters_do_no_harm(text: str) -> None:
    assert set_lines([(f"a {text} \u05d0", False)], 12, WIDTH)
