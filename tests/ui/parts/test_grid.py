from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ehcp_desktop.ui.parts.grid import GridField, GridModel

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

COLUMNS = ("Section", "As it stands", "What it should say")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Return a table between two other fields."""
    made = QWidget()
    inside = QVBoxLayout(made)
    for part in (QLineEdit("before"), GridField(COLUMNS), QLineEdit("after")):
        inside.addWidget(part)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def grid(window: QWidget) -> GridField:
    """Return the table, with the focus in it."""
    (made,) = window.findChildren(GridField)
    made.table.setFocus()
    return made


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def type_row(*cells: str) -> None:
    for cell in cells:
        QTest.keyClicks(focused(), cell)
        QTest.keyClick(focused(), Qt.Key.Key_Tab)


def test_rows_are_typed_with_tab_from_cell_to_cell(grid: GridField) -> None:
    type_row("B", "some help", "20 minutes")
    type_row("F", "regular")
    assert grid.value() == "B | some help | 20 minutes\nF | regular | "


def test_enter_keeps_the_cell_and_goes_to_the_next_row(grid: GridField) -> None:
    QTest.keyClicks(focused(), "B")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert (grid.table.currentIndex().row(), grid.table.currentIndex().column()) == (1, 0)
    assert isinstance(focused(), QPlainTextEdit)


def test_tab_leaves_after_the_last_cell_and_before_the_first(grid: GridField) -> None:
    QTest.keyClick(focused(), Qt.Key.Key_Backtab)
    assert isinstance(focused(), QLineEdit)
    grid.table.go_to(0, 2)
    grid.table.setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is grid.add


def test_what_a_spreadsheet_copied_fills_the_cells(grid: GridField) -> None:
    grid.set_value("B | old | older")
    grid.table.go_to(0, 1)
    QGuiApplication.clipboard().setText("one\ttwo\n\nthree\tfour\tfive\n")
    QTest.keySequence(grid.table, QKeySequence(QKeySequence.StandardKey.Paste))
    assert grid.value() == "B | one | two\n | three | four"


def test_cells_that_are_pasted_while_typing_go_into_the_table(
    grid: GridField, qtbot: QtBot
) -> None:
    QTest.keyClicks(focused(), "x")
    QGuiApplication.clipboard().setText("one\ttwo")
    QTest.keySequence(focused(), QKeySequence(QKeySequence.StandardKey.Paste))
    qtbot.waitUntil(lambda: "two" in grid.value())


def test_each_cell_says_where_it_is(grid: GridField) -> None:
    grid.set_value("B | some help")
    role = Qt.ItemDataRole.AccessibleTextRole
    said = [grid.cells.index(0, along).data(role) for along in range(3)]
    assert said == [
        "Row 1, Section: B",
        "Row 1, As it stands: some help",
        "Row 1, What it should say: empty",
    ]
    heard = QAccessible.queryAccessibleInterface(grid.table)
    names = [heard.child(at).text(QAccessible.Text.Name) for at in range(heard.childCount())]
    assert set(said) <= set(names)
    grid.table.type_into(1, 2)
    assert focused().accessibleName() == "Row 2, What it should say"


def test_a_row_is_added_and_taken_away(grid: GridField) -> None:
    grid.set_value("B | one\nF | two")
    grid.table.go_to(0, 0)
    grid.take.click()
    assert grid.value() == "F | two | "
    grid.add.click()
    assert grid.table.currentIndex().row() == 1
    QTest.keyClicks(focused(), "G")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert grid.value() == "F | two | \nG |  | "


def test_a_cell_keeps_its_bars_and_the_lines_of_the_record(grid: GridField) -> None:
    grid.cells.setData(grid.cells.index(0, 0), "a|b\n c")
    assert grid.value() == "a\\|b\\\nc |  | "
    grid.set_value(grid.value())
    assert grid.cells.rows() == [["a|b\nc", "", ""]]
    grid.table.go_to(0, 0)
    QTest.keyClick(grid.table, Qt.Key.Key_Delete)
    assert grid.value() == ""


def test_every_change_is_told_and_showing_is_not(grid: GridField, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(grid.edited):
        grid.set_value("B | one")
    with qtbot.waitSignal(grid.edited):
        grid.cells.setData(grid.cells.index(0, 1), "two")


def test_the_model_behaves_as_qt_expects(qtmodeltester: ModelTester) -> None:
    model = GridModel(COLUMNS)
    model.show([["B", "one"], ["F"]])
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt’s
