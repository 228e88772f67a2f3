"""The strip of steps of a review: painted nodes, each a button that says its step in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ehcp_desktop.ui.icons import paint_icon
from ehcp_desktop.ui.theme import colour, em, sized

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont, QPaintEvent, QResizeEvent

    _Line = tuple[tuple[str, QFont, str], int]

ACROSS_EM = 60.0
_SPLIT_EM = 26.0
_PAD, _GAP = 6, 4
_TEXT = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
# The lines of a step in order: which words, at what size, how bold.
_LINES = (("name", 1.0, True), ("word", 1.0, False), ("came", 0.93, False), ("limit", 0.93, False))


@dataclass(frozen=True, kw_only=True)
class Node:
    """One step as it is shown. `word` says its state, `tone` its colour, `came` and `limit` dates.

    `said` is `came` as it goes on in a sentence.
    `is_filled` fills the circle, where a limit has passed; `is_open` dashes the line after it.
    """

    id: str
    name: str
    word: str
    icon: str
    tone: str = "second"
    came: str = ""
    said: str = ""
    limit: str = ""
    is_filled: bool = False
    is_open: bool = False

    def sentence(self) -> str:
        """Return the step as a screen reader says it."""
        word = self.word[:1].lower() + self.word[1:]
        told = ", ".join(filter(None, (self.name, word, self.said or self.came)))
        return f"{told}. {self.limit}".replace("\u00a0", " ").rstrip(". ")


class StepStrip(QWidget):
    """Seven steps beside each other, or under each other when there is little room."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.steps: list[StepButton] = []

    def show_nodes(self, nodes: Sequence[Node], chosen: str = "") -> None:
        """Show these steps, one of them marked as chosen; the buttons stay where they were."""
        for one in self.steps[len(nodes) :]:
            one.deleteLater()
        del self.steps[len(nodes) :]
        while len(self.steps) < len(nodes):
            self._add()
        for place, node in enumerate(nodes):
            self.steps[place].tell(node, nodes[place - 1] if place else None)
            self.steps[place].mark(node.id == chosen)
        self._place()

    def choose(self, step_id: str) -> None:
        """Mark one step as the chosen one."""
        for one in self.steps:
            one.mark(one.node.id == step_id)

    def button(self, step_id: str) -> QAbstractButton | None:
        """Return the button of a step."""
        return next((one for one in self.steps if one.node.id == step_id), None)

    def _add(self) -> None:
        made = StepButton(self)
        made.clicked.connect(partial(self._tell, made))
        self.steps.append(made)
        made.show()

    def _tell(self, pressed: StepButton) -> None:
        self.choose(pressed.node.id)
        self.chosen.emit(pressed.node.id)

    @property
    def is_across(self) -> bool:
        """True when the steps stand beside each other."""
        return self.width() >= em(ACROSS_EM)

    def _place(self) -> None:
        """Give each step its place; beside each other, their lines share the same heights."""
        if not self.steps or self.width() < em(6):
            return
        self.setFixedHeight(self._place_across() if self.is_across else self._place_down())

    def _place_across(self) -> int:
        width = self.width() // len(self.steps)
        every = [one.heights(width) for one in self.steps]
        heights: list[int] = [max(line) for line in zip(*every, strict=True)]
        tall = _node_room() + sum(heights) + _PAD
        for place, one in enumerate(self.steps):
            one.lay(heights, down=False, is_first=place == 0, is_last=one is self.steps[-1])
            one.setGeometry(place * width, 0, width, tall)
        return tall

    def _place_down(self) -> int:
        """Put the steps under each other, their dates beside their state where there is room."""
        room = self.width() - _node_room()
        top, split = 0, room >= em(_SPLIT_EM)
        for place, one in enumerate(self.steps):
            heights = one.heights(room // 2 if split else room)
            one.lay(heights, down=True, is_first=place == 0, is_last=one is self.steps[-1])
            one.split = split
            lines = max(sum(heights[:2]), sum(heights[2:])) if split else sum(heights)
            tall = max(lines + 2 * _PAD, _node_room())
            one.setGeometry(0, top, self.width(), tall)
            top += tall
        return top

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the steps again."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Place the steps again in a larger text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._place()

    def sizeHint(self) -> QSize:
        """Ask for the height last measured."""
        return QSize(em(ACROSS_EM), self.height())


class StepButton(QAbstractButton):
    """One step: circle, name, state, and its dates; pressed by mouse, Enter or Space."""

    def __init__(self, strip: StepStrip) -> None:
        super().__init__(strip)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.node = Node(id="", name="", word="", icon="circle-dashed")
        self._before: Node | None = None
        self._heights: Sequence[int] = ()
        self._room = 0
        self._down, self._is_first, self._is_last = False, True, True
        self.split = False
        self._is_chosen = False  # not checkable: a screen reader would call it a check box

    def tell(self, node: Node, before: Node | None) -> None:
        """Show another state of the step."""
        self.node, self._before = node, before
        self.setText(node.name)
        self.setAccessibleName(node.sentence())
        self.setToolTip(node.sentence())
        self.update()

    def mark(self, is_chosen: bool) -> None:
        """Show whether this is the step that is looked at."""
        self._is_chosen = is_chosen
        self.setAccessibleDescription(self.tr("Shown below") if is_chosen else "")
        self.update()

    def heights(self, width: int) -> list[int]:
        """Return how high each line must be at a width; an empty line has none."""
        room = QRect(0, 0, width - 2 * _PAD, 100_000)
        self._room = room.width()
        return [_measure(text, font, room) for text, font, _ in self._lines()]

    def lay(self, heights: Sequence[int], *, down: bool, is_first: bool, is_last: bool) -> None:
        """Take the heights of the lines, and whether the steps run down the page."""
        self._heights, self._down = heights, down
        self._is_first, self._is_last = is_first, is_last
        self.update()

    def _lines(self) -> list[tuple[str, QFont, str]]:
        inks = {"name": "text", "word": self.node.tone, "came": "text", "limit": "second"}
        return [
            (
                _fitting(getattr(self.node, which), font, self._room),
                font,
                inks[which],
            )
            for which, font in (
                (name, self._font(name, size, bold)) for name, size, bold in _LINES
            )
        ]

    def _font(self, which: str, size: float, bold: bool) -> QFont:
        is_late = self.node.tone == "late" and which == "word"
        return sized(size, bold=bold or is_late)

    def sizeHint(self) -> QSize:
        """Ask for what was given."""
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines to the neighbours, the circle and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_links(painter)
        self._paint_circle(painter)
        self._paint_words(painter)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        place = self.rect().adjusted(1, 1, -2, -2)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._is_chosen:
            painter.setBrush(colour("quiet"))
            painter.drawRoundedRect(place, 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place, 6, 6)

    def _circle(self) -> QRect:
        side = em(2.1)
        return QRect(_PAD, _PAD, side, side)

    def _paint_links(self, painter: QPainter) -> None:
        circle, space = self._circle(), _GAP
        if self._down:
            up = (QPoint(circle.center().x(), 0), QPoint(circle.center().x(), circle.top() - 1))
            low = QPoint(circle.center().x(), circle.bottom() + space)
            on = (low, QPoint(low.x(), self.height()))
        else:
            up = None
            right = QPoint(circle.right() + space, circle.center().y())
            on = (right, QPoint(self.width(), right.y()))
        if up and not self._is_first:
            painter.setPen(_link_pen(self._before))
            painter.drawLine(*up)
        if not self._is_last:
            painter.setPen(_link_pen(self.node))
            painter.drawLine(*on)

    def _paint_circle(self, painter: QPainter) -> None:
        circle, ink = self._circle(), colour(self.node.tone)
        painter.setPen(QPen(ink, 2))
        painter.setBrush(ink if self.node.is_filled else colour("base"))
        painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
        inner = em(0.5)
        spot = circle.adjusted(inner, inner, -inner, -inner)
        paint_icon(
            painter, self.node.icon, "base" if self.node.is_filled else self.node.tone, spot
        )

    def _paint_words(self, painter: QPainter) -> None:
        place = QPoint(_node_room(), _PAD) if self._down else QPoint(_PAD, _node_room())
        is_split = self._down and self.split
        room = (self.width() - place.x()) // (2 if is_split else 1) - _PAD
        lines = list(zip(self._lines(), self._heights, strict=False))
        _paint_lines(painter, lines[:2] if is_split else lines, place, room)
        if is_split:
            _paint_lines(painter, lines[2:], place + QPoint(room + _PAD, 1), room)


def _paint_lines(painter: QPainter, lines: Sequence[_Line], place: QPoint, room: int) -> None:
    top = place.y()
    for (text, font, ink), tall in lines:
        painter.setFont(font)
        painter.setPen(colour(ink))
        painter.drawText(QRect(place.x(), top, room, tall), _TEXT, text)
        top += tall


def _fitting(text: str, font: QFont, room: int) -> str:
    """Return words whose dates may be broken where they are too long for a line."""
    widest = max(map(QFontMetrics(font).horizontalAdvance, text.split(" ")))
    return text.replace("\u00a0", " ") if widest > room else text


def _measure(text: str, font: QFont, room: QRect) -> int:
    return QFontMetrics(font).boundingRect(room, _TEXT, text).height() + 2 if text else 0


def _node_room() -> int:
    return em(2.1) + _PAD + 2 * _GAP


def _link_pen(before: Node | None) -> QPen:
    pen = QPen(colour("outline"), 2)
    if before is not None and before.is_open:
        pen.setStyle(Qt.PenStyle.DashLine)
    return pen
