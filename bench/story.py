"""How long a long story takes to be on the screen, as a ratio to a bare list of as many lines.

The floor is a Qt list of plain strings; ours reads the record, offers the filters and shows the
newest events with the chosen one beside them. Run: python bench/story.py [events] [rounds]
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from importing import _new, write_rows  # the script beside this one
from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QApplication, QListView, QWidget

from ehcp_desktop.services.importing import import_events
from ehcp_desktop.ui.session import Session
from ehcp_desktop.ui.story_page import StoryPage
from ehcp_desktop.ui.theme import LOOKS, Theme

LIMIT, GOAL = 12.0, 6.0


def _shown(make: Callable[[], QWidget]) -> float:
    began = time.perf_counter()
    widget = make()
    widget.resize(1100, 700)
    widget.grab()
    done = time.perf_counter() - began
    widget.deleteLater()
    return done


def _bare(lines: list[str]) -> QWidget:
    view = QListView(uniformItemSizes=True)
    view.setModel(QStringListModel(lines, view))
    return view


def _ours(session: Session) -> QWidget:
    page = StoryPage(session, lambda *_, **__: None)
    page.refresh()
    return page


def main() -> None:
    """Print the ratio; exit 1 when it is over its limit."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    application = QApplication([])
    Theme(application, LOOKS[0], 100)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_rows(folder / "events.csv", count)
        family, child = _new(folder / "family.ehcp")
        import_events(family, child, folder / "events.csv")
        session = Session(lambda: date(2026, 11, 22))
        session.open(family)
        lines = [event.summary for event in family.store.events.all(child=child.id)]
        rows = []
        for _ in range(rounds):
            rows.append((_shown(lambda: _ours(session)), _shown(lambda: _bare(lines))))
            application.processEvents()
        session.close()
    ratios = [ours / bare for ours, bare in rows]
    ratio = statistics.median(ratios)
    print(
        f"story of {count} events: {ratio:.2f} x a bare list,"
        f" {statistics.median(ours for ours, _ in rows) * 1000:.0f} ms"
        f" (n={rounds}, {min(ratios):.2f}-{max(ratios):.2f}; limit {LIMIT:g}, goal {GOAL:g})"
    )
    sys.exit(ratio > LIMIT)


if __name__ == "__main__":
    main()
