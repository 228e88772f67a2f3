"""Every letter in every tone and length, word for word, as a family would send it.

What each letter needs of a family stands in given/. After a change of words: delete the file in
golden/, run this once, and read what it wrote.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.services.letters import shelf
from ehcp_desktop.services.letters.plain import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.letters.conftest import Setting

    Arrange = Callable[[str], Setting]

GOLDEN = Path(__file__).with_name("golden")
LETTERS = [each for each in shelf.templates() if each.shape == "letter"]


def golden(name: str, written: str) -> str:
    """Return the text that is kept; write it down the first time, and fail so that it is read."""
    path = GOLDEN / f"{name}.txt"
    if not path.exists():
        path.write_text(written, encoding="utf-8")
        pytest.fail(f"{path.name} is new: read it, then run again.")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("tone", shelf.TONES)
@pytest.mark.parametrize("template", shelf.template_ids())
def test_a_letter_with_every_fact(every_fact: Arrange, template: str, tone: str) -> None:
    written = text(every_fact(template).write(template, tone).document)
    assert written == golden(f"{template}-{tone}", written)


@pytest.mark.parametrize(
    ("template", "length"),
    [(each.id, length) for each in shelf.templates() for length in {*each.lengths} - {"standard"}],
)
def test_a_letter_in_another_length(every_fact: Arrange, template: str, length: str) -> None:
    written = text(every_fact(template).write(template, length=length).document)
    assert written == golden(f"{template}-{length}", written)


@pytest.mark.parametrize("template", shelf.template_ids())
def test_a_letter_with_the_fewest_facts(fewest_facts: Arrange, template: str) -> None:
    written = text(fewest_facts(template).write(template).document)
    assert written == golden(f"fewest-{template}", written)


@pytest.mark.parametrize("template", LETTERS, ids=lambda each: each.id)
def test_the_three_tones_open_and_close_in_their_own_words(template: shelf.Template) -> None:
    marks = (re.match(r"\[([a-z, ]+)\]", block) for block in template.body.split("\n\n"))
    named = [set(re.split("[, ]+", mark[1])) & set(shelf.TONES) for mark in marks if mark]
    for tone in shelf.TONES:
        assert sum(each == {tone} for each in named) >= 2, tone
