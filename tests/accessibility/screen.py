"""The window as a screen reader meets it: find, press, type, wait, by the accessibility bus alone.

Run by Debian's own /usr/bin/python3, where pyatspi lives; run.sh prepares the screen and the bus.
"""

from __future__ import annotations

import os
import subprocess
import time
from typing import TYPE_CHECKING, Any

import pyatspi

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

PATIENCE = 15.0  # seconds until something that should be on the screen counts as missing
STEP = 0.1  # seconds between two looks
SETTLE = 0.4  # seconds for a list that drops down to take the keyboard
PRESSING = ("Press", "Toggle", "Jump", "Show Menu")  # what Qt calls it, best first
KEYS = {"Return": 0xFF0D, "Tab": 0xFF09, "Escape": 0xFF1B}  # X11's numbers
KEYS |= {"Up": 0xFF52, "Down": 0xFF54, "Home": 0xFF50}

Node = Any  # an Atspi.Accessible: pyatspi has no types


class NotThereError(AssertionError):
    """Something that a person needs was not on the screen in time."""


def children(node: Node) -> Iterator[Node]:
    """Yield what lies directly inside a node, leaving out what has gone meanwhile."""
    for index in range(node.childCount):
        child = node.getChildAtIndex(index)
        if child is not None:
            yield child


def everything(node: Node) -> Iterator[Node]:
    """Yield a node and all that lies inside it, in reading order."""
    yield node
    for child in children(node):
        yield from everything(child)


def visible(node: Node) -> Iterator[Node]:
    """Yield a node and all that lies inside it, as far as it is showing."""
    if has(node, pyatspi.STATE_SHOWING):
        yield node
        for child in children(node):
            yield from visible(child)


def has(node: Node, state: Any) -> bool:  # noqa: ANN401  an enum of pyatspi, which has no types
    """Say whether a node is in a state, such as pyatspi.STATE_SHOWING."""
    return bool(node.getState().contains(state))


def label(node: Node) -> str:
    """Return what a screen reader calls a node: its label's words, or else its own name."""
    for relation in node.getRelationSet():
        if relation.getRelationType() == pyatspi.RELATION_LABELLED_BY:
            return str(relation.getTarget(0).name or "").strip()
    return str(node.name or "").strip()


def fresh(node: Node) -> Node:
    """Return the node with what we had heard of it forgotten: Qt does not tell of every change."""
    node.clear_cache()
    return node


def words(node: Node) -> str:
    """Return what a node says: what was typed in a field, or its name and its description."""
    try:
        text = node.queryText()
        said = str(text.getText(0, text.characterCount))
    except NotImplementedError:
        said = f"{node.name or ''} {node.description or ''}"
    return said.replace("\u00a0", " ")


