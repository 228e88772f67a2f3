"""A row of a list: what, when and how it stands, why, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from ehcp_desktop.ui.parts.buttons import button, link
from ehcp_desktop.ui.parts.fitting import Fitting
from ehcp_desktop.ui.parts.layouts import (
    CARD,
    GROUP,
    INNER,
    WORD,
    ButtonRow,
    column,
    line,
)
from ehcp_desktop.ui.parts.text import Badge, label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Callable

    Choices = tuple[tuple[str, Callable[[], object]], ...]

DATE_EM, BUTTONS_EM, STACK_EM = 15.6, 17.0, 50.0
ACTION_EM, MORE_EM = 8.6, 2.6
_BESIDE_EM = 4.2  # of a menu, before and after its words
_AS_WIDE_AS_THERE_IS = 16_777_215  # Qt's own word for no limit


class RowText(NamedTuple):
    """The words of a row. `state` is (icon, words, tone) as Badge takes them."""

    title: str
    detail: str = ""
    date: str = ""
    state: tuple[str, str, str] | None = None

    def sentence(self) -> str:
        """Return the row as one sentence, for a screen reader."""
        parts = (self.title, self.state[1] if self.state else "", self.date, self.detail)
        return ". ".join(part.replace("\u00a0", " ") for part in parts if part)


class Row(Fitting):
    """A row with fixed columns: title and detail | date and state | Why? and action.

    `why` is called with the link it stands beside; `action` is (words, what it runs);
    `answers`, to a question that the detail asks, stand under it; `more` are kept in a menu.
    """

    def __init__(
        self,
        text: RowText,
        *,
        why: Callable[[QPushButton], object] | None = None,
        action: tuple[str, Callable[[], object]] | None = None,
        more: Choices = (),
        answers: Choices = (),
    ) -> None:
        super().__init__()
        self.setAccessibleName(text.sentence())
        whole = column(self, spacing=0, margins=(CARD, INNER, INNER, INNER))
        self._line = line(spacing=CARD)
        whole.addLayout(self._line)
        words = column(spacing=2)
        words.addWidget(label(text.title, "heading"))
        if text.detail:
            words.addWidget(label(text.detail, "detail"))
        made = [button(told, run, name=f"{told}: {text.title}") for told, run in answers]
        for first in range(0, len(made), 2):
            whole.addWidget(ButtonRow(*made[first : first + 2]))
        self._when = _when(text)
        self._buttons = _buttons(self._made(text.title, why, action), more, text.title)
        self._line.addLayout(words, 1)
        for part in (self._when, self._buttons):
            self._line.addWidget(part)
        self._stacked: bool | None = None
        self._stack(stacked=False)  # most windows have the room; if not, the first resize says so

    def _made(
        self,
        title: str,
        why: Callable[[QPushButton], object] | None,
        action: tuple[str, Callable[[], object]] | None,
    ) -> tuple[QPushButton | None, QPushButton | None]:
        asked: QPushButton | None = None
        done: QPushButton | None = None
        if why is not None:
            word = self.tr("Why?")
            asked = link(word, lambda: why(asked) if asked else None, name=f"{word} {title}")
        if action is not None:
            done = button(action[0], action[1], name=f"{action[0]}: {title}")
        return asked, done

    def fit(self) -> None:
        """Stack the columns when the row is narrow for its text."""
        self._stack(stacked=self.width() < em(STACK_EM))

    def _stack(self, *, stacked: bool) -> None:
        if stacked != self._stacked:
            self._stacked = stacked
            ways = QBoxLayout.Direction
            self._line.setDirection(ways.TopToBottom if stacked else ways.LeftToRight)
            self._line.setSpacing(WORD if stacked else CARD)
        self._when.setMinimumWidth(0 if stacked else em(DATE_EM))
        self._when.setMaximumWidth(_AS_WIDE_AS_THERE_IS if stacked else em(DATE_EM))
        self._buttons.setMinimumWidth(0 if stacked else em(BUTTONS_EM))


def _when(text: RowText) -> QWidget:
    shown = QWidget()
    inside = column(shown, spacing=2)
    if text.date:
        inside.addWidget(label(text.date))
    if text.state:
        inside.addWidget(Badge(*text.state))
    inside.addStretch(1)
    return shown


def _buttons(
    made: tuple[QPushButton | None, QPushButton | None],
    more: Choices,
    title: str,
) -> QWidget:
    """Return the right-hand column: Why? at its left, the menu and the action at its right.

    Menu and action each have a place of their own, which stays free where there is none.
    """
    asked, done = made
    shown = QWidget()
    inside = line(shown, spacing=GROUP)
    if asked is not None:
        inside.addWidget(asked)
    inside.addStretch(1)
    if more:
        inside.addWidget(menu_button(more, title))
    inside.addWidget(_Place(done))
    return shown


class _Place(QWidget):
    """Keeps the place of an action free, the same in every row, in any size of text."""

    def __init__(self, action: QPushButton | None) -> None:
        super().__init__()
        inside = line(self)
        if action is not None:
            action.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            inside.addWidget(action)

    def sizeHint(self) -> QSize:
        """Be as wide as the place, or as the words if they need more."""
        words = super().sizeHint()
        return QSize(max(em(ACTION_EM), words.width()), words.height())


def menu_button(choices: Choices, about: str) -> QPushButton:
    """Return a small button with further choices in a menu."""
    made = button("", lambda: None, kind="more", image="ellipsis")
    name_menu(made, about)
    menu = QMenu(made)
    for words, run in choices:
        menu.addAction(words, run)
    menu.aboutToShow.connect(lambda: _make_room(menu))
    made.setMenu(menu)
    return made


def name_menu(made: QPushButton, about: str) -> None:
    """Say what the further choices are about."""
    name = QCoreApplication.translate("Row", "More choices: {title}").format(title=about)
    made.setAccessibleName(name)
    made.setToolTip(name)


def _make_room(menu: QMenu) -> None:
    """Be wide enough for the words: Qt forgets that the place before them grows with the text."""
    widest = max(menu.fontMetrics().horizontalAdvance(one.text()) for one in menu.actions())
    menu.setMinimumWidth(widest + em(_BESIDE_EM))
