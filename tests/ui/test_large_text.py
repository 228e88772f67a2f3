from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from ehcp_desktop.ui.files import Files
from ehcp_desktop.ui.first_run import FirstRun
from ehcp_desktop.ui.parts.buttons import link
from ehcp_desktop.ui.parts.layouts import column
from ehcp_desktop.ui.parts.popups import WhyPopup
from ehcp_desktop.ui.parts.text import label
from ehcp_desktop.ui.search_box import SearchBox
from ehcp_desktop.ui.status_line import StatusLine

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


def test_advice_is_offered_in_large_text_too(large: Theme, qtbot: QtBot) -> None:
    foot = StatusLine()
    qtbot.addWidget(foot)
    foot.resize(800, 50)
    foot.show()
    (advice,) = (one for one in foot.findChildren(QPushButton) if one.isVisible())
    assert advice.text() == "Advice"
    assert advice.accessibleName() == "Where to get advice"


@pytest.mark.parametrize(("wide", "said"), [(500, "Search everything   Ctrl+F"), (150, "Search")])
def test_the_hint_of_the_search_is_never_cut(
    wide: int, said: str, session: Session, qtbot: QtBot
) -> None:
    box = SearchBox(session)
    qtbot.addWidget(box)
    box.resize(wide, 40)
    box.show()
    assert box.placeholderText() == said
    assert box.fontMetrics().horizontalAdvance(said) < wide - 40


def test_the_choices_of_the_first_window_make_room_when_the_text_grows(
    session: Session, theme: Theme, qtbot: QtBot
) -> None:
    first = FirstRun(session.today, Files(session))
    qtbot.addWidget(first)
    before = first.look.layout().contentsMargins().left()
    theme.set_size(200)
    assert first.look.layout().contentsMargins().left() == pytest.approx(2 * before, abs=2)
    theme.set_size(100)


def test_the_answer_to_why_stays_inside_the_window(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    inside = column(window)
    inside.addStretch(1)
    asked = link("Why?", lambda: None)
    inside.addWidget(asked)
    window.setGeometry(40, 40, 640, 480)
    window.show()
    QApplication.processEvents()
    popup = WhyPopup("Why?", asked)
    popup.body.addWidget(label("It is counted from the meeting. " * 30))
    popup.open_beside()
    assert window.geometry().contains(popup.geometry())
    popup.close()
