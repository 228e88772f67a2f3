"""Where files are saved: never in the folder that the program happens to run in."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from ehcp_desktop.ui import places
from ehcp_desktop.ui.session import Session


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a home folder without Documents, in which nothing has been saved."""
    documents = str(tmp_path / "Documents")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: documents)
    QSettings().remove("folder")
    return tmp_path


def test_saving_starts_at_home_where_there_are_no_documents(home: Path) -> None:
    assert places.start_folder() == home


def test_saving_starts_in_documents_where_they_are(home: Path) -> None:
    (home / "Documents").mkdir()
    assert places.start_folder() == home / "Documents"


def test_saving_starts_where_the_last_file_went(
    home: Path, monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    (home / "Tom").mkdir()
    chosen = str(home / "Tom" / "letter")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (chosen, "PDF (*.pdf)"))
    assert places.ask_where(QWidget(), "Save", "a.pdf", "PDF (*.pdf)") == Path(chosen + ".pdf")
    assert places.start_folder() == home / "Tom"


def test_the_message_names_the_folder_and_opens_the_file(home: Path, session: Session) -> None:
    offers: list[tuple[str, str]] = []
    session.offered.connect(lambda words, word, _: offers.append((words, word)))
    places.tell_saved(session, home / "Documents" / "a.pdf")
    places.tell_saved(session, home / "b.pdf")
    assert offers == [
        ("Saved in Documents as a.pdf.", "Open"),
        ("Saved in your home folder as b.pdf.", "Open"),
    ]