class Screen:
    """The running program, seen through the accessibility bus."""

    def __init__(self, command: Sequence[str], home: str = "") -> None:
        settled = os.environ | ({"HOME": home} if home else {})
        patience = round(PATIENCE * 1000)  # a busy program answers late; the bus gives up at 0.8 s
        pyatspi.setTimeout(patience, patience)
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, env=settled)
        self.root = self.wait("the program on the accessibility bus", self._application)

    def __enter__(self) -> Screen:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def _application(self) -> Node | None:
        if self.process.poll() is not None:
            raise NotThereError(f"The program ended at once, with {self.process.returncode}.")
        for child in children(pyatspi.Registry.getDesktop(0)):
            if child.get_process_id() == self.process.pid and child.childCount:
                return child
        return None

    def wait(self, what: str, look: Callable[[], Any], patience: float = PATIENCE) -> Node:
        """Look again and again until something is seen, and return it; NotThereError if never."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            seen = self._try(look)
            if seen:
                return seen
            time.sleep(STEP)
        raise NotThereError(f"{what}: not there after {patience:.0f} seconds.\n{self.picture()}")

    @staticmethod
    def _try(look: Callable[[], Any]) -> Node | None:
        try:
            return look()
        except (RuntimeError, LookupError):  # the bus says that a node went away: look again
            return None

    def showing(self) -> Iterator[Node]:
        """Yield every node that a person can see or reach now."""
        for window in children(fresh(self.root)):
            yield from visible(window)

    def seek(self, name: str, role: str = "") -> Node | None:
        """Return the first node showing whose label begins with these words, or None."""
        for node in self.showing():
            if (not role or node.getRoleName() == role) and label(node).startswith(name):
                return node
        return None

    def find(self, name: str, role: str = "", patience: float = PATIENCE) -> Node:
        """Wait for a node whose label begins with these words, and return it."""
        return self.wait(f"{role} “{name}”", lambda: self.seek(name, role), patience)

    def seek_action(self, name: str, role: str = "", *, exactly: bool = False) -> Node | None:
        """Return the first node showing with this label that can be pressed, or None."""
        for node in self.showing():
            pressable = "Action" in pyatspi.listInterfaces(node) and node.queryAction().nActions
            right_role = not role or node.getRoleName() == role
            right_name = label(node) == name if exactly else label(node).startswith(name)
            if pressable and right_role and right_name:
                return node
        return None

    def press(self, name: str, role: str = "", *, exactly: bool = False) -> None:
        """Press a button, a link or a box, as Space or Enter would."""
        node = self.wait(
            f"{role} to press “{name}”", lambda: self.seek_action(name, role, exactly=exactly)
        )
        if not has(node, pyatspi.STATE_SENSITIVE):
            raise NotThereError(f"“{name}” cannot be pressed: it is greyed out.")
        actions = node.queryAction()
        names = [actions.getName(index) for index in range(actions.nActions)]
        actions.doAction(next((names.index(each) for each in PRESSING if each in names), 0))
        time.sleep(STEP)

    def key(self, name: str) -> None:
        """Press one key on the keyboard."""
        pyatspi.Registry.generateKeyboardEvent(KEYS[name], None, pyatspi.KEY_SYM)
        time.sleep(STEP)

    def type(self, name: str, text: str, role: str = "") -> None:
        """Type into the field with this label on the keyboard, in place of what is there."""
        node = self.find(name, role or "text")
        node.queryComponent().grabFocus()
        self.wait(f"the keyboard in “{name}”", lambda: has(fresh(node), pyatspi.STATE_FOCUSED))
        node.queryEditableText().setTextContents("")
        for number, line in enumerate(text.split("\n")):
            if number:
                self.key("Return")
            pyatspi.Registry.generateKeyboardEvent(0, line, pyatspi.KEY_STRING)
        self.wait(f"“{text}” in “{name}”", lambda: text in words(node))

    def choose(self, name: str, option: str) -> None:
        """Choose an option in the list that drops down from the field with this label."""
        node = self.find(name, "combo box")
        options = [inner.name for inner in everything(node) if inner.getRoleName() == "list item"]
        if option not in options:
            raise NotThereError(f"“{name}” offers no “{option}”, but {options}.")
        self.press(name, "combo box")
        time.sleep(SETTLE)
        steps = options.index(option) - options.index(node.name)
        for _ in range(abs(steps)):
            self.key("Down" if steps > 0 else "Up")
        self.key("Return")
        self.wait(f"“{option}” in “{name}”", lambda: fresh(node).name == option)

    def choose_item(self, name: str, item: str) -> None:
        """Go to an item of a list with the keyboard."""
        side = self.find(name, "list")
        items = [label(one).split(",")[0] for one in children(side)]
        side.queryAction().doAction(0)  # takes the keyboard
        time.sleep(SETTLE)
        self.key("Home")
        for _ in range(items.index(item)):
            self.key("Down")
        time.sleep(SETTLE)

    def gone(self, name: str) -> None:
        """Wait until the window whose title begins with these words has closed."""
        self.wait(
            f"the end of “{name}”",
            lambda: not any(label(each).startswith(name) for each in children(fresh(self.root))),
        )

    def pages(self) -> list[str]:
        """Return the names of the pages in the sidebar, in order."""
        side = self.find("Screens", "list")
        return [label(item).split(",")[0] for item in children(side)]

    def tabs(self) -> list[str]:
        """Return the names of the tabs that are showing, in order."""
        return [label(node) for node in self.showing() if node.getRoleName() == "page tab"]

    def go(self, page: str) -> None:
        """Go to a page of the sidebar with the keyboard, as a screen reader's user would."""
        self.choose_item("Screens", page)

    def read(self, phrase: str, patience: float = PATIENCE) -> Node:
        """Wait until these words can be read somewhere on the screen."""
        return self.wait(
            f"the words “{phrase}”",
            lambda: next((node for node in self.showing() if phrase in words(node)), None),
            patience,
        )

    def picture(self) -> str:
        """Return the whole accessible tree that is showing, as indented lines."""
        if self.process.poll() is not None:
            return f"The program has ended, with {self.process.returncode}."
        lines: list[str] = []
        if hasattr(self, "root"):
            try:
                self._draw(fresh(self.root), 0, lines)
            except (RuntimeError, LookupError) as problem:
                lines.append(f"(the rest did not answer: {problem})")
        return "\n".join(lines)

    def _draw(self, node: Node, depth: int, lines: list[str]) -> None:
        if depth and not has(node, pyatspi.STATE_SHOWING):
            return
        focus = " *" if has(node, pyatspi.STATE_FOCUSABLE) else ""
        typed = f" holds {words(node)!r}" if node.getRoleName() == "text" else ""
        lines.append(f"{'  ' * depth}[{node.getRoleName()}] {label(node)!r}{typed}{focus}")
        for child in children(node):
            self._draw(child, depth + 1, lines)
