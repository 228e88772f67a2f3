from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ehcp_desktop.services import helplines, rulebook
from ehcp_desktop.ui import rule_words
from ehcp_desktop.ui.rights_page import RightsPage
from ehcp_desktop.ui.session import Session
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def page(qtbot: QtBot, today: date) -> RightsPage:
    """Return the page with no record open."""
    shown = RightsPage(Session(lambda: today))
    qtbot.addWidget(shown)
    shown.resize(1000, 700)
    shown.show()
    shown.refresh()
    return shown


def words_of(page: RightsPage) -> str:
    every = (label.text() for label in page.findChildren(QLabel) if label.isVisible())
    return "\n".join(every).replace("\u00a0", " ")


def test_every_rule_is_listed_under_its_group(page: RightsPage) -> None:
    rules = rulebook.load().rules
    assert [item.id for item in page.rules.model().items] == [rule.id for rule in rules]
    headings = [item.heading for item in page.rules.model().items if item.heading]
    assert "Reviews" in headings
    assert len(headings) == len(set(headings))


def test_a_rule_shows_its_plain_words_and_its_source(page: RightsPage, qtbot: QtBot) -> None:
    rule = rulebook.load().rule("review_decision")
    page.show_target(rule=rule.id)
    assert page.card.title.text() == rule.title
    qtbot.waitUntil(lambda: rule.citation in words_of(page))
    assert page.card.source.text() == rule.law_url
    assert "legislation.gov.uk" in rule.law_url
    assert page.card.guide.text() == rule.source_url
    assert "Checked on 22 November 2026 against published guides" in words_of(page)


@pytest.mark.parametrize("rule_id", [rule.id for rule in rulebook.load().rules])
def test_guidance_and_practice_are_never_called_law(rule_id: str) -> None:
    rule = rulebook.load().rule(rule_id)
    words = rule_words.basis(rule)[1]
    assert words.startswith("Law") is rule.is_law
    assert ("not law" in words) is not rule.is_law


def test_the_filter_leaves_the_rules_with_every_word(page: RightsPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.filter, "written decision")
    found = [item.title for item in page.rules.model().items]
    assert "Written decision after the review" in found
    assert len(found) < len(rulebook.load().rules)


def test_a_date_shows_what_would_be_due_and_saves_nothing(page: RightsPage, qtbot: QtBot) -> None:
    page.show_target(rule="review_decision")
    qtbot.keyClicks(page.trial.date.line, "2 June 2026")
    assert page.trial.kind.value() == "review_meeting_held"
    qtbot.waitUntil(lambda: "By Tuesday 30 June 2026" in words_of(page))


def test_a_date_that_does_not_exist_is_said_kindly(page: RightsPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.trial.date.line, "31 June 2026")
    assert "June has 30 days" in page.trial.date.echo.text()


def test_enter_on_a_rule_goes_on_to_the_date(page: RightsPage, qtbot: QtBot) -> None:
    page.rules.setFocus()
    qtbot.keyClick(page.rules, Qt.Key.Key_Down)
    qtbot.keyClick(page.rules, Qt.Key.Key_Return)
    assert page.focusWidget() is page.trial.date.line


def test_who_can_help_shows_every_helpline_and_goes_back(page: RightsPage) -> None:
    page.help_button.click()
    shown = words_of(page)
    for one in helplines.load():
        assert one.name in shown
        assert all(number in shown for number in one.phone)
    page.help_button.click()
    assert page.card.isVisible()


def test_the_address_of_the_source_is_copied_not_opened(page: RightsPage) -> None:
    from PySide6.QtGui import QGuiApplication

    page.card.copy.click()
    assert QGuiApplication.clipboard().text() == page.card.source.text()


@pytest.mark.parametrize("width", [30, 60, 100], ids=lambda width: f"{width} em")
def test_no_words_are_cut_off(page: RightsPage, qtbot: QtBot, width: int) -> None:
    page.resize(em(width), 700)
    qtbot.keyClicks(page.trial.date.line, "2 June 2026")
    qtbot.waitUntil(lambda: "By Tuesday 30 June 2026" in words_of(page))
    qtbot.waitUntil(lambda: not cut_off(page))


def cut_off(page: RightsPage) -> list[str]:
    shown = [label for label in page.findChildren(QLabel) if label.isVisible() and label.text()]
    return [one.text() for one in shown if one.height() < one.heightForWidth(one.width()) - 1]
