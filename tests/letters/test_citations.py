"""No letter cites law that was not looked up, and none shows guidance as law."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.letters import citing

from ehcp_desktop.services import rulebook
from ehcp_desktop.services.letters import shelf
from ehcp_desktop.services.letters.sources import cited_law

TEMPLATE = shelf.template("chaser")
CODE = shelf.Citation("SEND Code of Practice 2015, paragraph 9.176", "guidance")
REGULATIONS = "Special Educational Needs and Disability Regulations 2014"


def letter(body: str, *heads: tuple[str, str]) -> shelf.Template:
    """Return a letter with a text and with what its head says of the law."""
    return replace(TEMPLATE, body=body, citations=tuple(shelf.Citation(*each) for each in heads))


@pytest.mark.parametrize("template", shelf.templates(), ids=lambda each: each.id)
def test_a_letter_cites_what_was_looked_up_and_its_head_names(template: shelf.Template) -> None:
    assert citing.problems(template) == []


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("Section 99 of the Children and Families Act 2014 says so.", "CFA 2014 s 99 is not"),
        ("The Climbing Frames Act 1987 says so.", "'Climbing Frames Act 1987' is not"),
        (
            "{% if school %}Section 42(9){% endif %} of the Children and Families Act 2014",
            "s 42(9)",
        ),
        (f"[formal] Regulation 20(2) to (5) of the {REGULATIONS}", "reg 20(5) is not"),
        ("In B v Borough [2019] EWHC 1 (Admin) the court said so.", "'B v Borough [2019]"),
        ("The guidance “Working apart” says so.", "'Working apart' is not"),
        ("The NHS Tea Framework says so.", "'NHS Tea Framework' is not"),
        ("Section 42 says so.", "'Section 42' is not"),
        ("Paragraph 9.999 of the SEND Code of Practice says so.", "para 9.999 is not"),
    ],
)
def test_law_that_was_not_looked_up_is_found(body: str, wrong: str) -> None:
    assert any(wrong in each for each in citing.problems(letter(body)))


def test_guidance_that_the_head_calls_law_is_found() -> None:
    body = "Paragraph 9.176 of the SEND Code of Practice describes this."
    assert citing.problems(letter(body, (CODE.text, "guidance"))) == []
    assert citing.problems(letter(body, (CODE.text, "statutory"))) == [
        "the head says that SEND Code para 9.176 is statutory"
    ]


def test_law_that_only_the_head_names_is_found() -> None:
    wrong = citing.problems(letter("Hello.", ("Equality Act 2010", "statutory")))
    assert wrong == ["the head names Equality Act 2010, the text does not"]


@pytest.mark.parametrize("word", ["must", "duty", "duties", "required", "law says"])
def test_guidance_that_is_said_as_a_duty_is_found(word: str) -> None:
    body = f"Nobody must. Paragraph 9.176 of the SEND Code of Practice {word} it."
    (wrong,) = citing.problems(letter(body, (CODE.text, "guidance")))
    assert wrong.startswith("guidance as duty: 'Paragraph")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("20(7) and (8)", ["20(7)", "20(8)"]),
        ("20(2) to (4)", ["20(2)", "20(3)", "20(4)"]),
        ("13(1)(a), (2) and (3)", ["13(1)(a)", "13(2)", "13(3)"]),
        ("51(2)(e) and (f)", ["51(2)(e)", "51(2)(f)"]),
        ("35 to 38", ["35", "36", "37", "38"]),
        ("24, 25 and 27(2)", ["24", "25", "27(2)"]),
    ],
)
def test_a_list_of_places_is_read_in_full(text: str, places: list[str]) -> None:
    assert citing.numbers(text) == places


def test_each_citation_says_what_it_is_and_where_it_was_read() -> None:
    for law in citing.held():
        assert law["basis"] in shelf.BASES
        assert date(2026, 1, 1) <= law["checked"] <= date(2026, 12, 31)
        for place in law["cited"]:
            assert place["says"].endswith(".")
            assert place["source"].startswith(("https://", "http://"))
            assert place["verified"] in {"primary-text", "secondary"}


@pytest.mark.parametrize(
    ("held", "cited"),
    [
        ("SEND Regulations 2014, reg 20(10)", "SEND Regulations 2014, reg 20(10)"),
        ("SEND Regulations 2014, reg 44(2)(d) (not read)", "SEND Regulations 2014, reg 44"),
        (
            "SEND Regulations 2014, reg 45(6) (number not verified) as substituted by SI 2015/359",
            "SEND Regulations 2014, reg 45 as substituted by SI 2015/359",
        ),
        (
            "SEND Regulations 2014, reg 21(7); SEND Code of Practice 2015, 9.176",
            "SEND Regulations 2014, reg 21(7)",
        ),
    ],
)
def test_a_table_cites_of_a_rule_the_law_that_was_looked_up(held: str, cited: str) -> None:
    assert cited_law(held) == cited


def test_no_rule_of_law_tells_a_letter_what_was_not_looked_up() -> None:
    rules = [rule for rule in rulebook.load().rules if rule.is_law]
    for words in ("verified", "not read", "Code of Practice"):
        assert not [rule.id for rule in rules if words in cited_law(rule.citation)]
