"""Write a rule pack in a few lines, as a person would, with the right checksum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.services.pack_file import checksum

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """\
[pack]
format = 1
id = "england-2027.03"
title = "England, March 2027"
jurisdiction = "england"
issued = 2026-12-01
checked = 2026-11-30
reform_checked = "2026-11"
plain = "A made-up change: from 1 March 2027 the council has six weeks to decide."
"""
DECISION = """
[[rule]]
id = "review_decision"
title = "Written decision after the review"
plain = "The council must send its decision within 6 weeks of the meeting."
owner = "authority"
basis = "statutory"
citation = "A made-up Act 2027, s1"
source_url = "https://www.legislation.gov.uk/"
verified = "primary-text"
confidence = "high"
checked = 2026-11-30
in_force = { from = 2027-03-01 }
starts = ["review_meeting_held"]
start_words = "the meeting"
day_words = "the day of the meeting"
limit = { weeks = 6 }
met_by = ["review_decision_received", "amendment_notice_received"]
pairing = "review"
"""


def stamped(text: str) -> str:
    """Return a pack with its checksum in the line after [pack]."""
    line = f'sha256 = "{checksum(text)}"\n'
    return text.replace("[pack]\n", f"[pack]\n{line}", 1)


def write(folder: Path, text: str = HEAD + DECISION, name: str = "new.ehcp-rules") -> Path:
    """Write a pack with its checksum; returns where."""
    path = folder / name
    path.write_text(stamped(text), encoding="utf-8")
    return path
