"""The questions about a review: what is pressed is kept, and shows at once what follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QWidget

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.letter import Letter
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events, model_check
from ehcp_desktop.services.documents.edition import STANDARD
from ehcp_desktop.ui.model_check_dialog import ModelCheckDialog, check_model, table_paper
from ehcp_desktop.ui.parts.rows import Row
from ehcp_desktop.ui.review_model import show_sources
from ehcp_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.session import Session


@pytest.fixture
def review(session: Session) -> str:
    """Return a Progress Review without a decision, and an older one beside it."""
    held = [
        Event(child=session.child_id, kind="review_meeting_held", on=day, model="Progress Review")
        for day in map(When.parse, ("2025-06-11", "2026-06-02"))
    ]
    return str([events.log(session.family, one) for one in held][-1].review)


@pytest.fixture
def dialog(session: Session, review: str, qtbot: QtBot) -> ModelCheckDialog:
    shown = ModelCheckDialog(session, review=review)
    qtbot.addWidget(shown)
    shown.setMaximumSize(4000, 4000)
    shown.resize(1000, 640)
    shown.show()
    return shown


def press(dialog: ModelCheckDialog, question: str, said: str) -> None:
    dialog.questions[question].choices[said].click()


def rows(dialog: ModelCheckDialog) -> list[Row]:
    return [row for row in dialog.letters.findChildren(Row) if row.isVisible()]


def words_of(widget: QWidget) -> str:
    every = (one.text() for one in widget.findChildren(QLabel) if one.isVisible())
    return "\n".join(every).replace("\u00a0", " ")


def test_an_answer_is_kept_as_it_is_pressed_and_can_be_undone(
    dialog: ModelCheckDialog, session: Session, review: str
) -> None:
    press(dialog, "had_say", "no")
    (kept,) = session.family.store.answers.all(event=review)
    assert kept.value == "no"
    session.undo()
    assert dialog.questions["had_say"].value() == ""


def test_the_letter_that_follows_is_there_at_once_with_why(dialog: ModelCheckDialog) -> None:
    assert not rows(dialog)
    assert "No letter follows" in words_of(dialog)
    press(dialog, "had_say", "no")
    (row,) = rows(dialog)
    assert "Had no say in which kind of review it is" in row.accessibleName()
    assert "No letter follows" not in words_of(dialog)


def test_a_letter_is_written_about_this_review(
    dialog: ModelCheckDialog, session: Session, review: str
) -> None:
    press(dialog, "letter_always", "no")
    dialog.letters.findChildren(QAbstractButton)[0].click()
    (held,) = session.family.store.events.all(review=review)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.wanted == {"template": "review_decision_overdue", "about": held.id}


def test_a_letter_that_was_sent_can_be_seen_and_written_again(
    session: Session, review: str, qtbot: QtBot
) -> None:
    (held,) = session.family.store.events.all(review=review)
    day = held.on.first if held.on else date.min
    made = Letter(child=session.child_id, template="pilot_status_query", title="x", written=day)
    sent = session.family.store.letters.save(replace(made, about=held.id, state="sent"))
    wanted = {}
    for words in ("See it", "Write it"):
        dialog = ModelCheckDialog(session, review=review)
        qtbot.addWidget(dialog)
        press(dialog, "had_say", "no")
        buttons = {one.text(): one for one in dialog.letters.findChildren(QAbstractButton)}
        buttons[words].click()
        wanted[words] = dialog.wanted
    assert wanted["See it"] == {"letter": sent.id}
    assert wanted["Write it"] == {"template": "pilot_status_query", "about": held.id}


def test_the_screen_behind_is_told_once_when_the_questions_are_closed(
    dialog: ModelCheckDialog, session: Session
) -> None:
    told: list[bool] = []
    session.changed.connect(lambda: told.append(dialog.isVisible()))
    for question in ("had_say", "portal"):
        press(dialog, question, "no")
    assert not told
    dialog.accept()
    assert told == [False]


def test_without_a_review_named_it_asks_about_the_last_that_was_held(
    session: Session, review: str, qtbot: QtBot
) -> None:
    coming = Event(
        child=session.child_id, kind="review_meeting_arranged", on=When.parse("2027-05-20")
    )
    events.log(session.family, coming)
    dialog = ModelCheckDialog(session)
    qtbot.addWidget(dialog)
    assert dialog.review.value() == review
    assert dialog.review.count() == 3


def test_where_it_led_is_where_the_window_goes(
    session: Session, review: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    went: list[tuple[str, dict[str, object]]] = []

    def press_it(dialog: ModelCheckDialog) -> None:
        press(dialog, "families_asked", "no")
        dialog.letters.findChildren(QAbstractButton)[0].click()

    monkeypatch.setattr(ModelCheckDialog, "exec", press_it)
    parent = QWidget()
    qtbot.addWidget(parent)
    check_model(session, lambda page, **target: went.append((page, target)), parent, review)
    assert went == [("letters", {"template": "coproduction_request"})]


def test_the_answer_stands_in_the_table(dialog: ModelCheckDialog, qtbot: QtBot) -> None:
    press(dialog, "portal", "yes")
    told = "Part of it is kept on a dashboard or portal."
    qtbot.waitUntil(lambda: told in words_of(dialog.table))
    assert "Every plan is still reviewed every year." in words_of(dialog.table)


@pytest.mark.parametrize(("size", "times"), [(100, 1), (200, 7)])
def test_columns_are_named_once_or_in_each_line_where_there_is_little_room(
    size: int, times: int, dialog: ModelCheckDialog, theme: Theme
) -> None:
    theme.set_size(size)
    dialog.resize(1000, 640)
    shown = words_of(dialog.table)
    theme.set_size(100)
    assert shown.count("What the law asks") == times


def test_each_line_of_the_table_can_be_read_as_a_sentence(dialog: ModelCheckDialog) -> None:
    said = [one.accessibleName() for one in dialog.table.findChildren(QWidget)]
    told = "How often. What the law asks: At least once in every 12 months."
    assert any(one.startswith(told) and "What happened here: Review" in one for one in said)


def test_another_review_has_answers_of_its_own(dialog: ModelCheckDialog, review: str) -> None:
    press(dialog, "portal", "yes")
    dialog.review.setCurrentIndex(1)
    dialog.review.edited.emit()
    assert dialog.review.value() != review
    assert dialog.questions["portal"].value() == ""


def test_the_arrow_keys_go_through_the_answers(dialog: ModelCheckDialog, qtbot: QtBot) -> None:
    asked = dialog.questions["portal"]
    asked.choices[""].setFocus()
    qtbot.keyClick(asked.choices[""], Qt.Key.Key_Left)
    assert asked.value() == "no"


def test_without_a_review_nothing_is_kept(session: Session, qtbot: QtBot) -> None:
    empty = ModelCheckDialog(session)
    qtbot.addWidget(empty)
    press(empty, "portal", "yes")
    assert not empty.paper.isEnabled()
    assert not session.family.store.answers.all()


def test_tab_goes_from_question_to_question_then_to_the_letters_and_the_foot(
    dialog: ModelCheckDialog, qtbot: QtBot
) -> None:
    press(dialog, "families_asked", "no")
    first, second, third, *_ = dialog.questions.values()
    first.go_to_chosen()
    for asked in (second, third):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.focusWidget() is asked.choices[asked.value()]
    list(dialog.questions.values())[-1].go_to_chosen()
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert "Write it" in dialog.focusWidget().accessibleName()


def test_where_it_is_from_has_every_source_with_its_address(
    dialog: ModelCheckDialog, session: Session, review: str
) -> None:
    sources = model_check.check(session.family, review).sources
    shown = words_of(show_sources(dialog.where, sources))
    assert all(one.url in shown and one.sure in shown for one in sources)


def test_the_table_of_the_chosen_review_can_be_saved(
    session: Session, review: str, tmp_path: Path
) -> None:
    paper = table_paper(session, review)
    assert ":" not in paper.name
    paper.save(tmp_path / "table.txt", STANDARD)
    assert "Progress Review, Tuesday 2 June 2026" in plain(tmp_path / "table.txt")
    assert paper.made(STANDARD).startswith(b"%PDF")


def plain(path: Path) -> str:
    return path.read_text(encoding="utf-8").replace("\u00a0", " ")
