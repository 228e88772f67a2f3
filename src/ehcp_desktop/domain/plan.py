"""The EHC plan and its versions."""

from __future__ import annotations

from dataclasses import dataclass

from ehcp_desktop.domain.record import Record

STAGES = ("draft", "final", "amended")
SECTIONS = ("A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K")


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan(Record):
    """One issued version of the plan; its dates live in its one event."""

    child: str
    event: str
    stage: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Section(Record):
    """The text of one section (A to K) of one version."""

    plan: str
    name: str
    text: str = ""
