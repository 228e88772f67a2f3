"""Types a scripted meeting through the real window, from where the notes were left.

Run as a program with the path of a record, how many words, and the minutes that they take: it
tells the place it goes on from, then each key, with the time and what it cost in milliseconds,
and before each Return that it comes.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.ui.meeting_script import Place, Script

from ehcp_desktop.services.family import Family
from ehcp_desktop.ui.meeting_window import open_meeting
from ehcp_desktop.ui.session import Session
from ehcp_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from ehcp_desktop.ui.meeting_desk import MeetingDesk
    from ehcp_desktop.ui.meeting_window import MeetingWindow

    Tell = Callable[[str, int, float], None]

TODAY = date(2026, 11, 22)
ASKS = {
    "Write": "",
    "Correct": "correct",
    "Who": "owner",
    "By": "by",
    "How": "ours",
    "Restored:": "",
}  # by the first word


def opened(path: Path) -> MeetingWindow:
    """Open the notes of the meeting that is under way, or of a new one."""
    session = Session(lambda: TODAY)
    session.open(Family.open(path, None, lambda: TODAY))
    window = open_meeting(session, lambda *_, **__: None)
    assert window is not None
    QTest.qWaitForWindowActive(window)
    return window


def place_of(desk: MeetingDesk) -> Place:
    """Return where the window shows its writer to be."""
    chips, field = desk.chips, desk.field
    asks = ASKS[field.accessibleName().split()[0]]
    row, exact = desk.sections.currentRow(), chips.exact.isChecked()
    return Place(len(desk.lines), row, chips.kind(), exact, asks, field.text())


def come_to(script: Script, place: Place) -> int:
    """Return how many keys of the script lead there. Raises ValueError where none do."""
    places = [Place(), *(stroke.place for stroke in script.strokes)]
    return len(places) - 1 - places[::-1].index(place)


def type_on(desk: MeetingDesk, script: Script, minutes: float, tell: Tell) -> None:
    """Type the rest of the script, as long as it should take; nothing is waited for at 0."""
    first = come_to(script, place_of(desk))
    desk.field.end(False)  # what was restored is gone on with
    tell("at", first, 0)
    each, begun = minutes * 60 / len(script.strokes), time.monotonic()
    for number, stroke in enumerate(script.strokes[first:], first):
        due = begun + (number - first + random.uniform(0, 0.9)) * each
        QTest.qWait(max(0, round((due - time.monotonic()) * 1000)))
        if stroke.enters:
            tell("return", number, 0)
        before = time.monotonic()
        QTest.keyClick(desk.field, stroke.key, stroke.held)
        tell("key", number, (time.monotonic() - before) * 1000)


def write(what: str, number: int, cost: float) -> None:
    """Say what has happened, and when."""
    sys.stdout.write(f"{what} {number} {time.time():.4f} {cost:.2f}\n")
    sys.stdout.flush()


def main(path: Path, words: int, minutes: float) -> None:
    """Type a meeting until it is over, or until this is killed."""
    app = QApplication(["typist", "-style", "fusion"])
    Theme(app)
    window = opened(path)
    type_on(window.desk, Script(words), minutes, write)
    window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
