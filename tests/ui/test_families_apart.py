"""Several families on one computer: nothing of one is seen in another, nor left behind."""

from __future__ import annotations

import itertools
import sys
from dataclasses import replace
from datetime import date
from shutil import copy
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QSettings, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QFileDialog,
    QInputDialog,
    QLabel,
    QWidget,
)

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Child, Contact
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events, papers, people
from ehcp_desktop.services.families import families
from ehcp_desktop.services.family import Family
from ehcp_desktop.ui import places, tray_notice
from ehcp_desktop.ui.add_dialog import AddDialog
from ehcp_desktop.ui.delete_dialog import DeleteDialog
from ehcp_desktop.ui.families_page import FamiliesPage
from ehcp_desktop.ui.files import Files
from ehcp_desktop.ui.main_window import MainWindow
from ehcp_desktop.ui.new_family_dialog import NewFamilyDialog
from ehcp_desktop.ui.parts.popups import Toast
from ehcp_desktop.ui.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ehcp_desktop.services.families import Listed
    from ehcp_desktop.ui.theme import Theme

# Of family A: the child, the mother, the school, the council, a folder, and the label.
NAMES = ("Zebedee", "Quillfeather", "Marmalade", "Thistledown", "Wherryshire", "Blue folder")
TODAY = date(2026, 11, 22)
_COLUMNS = 8  # more than any list has

pytestmark = pytest.mark.usefixtures("quick_keys")


def record(path: Path, child: str, *, helped: bool) -> Path:
    """Return the record of a child with a call; of family A also its mother and a paper."""
    with Family.create(path, None, lambda: TODAY) as family:
        told = Child(
            name=child,
            born=date(2016, 3, 14),
            authority="Wherryshire Council" if helped else "Kent County Council",
            school="Thistledown Primary" if helped else "Hill Road Primary",
        )
        family.store.children.save(told)
        call = Event(child=told.id, kind="call", on=When.day(TODAY), summary=f"About {child}")
        logged = events.log(family, call)
        if helped:
            mother = Contact(name="Marmalade Quillfeather", is_sender=True)
            people.add_person(family, mother, "Mother")
            papers.attach_bytes(family, told.id, ("Zebedee.pdf", b"%PDF-1.4"), logged.id)
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the records of both families, made once, to be copied."""
    place = tmp_path_factory.mktemp("families")
    a = record(place / "family-a.ehcp", "Zebedee Quillfeather", helped=True)
    return a, record(place / "family-b.ehcp", "Bo Pickering", helped=False)


@pytest.fixture
def both(made: tuple[Path, Path], private_home: Path) -> Iterator[tuple[Listed, Listed]]:
    """Yield family A, whose names nobody else may see, and family B, on the list."""
    place = families().new_path().parent
    a, b = (copy(one, place / one.name) for one in made)
    yield families().add(a, "Blue folder"), families().add(b)
    for one in place.iterdir():
        if one.name.startswith("famil"):
            one.unlink()


@pytest.fixture
def window(theme: Theme, qtbot: QtBot, both: tuple[Listed, Listed]) -> Iterator[MainWindow]:
    session = Session(lambda: TODAY)
    files = Files(session)
    shown = MainWindow(session, theme, files)
    files.window = shown
    files.opened.connect(shown.show_record)
    files.closed.connect(shown.show_welcome)
    files.families_wanted.connect(shown.show_families)
    shown.show_first()
    shown.show()
    yield shown
    session.close()
    shown.close()
    shown.deleteLater()


def texts(widget: QWidget) -> Iterator[str]:
    """Yield all that a part of a window says: its words, names, hints, and rows."""
    yield from (widget.windowTitle(), widget.accessibleName(), widget.accessibleDescription())
    yield from (widget.toolTip(), widget.objectName())
    for name in ("text", "toPlainText", "placeholderText", "title"):
        said = getattr(widget, name, None)
        if callable(said):
            yield str(said())
    yield from (one.text() for one in widget.actions())
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model = widget.model()
        for row, column in itertools.product(range(model.rowCount()), range(_COLUMNS)):
            yield str(model.index(row, column, QModelIndex()).data())  # None where there is none


def seen() -> list[str]:
    """Return every text of every window that holds a name of family A."""
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    said = [words for widget in QApplication.allWidgets() for words in texts(widget)]
    said.append(QGuiApplication.clipboard().text())
    said.append(str(places.start_folder()))
    return [words for words in said if any(name in words for name in NAMES)]


def left_behind(home: Path, *records: Path) -> list[str]:
    """Return the files of the program, but for the records, that name family A."""
    QSettings().sync()
    kept = [one for one in home.rglob("*") if one.is_file() and one not in records]
    named = [one for one in kept if any(name in str(one) for name in NAMES)]
    inside = [one for one in kept if any(name.encode() in one.read_bytes() for name in NAMES[:-1])]
    return [str(one) for one in (*named, *inside)]


def work_in(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do in family A what leaves traces: look, search, type, copy, save, open a paper, undo."""
    for entry in window.entries:
        window.go(entry.id)
        QApplication.processEvents()
    window.search.setText("Quillfeather")
    window.search.look()
    dialog = AddDialog(window.session, window, "call")
    next(iter(dialog.findChildren(QWidget))).setFocus()
    dialog.close()
    QGuiApplication.clipboard().setText("Zebedee Quillfeather, born 14 March 2016")
    folder = tmp_path / "Quillfeather papers"
    folder.mkdir()
    answer = (str(folder / "Zebedee.pdf"), "PDF (*.pdf)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: answer)
    path = places.ask_where(window, "Save", "x.pdf", "PDF (*.pdf)")
    assert path is not None
    places.tell_saved(window.session, path)
    assert places.start_folder() == folder
    of_qt = QSettings(QSettings.Scope.UserScope, "QtProject")  # where its dialogs keep folders
    of_qt.setValue("FileDialog/history", [folder.as_uri()])
    of_qt.sync()
    family = window.session.family
    papers.copy_out(family, family.store.papers.ids()[0])
    window.session.attempt(lambda: family.store.contacts.trash(family.store.contacts.ids()[0]))
    window.session.undo()


@pytest.mark.parametrize("way", ["close_and_forget", "close_record", "open the other"])
def test_nothing_of_one_family_is_seen_in_another(
    window: MainWindow,
    both: tuple[Listed, Listed],
    tmp_path: Path,
    private_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
) -> None:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: True)  # not known without a screen
    a, b = both
    assert window.files.open_listed(a)
    work_in(window, tmp_path, monkeypatch)
    assert len(seen()) > 10
    assert left_behind(private_home, a.path, b.path)
    if way != "open the other":
        getattr(window.files, way)()
    assert window.files.open_listed(b)
    for entry in window.entries:
        window.go(entry.id)
    assert seen() == []
    assert left_behind(private_home, a.path, b.path) == []


