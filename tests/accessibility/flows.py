"""Two real histories and a meeting, entered in the real windows by the accessibility bus alone.

Run by run.sh: `run.sh flows.py .venv/bin/ehcp-desktop`. Each begins at the first window with four
facts and adds what happened in the Add dialog. The first ends with the finished letter as a PDF,
the last with the note, the actions and the time limits of a meeting.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from screen import Screen
from walk import nameless


def start(screen: Screen, name: str, born: str, council: str, plan: str) -> None:
    """Start a record at the first window with its four facts."""
    screen.type("Child’s name", name)
    screen.type("Date of birth", born)
    screen.type("Council", council)
    screen.type("Date on the newest plan", plan)
    screen.press("Start", "push button", exactly=True)
    screen.find("Screens", "list")


def add(screen: Screen, kind: str, **fields: str) -> None:
    """Add one event of an everyday kind; `fields` by the words of the form."""
    screen.press("Add to the record")
    screen.choose_item("What happened", kind)
    fill(screen, kind, fields)


def add_other(screen: Screen, kind: str, **fields: str) -> None:
    """Add one event of any kind, found by its name."""
    screen.press("Add to the record")
    screen.choose_item("What happened", "Something else…")
    screen.type("Find what happened", kind)
    screen.key("Return")
    fill(screen, kind, fields)


def fill(screen: Screen, kind: str, fields: dict[str, str]) -> None:
    """Fill in the form of the Add dialog and finish it."""
    screen.read(kind)
    for words, text in fields.items():
        screen.type(words.replace("_", " "), text)
    screen.press("Done")
    screen.gone("Add to")


def leeds(command: list[str], folder: Path) -> None:
    """Enter an early review without a decision, known by months only; write its letter."""
    with Screen([*command, "--today", "2024-03-01"], str(folder)) as screen:
        start(screen, "Alex", "3/5/2012", "Leeds City Council", "not sure")
        add_other(screen, "Early review asked for", Day_we_asked="September 2023")
        add(screen, "Review meeting", Day_of_the_meeting="November 2023")
        add_other(screen, "Report of the review received", Day_it_came="January 2024")
        screen.go("Today")
        screen.read("No decision letter is recorded for the review of November 2023")
        screen.press("Write the letter")
        write(screen, folder / "letter.pdf")
    assert (folder / "letter.pdf").read_bytes().startswith(b"%PDF")


def write(screen: Screen, path: Path) -> None:
    """Give the letter what only the writer knows, and save it as a PDF."""
    screen.type("Your name", "Jo Example")
    screen.type("What you are to the child", "mother")
    screen.type("Your address", "1 Hill Road\nLeeds\nLS1 1AA")
    screen.press("Read as text")
    screen.read("Regulation 20(10)")
    screen.read("November 2023")
    screen.press("Save as PDF")
    screen.type("File name", path.name)  # the dialog begins in the home folder
    screen.press("Save", "push button", exactly=True)
    screen.wait(f"the file {path}", path.is_file)


def cambridgeshire(command: list[str], folder: Path) -> None:
    """Enter an assessment that took too long; see in the story which day went by."""
    with Screen([*command, "--today", "2025-11-01"], str(folder)) as screen:
        start(screen, "JSC", "15/1/2014", "Cambridgeshire County Council", "")
        add_other(screen, "EHC needs assessment asked for", Day_it_was_asked_for="2 April 2025")
        add_other(screen, "Assessment agreed", Day_it_came="29 May 2025")
        add_other(screen, "Plan refused after the assessment", Day_it_came="21 October 2025")
        screen.go("Story")
        screen.read("20 August 2025. Final plan: the last day for it")


def meeting(command: list[str], folder: Path) -> None:
    """Take notes at a review meeting in its own window, and end it with all that follows."""
    with Screen([*command, "--today", "2026-11-22"], str(folder)) as screen:
        start(screen, "Alex", "3/5/2016", "Leeds City Council", "1 December 2025")
        add_other(screen, "Review meeting arranged", Day_of_the_meeting="22 November 2026")
        screen.go("Reviews")
        screen.press("Take notes at this meeting")
        screen.find("Notes of the meeting")
        note(screen, "Mrs Bell: reading is on track")
        screen.press("Promised")
        note(screen, "Mrs Bell: send the therapy notes")
        answer(screen, "By when?", "Friday")
        screen.read("Mrs Bell, by Friday 27 November 2026")
        assert list(nameless(screen)) == []
        screen.press("Meeting over")
        screen.press("Finish the meeting")
        screen.read("The meeting is on record")
        screen.read("Report of the review meeting: by Sunday 6 December 2026")
        screen.read("Written decision after the review: by Sunday 20 December 2026")
        assert list(nameless(screen)) == []
        screen.press("Open the note to send today")
        screen.gone("Notes of the meeting")
        screen.read("send the therapy notes")
        screen.go("Reviews")
        screen.press("What was said", "page tab")
        screen.read("send the therapy notes")


def note(screen: Screen, words: str) -> None:
    """Write a line of the notes, and see it among them."""
    answer(screen, "Write what is said", words)
    screen.find(words, "list item")


def answer(screen: Screen, asked: str, words: str) -> None:
    """Type into the field of the notes while it asks this."""
    screen.type(asked, words)
    screen.key("Return")


def main() -> int:
    """Go through every flow; 0 when each ended as it should."""
    for flow in (leeds, cambridgeshire, meeting):
        with tempfile.TemporaryDirectory() as home:
            flow(sys.argv[1:], Path(home))
        print(f"{flow.__name__}: done")
    return 0


if __name__ == "__main__":
    sys.exit(main())
