"""The facts a record is started with, and what is said when some are missing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from ehcp_desktop.errors import BadInput
from ehcp_desktop.ui.first_run import FactsForm
from ehcp_desktop.ui.parts.layouts import column
from ehcp_desktop.ui.parts.text import Badge
from ehcp_desktop.ui.search_box import SearchBox

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.session import Session

TODAY = date(2026, 11, 22)


@pytest.fixture
def form(qtbot: QtBot) -> FactsForm:
    made = FactsForm(lambda: TODAY)
    qtbot.addWidget(made)
    made.show()
    return made


def shown(form: FactsForm) -> list[str]:
    return [badge.text() for badge in form.findChildren(Badge) if badge.isVisible()]


def test_all_that_is_missing_is_said_at_once_beside_its_field(form: FactsForm) -> None:
    with pytest.raises(BadInput):
        form.facts()
    assert [words.split(";")[0] for words in shown(form)] == [
        "Please type the child’s name",
        "Please type the date of birth with its day, month and year.",
    ]


def test_typing_takes_the_complaint_away(form: FactsForm) -> None:
    form.problems()
    form.name.setText("Zoë")
    assert shown(form) == ["Please type the date of birth with its day, month and year."]


@pytest.mark.parametrize("typed", ["June 2016", "not sure", "2016", "gibberish"])
def test_a_date_of_birth_is_one_day(form: FactsForm, typed: str) -> None:
    form.name.setText("Zoë")
    form.born.line.setText(typed)
    words = "Write the day, the month and the year, like 14/3/2016."
    assert (form.problems(), shown(form)) == ([words], [words])


def test_four_facts_are_enough(form: FactsForm) -> None:
    form.name.setText("Zoë")
    form.born.line.setText("14/3/2016")
    form.council.setText("London Borough of Bromley")
    facts = form.facts()
    assert (facts.child.born, facts.newest_plan) == (date(2016, 3, 14), None)


def test_a_search_without_a_find_says_what_is_not_searched(session: Session, qtbot: QtBot) -> None:
    window = QWidget()
    box = SearchBox(session)
    column(window).addWidget(box)
    qtbot.addWidget(window)
    window.show()
    box.setText("xylophone")
    box.look()
    said = [one.text() for one in window.findChildren(QLabel) if one.isVisible()]
    assert "The words inside papers are not searched yet." in said[-1]
