"""How the window looks: colours, text size and line height, live as the system changes.

What is needed for the first picture does not import Qt's own names (Qt.TextFormat and the like):
PySide makes all thousand of them at once, which takes as long as laying the window out. There
properties are set by name, and numbers stand for names, each with the name beside it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from ehcp_desktop.ui.style_sheet import style_sheet
from ehcp_desktop.ui.tokens import CREAM, DARK, LIGHT, Tokens, contrast, high_contrast

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QStyle

SMALLEST_POINTS = 10.5
COMFORT_POINTS = 14.0
LINE, COMFORT_LINE = 1.46, 1.62  # line height, in font sizes
SIZES = (100, 115, 130, 150, 175, 200)
LOOKS = ("system", "light", "dark", "comfort")
_READABLE = 4.5


class Theme(QObject):
    """The look of the moment. `look` is one of LOOKS; `size` is the text size in per cent."""

    changed = Signal()

    def __init__(self, app: QApplication, look: str = "system", size: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._font = QFont(app.font())
        self._system = app.palette()
        self._is_dark = _is_dark(self._system)
        self._style: QStyle | None = None
        self._grown = 0.0
        self.look = look
        self.size = size
        self.tokens = LIGHT
        app.setProperty("theme", self)
        self._follows = self._is_contrast = False
        self._apply()

    def follow_system(self) -> None:
        """Take up the system's contrast, and its changes from now on; after the first picture."""
        if not self._follows:
            self._follows = True
            hints = self._app.styleHints()
            hints.colorSchemeChanged.connect(self._ask)
            hints.accessibility().contrastPreferenceChanged.connect(self._ask)
            self._ask()

    def _ask(self) -> None:
        from PySide6.QtCore import Qt

        hints = self._app.styleHints()
        scheme, schemes = hints.colorScheme(), Qt.ColorScheme
        is_dark = scheme == schemes.Dark or (scheme == schemes.Unknown and self._is_dark)
        wanted = hints.accessibility().contrastPreference()
        is_contrast = wanted == Qt.ContrastPreference.HighContrast
        if (is_dark, is_contrast) != (self._is_dark, self._is_contrast):
            self._is_dark, self._is_contrast = is_dark, is_contrast
            self._apply()

    def set_look(self, look: str) -> None:
        """Change the colours; "system" follows the computer."""
        self.look = look
        self._apply()

    def set_size(self, size: int) -> None:
        """Change the text size, in per cent."""
        self.size = size
        self._apply()

    def set_family(self, family: str) -> None:
        """Use a font that is not the system's, for pictures drawn where there is no system."""
        self._font.setFamilies([family])
        self._apply()

    @property
    def points(self) -> float:
        """The size of the body text, in points."""
        least = COMFORT_POINTS if self.look == "comfort" else SMALLEST_POINTS
        return max(least, self._font.pointSizeF()) * self.size / 100

    @property
    def line_height(self) -> int:
        """The line height of paragraphs, in per cent of the font's own line."""
        ratio = COMFORT_LINE if self.look == "comfort" else LINE
        font = QApplication.font()
        return round(100 * ratio * QFontInfo(font).pixelSize() / QFontMetrics(font).lineSpacing())

    def _apply(self) -> None:
        self.tokens = self._choose()
        self._app.setStyleSheet("")  # to dress every part anew costs a third of dressing it over
        self._grow(self.points / SMALLEST_POINTS)
        font = QFont(self._font)
        font.setPointSizeF(self.points)
        self._app.setFont(font)
        self._app.setPalette(_palette(self.tokens))
        self._app.setStyleSheet(style_sheet(self.tokens, self.points))
        self.changed.emit()

    def _choose(self) -> Tokens:
        if self._is_contrast:
            return _from_system(self._app)
        if self.look == "comfort":
            return CREAM
        own = {"light": LIGHT, "dark": DARK}.get(self.look, DARK if self._is_dark else LIGHT)
        return _with_accent(own, self._system)

    def _grow(self, factor: float) -> None:
        """Use plain Fusion at the usual size: a style written in Python is asked very often."""
        if factor != self._grown:
            self._grown = factor
            if factor == 1 and self._style is None:
                return  # the program starts in plain Fusion: see app.py
            from ehcp_desktop.ui.grown_style import style_for

            self._style = style_for(factor)
            self._app.setStyle(self._style)


def theme() -> Theme:
    """Return the theme of the running program, as QApplication.palette() returns its palette."""
    return cast("Theme", cast("QApplication", QApplication.instance()).property("theme"))


def tokens() -> Tokens:
    """Return the colours of the moment."""
    return theme().tokens


def follow(lay_again: Callable[[], object]) -> None:
    """Call something whenever colours or text size have changed.

    A widget that overrides changeEvent instead has Python asked about each of a thousand events
    before the first picture.
    """
    theme().changed.connect(lay_again)


def colour(role: str) -> QColor:
    """Return the colour for a use named in Tokens: "late", "second"."""
    return QColor(getattr(tokens(), role))


def em(count: float = 1) -> int:
    """Return so many em of the body text, in pixels."""
    return round(QFontInfo(QApplication.font()).pixelSize() * count)


def sized(ratio: float, *, bold: bool = False) -> QFont:
    """Return the body font at a ratio of its size, for text that is painted by hand."""
    font = QFont(QApplication.font())
    font.setPointSizeF(font.pointSizeF() * ratio)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def _is_dark(palette: QPalette) -> bool:
    text, ground = QPalette.ColorRole.WindowText, QPalette.ColorRole.Window
    return palette.color(text).lightness() > palette.color(ground).lightness()


def _with_accent(own: Tokens, system: QPalette) -> Tokens:
    accent = system.color(QPalette.ColorRole.Accent).name()
    grounds = (own.base, own.window, own.on_accent)
    readable = all(contrast(accent, ground) >= _READABLE for ground in grounds)
    return replace(own, accent=accent) if readable else own


def _from_system(app: QApplication) -> Tokens:
    app.setPalette(QPalette())
    role, palette = QPalette.ColorRole, app.palette()
    used = (role.Base, role.Text, role.Highlight, role.Link)
    return high_contrast(*(palette.color(one).name() for one in used))


def _palette(tokens: Tokens) -> QPalette:
    palette, role = QPalette(), QPalette.ColorRole
    for name, roles in _ROLES.items():
        for one in roles.split():
            palette.setColor(getattr(role, one), QColor(getattr(tokens, name)))
    dull = QColor(tokens.second)
    for text in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, text, dull)
    return palette


_ROLES = {
    "window": "Window",
    "base": "Base Button ToolTipBase Light",
    "quiet": "AlternateBase Midlight",
    "text": "WindowText Text ButtonText ToolTipText BrightText",
    "second": "PlaceholderText",
    "hairline": "Mid",
    "edge": "Dark",
    "outline": "Shadow",
    "accent": "Accent Link LinkVisited Highlight",
    "on_accent": "HighlightedText",
}
