from __future__ import annotations

import pytest

from ehcp_desktop.domain.plan_text import split_plan

PLAN = """Education, Health and Care Plan for Sam

Section A: The views of the child
Sam likes trains.

SECTION B
Sam finds talking hard.
As Section F says, he needs help.

Section H1 – Social care
None.
Section I
Hill Road Primary School
"""


def test_each_section_gets_the_text_under_its_heading() -> None:
    assert split_plan(PLAN).sections == {
        "A": "Sam likes trains.",
        "B": "Sam finds talking hard.\nAs Section F says, he needs help.",
        "H1": "None.",
        "I": "Hill Road Primary School",
    }


def test_the_text_before_the_first_heading_is_left_over() -> None:
    assert split_plan(PLAN).before == "Education, Health and Care Plan for Sam"


def test_a_list_of_contents_adds_nothing() -> None:
    title, plan = PLAN.split("\n", 1)
    contents = "Section A: Views\nSection B: Needs\n"
    assert split_plan(f"{title}\n{contents}{plan}") == split_plan(PLAN)


@pytest.mark.parametrize(
    "line",
    ["Section F provision must be in place.", "See Section F.", "Sectional work", "Section L"],
    ids=["sentence", "inside a line", "another word", "no such section"],
)
def test_a_mention_is_not_a_heading(line: str) -> None:
    assert split_plan(f"Section B\nNeeds.\n{line}\nMore.").sections.keys() == {"B"}


def test_a_heading_repeated_on_the_next_page_goes_on() -> None:
    text = "Section F\nSpeech therapy.\nSection F\nA sensory circuit."
    assert split_plan(text).sections == {"F": "Speech therapy.\n\nA sensory circuit."}


def test_text_on_the_line_of_the_heading_is_kept_when_it_is_long() -> None:
    words = "Twenty hours a week of one-to-one help from a teaching assistant trained in " * 2
    assert split_plan(f"Section F: {words}\nMore.").sections["F"].startswith("Twenty hours")


def test_text_without_headings_fills_nothing() -> None:
    assert split_plan("Just some words.").sections == {}
