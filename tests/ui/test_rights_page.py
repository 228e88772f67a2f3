from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from tests.services.pack_text import write

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events, helplines, packs, reading, rulebook
from ehcp_desktop.ui import rights_page, rule_words
from ehcp_desktop.ui.glossary_panel import GlossaryPanel
from ehcp_desktop.ui.model_check_dialog import ModelCheckDialog
from ehcp_desktop.ui.parts.facts import Fact
from ehcp_desktop.ui.rights_page import RightsPage
from ehcp_desktop.ui.session import Session
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from pathlib import Path

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
    assert [item.id for item in page.rules.list.model().items] == [rule.id for rule in rules]
    headings = [item.heading for item in page.rules.list.model().items if item.heading]
    assert "Reviews" in headings
    assert len(headings) == len(set(headings))


def test_a_rule_shows_its_plain_words_and_its_source(page: RightsPage, qtbot: QtBot) -> None:
    rule = rulebook.load().rule("review_decision")
    page.show_target(rule=rule.id)
    assert page.rules.card.title.text() == rule.title
    qtbot.waitUntil(lambda: rule.citation in words_of(page))
    assert page.rules.card.source.text() == rule.law_url
    assert "legislation.gov.uk" in rule.law_url
    assert page.rules.card.guide.text() == rule.source_url
    assert "22 November 2026, against published guides" in words_of(page)


@pytest.mark.parametrize("rule_id", [rule.id for rule in rulebook.load().rules])
def test_guidance_and_practice_are_never_called_law(rule_id: str) -> None:
    rule = rulebook.load().rule(rule_id)
    words = rule_words.basis(rule)[1]
    assert words.startswith("Law") is rule.is_law
    assert ("not law" in words) is not rule.is_law


def test_the_filter_leaves_the_rules_with_every_word(page: RightsPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.rules.filter, "written decision")
    found = [item.title for item in page.rules.list.model().items]
    assert "Written decision after the review" in found
    assert len(found) < len(rulebook.load().rules)


def test_a_date_shows_what_would_be_due_and_saves_nothing(page: RightsPage, qtbot: QtBot) -> None:
    page.show_target(rule="review_decision")
    qtbot.keyClicks(page.rules.trial.date.line, "2 June 2026")
    assert page.rules.trial.kind.value() == "review_meeting_held"
    qtbot.waitUntil(lambda: "By Tuesday 30 June 2026" in words_of(page))


def test_a_date_before_the_law_says_so(page: RightsPage, qtbot: QtBot) -> None:
    page.show_target(rule="review_decision")
    qtbot.keyClicks(page.rules.trial.date.line, "2 June 2013")
    qtbot.waitUntil(lambda: "It began before 1 September 2014" in words_of(page))


def test_a_date_that_does_not_exist_is_said_kindly(page: RightsPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.rules.trial.date.line, "31 June 2026")
    assert "June has 30 days" in page.rules.trial.date.echo.text()


def test_enter_on_a_rule_goes_on_to_the_date(page: RightsPage, qtbot: QtBot) -> None:
    page.rules.list.setFocus()
    qtbot.keyClick(page.rules.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.rules.list, Qt.Key.Key_Return)
    assert page.focusWidget() is page.rules.trial.date.line


def test_who_can_help_shows_every_helpline_and_goes_back(page: RightsPage) -> None:
    page.show_target(helplines=True)
    shown = words_of(page)
    for one in helplines.load():
        assert one.name in shown
        assert all(number in shown for number in one.phone)
    page.tabs.setCurrentIndex(rights_page.RULES)
    assert page.rules.card.isVisible()


def test_both_days_of_checking_stand_on_the_page(page: RightsPage) -> None:
    shown = page.subtitle_label.text().replace("\u00a0", " ")
    assert "The law of england-2026.11 (control number" in shown
    assert "its text was checked on 22 November 2026, news of its reform up to July 2026" in shown


def test_one_group_of_rules_can_be_looked_at_alone(page: RightsPage, qtbot: QtBot) -> None:
    page.rules.group.set_value("cease")
    page.rules.group.edited.emit()
    shown = [item.id for item in page.rules.list.model().items]
    assert shown == [rule.id for rule in rulebook.load().in_group("cease")]
    qtbot.keyClicks(page.rules.filter, "mediation")
    assert not page.rules.list.model().items
    page.show_target(rule="review_decision")
    assert page.rules.list.current() == "review_decision"


@pytest.mark.parametrize(
    ("on", "words"),
    [("2026-11-22", "From 1 March 2027"), ("2027-03-01", "Since 1 March 2027")],
)
def test_a_rule_still_to_come_is_told_from_its_first_day(on: str, words: str) -> None:
    rule = rulebook.load().rule("review_decision")
    coming = replace(rule, in_force=(date(2027, 3, 1), None))
    assert rule_words.in_force(coming, date.fromisoformat(on)).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("rule_id", "says"),
    [
        ("excl_sixth_day_susp", "Say how long the suspension is."),
        ("phase_15feb", "names the school or place your child moves to."),
        ("review_report", ""),
    ],
)
def test_a_rule_says_what_the_family_must_know_besides_the_dates(rule_id: str, says: str) -> None:
    said = rule_words.needs(rulebook.load().rule(rule_id))
    assert said.endswith(says)
    assert bool(said) is bool(says)


