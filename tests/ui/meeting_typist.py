"""Types a scripted meeting through the real window as fast as it goes, and says what is entered.

Run as a program with the path of a record: it prints the number of each line once it is entered.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ehcp_desktop.services.family import Family
from ehcp_desktop.ui.meeting_window import open_meeting
from ehcp_desktop.ui.session import Session
from ehcp_desktop.ui.theme import Theme

TODAY = date(2026, 11, 22)
LINES = 600  # of eight words each: an hour at eighty words a minute


def words_of(number: int) -> str:
    """Return what is said in a line of the script, in eight words."""
    return f"point {number} of what was said here today"


def main(path: Path) -> None:
    """Type every line into the notes of a new meeting."""
    app = QApplication(["typist", "-style", "fusion"])
    Theme(app)
    session = Session(lambda: TODAY)
    session.open(Family.open(path, None, lambda: TODAY))
    window = open_meeting(session, lambda *_, **__: None)
    assert window is not None
    field = window.desk.field
    for number in range(LINES):
        QTest.keyClicks(field, f"Mrs Bell: {words_of(number)}")
        QTest.keyClick(field, Qt.Key.Key_Return)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
