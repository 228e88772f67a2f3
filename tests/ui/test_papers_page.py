from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from ehcp_desktop.services import papers
from ehcp_desktop.ui.papers_page import PapersPage
from ehcp_desktop.ui.parts.forms import PAUSE_MS

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.session import Session


@pytest.fixture
def told(session: Session) -> list[str]:
    """Return what the screen says: messages and refusals."""
    sentences: list[str] = []
    session.refused.connect(sentences.append)
    session.said.connect(lambda words, _: sentences.append(words))
    return sentences


@pytest.fixture
def page(session: Session, qtbot: QtBot, told: list[str]) -> PapersPage:
    papers.attach_bytes(session.family, session.child_id, ("report.pdf", b"speech"), title="SALT")
    papers.attach_bytes(session.family, session.child_id, ("plan.pdf", b"plan"), title="Plan")
    shown = PapersPage(session, lambda *_, **__: None)
    qtbot.addWidget(shown)
    session.changed.connect(shown.refresh)
    shown.resize(1100, 800)
    shown.show()
    shown.refresh()
    return shown


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"a picture")
    return path


def drop(page: PapersPage, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    none = Qt.KeyboardModifier.NoModifier
    button = Qt.MouseButton.LeftButton
    page.dropEvent(QDropEvent(QPoint(9, 9), Qt.DropAction.CopyAction, mime, button, none))


def count(session: Session) -> int:
    return session.family.store.papers.count()


def test_what_is_dropped_is_kept_and_shown(
    page: PapersPage, session: Session, photo: Path, told: list[str]
) -> None:
    drop(page, photo)
    kept = session.family.store.papers.all(name="photo.jpg")[0]
    assert page.table.current() == kept.id
    assert papers.read(session.family, kept.id) == b"a picture"
    assert told == ["1 paper added"]


def test_several_files_are_one_step_to_undo(
    page: PapersPage, session: Session, photo: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("other")
    drop(page, photo, other)
    assert count(session) == 4
    session.undo()
    assert count(session) == 2


def test_the_same_file_twice_adds_nothing_and_says_so(
    page: PapersPage, session: Session, photo: Path, told: list[str]
) -> None:
    drop(page, photo)
    drop(page, photo)
    assert count(session) == 3
    assert told[-1] == "That is in Papers already; nothing was added."


def test_a_folder_is_left_alone(page: PapersPage, tmp_path: Path, told: list[str]) -> None:
    drop(page, tmp_path)
    assert told == ["Folders are left alone; drop the files in them."]


def test_a_file_that_is_missing_is_named_and_nothing_is_kept(
    page: PapersPage, session: Session, photo: Path, tmp_path: Path, told: list[str]
) -> None:
    drop(page, photo, tmp_path / "gone.pdf")
    assert count(session) == 2
    assert told[0].startswith("There is no file “")


def test_words_find_a_paper(page: PapersPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.words, "sal")
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 1)
    assert page.subtitle_label.text() == "1 of 2 papers have these words"


def test_the_facts_of_a_paper_are_saved_as_they_are_typed(
    page: PapersPage, session: Session, qtbot: QtBot
) -> None:
    title = page.card.form.editors["title"]
    title.setFocus()
    QTest.keyClicks(title, " of June")
    paper = page.table.current()
    store = session.family.store
    qtbot.waitUntil(
        lambda: store.papers.get(paper).title.endswith("of June"), timeout=PAUSE_MS * 4
    )


def test_a_paper_goes_to_the_bin_and_comes_back(page: PapersPage, session: Session) -> None:
    paper = page.table.current()
    page.card.bin_it()
    assert count(session) == 1
    session.undo()
    assert paper in session.family.store.papers.ids()


def test_an_empty_screen_says_what_goes_here(session: Session, qtbot: QtBot) -> None:
    page = PapersPage(session, lambda *_, **__: None)
    qtbot.addWidget(page)
    page.refresh()
    assert not page.empty.isHidden()
    assert page.add.isHidden()


def test_a_record_for_reading_only_takes_nothing_in(
    page: PapersPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(page.session), "read_only", property(lambda _: True))
    page.refresh()
    assert not page.add.isEnabled()
    assert not page.card.form.isEnabled()
