from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QFileDialog, QLabel
from tests.ui.test_inputs import Keyboard

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.meeting import MeetingLine
from ehcp_desktop.domain.people import Contact
from ehcp_desktop.domain.preparation import Preparation
from ehcp_desktop.domain.review import ARRANGED, HELD
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events, meeting, meeting_end, meeting_notes, people
from ehcp_desktop.ui import read_aloud
from ehcp_desktop.ui.files import Files
from ehcp_desktop.ui.main_window import MainWindow
from ehcp_desktop.ui.meeting_beside import MeetingBesidePopup
from ehcp_desktop.ui.meeting_people import MeetingPeople
from ehcp_desktop.ui.meeting_window import MeetingWindow, open_meeting
from ehcp_desktop.ui.reviews_page import ReviewsPage
from ehcp_desktop.ui.session import Session
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.ui.theme import Theme

    Went = list[tuple[str, dict[str, object]]]
    Enter = Callable[..., None]


@pytest.fixture
def went() -> Went:
    return []


@pytest.fixture
def window(session: Session, child: Child, went: Went, qtbot: QtBot) -> MeetingWindow:
    people.add_person(session.family, Contact(name="Mrs Bell"), "SENCO", child)
    arranged = Event(child=child.id, kind=ARRANGED, on=When.day(session.today()))
    events.log(session.family, arranged)
    return opened(session, went, qtbot)


def opened(session: Session, went: Went, qtbot: QtBot) -> MeetingWindow:
    shown = open_meeting(session, lambda page, **target: went.append((page, target)))
    assert shown is not None
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # qtbot deletes it
    qtbot.addWidget(shown)
    qtbot.waitUntil(shown.desk.field.hasFocus)
    return shown


@pytest.fixture
def enter(window: MeetingWindow, qtbot: QtBot) -> Enter:
    """Return what types lines with Enter after each, as a person would."""

    def typed(*lines: str) -> None:
        for line in lines:
            qtbot.keyClicks(window.desk.field, line)
            qtbot.keyClick(window.desk.field, Qt.Key.Key_Return)

    return typed


def press(window: MeetingWindow, words: str) -> None:
    QApplication.processEvents()
    found = [one for one in window.findChildren(QAbstractButton) if one.isVisible()]
    next(one for one in found if one.text().replace("&", "") == words).click()


