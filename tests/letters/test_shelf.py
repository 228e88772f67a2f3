"""The letters on the shelf, and what is said when a file there is wrong."""

from __future__ import annotations

import re

import pytest

from ehcp_desktop.errors import BadInput, BadResource
from ehcp_desktop.services import rulebook, vocabulary
from ehcp_desktop.services.letters import shelf
from ehcp_desktop.services.letters.facts import shared
from ehcp_desktop.services.letters.filling import check, check_body

HEAD = (shelf.FOLDER / "chaser.md").read_text(encoding="utf-8")


def test_the_letters_of_the_first_issue_are_there() -> None:
    assert set(shelf.template_ids()) >= {
        "review_decision_overdue",
        "review_decision_ask",
        "early_review_request",
        "review_report_overdue",
        "chaser",
    }


def kinds_of(template: shelf.Template) -> set[str]:
    """Return the kinds of event that the letter's own facts are taken from."""
    named = {
        name if source.kind == "each" else source.kind
        for fact in template.facts.values()
        for source in fact.sources
        for name in source.names
    }
    rows = {kind for fact in template.facts.values() if fact.rows for kind in fact.rows.kinds}
    return (named | rows) - {"about", "review", "prepared", "due", "people", "letter_sent"}


@pytest.mark.parametrize("template", shelf.templates(), ids=lambda each: each.id)
def test_a_letter_names_only_facts_kinds_and_rules_that_exist(template: shelf.Template) -> None:
    book, words = rulebook.load(), vocabulary.load()
    known = {rule.id for rule in book.rules} | set(book.family_dates)
    cited = {rule for citation in template.citations for rule in citation.rules}
    assert {*template.answers, *template.rules, *template.dates, *cited} <= known
    outcomes = [one for one in (*template.about, template.starts) if one]
    chosen = [kind for fact in template.facts.values() for kind in fact.starts.values()]
    for kind in (*template.until, *chosen, *kinds_of(template)):
        words.kind(kind)
    for kind, _, outcome in (one.partition(":") for one in outcomes):
        assert not outcome or outcome in dict(words.kind(kind).outcomes)


@pytest.mark.parametrize("template", shelf.templates(), ids=lambda each: each.id)
def test_the_text_of_a_letter_can_be_filled_in(template: shelf.Template) -> None:
    check(template)


def test_no_rule_is_answered_by_two_letters() -> None:
    answered = [rule for template in shelf.templates() for rule in template.answers]
    assert len(answered) == len(set(answered))


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
        ("ehcp_final", "plan_overdue_20w"),
    ],
)
def test_the_letter_that_answers_a_rule(rule: str, letter: str | None) -> None:
    assert shelf.letter_for_rule(rule) == letter


def test_the_quick_way_to_answers_agrees_with_the_files() -> None:
    for template in shelf.templates():
        assert all(shelf.letter_for_rule(rule) == template.id for rule in template.answers)


def test_an_unknown_letter_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadInput, match=r"There are: .*chaser, .*early_review"):
        shelf.template("nonsense")


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("+++", "", "lines of"),
        ('id = "chaser"', 'id = "other"', "line 2: id must be the name of the file"),
        ("working_days = 5", "fortnights = 1", r"line \d\d: fortnights of \[reply\] is not a key"),
        ("working_days = 5", "", r"line \d\d: reply must say one of"),
        ('summary = "', 'colour = "', "summary is missing"),
        ("about = []", 'about = []\ncolour = "red"', "line 1[0-9]: colour is not a key"),
        ('title = "', "title = ", "line 3: the head cannot be read"),
        ('to_place = "original"', 'to_place = "moon"', "to_place must be one of"),
        ('to_place = "original"', 'to_place = "other"\nlengths = ["long"]', "lengths must have"),
        ('"original_on"', '"colour"', "required names colour, which is no fact"),
        (
            "[reply]",
            '[facts.sender_name]\nlabel = "x"\n\n[reply]',
            "not declare sender_name again",
        ),
        (
            "[reply]",
            '[facts.x]\nlabel = "x"\nkind = "colour"\n\n[reply]',
            "kind of .facts.x. must",
        ),
        (
            "[reply]",
            '[facts.x]\nlabel = "x"\nfrom = ["colour"]\n\n[reply]',
            "cannot read 'colour'",
        ),
    ],
)
def test_a_wrong_head_is_reported_by_file_line_and_key(wrong: str, right: str, said: str) -> None:
    with pytest.raises(BadResource, match=rf"chaser\.md.*{said}"):
        shelf.template_from_text("chaser.md", HEAD.replace(wrong, right, 1))


def test_a_wrong_text_is_reported_by_file_and_line() -> None:
    body = "One.\n\nTwo,\nthree.\n\n\n1. {{ own_words }}\n2. {{ colour }}"
    with pytest.raises(BadResource, match=r"own\.md, line 26: “colour” is not a fact"):
        check_body("own.md", body, 20, shared())


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("what is still open from", "{{ colour }}", "subject: “colour” is not a fact"),
        ("[friendly] I hope", "[jolly] I hope", "line 33: .jolly. is neither"),
        ("{{ own_words }}", "{{ own_words", "line 45: The text of a letter cannot be"),
    ],
)
def test_a_wrong_letter_of_a_familys_own_is_refused_by_its_line(
    wrong: str, right: str, said: str
) -> None:
    with pytest.raises(BadResource, match=rf"chaser\.md.*{said}"):
        check(shelf.template_from_text("chaser.md", HEAD.replace(wrong, right, 1)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ school.when }}", "“.when” stands behind a fact that is a day; “school” is none"),
        ("{{ review_on.words }}", "“.words” stands behind a fact that is a choice"),
        ("{{ changes|lower|points }}", "“|points” stands behind the name of a fact"),
        ("| {{ changes|rows }}", "“changes” is none"),
        ("{% if school > authority %}x{% endif %}", "whether it is the same or not"),
    ],
)
def test_what_a_fact_of_its_kind_cannot_say_is_reported(text: str, said: str) -> None:
    with pytest.raises(BadResource, match=re.escape(said)):
        check_body("own.md", text, 1, shared())


def test_a_letter_to_elsewhere_asks_where() -> None:
    text = HEAD.replace('to_place = "original"', 'to_place = "other"')
    assert "recipient_organisation" in shelf.template_from_text("chaser.md", text).required
