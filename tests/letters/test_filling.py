"""What a person typed stays text: never markup, never a template, never a new paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ehcp_desktop.errors import BadResource
from ehcp_desktop.services.letters.document import Block, Words, line_text
from ehcp_desktop.services.letters.facts import Table
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


@pytest.mark.parametrize(
    ("mark", "is_said"),
    [("firm short", True), ("firm, formal", True), ("short", True), ("formal short", False)],
)
def test_a_block_can_be_for_some_lengths(mark: str, is_said: bool) -> None:
    assert bool(fill_body(f"[{mark}] Hello", {}, "firm", "short")) == is_said


def test_a_block_for_no_tone_there_is_is_refused() -> None:
    with pytest.raises(BadResource, match="angry"):
        fill_body("[angry] You", {}, "firm")


@given(st.lists(TYPED.filter(lambda text: clean(text).strip()), max_size=4))
def test_each_line_of_a_fact_is_one_point_whatever_it_says(lines: list[str]) -> None:
    blocks = fill_body("- {{ x|points }}", {"x": tuple(lines)}, "firm")
    said = [line_text(line) for block in blocks for line in block.lines]
    assert said == [clean(line).strip(" \n\t") for line in lines]


@given(st.lists(st.tuples(TYPED, TYPED), min_size=1, max_size=4))
def test_a_table_has_the_cells_it_was_given_whatever_they_say(rows: list[tuple[str, str]]) -> None:
    table = Table.of(("Day", "What"), rows)
    (block,) = fill_body("| {{ x|rows }}", {"x": table}, "firm")
    heads, *body = [[words.text for words in line] for line in block.lines]
    assert heads == ["Day", "What"]
    assert body == [[clean(cell).strip(" \n\t") for cell in row] for row in rows]


def test_a_table_without_rows_is_left_out() -> None:
    assert not fill_body("| {{ x|rows }}", {"x": Table.of(("Day", "What"), ())}, "firm")


def test_a_heading_is_a_block_of_its_own() -> None:
    assert fill_body("## For {{ x }}", {"x": "## me"}, "firm") == (
        Block("heading", ((Words("For ## me"),),)),
    )


@pytest.mark.parametrize("body", ["{{ x|points }}", "## {{ x|points }}", "- {{ x|rows }}"])
def test_points_and_rows_have_their_places(body: str) -> None:
    with pytest.raises(BadResource, match=r"\|(points|rows) stands"):
        fill_body(body, {"x": ("one", "two")}, "firm")


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
        "{{ x.append }}",
        "{{ 'a' * 10**10 }}",
        "{{ 10**10**10 }}",
        "{{ lipsum }}",
        "{{ '%99999999d' % 1 }}",
        "{% for a in y %}{{ a }}{% endfor %}",
        "{{ y }}" * 300,
        "{{ y" + "|lower" * 9000 + " }}",
        "{{ y" + " and y" * 9000 + " }}",
        "{% if y %}" + "{% elif y %}" * 4000 + "{% endif %}",
        "{% include '/etc/passwd' %}",
        "{% import 'x' as y %}",
        "{% set y = y ~ y %}",
        "{% macro m() %}{{ m() }}{% endmacro %}",
        "{{ x|map('upper')|list }}",
        "{{ y|format }}",
        "{{ y|join(y) }}",
        "{{ " + "(" * 3000 + "y" + ")" * 3000 + " }}",
        "{% if y %}" * 200 + "{% endif %}" * 200,
        "{{ " + "9" * 5000 + " }}",
        "{{ self }}",
        "{{ loop }}",
        "{% if x < 1 %}{% endif %}",
        "{% if y in 5 %}{% endif %}",
        "{{ 1e" + "9" * 999 + " }}",
        "{{ y" + "|lower" * 8000 + " }}",
        "{% if y" + " == y" * 8000 + " %}{% endif %}",
    ],
)
def test_a_template_can_do_nothing_but_fill_in(source: str) -> None:
    with pytest.raises(BadResource):
        fill_line(source, {"x": [], "y": "z" * 1000})


def test_a_bold_mark_left_open_is_reported() -> None:
    with pytest.raises(BadResource, match="bold"):
        fill_line("**open", {})
