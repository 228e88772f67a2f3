"""What was done in this record, taking it back, and whether the file is sound."""

from __future__ import annotations

from ehcp_desktop.domain.when import spoken_day
from ehcp_desktop.services.family import Family
from ehcp_desktop.storage.changes import HistoryEntry


def undo(family: Family) -> str | None:
    """Take the last action back; returns its name, or None when there is nothing to undo."""
    return family.store.undo()


def redo(family: Family) -> str | None:
    """Do again what was last taken back; returns its name, or None when there is nothing."""
    return family.store.redo()


def history(family: Family, limit: int = 100) -> list[HistoryEntry]:
    """Return the last actions, the newest first."""
    return family.store.history(limit)


def in_words(entry: HistoryEntry) -> str:
    """Return "14:02 on 2 June 2026: Log a call (undone)", in the time of this computer."""
    at = entry.at.astimezone()
    who = f", by {entry.who}" if entry.who else ""
    undone = " (undone)" if entry.undone else ""
    return f"{at:%H:%M} on {spoken_day(at.date())}: {entry.name}{who}{undone}"


def verify(family: Family) -> list[str]:
    """Return a sentence for everything that is wrong in the file; none when it is sound."""
    return family.store.verify()
