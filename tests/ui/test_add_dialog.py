from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

from ehcp_desktop.ui.add_dialog import AddDialog
from ehcp_desktop.ui.parts.fields import DateField, Tick
from ehcp_desktop.ui.person_dialog import PersonDialog
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.session import Session
    from ehcp_desktop.ui.theme import Theme


@pytest.fixture
def large(theme: Theme) -> Iterator[Theme]:
    theme.set_size(200)
    yield theme
    theme.set_size(100)


def opened(session: Session, qtbot: QtBot, kind: str = "", **known: object) -> AddDialog:
    dialog = AddDialog(session, None, kind, **known)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def editor(dialog: AddDialog, name: str) -> QWidget:
    shown = dialog.findChild(QScrollArea).widget()
    return cast("QWidget", shown.editors[name])  # type: ignore[attr-defined]  # an EventForm


def left_unfinished(session: Session, qtbot: QtBot) -> None:
    dialog = opened(session, qtbot, "call")
    qtbot.keyClicks(editor(dialog, "summary"), "They will ring back")
    dialog.reject()


def test_what_was_left_unfinished_is_said_and_opens_with_the_focus_on_the_kinds(
    session: Session, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.said) as said:
        left_unfinished(session, qtbot)
    assert said.args[0] == "Kept unfinished; open Add to go on."
    again = opened(session, qtbot)
    assert again.focusWidget() is again.kinds
    assert again.discard.isVisible()
    qtbot.mouseClick(again.discard, Qt.MouseButton.LeftButton)
    assert session.family.store.drafts.count() == 0
    assert not opened(session, qtbot).discard.isVisible()


def test_letters_are_spoken_of_only_where_they_choose(session: Session, qtbot: QtBot) -> None:
    dialog = opened(session, qtbot)
    qtbot.waitUntil(dialog.hint.isVisible)
    editor(dialog, "who").setFocus()
    qtbot.waitUntil(lambda: not dialog.hint.isVisible())


@pytest.mark.parametrize("kind", ["review_decision_received", "review_report_received"])
def test_a_letter_that_has_come_begins_with_its_day(
    kind: str, session: Session, qtbot: QtBot
) -> None:
    dialog = opened(session, qtbot, kind)
    line = cast("DateField", editor(dialog, "on")).line
    assert dialog.focusWidget() is line
    assert line.selectedText() == "22 November 2026"
    chosen = dialog.kinds.currentItem()
    assert chosen is not None
    assert chosen.text() in {"Decision letter", "Report of the review received"}


def test_a_review_meeting_is_not_thought_to_be_today(session: Session, qtbot: QtBot) -> None:
    dialog = opened(session, qtbot)
    qtbot.keyClick(dialog.kinds, Qt.Key.Key_V)
    assert cast("DateField", editor(dialog, "on")).value() == ""


@pytest.mark.parametrize(("size", "is_shown"), [(100, True), (200, False)])
def test_letters_never_stand_on_words(
    size: int, is_shown: bool, theme: Theme, session: Session, qtbot: QtBot
) -> None:
    dialog = opened(session, qtbot)
    theme.set_size(size)
    dialog.kinds.setFixedWidth(300)
    letters = [one for one in dialog.kinds.findChildren(QLabel) if len(one.text()) == 1]
    assert {one.isVisible() for one in letters} == {is_shown}
    qtbot.keyClick(dialog.kinds, Qt.Key.Key_V)
    assert dialog.kinds.currentItem().text() == "Review meeting"
    theme.set_size(100)


def kept(session: Session) -> list[str]:
    every = session.family.store.events.all(child=session.child_id)
    return [event.summary for event in every]


def test_a_form_in_which_nothing_was_said_keeps_nothing(session: Session, qtbot: QtBot) -> None:
    dialog = opened(session, qtbot)
    dialog.another.click()
    assert dialog.isVisible()
    dialog.finish.click()
    assert not dialog.isVisible()
    assert kept(session) == []


