"""The style for larger text; kept apart because Qt's style classes are slow to load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleFactory

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOption, QWidget


def style_for(factor: float) -> QStyle:
    """Return plain Fusion, or Fusion grown by a factor."""
    return QStyleFactory.create("fusion") if factor == 1 else GrownStyle(factor)


class GrownStyle(QProxyStyle):
    """Fusion whose boxes, arrows and scroll bars grow with the text."""

    def __init__(self, factor: float) -> None:
        super().__init__("fusion")
        self._factor = factor

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Return Fusion's measure, grown where text stands beside it."""
        pixels = super().pixelMetric(metric, option, widget)
        return round(pixels * self._factor) if metric in _GROWING else pixels


_GROWING = frozenset(
    {
        QStyle.PixelMetric.PM_IndicatorWidth,
        QStyle.PixelMetric.PM_IndicatorHeight,
        QStyle.PixelMetric.PM_ExclusiveIndicatorWidth,
        QStyle.PixelMetric.PM_ExclusiveIndicatorHeight,
        QStyle.PixelMetric.PM_ScrollBarExtent,
        QStyle.PixelMetric.PM_SmallIconSize,
        QStyle.PixelMetric.PM_MenuButtonIndicator,
        QStyle.PixelMetric.PM_HeaderMarkSize,
        QStyle.PixelMetric.PM_TabBarScrollButtonWidth,
    }
)
