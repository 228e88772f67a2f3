"""A letter made one's own in plain words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.services.letters import own, own_copy, own_form, own_text, shelf, writing
from ehcp_desktop.services.letters.document import body_text
from ehcp_desktop.services.letters.names import template_ids
from ehcp_desktop.services.letters.own_copy import Way

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child, Contact
    from ehcp_desktop.services.family import Family


TONED = [(letter, shelf.TONES[n % 3]) for n, letter in enumerate(template_ids()[::4])]


@pytest.mark.parametrize(("letter", "tone"), TONED)
def test_a_plain_copy_reads_as_its_original_and_has_no_code(
    family: Family, child: Child, sender: Contact, letter: str, tone: str
) -> None:
    text = own_copy.plain_copy(family, letter, child, Way(tone))
    words = own_text.words_of(text)
    looked = own_form.look(family, text, words)
    assert not looked.problems
    assert not re.search(r"{%|\*\*|^\[|¶", words.body, re.MULTILINE)
    assert looked.template is not None
    made, original = (
        body_text(writing.trial(family, one, child, said).document)
        for one, said in ((looked.template, "firm"), (shelf.template(letter), tone))
    )
    assert made == original


def test_a_copy_keeps_the_sentences_of_what_was_typed_and_names_its_facts(
    family: Family, child: Child
) -> None:
    typed = Way(given={"review_on": "3 March 2026", "review_label": "Spring review"})
    text = own_copy.plain_copy(family, "review_report_overdue", child, typed)
    body = own_text.words_of(text).body
    assert "It was called “{{ review_label }}”." in body
    assert "chaired it" not in body


def test_each_copy_has_a_name_of_its_own(family: Family, child: Child) -> None:
    for _ in range(2):
        own.add(family, own_copy.plain_copy(family, "sen_support_request", child))
    again = own_copy.plain_copy(family, own.templates(family)[0].id, child)
    title = shelf.template("sen_support_request").title
    titles = {one.title for one in own.templates(family)}
    assert titles == {f"{title} (my own)", f"{title} (my own 2)"}
    assert own_text.words_of(again).title == f"{title} (my own 3)"
