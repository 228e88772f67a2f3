"""A record that nobody uses closes by itself, and nothing that was typed is lost."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QMessageBox

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Child
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events, papers, review_people
from ehcp_desktop.services.families import families
from ehcp_desktop.services.family import Family
from ehcp_desktop.ui import idle, locking, main_window
from ehcp_desktop.ui.cover import Cover
from ehcp_desktop.ui.families_page import FamiliesPage
from ehcp_desktop.ui.files import Files
from ehcp_desktop.ui.invitee_popups import FactPopup
from ehcp_desktop.ui.keeping_dialog import KeepingDialog
from ehcp_desktop.ui.locked_page import LockedPage
from ehcp_desktop.ui.main_window import MainWindow
from ehcp_desktop.ui.parts.fields import DateField
from ehcp_desktop.ui.parts.popups import Toast, WhyPopup
from ehcp_desktop.ui.person_dialog import PersonDialog
from ehcp_desktop.ui.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.ui.theme import Theme

TODAY = date(2026, 11, 22)
MINUTE = 60.0

pytestmark = pytest.mark.usefixtures("quick_keys")


class Clock:
    """A clock that a test can put forward."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1_000_000.0
        self.steady = 5_000.0
        monkeypatch.setattr(idle, "time", lambda: self.now)
        monkeypatch.setattr(idle, "monotonic", lambda: self.steady)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "family-0001.ehcp"
    with Family.create(path, None, lambda: TODAY) as family:
        family.store.children.save(Child(name="Zoe", born=date(2016, 3, 14), authority="Kent"))
    return path


@pytest.fixture
def window(theme: Theme, qtbot: QtBot, clock: Clock) -> Iterator[MainWindow]:
    session = Session(lambda: TODAY)
    files = Files(session)
    shown = MainWindow(session, theme, files)
    qtbot.addWidget(shown)
    files.window = shown
    files.opened.connect(shown.show_record)
    files.closed.connect(shown.show_welcome)
    files.families_wanted.connect(shown.show_families)
    files.locked.connect(shown.show_locked)
    shown.show()
    yield shown
    session.close()
    for one in families().all():
        families().take_off(one.id)


def wait(window: MainWindow, clock: Clock, minutes: float) -> None:
    """Let time go by, and the window look at the clock."""
    clock.now += minutes * MINUTE
    assert window._locking is not None  # noqa: SLF001 - what no person sees
    window._locking.idle.look()  # noqa: SLF001


