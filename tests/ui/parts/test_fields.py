from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput
from ehcp_desktop.ui.parts.fields import Choice, DateField, Field, LineField, LongField
from ehcp_desktop.ui.parts.layouts import column

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TODAY = date(2026, 11, 22)


@pytest.fixture
def dated(qtbot: QtBot) -> DateField:
    made = DateField(lambda: TODAY)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("typed", "echo", "iso"),
    [
        ("last Friday", "Friday 20 November 2026", "2026-11-20"),
        ("2/6/26", "Tuesday 2 June 2026", "2026-06-02"),
        ("June 2026", "June 2026", "2026-06"),
        ("not sure", "Date not known", ""),
    ],
)
def test_a_date_says_what_it_understood(
    dated: DateField, qtbot: QtBot, typed: str, echo: str, iso: str
) -> None:
    qtbot.keyClicks(dated.line, typed)
    assert dated.echo.text().replace("\u00a0", " ") == echo
    assert dated.value() == iso


def test_a_day_that_is_none_is_explained_and_not_taken(dated: DateField, qtbot: QtBot) -> None:
    qtbot.keyClicks(dated.line, "31 June 2026")
    assert "June" in dated.echo.text()
    assert not dated.is_readable
    with pytest.raises(BadInput):
        dated.when()


def test_a_date_that_is_shown_reads_back_the_same(dated: DateField) -> None:
    dated.set_value("2026-06")
    assert dated.when() == When.month(2026, 6)


def test_the_wheel_changes_no_choice_that_has_no_focus(qtbot: QtBot) -> None:
    choice = Choice((("a", "Apple"), ("b", "Bee")))
    qtbot.addWidget(choice)
    choice.show()
    down = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(choice, down)
    assert choice.value() == "a"


def test_tab_leaves_a_long_text(qtbot: QtBot) -> None:
    both = QWidget()
    inside = column(both)
    first, second = LongField(), LineField()
    inside.addWidget(first)
    inside.addWidget(second)
    qtbot.addWidget(both)
    both.show()
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert both.focusWidget() is second
    assert first.value() == ""


def test_a_field_is_tied_to_its_label(qtbot: QtBot) -> None:
    line = LineField()
    field = Field("&Who", line, "Any name will do")
    qtbot.addWidget(field)
    label = field.findChild(QLabel)
    assert label is not None
    assert label.buddy() is line
    assert (line.accessibleName(), line.accessibleDescription()) == ("Who", "Any name will do")


def test_only_typing_counts_as_an_edit(qtbot: QtBot) -> None:
    line = LongField()
    qtbot.addWidget(line)
    with qtbot.assertNotEmitted(line.edited):
        line.set_value("shown")
    with qtbot.waitSignal(line.edited):
        qtbot.keyClicks(line, "t")


def test_a_day_that_must_be_still_to_come_is_not_one_that_has_passed(qtbot: QtBot) -> None:
    asked = DateField(lambda: TODAY, ahead=True, past=False)
    qtbot.addWidget(asked)
    asked.line.setText("1 June 2020")
    assert asked.problem() == "That day has passed. Choose one that is still to come."
    asked.line.setText("22 November 2026")
    assert asked.problem() == ""


@pytest.mark.parametrize(("window", "moves"), [(QWidget, True), (QDialog, False)])
def test_return_goes_on_in_a_form_and_stays_in_a_dialog(
    qtbot: QtBot, window: type[QWidget], moves: bool
) -> None:
    shown, first, second = window(), LineField(), LineField()
    inside = column(shown)
    inside.addWidget(first)
    inside.addWidget(second)
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert second.hasFocus() is moves
