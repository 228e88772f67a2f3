"""What can be undone and redone, worked out from the change log."""

from __future__ import annotations

from typing import NamedTuple


class Step(NamedTuple):
    """An action on the undo or redo list: the action to reverse, and the first one's name."""

    action: str
    first: str
    name: str


class Steps:
    """What can be undone and redone: the two lists that the change log amounts to."""

    def __init__(self) -> None:
        self.undo: list[Step] = []
        self.redo: list[Step] = []

    def add(self, action: str, undoes: str | None, name: str) -> None:
        """Take the next action of the log into account."""
        if undoes is None:
            self.undo.append(Step(action, action, name))
            self.redo.clear()
        elif self.undo and self.undo[-1].action == undoes:
            self.redo.append(_again(action, self.undo.pop()))
        elif self.redo and self.redo[-1].action == undoes:
            self.undo.append(_again(action, self.redo.pop()))


def _again(action: str, step: Step) -> Step:
    return Step(action, step.first, step.name)
