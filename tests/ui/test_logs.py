"""The logs of the record at the desk where letters are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog

from ehcp_desktop.services.letters.writing import prepare
from ehcp_desktop.ui import letter_output
from ehcp_desktop.ui.letter_paper import Paper
from ehcp_desktop.ui.letter_tools import LetterTools

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.session import Session


@pytest.fixture
def tools(session: Session, qtbot: QtBot) -> LetterTools:
    """Return the buttons over a letter."""
    shown = LetterTools(session, lambda _: None, lambda: None)
    qtbot.addWidget(shown)
    shown.show()
    return shown


@pytest.mark.parametrize(
    ("name", "is_offered"), [("school_events_log", True), ("mediation_prep_refusal", False)]
)
def test_only_a_log_can_be_a_spreadsheet(
    session: Session, tools: LetterTools, name: str, is_offered: bool
) -> None:
    tools.show_written(prepare(session.family, name, session.child, blanks=True))
    assert tools.spreadsheet.isVisible() == is_offered
    assert not tools.send.isVisible()


def test_a_sheet_that_goes_to_somebody_can_be_marked_as_sent(
    session: Session, tools: LetterTools
) -> None:
    tools.show_written(prepare(session.family, "lgsco_complaint", session.child, blanks=True))
    assert tools.send.isVisible()


@pytest.mark.parametrize(
    ("name", "start"), [("log.xlsx", b"PK"), ("log.csv", b"\xef\xbb\xbfDate")]
)
def test_a_log_is_saved_as_the_spreadsheet_that_was_chosen(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, start: bytes
) -> None:
    path = tmp_path / name
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    written = prepare(session.family, "phone_log", session.child)
    letter_output.save_spreadsheet(None, session, written, Paper())  # type: ignore[arg-type]  # no parent
    assert path.read_bytes().startswith(start)
