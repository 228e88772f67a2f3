from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from ehcp_desktop.ui.parts.tables import Column, RecordModel, RecordTable, Source

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

COLUMNS: tuple[Column[str], ...] = (
    Column(title="Paper", text=lambda one: f"Paper {one}", order="name"),
    Column(title="Size", text=len, width=6),  # type: ignore[arg-type]  # any text will do
)


class Shelf:
    """A thousand papers, and a note of which were asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.orders: list[tuple[str, bool]] = []

    def ids(self, order: str, backwards: bool) -> list[str]:
        self.orders.append((order, backwards))
        found = [f"{number:04}" for number in range(1000)]
        return found[::-1] if backwards else found

    def many(self, ids: list[str]) -> list[str]:
        self.asked.append(len(ids))
        return ids


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def model(shelf: Shelf) -> RecordModel[str]:
    made = RecordModel(COLUMNS[:1], Source(ids=shelf.ids, many=shelf.many))
    made.reload()
    return made


@pytest.fixture
def table(shelf: Shelf, qtbot: QtBot) -> RecordTable[str]:
    made = RecordTable("Papers", COLUMNS[:1], Source(ids=shelf.ids, many=shelf.many))
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_model_keeps_qts_rules(model: RecordModel[str], qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)


def test_only_what_is_looked_at_is_read(model: RecordModel[str], shelf: Shelf) -> None:
    assert model.index(450, 0).data() == "Paper 0450"
    assert shelf.asked == [200]


def test_a_heading_sorts_by_asking_again(table: RecordTable[str], shelf: Shelf) -> None:
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert shelf.orders[-1] == ("name", True)
    assert table.records.index(0, 0).data() == "Paper 0999"


def test_focus_chooses_the_first_row_and_enter_opens_it(
    table: RecordTable[str], qtbot: QtBot
) -> None:
    table.setFocus()
    assert table.current() == "0000"
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == ["0000"]


def test_the_chosen_row_stays_chosen_after_a_change(table: RecordTable[str]) -> None:
    table.choose("0007")
    table.reload()
    assert table.current() == "0007"


def test_a_cell_is_read_aloud_with_its_heading(model: RecordModel[str]) -> None:
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Paper: Paper 0000"
