"""Buttons: one filled button on a screen, the rest outlined or plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ehcp_desktop.ui.icons import icon
from ehcp_desktop.ui.theme import em, follow

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

_ROOM = 4
_ENTER = (0x01000004, 0x01000005)  # Key_Return and Key_Enter; see theme.py
_INK = {"primary": "on_accent", "accent": "accent", "link": "accent"}


class Pressed(QPushButton):
    """A button that Enter presses, as Space does, wherever it has the focus."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it on Enter; a button with a menu opens that."""
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif self.menu() is not None:
            self.showMenu()
        else:
            self.click()


class _Button(Pressed):
    """A button whose icon grows with its text, with a little room between the two."""

    def measure(self) -> None:
        room = _ROOM if self.text() else 0
        self.setIconSize(QSize(em(1.15) + room, em(1.15)))


def button(
    text: str, run: Callable[[], object], *, kind: str = "", image: str = "", name: str = ""
) -> QPushButton:
    """Return a button that runs something.

    `kind` is "" (outlined), "primary" (filled: the next step, one on a screen), "accent" or
    "link"; `name` is what a screen reader says where the words alone are not enough.
    """
    made = _Button(text)
    if kind:
        made.setProperty("kind", kind)
    if image:
        made.setIcon(icon(image, _INK.get(kind, "text")))
        made.measure()
        follow(made.measure)
    if name:
        made.setAccessibleName(name)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    made.setAutoDefault(False)
    made.clicked.connect(lambda _: run())
    return made


def primary(text: str, run: Callable[[], object], image: str = "", name: str = "") -> QPushButton:
    """Return the filled button: the next step."""
    return button(text, run, kind="primary", image=image, name=name)


def link(text: str, run: Callable[[], object], image: str = "", name: str = "") -> QPushButton:
    """Return a text button in the accent colour."""
    return button(text, run, kind="link", image=image, name=name)


def allow(part: QWidget, why_not: str = "") -> None:
    """Let a button or a form be used, or grey it and say why it cannot be, also to the ear."""
    part.setDisabled(bool(why_not))
    part.setToolTip(why_not)
    part.setAccessibleDescription(why_not)
