"""How a person is greeted, and what stands on an envelope."""

from __future__ import annotations

import pytest

from ehcp_desktop.services.letters.addressee import address_lines, salutation


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
