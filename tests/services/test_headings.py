"""Guessing what the columns of a family's own spreadsheet hold."""

from __future__ import annotations

import pytest

from ehcp_desktop.services.headings import are_ours, guess


@pytest.mark.parametrize(
    ("headings", "guessed"),
    [
        ("When,Type,Who,Notes", "date,kind,who,notes"),
        ("Date,What happened", "date,kind"),
        ("Date,Kind,What happened,Comments", "date,kind,summary,notes"),
        ("Day,What,Description,Notes,Cost", "date,kind,summary,notes,"),
        ("Notes,Notes,Date sent", "notes,,sent"),
        ("date,KIND,on", "date,kind,"),
    ],
)
def test_columns_are_guessed_once_each(headings: str, guessed: str) -> None:
    assert guess(headings.split(",")) == tuple(guessed.split(","))


def test_our_own_headings_are_known() -> None:
    assert are_ours(["Kind", "date"])
    assert not are_ours(["When", "kind"])
    assert not are_ours(["date", "kind", "Comments"])