def test_every_group_has_a_title_of_its_own() -> None:
    groups = rulebook.load().groups
    assert len({rule_words.group_title(group) for group in groups}) == len(groups)
    plain = {group.replace("_", " ").capitalize() for group in groups}
    made_up = {rule_words.group_title(group) for group in groups} & plain
    assert made_up <= {"Mediation", "School life", "Personal budget"}


@pytest.mark.parametrize(
    "rule_id", [rule.id for rule in rulebook.load().rules if not rule.has_date]
)
def test_a_rule_without_a_number_is_shown_as_such(
    page: RightsPage, qtbot: QtBot, rule_id: str
) -> None:
    page.show_target(rule=rule_id)
    qtbot.waitUntil(lambda: "No number" in words_of(page))
    (item,) = (one for one in page.rules.list.model().items if one.id == rule_id)
    assert "No number of days" in item.detail


def test_only_what_is_not_verified_says_so(page: RightsPage, today: date) -> None:
    for rule in rulebook.load().rules:
        page.rules.card.show_rule(rule, today)
        assert page.rules.card.doubt.isHidden() is (rule.verified != "unverified")
    page.show_target(rule="order_reconsider")
    assert page.rules.card.doubt.isVisible()


def test_the_four_ways_of_reviewing_stand_beside_each_other(page: RightsPage) -> None:
    page.resize(em(110), 700)
    page.tabs.setCurrentIndex(rights_page.WAYS)
    shown = words_of(page)
    for place in ("Bromley", "Wiltshire", "Kensington and Chelsea"):
        assert place in shown
    heads = [one for one in page.findChildren(QLabel) if one.text() == "What it leaves out"]
    tops = {one.mapTo(page, QPoint()).y() for one in heads}
    assert (len(heads), len(tops)) == (4, 1)
    assert shown.splitlines().count("As reported") == 1
    assert rulebook.load().rule("review_decision").citation in shown


def test_a_word_is_looked_up(page: RightsPage, qtbot: QtBot) -> None:
    page.tabs.setCurrentIndex(rights_page.WORDS)
    panel = page.parts[rights_page.WORDS]
    assert isinstance(panel, GlossaryPanel)
    qtbot.keyClicks(panel.filter, "senco")
    assert panel.count.text() == "1 word"
    qtbot.waitUntil(lambda: "SENCO" in words_of(page))
    assert "Tribunal" not in words_of(page)


def test_words_of_the_glossary_are_hidden_and_shown_not_made_anew(page: RightsPage) -> None:
    page.tabs.setCurrentIndex(rights_page.WORDS)
    panel = page.parts[rights_page.WORDS]
    assert isinstance(panel, GlossaryPanel)
    before = panel.findChildren(Fact)
    panel.filter.setText("senco")
    assert [one.isVisible() for one in before].count(True) == 1
    panel.filter.setText("")
    assert panel.findChildren(Fact) == before
    assert all(one.isVisible() for one in before)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("progress review", "Look in Ways of reviewing"),
        ("sossen", "Look in Who can help"),
        ("", ""),
    ],
)
def test_the_search_says_in_which_other_tab_to_look(
    page: RightsPage, typed: str, offered: str
) -> None:
    page.rules.filter.setText(typed)
    links = [one.text() for one in page.rules.elsewhere.findChildren(QPushButton)]
    assert (offered in links) is bool(offered)
    assert page.rules.elsewhere.isVisible() is bool(offered)
    if offered:
        page.rules.elsewhere.findChildren(QPushButton)[links.index(offered)].click()
        assert page.tabs.tabText(page.tabs.currentIndex()).replace("&", "") in offered


def test_what_was_looked_for_goes_along_to_a_tab_that_can_be_searched(page: RightsPage) -> None:
    page.rules.filter.setText("senco")
    page.rules.elsewhere.wanted.emit(rights_page.WORDS)
    panel = page.parts[rights_page.WORDS]
    assert isinstance(panel, GlossaryPanel)
    assert panel.filter.value() == "senco"
    assert page.focusWidget() is panel.filter


