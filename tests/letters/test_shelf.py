"""The letters on the shelf, and what is said when a file there is wrong."""

from __future__ import annotations

import pytest

from ehcp_desktop.errors import BadInput, BadResource
from ehcp_desktop.services import rulebook, vocabulary
from ehcp_desktop.services.letters import shelf
from ehcp_desktop.services.letters.facts import LABELS

HEAD = (shelf.FOLDER / "chaser.md").read_text(encoding="utf-8")


def test_the_letters_of_the_first_issue_are_there() -> None:
    assert set(shelf.template_ids()) >= {
        "review_decision_overdue",
        "review_decision_ask",
        "early_review_request",
        "review_report_overdue",
        "chaser",
    }


@pytest.mark.parametrize("template", shelf.templates(), ids=lambda each: each.id)
def test_a_letter_names_only_facts_kinds_and_rules_that_exist(template: shelf.Template) -> None:
    book, words = rulebook.load(), vocabulary.load()
    known = {rule.id for rule in book.rules} | set(book.family_dates)
    cited = {rule for citation in template.citations for rule in citation.rules}
    assert {*template.answers, *template.rules, *template.dates, *cited} <= known
    assert {*template.required, *template.asked} <= set(LABELS)
    for kind in filter(None, (*template.about, template.starts)):
        words.kind(kind)


@pytest.mark.parametrize("template", shelf.templates(), ids=lambda each: each.id)
def test_a_letter_states_only_law_that_was_checked(template: shelf.Template) -> None:
    assert template.law_checked.year >= 2026
    assert {citation.basis for citation in template.citations} <= {
        "statutory",
        "case law",
        "guidance",
    }


@pytest.mark.parametrize(
    ("rule", "letter"),
    [
        ("review_decision", "review_decision_overdue"),
        ("review_not_in_school", "review_decision_overdue"),
        ("review_report", "review_report_overdue"),
        ("reply_asked", "chaser"),
        ("ehcp_final", None),
    ],
)
def test_the_letter_that_answers_a_rule(rule: str, letter: str | None) -> None:
    assert shelf.letter_for_rule(rule) == letter


def test_the_quick_way_to_answers_agrees_with_the_files() -> None:
    for template in shelf.templates():
        assert all(shelf.letter_for_rule(rule) == template.id for rule in template.answers)


def test_an_unknown_letter_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadInput, match="There are: chaser, early_review_request"):
        shelf.template("nonsense")


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("+++", "", "lines of"),
        ('id = "chaser"', 'id = "other"', "id is not right"),
        ("working_days = 5", "fortnights = 1", "reply is not right"),
        ('summary = "', 'colour = "', "colour is not a key"),
        ('title = "', "title = ", "cannot be read"),
        ('to_place = "original"', 'to_place = "moon"', "to_place is not right"),
    ],
)
def test_a_wrong_head_is_reported_by_file_and_key(wrong: str, right: str, said: str) -> None:
    with pytest.raises(BadResource, match=rf"chaser\.md.*{said}"):
        shelf.template_from_text("chaser.md", HEAD.replace(wrong, right, 1))