def test_words_carried_to_another_kind_are_not_nothing(session: Session, qtbot: QtBot) -> None:
    dialog = opened(session, qtbot, "call")
    qtbot.keyClicks(editor(dialog, "summary"), "They will ring back")
    qtbot.keyClick(dialog.kinds, Qt.Key.Key_E)
    dialog.finish.click()
    assert kept(session) == ["They will ring back"]


def test_a_step_of_the_law_is_said_by_its_day_alone(session: Session, qtbot: QtBot) -> None:
    dialog = opened(session, qtbot, "review_decision_received")
    dialog.finish.click()
    assert kept(session) == [""]


def test_what_was_added_is_said_with_undo(session: Session, qtbot: QtBot) -> None:
    dialog = opened(session, qtbot, "call")
    qtbot.keyClicks(editor(dialog, "summary"), "They will ring back")
    with qtbot.waitSignal(session.said) as said:
        dialog.finish.click()
    assert said.args == ["Added: Phone call, 22\u00a0November\u00a02026.", True]
    session.undo()
    assert kept(session) == []


def test_the_fields_of_a_promise_come_into_view(
    session: Session, qtbot: QtBot, large: Theme
) -> None:
    dialog = opened(session, qtbot, "call")
    dialog.resize(dialog.width(), 400)
    cast("Tick", editor(dialog, "promise")).click()
    by = cast("DateField", editor(dialog, "promise_by"))
    qtbot.waitUntil(lambda: not by.visibleRegion().isEmpty())


def test_what_a_log_wants_besides_is_asked_on_wish_and_kept_in_the_notes(
    session: Session, qtbot: QtBot
) -> None:
    dialog = opened(session, qtbot, "incident")
    place = editor(dialog, "part:Lesson or place")
    assert not place.isVisible()
    dialog.findChild(Tick).click()
    assert place.isVisible()
    qtbot.keyClicks(place, "Maths")
    qtbot.keyClicks(editor(dialog, "summary"), "Left alone")
    qtbot.keyClicks(editor(dialog, "notes"), "Ours")
    dialog.finish.click()
    (event,) = session.family.store.events.all(kind="incident")
    assert event.notes == "Lesson or place: Maths\nOurs"


def test_what_was_typed_for_a_log_is_seen_again(session: Session, qtbot: QtBot) -> None:
    dialog = opened(session, qtbot, "incident")
    dialog.findChild(Tick).click()
    qtbot.keyClicks(editor(dialog, "part:Lesson or place"), "Maths")
    dialog.reject()
    again = opened(session, qtbot)
    assert editor(again, "part:Lesson or place").isVisible()


@pytest.mark.parametrize("kind", ["call", "incident", "exception_claimed", "suspended"])
def test_on_a_small_screen_a_form_in_large_text_never_scrolls_sideways(
    session: Session, qtbot: QtBot, large: Theme, kind: str
) -> None:
    dialog = opened(session, qtbot, kind)
    dialog.resize(768, 544)  # what fit_to_screen leaves of 800 by 600
    QApplication.processEvents()
    assert dialog.findChild(QScrollArea).horizontalScrollBar().maximum() == 0


def test_a_form_with_long_choices_never_scrolls_sideways(
    session: Session, qtbot: QtBot, large: Theme
) -> None:
    dialog = opened(session, qtbot, "exception_claimed")
    dialog.resize(em(27), em(21))
    assert dialog.findChild(QScrollArea).horizontalScrollBar().maximum() == 0


def test_dialogs_stay_inside_the_screen_in_large_text(
    session: Session, qtbot: QtBot, large: Theme
) -> None:
    person = PersonDialog(session, None, is_sender=True)  # type: ignore[arg-type]  # no window
    qtbot.addWidget(person)
    person.show()
    add = opened(session, qtbot, "call")
    for dialog in (person, add):
        room = dialog.screen().availableSize()
        assert dialog.height() <= room.height()
        assert dialog.width() <= room.width()
    spot = add.finish.mapTo(add, add.finish.rect().bottomRight())
    assert add.rect().contains(spot)