def test_a_line_is_kept_with_who_when_and_which_part(
    window: MeetingWindow, enter: Enter, session: Session, qtbot: QtBot
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    enter('be: "Reading is on track"')
    line = meeting.lines(session.family, window.desk.review.id)[0]
    assert (line.who, line.text, line.exact) == ("Mrs Bell", "Reading is on track", True)
    assert (line.kind, line.section, line.on) == ("said", "A", session.today())
    assert len(line.at) == 5
    assert window.desk.field.text() == ""


@pytest.mark.parametrize(
    ("key", "held", "kind"),
    [
        (Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier, "agreed"),
        (Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier, "difference"),
        (Qt.Key.Key_Q, Qt.KeyboardModifier.AltModifier, "question"),
    ],
    ids=["Ctrl+2", "Ctrl+4", "Alt+Q"],
)
def test_a_key_says_what_kind_the_line_is_and_only_that_one(
    window: MeetingWindow,
    enter: Enter,
    qtbot: QtBot,
    key: Qt.Key,
    held: Qt.KeyboardModifier,
    kind: str,
) -> None:
    qtbot.keyClick(window.desk.field, key, held)
    qtbot.waitUntil(lambda: window.desk.chips.kind() == kind)
    enter("Help goes on", *([""] if kind == "difference" else []), "More was said")
    assert [line.kind for line in window.desk.lines] == [kind, "said"]


def test_who_and_by_when_are_asked_once_for_an_action(
    window: MeetingWindow, enter: Enter, session: Session
) -> None:
    window.desk.chips.chips["action"].click()
    enter("Send the notes", "bell", "soonish", "")
    assert window.desk.field.text() == "soonish"
    window.desk.field.clear()
    enter("Friday", "More was said")
    first, second = meeting.lines(session.family, window.desk.review.id)
    assert (first.owner, str(first.by)) == ("Mrs Bell", "2026-11-27")
    assert second.text == "More was said"


def test_what_is_asked_may_be_skipped(window: MeetingWindow, enter: Enter) -> None:
    window.desk.chips.chips["action"].click()
    enter("Send the notes", "", "", "More was said")
    assert [(line.text, line.owner, line.by) for line in window.desk.lines] == [
        ("Send the notes", "", None),
        ("More was said", "", None),
    ]


def test_tab_completes_a_name(window: MeetingWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(window.desk.field, "bel")
    qtbot.keyClick(window.desk.field, Qt.Key.Key_Tab)
    assert window.desk.field.text() == "Mrs Bell: "
    qtbot.keyClick(window.desk.field, Qt.Key.Key_Tab)
    assert not window.desk.field.hasFocus()


def test_the_last_line_is_corrected_and_taken_away(
    window: MeetingWindow, enter: Enter, session: Session, qtbot: QtBot
) -> None:
    enter("Reading is on trak")
    qtbot.keyClick(window.desk.field, Qt.Key.Key_Up)
    window.desk.field.clear()
    enter("Reading is on track")
    assert [line.text for line in window.desk.lines] == ["Reading is on track"]
    qtbot.keyClick(window.desk.field, Qt.Key.Key_Up)
    window.desk.field.clear()
    enter("")
    assert meeting.lines(session.family, window.desk.review.id) == []


def test_the_notes_go_on_where_they_were_left(
    window: MeetingWindow, enter: Enter, session: Session, went: Went, qtbot: QtBot
) -> None:
    window.desk.sections.setCurrentRow(3)
    enter("Reading is on track")
    qtbot.keyClicks(window.desk.field, "Mrs Bell: and")
    qtbot.waitUntil(
        lambda: meeting.left(session.family, window.desk.review).typed != "", timeout=1500
    )
    window.close()
    shown = opened(session, went, qtbot)
    again = shown.desk
    assert [line.text for line in again.lines] == ["Reading is on track"]
    assert again.field.text() == "Mrs Bell: and"
    assert again.sections.currentRow() == 3


@pytest.mark.parametrize(
    ("keys", "kept"),
    [
        ("\r", ["Mrs Bell: and"]),
        ("Ms Grant: no\r", ["Mrs Bell: and (cut off)", "Ms Grant: no"]),
    ],
    ids=["kept as it is", "typed over"],
)
def test_a_restored_half_line_is_never_joined_to_the_next(
    window: MeetingWindow, session: Session, went: Went, qtbot: QtBot, keys: str, kept: list[str]
) -> None:
    qtbot.keyClicks(window.desk.field, "Mrs Bell: and")
    window.close()
    again = opened(session, went, qtbot)
    desk = again.desk
    assert desk.field.accessibleName().startswith("Restored: the line")
    for key in keys:
        qtbot.keyClicks(desk.field, key)
    assert [meeting_end.spoken(line) for line in desk.lines] == kept


def test_a_restored_half_line_can_be_gone_on_with(
    window: MeetingWindow, session: Session, went: Went, qtbot: QtBot
) -> None:
    qtbot.keyClicks(window.desk.field, "Mrs Bell: andd so")
    window.close()
    again = opened(session, went, qtbot)
    again.desk.field.setCursorPosition(len("Mrs Bell: andd"))
    qtbot.keyClick(again.desk.field, Qt.Key.Key_Backspace)
    qtbot.keyClick(again.desk.field, Qt.Key.Key_Return)
    assert [line.text for line in again.desk.lines] == ["and so"]


def test_a_name_that_was_begun_is_completed_after_a_restart(
    window: MeetingWindow, session: Session, went: Went, qtbot: QtBot
) -> None:
    people.add_person(session.family, Contact(name="Ms Grant"), "Teacher", session.child)
    qtbot.keyClicks(window.desk.field, "gra")
    window.close()
    again = opened(session, went, qtbot)
    field = again.desk.field
    field.end(False)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == "Ms Grant: "
    assert session.family.store.meeting_lines.count() == 0


@pytest.mark.parametrize("kind", ["promise", "action"])
def test_words_of_somebody_are_a_line_though_a_day_was_asked(
    window: MeetingWindow, enter: Enter, kind: str
) -> None:
    window.desk.chips.chips[kind].click()
    enter("Mrs Bell: send the notes", "Priya Shah: you will not get a letter", "And so on")
    assert [meeting_end.spoken(line) for line in window.desk.lines] == [
        "Mrs Bell: send the notes",
        "Priya Shah: you will not get a letter",
        "And so on",
    ]


@pytest.mark.parametrize("way", ["Esc", "another kind"])
def test_what_is_asked_can_be_left_without_losing_what_is_typed(
    window: MeetingWindow, enter: Enter, qtbot: QtBot, way: str
) -> None:
    window.desk.chips.chips["promise"].click()
    enter("Mrs Bell: send the notes", "not before long")
    if way == "Esc":
        qtbot.keyClick(window.desk.field, Qt.Key.Key_Escape)
    else:
        window.desk.chips.chips["question"].click()
    assert window.desk.field.text() == "not before long"
    enter("")
    assert window.desk.lines[-1].text == "not before long"
    assert window.desk.lines[-1].kind == ("said" if way == "Esc" else "question")


@pytest.mark.parametrize(
    ("keys", "by"),
    [("\r", "2026-11-23"), ("12 June\r", "2027-06-12"), ("\x1b", "None")],
    ids=["taken", "typed over", "left out"],
)
def test_a_day_that_is_in_the_words_is_offered(
    window: MeetingWindow, enter: Enter, qtbot: QtBot, keys: str, by: str
) -> None:
    window.desk.chips.chips["promise"].click()
    enter("Leah Marsden: one to one help again from Monday")
    for key in keys:
        qtbot.keyClicks(window.desk.field, key)
    assert str(window.desk.lines[0].by) == by
    assert window.desk.field.text() == ""
    assert window.desk.field.accessibleName().startswith("Write")


def test_a_difference_has_both_sides(window: MeetingWindow, enter: Enter) -> None:
    window.desk.chips.chips["difference"].click()
    enter('Mrs Bell: "He is fine"', "We: he is not")
    window.desk.chips.chips["difference"].click()
    enter("Mrs Bell: it is enough / it is not", "And so on")
    assert [meeting_end.spoken(line) for line in window.desk.lines] == [
        "Mrs Bell: “He is fine” / We: he is not",
        "Mrs Bell: it is enough / We: it is not",
        "And so on",
    ]


def test_what_was_asked_is_asked_again_after_a_crash(
    window: MeetingWindow, enter: Enter, session: Session, went: Went, qtbot: QtBot
) -> None:
    window.desk.chips.chips["action"].click()
    enter("Send the notes", "bell")
    shown = opened(session, went, qtbot)  # beside the first, which has kept nothing since
    again = shown.desk
    assert again.field.accessibleName().startswith("By when?")
    qtbot.keyClicks(again.field, "Friday")
    qtbot.keyClick(again.field, Qt.Key.Key_Return)
    line = meeting.lines(session.family, again.review.id)[0]
    assert (line.owner, str(line.by)) == ("Mrs Bell", "2026-11-27")


def test_a_line_that_cannot_be_kept_stays_in_the_field(
    window: MeetingWindow, enter: Enter, session: Session
) -> None:
    store = session.family.store
    with store.action("Long work"):
        for _ in store.in_parts([""]):
            enter("Reading is on track")
    assert window.desk.field.text() == "Reading is on track"
    assert any(one.text().startswith("Not kept yet") for one in window.findChildren(QLabel))
    enter("")
    assert [line.text for line in window.desk.lines] == ["Reading is on track"]


def test_over_means_note_actions_clocks_and_sheet_in_ten_inputs(
    window: MeetingWindow,
    enter: Enter,
    session: Session,
    went: Went,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sheet = tmp_path / "sheet.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(sheet), "PDF (*.pdf)"))
    window.desk.chips.chips["promise"].click()
    enter("Mrs Bell: send the notes", "Friday")
    keys = Keyboard()
    for words in (
        "Meeting over…",
        "Finish the meeting",
        "Save the sheet for the table…",
        "Open the note to send today",
    ):
        keys.press(words)
    letter = session.family.store.letters.all()[0]
    assert "send the notes" in letter.text
    assert went == [("letters", {"letter": letter.id})]
    assert len(meeting_notes.actions(session.family, window.desk.review.id)) == 1
    assert window.end.ended is not None
    days = [limit.due - session.today() for limit in window.end.ended.limits[:2]]
    assert days == [timedelta(weeks=2), timedelta(weeks=4)]
    assert sheet.read_bytes().startswith(b"%PDF")
    assert keys.inputs + 1 <= 10  # to say yes to the name of the file is one more


def test_at_the_end_of_a_long_list_enter_alone_finishes(
    window: MeetingWindow, session: Session, qtbot: QtBot
) -> None:
    with session.family.store.action("a long meeting"):
        for number in range(40):
            window.desk.chips.chips["promise"].click()
            window.desk.field.setText(f"Mrs Bell: promise {number}")
            window.desk.enter()
            window.desk.enter()
    press(window, "Meeting over…")
    finish = next(one for one in window.end.findChildren(QAbstractButton) if one.icon())
    qtbot.waitUntil(finish.hasFocus)
    assert finish.visibleRegion().boundingRect() == finish.rect()
    qtbot.keyClick(finish, Qt.Key.Key_Return)
    assert window.end.ended is not None


def test_our_own_questions_are_a_part_of_the_meeting(
    window: MeetingWindow, session: Session, went: Went, qtbot: QtBot
) -> None:
    review = window.desk.review
    asked = Preparation(review=review.id, part="question", text="Who covers for Ms Grant?")
    session.family.store.preparations.save(asked)
    window.close()
    again = opened(session, went, qtbot)
    desk = again.desk
    desk.sections.go_to("questions")
    shown = [one.text() for one in desk.findChildren(QLabel)]
    assert "•  Who covers for Ms Grant?" in shown
    qtbot.keyClicks(desk.field, "Mrs Bell: a supply TA")
    qtbot.keyClick(desk.field, Qt.Key.Key_Return)
    assert "Our questions\n" in meeting_end.account(desk.lines)


def test_notes_before_the_day_can_be_kept_until_then(
    session: Session, child: Child, went: Went, qtbot: QtBot
) -> None:
    planned = When.day(session.today() + timedelta(days=53))
    events.log(session.family, Event(child=child.id, kind=ARRANGED, on=planned))
    window = opened(session, went, qtbot)
    window.desk.field.setText("Reading is on track")
    window.desk.enter()
    press(window, "Meeting over…")
    told = [one.text().replace("\u00a0", " ") for one in window.end.findChildren(QLabel)]
    assert any("planned for Thursday 14 January 2027. Was it held" in one for one in told)
    later = next(one for one in window.end.findChildren(QAbstractButton) if "until" in one.text())
    qtbot.waitUntil(later.hasFocus)
    later.click()
    assert meeting.under_way(session.family) == window.desk.review
    assert session.family.store.events.all(kind=HELD) == []


def test_the_end_can_be_undone_where_it_is_shown_and_the_notes_go_on(
    window: MeetingWindow, enter: Enter, session: Session, qtbot: QtBot
) -> None:
    enter("Reading is on track")
    press(window, "Meeting over…")
    press(window, "Finish the meeting")
    press(window, "Undo: it is not over")
    qtbot.waitUntil(window.desk.field.hasFocus)
    assert session.family.store.events.all(kind=HELD) == []


def test_the_end_is_not_undone_after_something_else(
    window: MeetingWindow, enter: Enter, session: Session, child: Child
) -> None:
    enter("Reading is on track")
    press(window, "Meeting over…")
    press(window, "Finish the meeting")
    events.log(session.family, Event(child=child.id, kind="call", on=When.day(session.today())))
    press(window, "Undo: it is not over")
    assert len(session.family.store.events.all(kind=HELD)) == 1
    assert any(one.text().startswith("Something else") for one in window.findChildren(QLabel))


def test_what_nobody_answered_is_heard_at_the_end(window: MeetingWindow, enter: Enter) -> None:
    window.desk.chips.chips["question"].click()
    enter("Leah Marsden: Is there a letter?")
    press(window, "Meeting over…")
    QApplication.processEvents()
    told = [one.text() for one in window.end.findChildren(QLabel) if one.isVisible()]
    assert {"Not answered yet", "Is there a letter?", "Asked by Leah Marsden"} <= set(told)


def test_the_day_of_the_meeting_is_shown_and_can_be_changed(
    window: MeetingWindow, enter: Enter, qtbot: QtBot
) -> None:
    enter("Reading is on track")
    press(window, "Meeting over…")
    assert window.end.day.line.text() == "22 November 2026"
    for typed in ("the day before that", "20/11/26"):
        window.end.day.line.clear()
        qtbot.keyClicks(window.end.day.line, typed)
        press(window, "Finish the meeting")
    assert window.end.ended is not None
    assert str(window.end.ended.held.on) == "2026-11-20"


def test_a_line_that_was_not_entered_is_named_at_the_end(
    window: MeetingWindow, enter: Enter, qtbot: QtBot
) -> None:
    enter("Reading is on track")
    qtbot.keyClicks(window.desk.field, "Mrs Bell: and")
    press(window, "Meeting over…")
    named = next(one for one in window.end.findChildren(QLabel) if "Bell: and" in one.text())
    qtbot.waitUntil(named.isVisible)
    press(window, "Back to the notes")
    assert window.desk.field.text() == "Mrs Bell: and"


def test_the_actions_are_read_by_the_voice_of_the_computer(
    window: MeetingWindow,
    enter: Enter,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    heard = tmp_path / "heard"
    command = ("sh", "-c", f"cat > '{heard}'")
    monkeypatch.setattr(window.end.voice, "_command", command)
    window.desk.chips.chips["action"].click()
    enter("Send the notes", "", "")
    press(window, "Meeting over…")
    press(window, "Read them aloud")
    qtbot.waitUntil(lambda: heard.exists() and heard.read_text() != "", timeout=3000)
    assert heard.read_text() == "Send the notes. Nobody is named yet, no day is written down.\n"


def test_the_head_says_how_many_are_here_and_how_late_it_is(
    window: MeetingWindow, session: Session, enter: Enter
) -> None:
    head = window.header
    assert head.people.text() == "Who is here?"
    asked = MeetingPeople(session, window.desk.review, window)
    asked.begin.click()
    ticks = {box.accessibleName(): box for box in asked.findChildren(QCheckBox)}
    for words in ("Mrs Bell: Here", "Sam Example: Here", "Mrs Bell: Apologies"):
        ticks[words].click()
    assert not ticks["Mrs Bell: Here"].isChecked()
    asked.name.setText("Dr Bauer, psychologist")
    asked.add.click()
    head.count_people()
    head.people_changed.emit()
    assert head.people.text() == "2 here"
    assert re.fullmatch(r"\d\d:\d\d", head.clock.text())
    enter("bau: he reads well")
    assert window.desk.lines[0].who == "Dr Bauer"


def test_who_is_here_needs_a_name(window: MeetingWindow, session: Session) -> None:
    asked = MeetingPeople(session, window.desk.review, window)
    asked.add.click()
    assert asked.problem.text().startswith("Write a name")


def test_beside_the_notes_stands_what_is_open_and_what_the_meeting_will_start(
    window: MeetingWindow, enter: Enter, qtbot: QtBot
) -> None:
    window.desk.chips.chips["promise"].click()
    enter("Mrs Bell: send the notes", "Friday")
    window.desk.chips.chips["question"].click()
    enter("Leah Marsden: Is there a decision letter?")
    beside = window.desk.open_things
    qtbot.waitUntil(lambda: not beside.after.isHidden())
    words = [one.text().replace("\u00a0", " ") for one in beside.findChildren(QLabel)]
    assert "Mrs Bell, by Friday 27 November 2026" in words
    assert f"Asked at {window.desk.lines[1].at}, Leah Marsden" in words
    assert "Report: Sunday 6 December 2026" in words
    assert "Decision: Sunday 20 December 2026" in words


def test_a_part_says_whether_anything_is_noted_in_it(window: MeetingWindow, enter: Enter) -> None:
    enter("Reading is on track")
    spoken = [
        window.desk.sections.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in (0, 1)
    ]
    assert spoken == ["Opening, noted", "A The child’s views"]


def test_without_a_voice_the_actions_are_only_shown(
    window: MeetingWindow, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_aloud, "VOICES", {})
    monkeypatch.setattr(window.end, "voice", read_aloud.Voice())
    window.desk.chips.chips["action"].click()
    enter("Send the notes", "", "")
    press(window, "Meeting over…")
    words = [one.text() for one in window.end.findChildren(QAbstractButton)]
    assert words == ["&Finish the meeting", "&Back to the notes"]
    assert "Send the notes" in [one.text() for one in window.end.findChildren(QLabel)]


@pytest.mark.parametrize(
    "command", [("/no/such/voice",), ("sh", "-c", "exit 1")], ids=["is gone", "is broken"]
)
def test_a_voice_that_fails_leaves_the_actions_on_the_screen(
    window: MeetingWindow,
    enter: Enter,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    command: tuple[str, ...],
) -> None:
    monkeypatch.setattr(window.end.voice, "_command", command)
    window.desk.chips.chips["action"].click()
    enter("Send the notes", "", "")
    press(window, "Meeting over…")
    for _ in range(2):
        press(window, "Read them aloud")
        qtbot.wait(50)
    press(window, "Finish the meeting")
    assert window.end.ended is not None


def test_a_line_costs_no_more_in_a_long_meeting(
    window: MeetingWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, shown, spoken = window.desk, list[str](), meeting_end.spoken
    with session.family.store.action("a long meeting"):
        for number in range(100):
            desk.field.setText(f"Mrs Bell: point {number}")
            desk.enter()
    monkeypatch.setattr(
        meeting_end, "spoken", lambda line: shown.append(line.text) or spoken(line)
    )
    desk.field.setText("Mrs Bell: the next one")
    desk.enter()
    assert shown == ["the next one"]
    assert desk.list.count() == 101


def test_the_window_and_its_title_bar_are_inside_the_screen(window: MeetingWindow) -> None:
    screen = window.screen().availableGeometry()
    assert screen.contains(window.geometry().adjusted(0, -32, 0, 0))
    press(window, "Meeting over…")
    assert window.geometry().bottom() <= screen.bottom()


@pytest.mark.parametrize("high", [480, 1400])
def test_what_to_ask_and_what_is_promised_can_be_reached_without_room_for_them(
    window: MeetingWindow, enter: Enter, qtbot: QtBot, high: int
) -> None:
    window.desk.chips.chips["promise"].click()
    enter("Mrs Bell: send the notes", "Friday")
    window.resize(700, high)
    qtbot.waitUntil(window.desk.what.isVisible)
    window.desk.what.click()
    shown = window.findChild(MeetingBesidePopup)
    assert shown is not None
    told = " ".join(one.text() for one in shown.findChildren(QLabel))
    assert window.desk.sections.part.prompts[0] in told
    assert "send the notes: Mrs Bell, by Friday" in told.replace("\u00a0", " ")
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(window.desk.field.hasFocus)


def test_everything_can_be_read_in_large_letters(window: MeetingWindow) -> None:
    assert window.desk.field.font().pointSizeF() >= 16
    assert window.desk.chips.exact.font().pointSizeF() >= 16
    assert window.desk.field.height() > em(1.5)


def test_what_has_the_focus_says_its_name(window: MeetingWindow) -> None:
    desk = window.desk
    assert window.windowTitle() == "Notes of the meeting"
    for stop in (desk.field, desk.list, desk.sections, desk.chips):
        assert stop.accessibleName()
    for chip in (*desk.chips.chips.values(), desk.chips.exact):
        assert chip.accessibleDescription().startswith("Ctrl+")


def test_closing_the_record_closes_the_notes_and_keeps_what_is_typed(
    window: MeetingWindow, session: Session, enter: Enter, qtbot: QtBot
) -> None:
    enter("Reading is on track")
    qtbot.keyClicks(window.desk.field, "Mrs")
    kept: list[str] = []
    session.leaving.connect(
        lambda: kept.append(meeting.left(session.family, window.desk.review).typed)
    )
    session.close()
    assert kept[-1] == "Mrs"
    assert not window.isVisible()


def test_a_review_that_is_today_offers_notes_and_to_go_on_with_them(
    window: MeetingWindow, enter: Enter, session: Session, went: Went, qtbot: QtBot
) -> None:
    page = ReviewsPage(session, lambda page, **target: went.append((page, target)))
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    assert page.card.take_notes.text() == "Take &notes at this meeting"
    enter("Reading is on track")
    page.refresh()
    assert page.card.take_notes.text() == "Go on with the notes of today’s meeting"
    page.card.take_notes.click()
    assert went == [("meeting", {"review": window.desk.review.id})]


def test_a_review_that_met_in_june_offers_no_notes(
    session: Session, child: Child, qtbot: QtBot
) -> None:
    events.log(session.family, Event(child=child.id, kind=HELD, on=When.parse("2026-06-02")))
    page = ReviewsPage(session, lambda *_, **__: None)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    assert not page.card.take_notes.isVisible()


def test_a_meeting_that_nobody_arranged_can_be_seen_and_gone_on_with(
    session: Session, went: Went, qtbot: QtBot
) -> None:
    shown = opened(session, went, qtbot)
    desk = shown.desk
    desk.field.setText("Reading is on track")
    desk.enter()
    page = ReviewsPage(session, lambda *_, **__: None)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    assert page.reviews.current() == desk.review.id
    assert page.card.take_notes.isVisible()


def test_opening_a_record_begins_with_the_notes_and_the_menu_opens_one_window(
    family: Family, child: Child, theme: Theme, today: date, qtbot: QtBot
) -> None:
    review = meeting.review_to_note(family, child)
    line = MeetingLine(review=review.id, on=today, text="Reading is on track")
    meeting.keep_line(family, review, line)
    family.close()
    session = Session(lambda: today)
    files = Files(session)
    shown = MainWindow(session, theme, files)
    files.window = shown
    files.opened.connect(shown.show_record)
    qtbot.addWidget(shown)
    shown.show()
    files.open_path(family.path)
    words = "Go on with the notes of today’s meeting"
    next(one for one in shown.findChildren(QAbstractButton) if one.text() == words).click()
    shown.go("meeting")
    notes = [one for one in QApplication.topLevelWidgets() if isinstance(one, MeetingWindow)]
    assert [one.desk.lines for one in notes if one.isVisible()] == [[line]]
    session.close()
    assert not any(one.isVisible() for one in notes)
