"""A meeting to be typed: each key, where its writer is after it, and the lines it must leave."""

from __future__ import annotations

import random
from typing import NamedTuple

from PySide6.QtCore import Qt

from ehcp_desktop.domain.meeting import BESIDE, KINDS, TO_DO

PEOPLE = {"Mrs Bell": "bel", "Ms Grant": "gra", "Leah Marsden": "lea", "Priya Shah": "pri"}
DAYS = {"Friday": "2026-11-27", "4 December": "2026-12-04", "30 November": "2026-11-30", "": ""}
PARTS = ("opening", "A", "B", "E", "F", "GHJ", "I", "close")
_SPOKEN = (
    "reading is on track with the help that he has",
    "the group met twice a week until March, and then it stopped",
    "he was asked what he wants and drew the garden",
    "nobody has seen the report of the therapist yet",
    "one to one twenty minutes daily is what the plan says",
    "it is going fine",
)
_OURS = "we see it otherwise"
_EVERY_PART = 40  # lines
CONTROL, ALONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


class Place(NamedTuple):
    """Where the writer is: lines entered, the part, the chips, what is asked, what is typed."""

    lines: int = 0
    part: int = 0
    kind: str = "said"
    exact: bool = False
    asks: str = ""
    typed: str = ""


class Stroke(NamedTuple):
    """One key, and where the writer is after it."""

    key: Qt.Key | str
    held: Qt.KeyboardModifier
    place: Place

    @property
    def enters(self) -> bool:
        """Whether it is Return."""
        return self.key == Qt.Key.Key_Return


class Entered(NamedTuple):
    """A line as it must be in the record; `by` is "" where no day is named."""

    section: str
    kind: str
    who: str
    text: str
    exact: bool = False
    owner: str = ""
    by: str = ""


class Script:
    """A meeting of at least so many words, the same each time."""

    def __init__(self, words: int) -> None:
        self.words = 0
        self.strokes: list[Stroke] = []
        self.lines: list[Entered] = []
        self._place = Place()
        self._dice = random.Random(words)
        while self.words < words:
            self._line(len(self.lines) + 1)

    def _press(self, key: Qt.Key | str, place: Place, held: Qt.KeyboardModifier = ALONE) -> None:
        self._place = place
        self.strokes.append(Stroke(key, held, place))

    def _type(self, words: str) -> None:
        self.words += len(words.split())
        for letter in words:
            self._press(letter, self._place._replace(typed=self._place.typed + letter))

    def _enter(self, asks: str = "") -> None:
        place = Place(self._place.lines, self._place.part, asks=asks)
        self._press(Qt.Key.Key_Return, place)

    def _line(self, number: int) -> None:
        if number % _EVERY_PART == 8 and self._place.part + 1 < len(PARTS):
            down = self._place._replace(part=self._place.part + 1)
            self._press(Qt.Key.Key_Down, down, CONTROL)
        kind, exact = self._dice.choice(("said", "said", *KINDS)), self._dice.random() < 0.2
        if kind != "said":
            self._press(f"{KINDS.index(kind) + 1}", self._place._replace(kind=kind), CONTROL)
        who = self._name() if self._dice.random() < 0.8 else ""
        text = f"{self._dice.choice(_SPOKEN)} {number}"
        self._say(text, exact=exact)
        asks = ("by" if who else "owner") if kind in TO_DO else ""
        asks = "ours" if kind == "difference" else asks
        self._place = self._place._replace(lines=number)
        self._enter(asks)
        line = Entered(PARTS[self._place.part], kind, who, text, exact)
        self.lines.append(self._asked(line) if asks else line)
        if number % 10 == 0 and not exact and not asks:
            self._correct(kind)

    def _say(self, text: str, *, exact: bool) -> None:
        """Type the words: exact ones between quotation marks, or after the key for them."""
        if exact and self._dice.random() < 0.5:
            self._press("7", self._place._replace(exact=True), CONTROL)
            exact = False
        self._type(f'"{text}"' if exact else text)

    def _name(self) -> str:
        """Type a name: begun, with Tab; begun, with a colon; or whole."""
        who, begun = self._dice.choice(list(PEOPLE.items()))
        way = self._dice.randrange(3)
        self._type((begun, f"{begun}: ", f"{who}: ")[way])
        if way == 0:
            self._press(Qt.Key.Key_Tab, self._place._replace(typed=f"{who}: "))
        return who

    def _asked(self, line: Entered) -> Entered:
        """Answer who does it, unless that was said, and by when; or skip it."""
        owner = line.who
        if line.kind == "difference":
            self._type(_OURS)
            self._enter()
            return line._replace(text=f"{line.text}{BESIDE}{_OURS}")
        if not owner:
            owner, begun = self._dice.choice((*PEOPLE.items(), ("", "")))
            self._type(begun)
            self._enter("by")
        typed, by = self._dice.choice(list(DAYS.items()))
        self._type(typed)
        self._enter()
        return line._replace(owner=owner, by=by)

    def _correct(self, kind: str) -> None:
        """Bring the last line back, and write more."""
        line = self.lines[-1]
        typed = f"{line.who}: {line.text}" if line.who else line.text
        up = self._place._replace(kind=kind, asks="correct", typed=typed)
        self._press(Qt.Key.Key_Up, up)
        self._type(" as well")
        self._enter()
        self.lines[-1] = line._replace(text=f"{line.text} as well")
