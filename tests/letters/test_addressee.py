"""How a person is greeted, and what stands on an envelope."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.services.letters import shelf
from ehcp_desktop.services.letters.addressee import address_lines, salutation
from ehcp_desktop.services.letters.writing import prepare

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

TO_SCHOOL = [each for each in shelf.templates() if each.to_place == "school"]


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Ms Rina Patel", "Dear Ms Patel"),
        ("Dr Asha Nair MP", "Dear Dr Nair"),
        ("Asha Nair MP", "Dear Asha Nair"),
        ("Cllr Dana Whitfield, MBE", "Dear Cllr Whitfield"),
        ("MP", "Dear MP"),
    ],
)
def test_what_stands_behind_a_name_is_not_the_name(name: str, greeting: str) -> None:
    assert salutation(name, "", "") == (greeting, "Yours sincerely")


@pytest.mark.parametrize(
    ("role", "greeting", "close"),
    [
        ("Miss Jones", "Dear Miss Jones", "Yours sincerely"),
        ("The Headteacher", "Dear Head", "Yours faithfully"),
        ("Dr", "Dear Head", "Yours faithfully"),
        ("Dame Example School", "Dear Head", "Yours faithfully"),
    ],
)
def test_a_person_is_greeted_by_name_wherever_they_are_named(
    role: str, greeting: str, close: str
) -> None:
    assert salutation("", role, "Head") == (greeting, close)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("1 High Street, Anytown, an1 2bc", ("1 High Street", "Anytown", "AN1 2BC")),
        ("1 High Street\nAnytown an12bc", ("1 High Street", "Anytown AN1 2BC")),
        ("1 High Street\nw1a  1aa\nEngland", ("1 High Street", "W1A 1AA", "England")),
        ("m1 1ae", ("M1 1AE",)),
        ("Flat a1 2nd,\nb12 3rd Avenue\nAnytown", ("Flat a1 2nd", "b12 3rd Avenue", "Anytown")),
        ("Room xan1 2bcd\nan1 2bcd", ("Room xan1 2bcd", "an1 2bcd")),
        ("", ()),
    ],
)
def test_a_postcode_is_printed_in_capitals_with_its_space_and_all_else_as_typed(
    typed: str, printed: tuple[str, ...]
) -> None:
    assert address_lines(typed) == printed


@pytest.mark.parametrize("template", TO_SCHOOL, ids=lambda each: each.id)
def test_a_letter_to_a_school_asks_first_for_one_that_is_not_known(
    template: shelf.Template,
) -> None:
    assert "school" in template.required or template.asked[0] == "school"


def test_a_school_that_is_typed_is_written_to(family: Family, fewest: Child) -> None:
    family.today = lambda: date(2024, 3, 1)
    given = {"school": "Leeds Road School"}
    letter = prepare(family, "review_report_overdue", fewest, given=given).document
    assert letter.recipient == ("The Headteacher", "Leeds Road School")


def test_an_organisation_that_is_missing_leaves_a_gap_in_the_address(
    family: Family, fewest: Child
) -> None:
    letter = prepare(family, "sen_support_request", fewest, blanks=True).document
    assert letter.recipient == ("The SENCO", "[school]")


def test_a_letter_to_whom_its_writer_names_has_a_gap_for_them(
    family: Family, fewest: Child
) -> None:
    letter = prepare(family, "councillor_mp", fewest, blanks=True).document
    assert "[organisation written to]" in letter.recipient
