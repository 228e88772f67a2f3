"""Visit every page of the made-up family, and fail on anything a screen reader could not name.

Run by run.sh: `run.sh walk.py .venv/bin/ehcp-desktop`. Prints the tree of every page.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pyatspi
from screen import Screen, has, label

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


def main() -> int:
    """Walk, print what was met, and return 0 when everything had a name."""
    problems: list[str] = []
    with Screen([*sys.argv[1:], "--example", "--today", "2026-11-22"]) as screen:
        pages = screen.pages()
        for page in pages:
            screen.go(page)
            print(f"\n--- {page}: {focusable(screen)} controls\n{screen.picture()}")
            problems += [f"{page}: {where}" for where in nameless(screen)]
        menus = [label(node) for node in screen.showing() if node.getRoleName() == "menu item"]
    print(f"\n{len(pages)} pages visited: {', '.join(pages)}; menus: {', '.join(menus)}")
    print(f"{len(problems)} controls without a name")
    print("\n".join(problems))
    return 1 if problems or len(pages) < LEAST_PAGES else 0


if __name__ == "__main__":
    sys.exit(main())