def test_a_number_or_an_address_of_who_can_help_is_copied_by_key(
    page: RightsPage, qtbot: QtBot
) -> None:
    page.show_target(helplines=True)
    name = "Copy 0808 808 3555"
    copy = next(one for one in page.findChildren(QPushButton) if one.accessibleName() == name)
    assert copy.focusPolicy() & Qt.FocusPolicy.TabFocus
    qtbot.keyClick(copy, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "0808 808 3555"


def test_proposals_are_labelled_not_law(page: RightsPage) -> None:
    page.tabs.setCurrentIndex(rights_page.PROPOSALS)
    shown = words_of(page)
    assert "Proposed, not law" in shown
    assert shown.count("\nNot law\n") == len(reading.proposals().proposals) - 1
    assert "Reform news checked July 2026; law text checked 22 November 2026." in shown


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("width", [30, 60, 100], ids=lambda width: f"{width} em")
def test_nothing_to_read_is_cut_off(
    page: RightsPage, qtbot: QtBot, width: int, place: int
) -> None:
    page.resize(em(width), 700)
    page.tabs.setCurrentIndex(place)
    qtbot.waitUntil(lambda: not cut_off(page))


def test_the_address_of_the_source_is_copied_not_opened(page: RightsPage) -> None:
    page.rules.card.copy.click()
    assert QGuiApplication.clipboard().text() == page.rules.card.source.text()


@pytest.mark.parametrize("width", [30, 60, 100], ids=lambda width: f"{width} em")
def test_no_words_are_cut_off(page: RightsPage, qtbot: QtBot, width: int) -> None:
    page.resize(em(width), 700)
    qtbot.keyClicks(page.rules.trial.date.line, "2 June 2026")
    qtbot.waitUntil(lambda: "By Tuesday 30 June 2026" in words_of(page))
    qtbot.waitUntil(lambda: not cut_off(page))


def cut_off(page: RightsPage) -> list[str]:
    shown = [label for label in page.findChildren(QLabel) if label.isVisible() and label.text()]
    return [one.text() for one in shown if one.height() < one.heightForWidth(one.width()) - 1]


def test_a_rule_pack_that_is_applied_shows_at_once(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    session.family.today = session.today = lambda: date(2026, 12, 1)
    page = RightsPage(session)
    qtbot.addWidget(page)
    page.refresh()
    pack = write(tmp_path)
    packs.apply(session.family, packs.preview(session.family, pack))
    page.refresh()
    assert "The law of england-2027.03" in page.subtitle_label.text()
    assert page.rules.rulebook is session.family.rulebook


@pytest.mark.parametrize(
    ("on", "weeks"), [(date(2027, 2, 28), "4 weeks"), (date(2027, 3, 1), "6 weeks")], ids=str
)
def test_law_still_to_come_is_not_shown_as_today_s(
    session: Session, qtbot: QtBot, tmp_path: Path, on: date, weeks: str
) -> None:
    session.family.today = session.today = lambda: on
    packs.apply(session.family, packs.preview(session.family, write(tmp_path)))
    page = RightsPage(session)
    qtbot.addWidget(page)
    page.show()
    page.show_target(rule="review_decision")
    assert weeks in page.rules.card.plain.text()
    page.tabs.setCurrentIndex(rights_page.WAYS)
    assert ("A made-up Act 2027, s1" in words_of(page)) is (weeks == "6 weeks")


def test_the_rules_change_with_the_day_while_the_page_is_open(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    session.family.today = session.today = lambda: date(2027, 2, 28)
    packs.apply(session.family, packs.preview(session.family, write(tmp_path)))
    page = RightsPage(session)
    qtbot.addWidget(page)
    page.show_target(rule="review_decision")
    session.family.today = session.today = lambda: date(2027, 3, 1)
    page.refresh()
    assert "6 weeks" in page.rules.card.plain.text()


def test_without_its_record_the_page_goes_back_to_the_shipped_law(
    session: Session, qtbot: QtBot
) -> None:
    shown = RightsPage(session)
    qtbot.addWidget(shown)
    shown.refresh()
    assert shown.rules.rulebook is session.family.rulebook
    of_the_record = shown.rules.rulebook
    session.close()
    shown.refresh()
    assert shown.rules.rulebook is not of_the_record
    assert len(shown.rules.list.model().items) == len(rulebook.load().rules)


def test_a_rule_names_the_letters_that_rely_on_it(page: RightsPage, qtbot: QtBot) -> None:
    page.show_target(rule="review_decision")
    qtbot.waitUntil(lambda: "Written decision after a review is overdue" in words_of(page))


def test_without_a_review_there_is_no_model_to_check(page: RightsPage) -> None:
    page.tabs.setCurrentIndex(rights_page.WAYS)
    assert not page.parts[rights_page.WAYS].findChild(QPushButton).isVisible()


def test_the_model_of_ones_own_council_is_checked_from_the_ways(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Event(child=session.child_id, kind="review_meeting_held", on=When.parse("2026-06-02"))
    review = events.log(session.family, held).review
    asked: list[str] = []
    monkeypatch.setattr(ModelCheckDialog, "exec", lambda one: asked.append(one.review.value()))
    shown = RightsPage(session, lambda *_, **__: None)
    qtbot.addWidget(shown)
    shown.show()
    shown.tabs.setCurrentIndex(rights_page.WAYS)
    shown.parts[rights_page.WAYS].findChild(QPushButton).click()
    assert asked == [review]