def test_the_list_is_where_the_program_begins_and_nobody_is_named(window: MainWindow) -> None:
    assert window.findChild(FamiliesPage) is not None
    assert {name for name in NAMES for words in seen() if name in words} == {"Blue folder"}
    assert not any("family-" in words for one in QApplication.allWidgets() for words in texts(one))


def test_a_key_with_alt_means_one_thing_on_the_list(window: MainWindow) -> None:
    words = [one.text() for one in window.findChildren(QLabel) if one.buddy()]
    words += [one.text() for one in window.findChildren(QAbstractButton) if one.isVisible()]
    words += [one.text() for one in window.menuBar().actions()]
    keys = [said.partition("&")[2][0].upper() for said in words if "&" in said]
    assert "N" in keys
    assert sorted(keys) == sorted(set(keys))


def test_no_family_of_the_list_opens_by_itself(
    window: MainWindow, both: tuple[Listed, Listed]
) -> None:
    assert window.files.open_path(both[0].path)
    assert window.record_name == "Blue folder"
    assert window.files.last() is None


def test_a_record_put_on_the_list_no_longer_opens_by_itself(
    window: MainWindow, blank: Path
) -> None:
    window.files.open_path(blank)
    assert window.files.last() == blank
    window.files.show_families()
    window.files.open_path(blank)
    window.files.put_on_list(blank)
    assert window.files.last() is None


@pytest.mark.parametrize("way", ["found", "opened"])
def test_the_familys_own_record_once_on_the_list_no_longer_opens_by_itself(
    window: MainWindow, both: tuple[Listed, Listed], blank: Path, way: str
) -> None:
    window.files.open_path(blank)
    window.files.leave()
    assert window.files.last() == blank
    if way == "found":
        window.files.move_on_list(replace(both[1], path=blank))
    else:
        families().move(replace(both[1], path=blank))
        window.files.open_listed(families().get(both[1].id))
        window.files.leave()
    assert window.files.last() is None


@pytest.mark.skipif(sys.platform == "win32", reason="a link needs a right there")
def test_the_familys_own_record_is_known_by_a_link_too(
    window: MainWindow, both: tuple[Listed, Listed], blank: Path
) -> None:
    link = blank.with_name("link.ehcp")
    link.symlink_to(blank)
    QSettings().setValue("last", str(link))
    window.files.put_on_list(blank)
    assert window.files.last() is None


