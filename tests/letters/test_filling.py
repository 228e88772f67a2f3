"""What a person typed stays text: never markup, never a template, never a new paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ehcp_desktop.errors import BadResource
from ehcp_desktop.services.letters.document import Block, Words, line_text
from ehcp_desktop.services.letters.filling import clean, fill_body, fill_line

TYPED = st.text(max_size=400)
HOSTILE = [
    "{{ 7 * 7 }}",
    "{% raw %}",
    "<para>",
    "=cmd|",
    "**bold**",
    "1. one\n2. two",
    "a\n\nb",
    "¶",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_was_typed_comes_out_as_typed(text: str) -> None:
    assert fill_body("Said: {{ x }}.", {"x": text}, "firm") == (
        Block("paragraph", ((Words(f"Said: {text}."),),)),
    )


@given(TYPED)
def test_any_text_stays_one_paragraph_in_one_weight(text: str) -> None:
    (block,) = fill_body("**{{ x }}** ends", {"x": text}, "firm")
    assert line_text(block.lines[0]) == clean(text) + " ends"
    assert len(block.lines) == 1


@given(TYPED)
def test_no_control_characters_reach_paper(text: str) -> None:
    assert not {c for c in clean(text) if ord(c) < 32} - {"\n", "\t"}


def test_an_empty_block_and_an_empty_point_are_left_out() -> None:
    body = "{{ x }}\n\n1. first\n2. {{ x }}\n3. last"
    (points,) = fill_body(body, {"x": ""}, "firm")
    assert [line_text(line) for line in points.lines] == ["first", "last"]


def test_a_block_can_be_for_some_tones() -> None:
    body = "[friendly, firm] Hello\n\n[formal] Sir"
    assert [line_text(b.lines[0]) for b in fill_body(body, {}, "formal")] == ["Sir"]


def test_bold_marks_are_the_authors_alone() -> None:
    (block,) = fill_body("by **{{ x }}**.", {"x": "1 May"}, "firm")
    assert block.lines[0] == (Words("by "), Words("1 May", bold=True), Words("."))


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__ }}",
        "{{ x.__init__ }}",
        "{{ missing }}",
        "{{ range(10**9)|list }}",
        "{% if %}",
        "{{ x.append(1) }}",
    ],
)
def test_a_template_can_do_nothing_but_fill_in(source: str) -> None:
    with pytest.raises(BadResource):
        fill_line(source, {"x": []})


def test_a_bold_mark_left_open_is_reported() -> None:
    with pytest.raises(BadResource, match="bold"):
        fill_line("**open", {})