@pytest.fixture
def review(window: MainWindow, record: Path) -> Review:
    """Open the record, which closes after 5 minutes, and return its review, still to come."""
    QSettings().setValue("lock", "5")
    window.files.open_path(record)
    arranged = Event(
        child=window.session.child_id,
        kind="review_meeting_arranged",
        on=When.parse("2026-12-10"),
    )
    logged = events.log(window.session.family, arranged)
    return window.session.family.store.reviews.get(str(logged.review))


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the refusals that are shown, while nobody has to press their button."""
    shown: list[str] = []
    for module in (locking, main_window):
        monkeypatch.setattr(module, "show_refusal", lambda _, sentence: shown.append(sentence))
    return shown


def seen() -> list[QWidget]:
    """Return the windows of any kind that are on the screen and not covered."""
    every = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    return [one for one in every if one.findChild(Cover) is None]


def test_our_own_record_stays_open_unless_it_is_chosen(window: MainWindow, record: Path) -> None:
    window.files.open_path(record)
    assert window.files.lock_minutes == 0
    assert window._locking is None  # noqa: SLF001 - nothing listens at all


def test_it_closes_to_where_it_is_opened_again_and_keeps_what_was_typed(
    window: MainWindow, record: Path, clock: Clock
) -> None:
    QSettings().setValue("lock", "5")
    window.files.open_path(record)
    window.go("people")
    form = window.stack.currentWidget().child.form
    form.editors["reference"].setText("EHCP/204")
    wait(window, clock, 5)
    page = window.findChild(LockedPage)
    assert not window.session.is_open
    assert window.windowTitle() == "EHCP Desktop"
    page.again.click()
    assert window.session.child.reference == "EHCP/204"


def test_keys_and_the_mouse_begin_the_time_anew(
    window: MainWindow, record: Path, clock: Clock
) -> None:
    QSettings().setValue("lock", "5")
    window.files.open_path(record)
    window._locking.idle._listen(window.windowHandle())  # noqa: SLF001 - no window has the focus here
    wait(window, clock, 4.9)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    wait(window, clock, 4.9)
    QTest.mouseMove(window.windowHandle())
    QApplication.processEvents()
    wait(window, clock, 4.9)
    assert window.session.is_open
    wait(window, clock, 0.2)
    assert not window.session.is_open


def test_one_of_several_families_closes_to_the_list_after_ten_minutes(
    window: MainWindow, record: Path, clock: Clock
) -> None:
    window.files.open_listed(families().add(record, "Blue folder"))
    wait(window, clock, 9.9)
    assert window.session.is_open
    wait(window, clock, 0.2)
    assert not window.session.is_open
    assert window.findChild(FamiliesPage) is not None


def test_an_open_question_is_covered_and_nothing_typed_into_it_is_lost(
    window: MainWindow, tmp_path: Path, clock: Clock, qtbot: QtBot
) -> None:
    path = tmp_path / "protected.ehcp"
    with Family.create(path, "one two", lambda: TODAY) as family:
        family.store.children.save(Child(name="Zoe", born=date(2016, 3, 14), authority="Kent"))
    QSettings().setValue("lock", "5")
    window.files.open_path(path, passphrase="one two")  # noqa: S106 - of a test
    dialog = PersonDialog(window.session, window, is_sender=False)
    dialog.open()
    dialog.name.setText("Mrs Bell")
    wait(window, clock, 6)
    cover = dialog.findChild(Cover)
    assert (cover.size(), dialog.windowTitle()) == (dialog.size(), "EHCP Desktop")
    assert not dialog.name.isEnabled()
    qtbot.keyClick(cover.passphrase, Qt.Key.Key_Escape)
    dialog.close()
    cover.passphrase.setText("wrong")
    cover.go_on()
    assert (cover.isVisible(), window.session.is_open) == (True, True)
    cover.passphrase.setText("one two")
    cover.go_on()
    assert (dialog.isVisible(), dialog.name.isEnabled()) == (True, True)
    assert (dialog.name.text(), window.findChild(Cover)) == ("Mrs Bell", None)


def ask_why(window: MainWindow, review: Review) -> WhyPopup:
    popup = WhyPopup("Was Mrs Bell invited?", window.sidebar)
    popup.open_beside()
    return popup


def ask_day(window: MainWindow, review: Review) -> FactPopup:
    (bell,) = review_people.add(window.session.family, review.id, "Mrs Bell")
    popup = FactPopup(window.session, bell, "invited", window.sidebar, QRect())
    popup.open_beside()
    popup.day.line.setText("20/11/2026")
    return popup


def drop_menu(window: MainWindow, review: Review) -> QMenu:
    menu = QMenu("Mrs Bell", window)
    menu.addAction("Mrs Bell")
    menu.popup(window.pos())
    return menu


@pytest.mark.parametrize("open_over", [ask_why, ask_day, drop_menu])
def test_nothing_stands_over_the_window_once_it_is_closed(
    window: MainWindow,
    record: Path,
    review: Review,
    clock: Clock,
    open_over: Callable[[MainWindow, Review], QWidget],
) -> None:
    popup = open_over(window, review)
    assert set(seen()) == {window, popup}
    wait(window, clock, 5)
    assert seen() == [window]
    assert not window.session.is_open
    if open_over is ask_day:
        with Family.open(record, None, lambda: TODAY) as family:
            (kept,) = family.store.invitees.all()
        assert (kept.invited, kept.invited_on) == ("yes", When.parse("2026-11-20"))


@pytest.mark.parametrize("field", ["name", "several"])
def test_people_who_were_typed_and_not_yet_added_are_kept(
    window: MainWindow, record: Path, review: Review, clock: Clock, field: str
) -> None:
    window.go("reviews", review=review.id, tab="people")
    adding = window.stack.currentWidget().part("people").adding
    if field == "several":
        adding.ask_list.click()
    getattr(adding, field).set_value("Mrs Bell, SENCO")
    wait(window, clock, 5)
    assert not window.session.is_open
    with Family.open(record, None, lambda: TODAY) as family:
        assert [one.name for one in family.store.invitees.all()] == ["Mrs Bell"]


def test_what_is_refused_covers_the_record_and_is_told_to_who_comes_back(
    window: MainWindow, review: Review, clock: Clock, refused: list[str]
) -> None:
    papers.attach_bytes(window.session.family, review.child, ("Plan.pdf", b"%PDF-1.4"))
    window.go("reviews", review=review.id, tab="ready")
    to_open = window.stack.currentWidget().part("ready").papers
    to_open.editors["paper"].setCurrentIndex(1)
    to_open.editors["page"].setText("three")
    to_open.editors["text"].setText("What section F says")
    for _ in range(3):
        wait(window, clock, 5)
    cover = window.findChild(Cover)
    assert (seen(), refused, window.session.is_open) == ([], [], True)
    cover.go_on()
    assert len(refused) == 1
    assert to_open.editors["text"].value() == "What section F says"
    assert to_open.editors["page"].value() == "three"


def test_a_dialog_whose_dates_are_refused_is_covered_first(
    window: MainWindow, review: Review, clock: Clock, refused: list[str]
) -> None:
    dialog = KeepingDialog(window.session, window)
    dialog.open()
    dialog.add.click()
    for name, typed in (("on", "22/11/2026"), ("until", "1/11/2026")):
        dialog.cards[0].form.editors[name].line.setText(typed)
    wait(window, clock, 5)
    assert (seen(), refused) == ([], [])
    dialog.findChild(Cover).go_on()
    assert "before it begins" in refused[0]
    assert dialog.cards[0].form.editors["until"].line.text() == "1/11/2026"


def test_a_day_that_cannot_be_read_is_not_lost(
    window: MainWindow, review: Review, clock: Clock
) -> None:
    window.go("people")
    born = next(one for one in window.findChildren(DateField) if one.isVisible())
    born.line.setText("in spring")
    wait(window, clock, 5)
    assert (seen(), window.session.is_open) == ([], True)


def test_a_meeting_that_is_seen_is_left_alone_and_all_else_is_covered(
    window: MainWindow, review: Review, clock: Clock, refused: list[str]
) -> None:
    window.go("meeting", review=review.id)
    meeting = window.meeting
    meeting.desk.field.setText("Mrs Bell: she reads")
    wait(window, clock, 5)
    assert seen() == [meeting]
    window.session.refused.emit("This cannot be kept.")
    assert refused == ["This cannot be kept."]
    meeting.showMinimized()
    wait(window, clock, 5)
    assert seen() == []
    window.findChild(Cover).go_on()
    assert meeting.desk.field.text() == "Mrs Bell: she reads"
    assert meeting.findChild(Cover) is None


def test_a_refusal_that_nobody_read_is_told_again(
    window: MainWindow, review: Review, clock: Clock, refused: list[str]
) -> None:
    message = QMessageBox(window)
    message.setText("Mrs Bell is there already.")
    message.open()
    wait(window, clock, 5)
    assert (seen(), message.isVisible(), window.session.is_open) == ([], False, True)
    window.findChild(Cover).go_on()
    assert refused == ["Mrs Bell is there already."]


def test_a_small_window_grows_while_it_is_covered(
    window: MainWindow, review: Review, clock: Clock
) -> None:
    small = QDialog(window)
    small.setFixedSize(60, 40)
    small.open()
    wait(window, clock, 5)
    cover = small.findChild(Cover)
    assert cover.rect().contains(cover.on.geometry())
    cover.go_on()
    assert (small.width(), small.height()) == (60, 40)


def test_nothing_comes_up_over_a_cover(window: MainWindow, review: Review, clock: Clock) -> None:
    asked = PersonDialog(window.session, window, is_sender=False)
    asked.open()
    wait(window, clock, 5)
    window.session.offered.emit("Given to Mrs Bell", "Open", lambda: None)
    late = QDialog(window)
    late.show()
    assert (seen(), window.findChild(Toast)) == ([], None)
    asked.findChild(Cover).go_on()
    assert set(seen()) == {window, asked, late}
    assert window.findChild(Toast).accessibleName() == "Given to Mrs Bell"
    late.close()


@pytest.mark.parametrize(("wall", "steady"), [(-7200.0, 300.0), (300.0, 0.0)], ids=["back", "lid"])
def test_neither_a_clock_set_back_nor_a_closed_lid_keeps_it_open(
    window: MainWindow, record: Path, clock: Clock, qtbot: QtBot, wall: float, steady: float
) -> None:
    QSettings().setValue("lock", "5")
    window.files.open_path(record)
    window._locking.idle._listen(window.windowHandle())  # noqa: SLF001 - no window has the focus
    clock.now += wall
    clock.steady += steady
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)  # the first key comes too late
    qtbot.waitUntil(lambda: not window.session.is_open)
