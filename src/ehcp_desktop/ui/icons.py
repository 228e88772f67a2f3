"""The icons: Lucide's outlines, drawn in the colours of the moment."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QImage,
    QImageReader,
    QPainter,
    QPixmap,
)

from ehcp_desktop.resources import ROOT
from ehcp_desktop.ui.theme import colour

_FOLDER = ROOT / "icons"


def icon(name: str, role: str = "text") -> QIcon:
    """Return an icon that is drawn in the colour `role` each time it is painted."""
    return QIcon(_Engine(name, role))


def program_icon() -> QIcon:
    """Return the icon of the program itself."""
    return QIcon(str(_FOLDER / "ehcp-desktop.svg"))


def paint_icon(painter: QPainter, name: str, role: str, place: QRect) -> None:
    """Draw an icon in the middle of a place, as large as its shorter side."""
    side = min(place.width(), place.height())
    spot = QRect(0, 0, side, side)
    spot.moveCenter(place.center())
    # Not painter.device(): to find its Python type, PySide loads half of Qt's widgets.
    sharp = cast("QGuiApplication", QGuiApplication.instance()).devicePixelRatio()
    shown = _image(name, colour(role).name(), round(side * sharp))
    painter.drawImage(spot, shown)


class _Engine(QIconEngine):
    """Draws when asked, so that a new palette needs no new icon."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the outline at the left of its place; second when disabled, accent when chosen."""
        role = {QIcon.Mode.Disabled: "second", QIcon.Mode.Selected: "accent"}.get(mode, self._role)
        side = min(rect.width(), rect.height())
        paint_icon(painter, self._name, role, QRect(rect.left(), rect.top(), side, rect.height()))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the drawing alone, on nothing."""
        drawing = QPixmap(size)
        drawing.fill(QColor(0, 0, 0, 0))
        painter = QPainter(drawing)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return drawing

    def clone(self) -> QIconEngine:
        """Return another engine for the same icon."""
        return _Engine(self._name, self._role)


@lru_cache(maxsize=256)
def _image(name: str, ink: str, pixels: int) -> QImage:
    drawing = _source(name).replace(b"currentColor", ink.encode())
    buffer = QBuffer()
    buffer.setData(QByteArray(drawing))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"svg"))
    reader.setScaledSize(QSize(pixels, pixels))
    return reader.read()


@lru_cache(maxsize=64)
def _source(name: str) -> bytes:
    return (_FOLDER / f"{name}.svg").read_bytes()
