"""Visit every page of the made-up family, and fail on anything a screen reader could not name.

Run by run.sh: `run.sh walk.py .venv/bin/ehcp-desktop`. Prints the tree of every page.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

import pyatspi
from screen import SETTLE, Screen, has, label

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST_PAGES = 5


def nameless(screen: Screen) -> Iterator[str]:
    """Yield, for every control that can take the focus and has no name, where it is."""
    for node in screen.showing():
        if has(node, pyatspi.STATE_FOCUSABLE) and not label(node):
            yield path(node)


def path(node: Any) -> str:  # noqa: ANN401  pyatspi has no types
    """Return where a node is: the roles and names from the window down to it."""
    steps: list[str] = []
    while node is not None and node.getRoleName() != "application":
        steps.insert(0, f"[{node.getRoleName()}] {label(node)}".strip())
        node = node.parent
    return " > ".join(steps)


def focusable(screen: Screen) -> int:
    """Count the controls that a keyboard can reach on this page."""
    return sum(has(node, pyatspi.STATE_FOCUSABLE) for node in screen.showing())


def meet(screen: Screen, place: str) -> list[str]:
    """Print what is on the screen now, and return what has no name."""
    time.sleep(SETTLE)
    found = [f"{place}: {where}" for where in nameless(screen)]
    print(f"\n--- {place}: {focusable(screen)} controls\n{screen.picture()}")
    return found


def welcome(command: list[str]) -> list[str]:
    """Meet the first window, before there is any record."""
    with Screen(command) as screen:
        screen.find("Child’s name", "text")
        return meet(screen, "First window")


def record(command: list[str]) -> tuple[list[str], list[str]]:
    """Meet every page of the made-up family, and the Add dialog; return pages and problems."""
    with Screen([*command, "--example"]) as screen:
        pages, problems = screen.pages(), []
        for page in pages:
            screen.go(page)
            problems += meet(screen, page)
            for tab in screen.tabs():
                screen.press(tab, "page tab")
                problems += meet(screen, f"{page}, {tab}")
        screen.press("Add to the record")
        problems += meet(screen, "Add")
    return pages, problems


def main() -> int:
    """Walk, print what was met, and return 0 when everything had a name."""
    command = [*sys.argv[1:], "--today", "2026-11-22"]
    problems = welcome(command)
    pages, more = record(command)
    problems += more
    print(f"\n{len(pages)} pages visited: {', '.join(pages)}; the first window; the Add dialog")
    print(f"{len(problems)} controls without a name")
    print("\n".join(problems))
    return 1 if problems or len(pages) < LEAST_PAGES else 0


if __name__ == "__main__":
    sys.exit(main())
