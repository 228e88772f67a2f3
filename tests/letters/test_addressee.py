"""How a person is greeted."""

from __future__ import annotations

import pytest

from ehcp_desktop.services.letters.addressee import salutation


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
