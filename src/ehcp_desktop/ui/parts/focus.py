"""Where the focus stands on a screen, to come back there when its rows are made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

from ehcp_desktop.ui.parts.tab_order import tab_as_laid_out

if TYPE_CHECKING:
    from collections.abc import Callable


class Spot:
    """Remembers the control with the focus; `restore` goes to it, to the next, or to the first."""

    def __init__(self, page: QWidget) -> None:
        focused = _focused(page)
        self._page = page
        self._is_here = focused is not None and page.isAncestorOf(focused)
        stops = _stops(page)
        self._place = stops.index(focused) if self._is_here and focused in stops else 0
        self._before = _names(stops[: self._place + 1])
        self._scrolled = _scrolled(page)
        if self._is_here and isinstance(focused, QAbstractButton):
            page.setFocus()  # else Qt goes on to the next control, for every row that goes away

    def restore(self) -> None:
        """Go back, once the new rows are laid out."""
        QTimer.singleShot(0, self._page, self._restore)

    def _restore(self) -> None:
        tab_as_laid_out(self._page)
        if self._scrolled is not None and isinstance(self._page, QScrollArea):
            self._page.verticalScrollBar().setValue(self._scrolled)
        stops = _stops(self._page)
        if stops and self._is_lost():
            self._chosen(stops).setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_lost(self) -> bool:
        """Tell whether the focus was on this screen and is not any more."""
        if not (self._is_here and self._page.isVisible()):
            return False
        focused = _focused(self._page)
        if focused is None or focused is self._page or not focused.isVisible():
            return True
        return not self._page.isAncestorOf(focused)

    def _chosen(self, stops: list[QWidget]) -> QWidget:
        """Return the same control, else the one that has its place now."""
        name = self._before[-1] if self._before else ""
        same = [one for one, called in zip(stops, _names(stops), strict=True) if called == name]
        return same[0] if name and same else stops[min(self._place, len(stops) - 1)]


def keeping(page: QWidget, refresh: Callable[[], object]) -> None:
    """Refresh a screen, and leave the focus and the view where they were."""
    spot = Spot(page)
    refresh()
    spot.restore()


def _focused(page: QWidget) -> QWidget | None:
    return page.window().focusWidget()


def _stops(page: QWidget) -> list[QWidget]:
    tab = Qt.FocusPolicy.TabFocus
    every = page.findChildren(QWidget)
    return [one for one in every if one.focusPolicy() & tab and one.isVisible()]


def _names(stops: list[QWidget]) -> list[str]:
    return [_name(one) for one in stops]


def _name(stop: QWidget) -> str:
    words = stop.text() if isinstance(stop, QAbstractButton) else ""
    return stop.accessibleName() or words


def _scrolled(page: QWidget) -> int | None:
    return page.verticalScrollBar().value() if isinstance(page, QScrollArea) else None