@pytest.mark.parametrize("is_killed", [False, True], ids=["closed", "killed"])
def test_the_end_of_the_program_leaves_nothing_behind(
    window: MainWindow,
    both: tuple[Listed, Listed],
    private_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    is_killed: bool,
) -> None:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: True)
    window.files.open_listed(both[0])
    of_qt = QSettings(QSettings.Scope.UserScope, "QtProject")
    of_qt.setValue("FileDialog/lastVisited", "file:///home/Quillfeather")
    of_qt.sync()
    if is_killed:
        window.show_first()
    else:
        QGuiApplication.clipboard().setText("Zebedee Quillfeather")
        window.close()
        assert QGuiApplication.clipboard().text() == ""
    assert left_behind(private_home, both[0].path, both[1].path) == []


def test_the_clipboard_of_another_program_is_left_alone(
    window: MainWindow, both: tuple[Listed, Listed], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: False)
    window.files.open_listed(both[0])
    QGuiApplication.clipboard().setText("a shopping list")
    window.files.close_and_forget()
    assert QGuiApplication.clipboard().text() == "a shopping list"


def test_ctrl_n_says_why_nothing_can_be_added_while_another_program_has_the_family(
    window: MainWindow, both: tuple[Listed, Listed], qtbot: QtBot
) -> None:
    with Family.open(both[0].path, None, lambda: TODAY):
        window.files.open_listed(both[0])
        assert not window.add.isEnabled()
        qtbot.waitUntil(window.isActiveWindow)
        qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        assert "open for reading only" in window.findChild(Toast).accessibleName()
        window.files.close_record()


def test_closing_and_forgetting_says_so_on_the_list(
    window: MainWindow, both: tuple[Listed, Listed]
) -> None:
    window.files.open_listed(both[0])
    name = "Close and forget"
    buttons = window.findChildren(QAbstractButton)
    next(one for one in buttons if one.isVisible() and one.accessibleName() == name).click()
    assert any(page.isVisible() for page in window.findChildren(FamiliesPage))
    assert window.findChild(Toast).accessibleName() == "Closed. Nothing of it is on the screen."


def test_a_protected_family_asks_by_its_label(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "Zebedee.ehcp"
    Family.create(path, "one two three", lambda: TODAY).close()
    asked: list[str] = []

    def answer(dialog: QInputDialog) -> int:
        asked.append(dialog.labelText())
        dialog.setTextValue("one two three" if asked[1:] else "wrong")
        return QInputDialog.DialogCode.Accepted

    monkeypatch.setattr(QInputDialog, "exec", answer)
    assert window.files.open_listed(families().add(path))
    assert len(asked) == 2
    assert all("“Family 3”" in words and "Zebedee" not in words for words in asked)
    kept = [one.textValue() for one in window.findChildren(QInputDialog)]
    assert not any(kept)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.findChildren(QInputDialog) == []


def test_nothing_tells_when_one_of_several_was_opened(
    window: MainWindow, both: tuple[Listed, Listed], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tray_notice, "is_possible", lambda: True)
    window.files.open_listed(both[0])
    record = window.session.family.store.identity
    QSettings().setValue(f"seen/{record}", "2026-11-01")  # from before it was on the list
    window.stack.currentWidget().refresh()
    assert tray_notice.tell_pressing(window) is None
    window.files.close_and_forget()
    told = [f"{key} {QSettings().value(key)}" for key in QSettings().allKeys()]
    assert not any(record in words for words in told)


@pytest.mark.parametrize(
    ("name", "suggested"),
    [
        ("Chronology of Zebedee Quillfeather.pdf", "Blue folder - Chronology.pdf"),
        ("22 Asking for papers, Zebedee.docx", "Blue folder - 22 Asking for papers.docx"),
        ("Zebedee’s page.pdf", "Blue folder - page.pdf"),
        ("Events.csv", "Blue folder - Events.csv"),
        ("A call to Mrs. Quillfeather", "Blue folder - A call to Mrs"),
    ],
)
def test_a_file_that_is_saved_is_named_by_the_label(
    window: MainWindow, both: tuple[Listed, Listed], name: str, suggested: str
) -> None:
    window.files.open_listed(both[0])
    assert places.suggested(name) == suggested
    window.files.close_and_forget()
    assert places.suggested(name) == name


def test_enter_in_the_last_field_starts_a_new_family(window: MainWindow, qtbot: QtBot) -> None:
    asked = NewFamilyDialog(lambda: TODAY, window.files, window)
    asked.show()
    asked.facts.name.setText("Bo")
    asked.facts.born.line.setText("14/3/2016")
    asked.passphrase.first.setText("one two three")
    asked.passphrase.second.setText("one two four")
    qtbot.keyClick(asked.passphrase.second, Qt.Key.Key_Return)
    assert asked.passphrase.second.text() == ""  # it was looked at


def test_that_a_saved_paper_stays_is_said_once(
    window: MainWindow, both: tuple[Listed, Listed], tmp_path: Path
) -> None:
    said: list[str] = []
    window.session.offered.connect(lambda *told: said.append(told[0]))
    window.files.open_listed(both[0])
    for _ in range(2):
        places.tell_saved(window.session, tmp_path / "x.pdf")
    assert ["stays on this computer" in words for words in said] == [True, False]


def test_a_missing_file_says_so_and_can_be_found(
    window: MainWindow, both: tuple[Listed, Listed], monkeypatch: pytest.MonkeyPatch
) -> None:
    page, moved = window.findChild(FamiliesPage), both[1].path.with_name("family-c.ehcp")
    both[1].path.rename(moved)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(moved), ""))
    page.refresh()
    page.list.choose(both[1].id)
    assert page.card.look_for.isVisible()
    assert not page.card.open.isVisible()
    page.card.look_for.click()
    assert page.card.open.isVisible()


