"""Dialogs that stay inside the screen: their body scrolls, their foot stays."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from ehcp_desktop.ui.parts.layouts import CARD, INNER, SIDE, column
from ehcp_desktop.ui.parts.scrolling import ScrollArea

_TITLE_BAR = 56  # pixels that the window's own frame may take


def scrolling_body(dialog: QDialog, name: str, foot: QWidget) -> QVBoxLayout:
    """Give a dialog a body that scrolls over a foot that stays; returns the body to fill."""
    inside = QWidget()
    body = column(inside, spacing=INNER, margins=(CARD,) * 4)
    scroll = ScrollArea()
    scroll.setAccessibleName(name)
    scroll.setWidget(inside)
    under = QWidget()
    column(under, margins=(CARD, 0, CARD, CARD)).addWidget(foot)
    outer = column(dialog, spacing=0)
    outer.addWidget(scroll, 1)
    outer.addWidget(under)
    return body


def room_on_screen(window: QWidget) -> QRect:
    """Return where a window may stand with its frame; its title bar goes above."""
    return window.screen().availableGeometry().adjusted(SIDE // 2, _TITLE_BAR, -SIDE // 2, 0)


def fit_to_screen(dialog: QDialog, wide: int, high: int = 0) -> None:
    """Be this size, never more than the screen; without a height, as high as the words need."""
    room = room_on_screen(dialog).size()
    wide = min(wide, room.width())
    dialog.setMaximumSize(room)
    dialog.resize(wide, min(high or _needed(dialog, wide), room.height()))


def bring_into_view(widget: QWidget) -> None:
    """Scroll to a widget, once it has been laid out."""
    QTimer.singleShot(0, widget, lambda: _scroll_to(widget))


def _scroll_to(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 0, CARD)
        above = above.parentWidget()


def bring_to_top(widget: QWidget) -> None:
    """Scroll until a widget begins at the top of what is seen, once it has been laid out."""
    QTimer.singleShot(0, widget, lambda: _scroll_to_top(widget))


def _scroll_to_top(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None:
        inside = above.widget() if isinstance(above, QScrollArea) else None
        if isinstance(above, QScrollArea) and inside is not None:
            above.verticalScrollBar().setValue(widget.mapTo(inside, QPoint()).y() - CARD)
        above = above.parentWidget()


def _needed(dialog: QDialog, wide: int) -> int:
    scroll = dialog.findChild(QScrollArea)
    inside = scroll.widget() if scroll is not None else None
    if scroll is None or inside is None:
        return dialog.sizeHint().height()
    around = dialog.sizeHint().height() - scroll.sizeHint().height()
    return around + max(inside.heightForWidth(wide), inside.sizeHint().height())
