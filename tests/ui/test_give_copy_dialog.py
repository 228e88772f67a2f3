"""The dialog that gives the family a copy: what it asks, and what it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.ui.give_copy_dialog import GiveCopyDialog

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ehcp_desktop.ui.session import Session


@pytest.fixture
def dialog(session: Session, qtbot: QtBot, quick_keys: None) -> GiveCopyDialog:
    made = GiveCopyDialog(session, None)  # type: ignore[arg-type]  # a window of its own
    qtbot.addWidget(made)
    made.show()
    return made


def fill(dialog: GiveCopyDialog, folder: Path) -> None:
    dialog.to.setText("Amara")
    dialog.choose_folder(folder)
    for line in (dialog.protection.passphrase.first, dialog.protection.passphrase.second):
        line.setText("their own words")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_the_copy_is_made_and_the_message_says_what_was_left(
    dialog: GiveCopyDialog, session: Session, stick: Path, qtbot: QtBot
) -> None:
    fill(dialog, stick)
    dialog.open_set.setChecked(True)
    with qtbot.waitSignal(session.offered, timeout=20_000) as told:
        dialog.start.click()
    assert told.args[0].startswith("Written for Amara, and noted in the record. The record in one")
    assert list(stick.rglob("*.ehcp"))
    assert list(stick.rglob("index.html"))
    assert session.family.store.events.count(kind="copy_given") == 1


def test_cancel_stops_it_and_nothing_of_it_stays(
    dialog: GiveCopyDialog, session: Session, stick: Path
) -> None:
    fill(dialog, stick)
    dialog.start.click()
    assert not dialog.start.isEnabled()
    dialog.reject()
    assert list(stick.iterdir()) == []
    assert (dialog.isVisible(), dialog.start.isEnabled()) == (True, True)
    assert dialog.state.text().startswith("Stopped.")
    dialog.reject()
    assert not dialog.isVisible()


def test_closing_the_record_stops_it_too(
    dialog: GiveCopyDialog, session: Session, stick: Path
) -> None:
    fill(dialog, stick)
    dialog.start.click()
    session.close()
    assert (dialog.isVisible(), list(stick.iterdir())) == (False, [])


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("place", "Choose the stick or folder first."),
        ("passphrase", "Please type a passphrase for the copy."),
        ("second", "The two passphrases are not the same"),
        ("name", "Please say who gets the copy"),
    ],
)
def test_what_is_missing_is_said(
    dialog: GiveCopyDialog, stick: Path, missing: str, words: str, qtbot: QtBot
) -> None:
    fill(dialog, stick)
    if missing == "place":
        dialog.folder = None
    elif missing == "name":
        dialog.to.clear()
    else:
        both = dialog.protection.passphrase
        (both.first if missing == "passphrase" else both.second).clear()
    dialog.start.click()
    assert dialog.state.isVisible()
    assert dialog.state.text().startswith(words)
    assert list(stick.iterdir()) == []


def test_no_passphrase_stays_in_the_dialog(dialog: GiveCopyDialog, stick: Path) -> None:
    fill(dialog, stick)
    dialog.reject()
    typed = dialog.protection.passphrase
    assert (typed.first.text(), typed.second.text()) == ("", "")