def test_families_are_found_by_label_and_sorted(
    window: MainWindow, both: tuple[Listed, Listed], blank: Path, qtbot: QtBot
) -> None:
    page = window.findChild(FamiliesPage)
    page.add_file(blank)
    shown = [page.list.model().index(row, 0).data() for row in range(page.list.model().rowCount())]
    assert shown == ["Blue folder", "Family 2", "Family 3"]
    page.typed.setFocus()
    qtbot.keyClicks(page.typed, "blue")
    qtbot.keyClick(page.typed, Qt.Key.Key_Return)
    assert window.record_name == "Blue folder"


def test_taking_a_family_off_the_list_can_be_undone(
    window: MainWindow, both: tuple[Listed, Listed], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = window.findChild(FamiliesPage)
    offered: list[object] = []
    window.session.offered.connect(lambda *told: offered.append(told[-1]))
    page.card.off.click()
    assert [one.name for one in families().all()] == ["Family 2"]
    assert both[0].path.is_file()
    offered[0]()  # type: ignore[operator]  # what the message runs
    assert page.list.model().rowCount() == 2


def test_what_was_taken_off_can_be_put_back_until_the_list_changes(
    window: MainWindow, both: tuple[Listed, Listed]
) -> None:
    page = window.findChild(FamiliesPage)
    page.card.off.click()
    assert page.again.text() == "Put Blue folder back on the list"
    page.again.click()
    assert [one.name for one in families().all()] == ["Family 2", "Blue folder"]
    assert not page.again.isVisible()


def test_a_family_that_stays_shut_is_the_one_in_the_list_again(
    window: MainWindow, both: tuple[Listed, Listed], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    page = window.findChild(FamiliesPage)
    qtbot.waitUntil(window.isActiveWindow)
    page.card.open.setFocus()
    monkeypatch.setattr(window.files, "open_listed", lambda _: False)  # Escape at the passphrase
    page.card.open.click()
    assert page.list.hasFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.list.current() == both[1].id


def test_a_label_is_kept_when_it_is_left(window: MainWindow, both: tuple[Listed, Listed]) -> None:
    card = window.findChild(FamiliesPage).card
    card.label.setText("Green folder")
    card.label.editingFinished.emit()
    assert [one.name for one in families().all()] == ["Green folder", "Family 2"]


def test_a_click_on_a_row_is_for_that_row_though_a_new_label_moves_it(
    window: MainWindow, both: tuple[Listed, Listed], blank: Path, qtbot: QtBot
) -> None:
    page = window.findChild(FamiliesPage)
    page.add_file(blank)
    page.list.choose(both[0].id)
    page.card.label.setFocus()
    page.card.label.setText("Zebra folder")
    place = page.list.visualRect(page.list.model().index(1, 0)).center()
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.list.current() == both[1].id
    QApplication.processEvents()
    assert page.list.current() == both[1].id
    assert page.list.model().index(2, 0).data() == "Zebra folder"


def test_a_label_that_is_being_typed_is_kept_as_the_window_closes(
    window: MainWindow, both: tuple[Listed, Listed]
) -> None:
    window.findChild(FamiliesPage).card.label.setText("Green folder")
    window.close()
    assert families().get(both[0].id).name == "Green folder"


def test_a_record_is_deleted_only_when_its_label_is_typed(
    window: MainWindow,
    both: tuple[Listed, Listed],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    answer = (str(tmp_path / "receipt.txt"), "Text (*.txt)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: answer)
    dialog = DeleteDialog(window.session, both[0], window)
    qtbot.addWidget(dialog)
    dialog.run()
    assert both[0].path.is_file()
    dialog.label.setText("blue folder")
    dialog.run()
    assert (both[0].path.exists(), dialog.result()) == (False, QDialog.DialogCode.Accepted)
    assert "Papers in it\n1\n" in (tmp_path / "receipt.txt").read_text(encoding="utf-8")
    assert places.start_folder() != tmp_path
    assert QSettings().value("folder") is None
