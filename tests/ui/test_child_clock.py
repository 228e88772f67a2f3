"""The child's clock is shown beside the child's facts, and offers what it can only guess."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import child_clock, events
from ehcp_desktop.ui.paper_dialog import PaperDialog
from ehcp_desktop.ui.parts.fields import LineField
from ehcp_desktop.ui.person_card import ChildCard

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.session import Session

Gone = list[tuple[str, dict[str, object]]]


@pytest.fixture
def gone() -> Gone:
    """Return where the card has gone to."""
    return []


@pytest.fixture
def card(session: Session, qtbot: QtBot, gone: Gone) -> ChildCard:
    shown = ChildCard(session, lambda page_id, **target: gone.append((page_id, target)))
    qtbot.addWidget(shown)
    shown.show_child(session.child)
    return shown


def words_of(card: ChildCard) -> str:
    every = (one.text() for one in card.clock.findChildren(QLabel) if not one.isHidden())
    return "\n".join(every).replace("\u00a0", " ")


def offers(card: ChildCard) -> list[QPushButton]:
    every = card.clock.findChildren(QPushButton)
    return [one for one in every if not one.isHidden() and "move" in one.text()]


def test_year_key_stage_and_the_fixed_date_of_the_move_are_shown(card: ChildCard) -> None:
    shown = words_of(card)
    assert "Year 6, 2026 to 2027" in shown
    assert "Key stage 2; a new key stage starts no time limit." in shown
    assert "Plan names the next school by Sunday 14 February 2027." in shown
    assert "25 June 2032" in shown
    assert "The parents’." in shown


def test_what_it_rests_on_and_what_only_some_schools_do_is_told_when_asked(
    card: ChildCard,
) -> None:
    only_some = "Only if the school ends after Year 8: September 2029."
    assert only_some not in words_of(card)
    card.clock.full.click()
    shown = words_of(card)
    assert only_some in shown
    assert "Law: SEND Regulations 2014, reg 18(1)(b)." in shown
    assert "Law: Education Act 1996, s.8" in shown
    assert "22 November 2026, against published guides" in shown


def test_the_next_move_is_offered_until_it_is_in_the_record(
    card: ChildCard, session: Session, gone: Gone
) -> None:
    offers(card)[0].click()
    known = {"kind": child_clock.MOVED, "outcome": "primary_to_secondary", "on": "2027-09"}
    assert gone == [("add", known)]
    move = Event(child=session.child_id, kind=child_clock.MOVED, outcome="primary_to_secondary")
    events.log(session.family, replace(move, on=When.month(2027, 9)))
    card.show_child(session.child)
    assert not offers(card)
    assert "It is in the record." in words_of(card)


def test_another_year_than_the_age_has_is_kept_and_said(card: ChildCard, session: Session) -> None:
    year = card.form.editors["year_group"]
    assert isinstance(year, LineField)
    year.setText("5")
    card.form.flush()
    card.show_child(session.child)
    assert "Year 5, 2026 to 2027. Taught below the usual year for the age." in words_of(card)
    assert session.child.year_group == 5


def test_the_year_ahead_is_offered_on_paper(
    card: ChildCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles: list[str] = []
    monkeypatch.setattr(PaperDialog, "exec", lambda shown: titles.append(shown.windowTitle()))
    press(card, "Print or save the year ahead…")
    assert titles == ["The year ahead"]


def press(card: ChildCard, words: str) -> None:
    next(one for one in card.findChildren(QPushButton) if one.text() == words).click()
