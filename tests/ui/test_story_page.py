from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.record import new_id
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events
from ehcp_desktop.ui.paper_dialog import PaperDialog
from ehcp_desktop.ui.parts.lazy_items import LazyItems
from ehcp_desktop.ui.parts.lists import Item, ItemModel
from ehcp_desktop.ui.story_page import StoryPage

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.session import Session

    Went = list[tuple[str, dict[str, object]]]


def log(session: Session, kind: str, on: str, summary: str = "", who: str = "") -> Event:
    day = When.parse(on)
    made = Event(child=session.child_id, kind=kind, on=day, summary=summary, who=who)
    return events.log(session.family, made)


@pytest.fixture
def went() -> Went:
    return []


@pytest.fixture
def page(session: Session, qtbot: QtBot, went: Went) -> StoryPage:
    log(session, "call", "2026-11-03", "She said the plan stays as it is", "Priya Shah")
    log(session, "note", "2026-10-15", "Ate in the library", "Amara")
    log(session, "celebration", "2026-11-19", "Read aloud in assembly")
    shown = StoryPage(session, lambda page_id, **target: went.append((page_id, target)))
    qtbot.addWidget(shown)
    session.changed.connect(shown.refresh)
    shown.resize(1100, 800)
    shown.show()
    shown.refresh()
    return shown


def titles(page: StoryPage) -> list[str]:
    model = page.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_the_newest_thing_comes_first(page: StoryPage) -> None:
    assert titles(page) == ["Good news", "Phone call with Priya Shah", "Note"]


def test_what_is_planned_is_not_what_is_looked_at_first(page: StoryPage, session: Session) -> None:
    planned = log(session, "review_meeting_arranged", "2027-01-12")
    page.list.clearSelection()
    again = StoryPage(session, lambda *_, **__: None)
    again.refresh()
    assert again.list.current() not in ("", planned.id)


def test_words_narrow_the_story_and_are_counted(page: StoryPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.words, "libra")
    qtbot.waitUntil(lambda: titles(page) == ["Note"])
    assert page.subtitle_label.text().endswith("1 found")


def test_a_kind_and_a_person_narrow_the_story(page: StoryPage) -> None:
    page.group.set_value("contact")
    page.group.edited.emit()
    assert titles(page) == ["Phone call with Priya Shah"]
    page.who.set_value("Amara")
    page.who.edited.emit()
    assert titles(page) == []


def test_an_event_that_the_filter_hides_is_shown_all_the_same(
    page: StoryPage, session: Session
) -> None:
    page.group.set_value("contact")
    page.group.edited.emit()
    note = session.family.store.events.all(kind="note")[0]
    page.show_target(event=note.id)
    assert page.list.current() == note.id


def test_enter_edits_the_entry(page: StoryPage, went: Went) -> None:
    page.list.opened.emit(page.list.current())
    assert went == [("add", {"event": page.list.current()})]


def test_an_entry_goes_to_the_bin_and_comes_back(page: StoryPage, session: Session) -> None:
    buttons = page.card.findChildren(QPushButton)
    next(one for one in buttons if one.text() == "Put in the bin").click()
    assert "Good news" not in titles(page)
    session.undo()
    assert "Good news" in titles(page)


def test_the_story_is_saved_in_the_form_that_was_chosen(
    page: StoryPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = (str(tmp_path / "story"), "CSV (*.csv)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)
    monkeypatch.setattr(PaperDialog, "exec", lambda dialog: dialog.save())
    page.save.click()
    assert "Ate in the library" in (tmp_path / "story.csv").read_text(encoding="utf-8-sig")


def test_an_empty_story_says_what_goes_here(session: Session, qtbot: QtBot) -> None:
    page = StoryPage(session, lambda *_, **__: None)
    qtbot.addWidget(page)
    page.refresh()
    assert not page.empty.isHidden()
    assert not page.save.isEnabled()


def test_a_list_of_thousands_is_a_sound_model_and_reads_little(
    qtmodeltester: ModelTester,
) -> None:
    read: list[int] = []

    def items(start: int, end: int) -> list[Item]:
        read.append(start)
        return [Item(id=str(number), title=f"Entry {number}") for number in range(start, end)]

    model = ItemModel()
    model.show(LazyItems([str(number) for number in range(5_000)], items))
    qtmodeltester.check(model, force_py=True)  # type: ignore[no-untyped-call]  # pytest-qt's
    assert model.row_of("4321") == 4321
    assert len(read) <= 2


def test_a_long_story_is_shown_before_the_days_that_passed(
    page: StoryPage, session: Session, qtbot: QtBot
) -> None:
    first = log(session, "assessment_requested", "2025-01-06")
    calls = [replace(first, id=new_id(), kind="call") for _ in range(1100)]
    session.family.store.events.save_all(calls)
    page.refresh()
    assert not any("the last day for it" in title for title in titles(page)[:20])
    count = page.list.model().rowCount()
    qtbot.waitUntil(lambda: page.list.model().rowCount() > count)
    assert any("the last day for it" in title for title in titles(page)[:20])


def test_an_entry_from_before_the_law_says_that_nothing_follows(
    page: StoryPage, session: Session
) -> None:
    session.family.store.children.save(replace(session.child, born=date(2005, 3, 14)))
    old = log(session, "assessment_requested", "2013-06-03")
    page.refresh()
    page.list.choose(old.id)
    shown = [one.text().replace("\u00a0", " ") for one in page.findChildren(QLabel)]
    assert any(words.startswith("It began before 1 September 2014") for words in shown)
