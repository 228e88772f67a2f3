"""The program is killed again and again in the middle of a meeting, and gone on with each time.

`MEETING_MINUTES=60 MEETING_KILLS=50 pytest -s tests/ui/test_meeting_killed.py` types a meeting of
an hour at eighty words a minute, which takes an hour. By itself a short one is typed at once.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import pytest
from tests.ui import meeting_typist
from tests.ui.meeting_script import PEOPLE, Entered, Script

from ehcp_desktop.domain.people import Contact
from ehcp_desktop.services import meeting, people
from ehcp_desktop.services.family import Family

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pytestqt.qtbot import QtBot

    from ehcp_desktop.domain.meeting import MeetingLine
    from ehcp_desktop.domain.people import Child

KILLS = int(os.environ.get("MEETING_KILLS", "1"))
MINUTES = float(os.environ.get("MEETING_MINUTES", "0"))
WORDS = round(MINUTES * 80) or 120
SPAN = MINUTES * 60 or 0.2  # seconds in which it is killed
MOST_LOST = 1.0  # seconds of typing; the field keeps what is in it every 0.4
ROOT = Path(__file__).parents[2]


class Told(NamedTuple):
    """What the typist told: "at", "return" or "key", its number, when, and its milliseconds."""

    what: str
    number: int
    at: float
    cost: float


class Life(NamedTuple):
    """What the typist told from its start until it was killed."""

    began: float
    told: list[Told]
    ended: float

    @property
    def restart(self) -> float:
        """The seconds until one could type."""
        return self.told[0].at - self.began

    def pressed(self, first: int) -> list[Told]:
        """Return the keys from a number on that were told of."""
        return [one for one in self.told if one.what == "key" and one.number >= first]


def killed(path: Path, seconds: float, after_return: float | None) -> Life:
    """Let the meeting be typed, and kill it after so many seconds.

    Or so many seconds after the first Return that comes then.
    """
    command = [sys.executable, "-m", meeting_typist.__name__, str(path), f"{WORDS}", f"{MINUTES}"]
    began = time.time()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as typing:
        lines = told_by(typing)
        told = [next(lines)]
        time.sleep(seconds)
        if after_return is not None:
            told += until_return(lines, time.time())
            time.sleep(after_return)
        ended = time.time()
        typing.kill()
        return Life(began, [*told, *lines], ended)


def told_by(typing: subprocess.Popen[str]) -> Iterator[Told]:
    """Yield what the typist tells, up to the last whole line."""
    assert typing.stdout is not None
    for line in typing.stdout:
        if line.endswith("\n"):
            what, number, at, cost = line.split()
            yield Told(what, int(number), float(at), float(cost))


def until_return(lines: Iterator[Told], begin: float) -> Iterator[Told]:
    """Yield what is told until a Return comes after a moment."""
    for told in lines:
        yield told
        if told.what == "return" and told.at >= begin:
            return


def moments() -> list[tuple[float, float | None]]:
    """Return how long to wait for each kill; every third comes right after a Return."""
    dice = random.Random(KILLS)
    at = [0.0, *sorted(dice.uniform(0, SPAN) for _ in range(KILLS))]
    soon = [dice.uniform(0, 0.03) if number % 3 == 1 else None for number in range(KILLS)]
    return [(end - begin, after) for (begin, end), after in zip(pairwise(at), soon, strict=True)]


def entered(line: MeetingLine) -> Entered:
    """Return a line of the record as the script has it."""
    by = line.by.first.isoformat() if line.by else ""
    return Entered(line.section, line.kind, line.who, line.text, line.exact, line.owner, by)


@pytest.fixture
def lives(family: Family, child: Child, qtbot: QtBot) -> list[Life]:
    """Type a meeting to its end, killed again and again; the last life is this program's own."""
    for name in PEOPLE:
        people.add_person(family, Contact(name=name), "Teacher", child)
    family.close()
    before = [killed(family.path, *moment) for moment in moments()]
    window, last = meeting_typist.opened(family.path), Life(time.time(), [], 0)
    meeting_typist.type_on(
        window.desk,
        Script(WORDS),
        MINUTES,
        lambda what, number, cost: last.told.append(Told(what, number, time.time(), cost)),
    )
    window.close()
    return [*before, last]


def test_nothing_entered_is_lost_when_the_program_is_killed_in_a_meeting(
    family: Family, lives: list[Life], today: date
) -> None:
    script = Script(WORDS)
    lost = [life.pressed(after.told[0].number) for life, after in pairwise(lives)]
    sys.stdout.write(report(script, lives, lost))
    for life, keys in zip(lives, lost, strict=False):
        assert not any(script.strokes[key.number].enters for key in keys)
        assert not keys or life.ended - keys[0].at < MOST_LOST
    with Family.open(family.path, None, lambda: today) as again:
        review = meeting.under_way(again)
        assert review is not None
        assert [entered(line) for line in meeting.lines(again, review.id)] == script.lines
        assert again.store.verify() == []


def report(script: Script, lives: list[Life], lost: list[list[Told]]) -> str:
    """Return the figures of the meeting as a sentence each."""
    returns = [
        one.cost for life in lives for one in life.pressed(0) if script.strokes[one.number].enters
    ]
    restarts = [life.restart for life in lives]
    ages = [life.ended - keys[0].at for life, keys in zip(lives, lost, strict=False) if keys]
    return (
        f"{len(script.lines)} lines, {script.words} words, {len(script.strokes)} keys,"
        f" {len(lives) - 1} kills.\n"
        f"Keys lost at a kill: {sorted(map(len, lost))}; at most {max(ages, default=0):.2f} s.\n"
        f"Restarts: median {median(restarts):.1f} s, slowest {max(restarts):.1f} s.\n"
        f"{len(returns)} Returns: median {median(returns):.0f} ms, "
        f"slowest {max(returns):.0f} ms.\n"
    )
