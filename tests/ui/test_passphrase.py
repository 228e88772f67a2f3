from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLineEdit

from ehcp_desktop.ui.passphrase import NewPassphrase, RecoveryCode

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def asked(qtbot: QtBot) -> NewPassphrase:
    made = NewPassphrase()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.wanted.click()
    return made


def test_two_passphrases_that_differ_ask_for_the_second_one_again(qtbot: QtBot) -> None:
    made = asked(qtbot)
    made.first.setText("blue kettle")
    made.second.setText("blue cattle")
    assert "not the same" in made.problem()
    assert made.focusWidget() is made.second
    assert (made.first.text(), made.second.text()) == ("blue kettle", "")


def test_what_is_typed_can_be_shown(qtbot: QtBot) -> None:
    made = asked(qtbot)
    assert made.first.echoMode() == QLineEdit.EchoMode.Password
    made.show_typed.click()
    assert made.first.echoMode() == made.second.echoMode() == QLineEdit.EchoMode.Normal


def test_the_recovery_code_can_be_copied_and_saved(qtbot: QtBot, tmp_path: Path) -> None:
    shown = RecoveryCode("AB12-CD34", "family-0001", "Blue folder")
    qtbot.addWidget(shown)
    shown.copy()
    assert QApplication.clipboard().text() == "AB12-CD34"
    shown.save(tmp_path / "code.txt")
    told = (tmp_path / "code.txt").read_text()
    assert told.endswith("record Blue folder, family-0001: AB12-CD34\n")
    shown.save(tmp_path / "nowhere" / "code.txt")
    assert "could not be saved" in shown.said.text()
