"""Every letter in every tone, word for word, as a family would send it.

After a change of words: delete the file in golden/, run this once, and read what it wrote.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.services.letters import sending, shelf
from ehcp_desktop.services.letters.plain import text
from ehcp_desktop.services.letters.writing import prepare, save_draft

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

GOLDEN = Path(__file__).with_name("golden")
DAYS = {"review_decision_ask": date(2026, 6, 10), "chaser": date(2026, 12, 8)}
FEWEST_DAYS = {"review_decision_ask": date(2023, 12, 10), "chaser": date(2024, 3, 20)}


def golden(name: str, written: str) -> str:
    """Return the text that is kept; write it down the first time, and fail so that it is read."""
    path = GOLDEN / f"{name}.txt"
    if not path.exists():
        path.write_text(written, encoding="utf-8")
        pytest.fail(f"{path.name} is new: read it, then run again.")
    return path.read_text(encoding="utf-8")


def send_the_first(family: Family, child: Child) -> None:
    letter = save_draft(family, prepare(family, "review_decision_overdue", child))
    sending.mark_sent(family, letter.id, family.today(), "email")


@pytest.mark.parametrize("tone", shelf.TONES)
@pytest.mark.parametrize("template", shelf.template_ids())
def test_a_letter_with_every_fact(family: Family, full: Child, template: str, tone: str) -> None:
    if template == "chaser":
        send_the_first(family, full)
    family.today = lambda: DAYS.get(template, date(2026, 11, 22))
    written = text(prepare(family, template, full, tone=tone).document)
    assert written == golden(f"{template}-{tone}", written)


@pytest.mark.parametrize("template", shelf.template_ids())
def test_a_letter_with_the_fewest_facts(family: Family, fewest: Child, template: str) -> None:
    family.today = lambda: date(2024, 3, 1)
    if template == "chaser":
        send_the_first(family, fewest)
    family.today = lambda: FEWEST_DAYS.get(template, date(2024, 3, 1))
    written = text(prepare(family, template, fewest).document)
    assert written == golden(f"fewest-{template}", written)


@pytest.mark.parametrize("template", shelf.template_ids())
def test_the_three_tones_open_and_close_in_their_own_words(template: str) -> None:
    body = shelf.template(template).body
    said = [
        {block for block in body.split("\n\n") if f"[{tone}]" in block} for tone in shelf.TONES
    ]
    assert all(len(blocks) >= 3 for blocks in said)
    assert not said[0] & said[1]
    assert not said[1] & said[2]
