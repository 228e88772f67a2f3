"""The program is killed in the middle of a meeting; no line that was entered is lost.

MEETING_KILLS=50 MEETING_SPAN=20 kills it fifty times, anywhere in a meeting of an hour.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.ui.meeting_typist import words_of

from ehcp_desktop.services import meeting
from ehcp_desktop.services.family import Family

if TYPE_CHECKING:
    from datetime import date

    from ehcp_desktop.domain.people import Child

KILLS = int(os.environ.get("MEETING_KILLS", "1"))
SPAN = float(os.environ.get("MEETING_SPAN", "0.5"))  # seconds in which it is killed


def killed(path: Path, seconds: float) -> int:
    """Let the meeting be typed, kill it, and return how many lines it said were entered."""
    typist = Path(__file__).with_name("meeting_typist.py")
    with subprocess.Popen(
        [sys.executable, typist, path], stdout=subprocess.PIPE, text=True
    ) as typing:
        assert typing.stdout is not None
        first = typing.stdout.readline()
        time.sleep(seconds)
        typing.kill()
        return len((first + typing.stdout.read()).split("\n")) - 1


@pytest.mark.parametrize("seed", range(KILLS))
def test_no_line_that_was_entered_is_lost_when_the_program_is_killed(
    family: Family, child: Child, today: date, seed: int
) -> None:
    family.close()
    said = killed(family.path, random.Random(seed).uniform(0, SPAN))
    with Family.open(family.path, None, lambda: today) as again:
        review = meeting.under_way(again)
        assert review is not None
        kept = [line.text for line in meeting.lines(again, review.id)]
        assert said <= len(kept) <= said + 1
        assert kept == [words_of(number) for number in range(len(kept))]
        assert f"Mrs Bell: {words_of(len(kept))}".startswith(meeting.typed(again, review))
        assert again.store.verify() == []
