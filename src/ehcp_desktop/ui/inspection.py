"""Build every screen of the open family: to check a program, or to draw pictures of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ehcp_desktop.resources import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ehcp_desktop.ui.main_window import MainWindow

LOOKS = (
    ("light", "light", 100, (1440, 900)),
    ("dark", "dark", 100, (1440, 900)),
    ("1024x700", "light", 100, (1024, 700)),
    ("200-percent", "light", 200, (1280, 900)),
    ("comfort", "comfort", 100, (1440, 900)),
)
_WORTH_TELLING = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
_NOT_OURS = "This plugin does not support"  # what Qt's drawing in memory says of itself


def inspect(window: MainWindow, folder: Path | None) -> int:
    """Build every screen, draw it if there is a folder; 1 when Qt warned of anything, else 0."""
    warnings: list[str] = []

    def hear(kind: QtMsgType, where: QMessageLogContext, words: str) -> None:
        if kind in _WORTH_TELLING and _NOT_OURS not in words:
            warnings.append(words)

    before = qInstallMessageHandler(hear)
    try:
        _build(window) if folder is None else _draw(window, folder)
    finally:
        window.close()
        qInstallMessageHandler(before)
    for words in warnings:
        sys.stderr.write(f"Qt warned: {words}\n")
    return 1 if warnings else 0


def _build(window: MainWindow) -> None:
    for _ in _screens(window):
        QApplication.processEvents()


def _draw(window: MainWindow, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if QGuiApplication.platformName() == "offscreen":
        _use_shipped_font(window)
    for name, look, size, (width, height) in LOOKS:
        window.theme.set_size(size)
        window.theme.set_look(look)
        window.resize(width, height)
        for screen, shown in _screens(window):
            for _ in range(3):
                QApplication.processEvents()
            shown.grab().save(str(folder / f"{screen}-{name}.png"))


def _screens(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Go through every screen and dialog, each with what to draw."""
    window.show()
    for entry in window.entries:
        window.go(entry.id)
        yield entry.id, window
    for name, dialog in _dialogs(window):
        dialog.show()
        yield name, dialog
        dialog.close()
        dialog.deleteLater()
    window.show_welcome()
    yield "first-run", window
    window.show_record()


def _dialogs(window: MainWindow) -> Iterator[tuple[str, QDialog]]:
    from ehcp_desktop.ui.add_dialog import AddDialog
    from ehcp_desktop.ui.exchange import year_paper
    from ehcp_desktop.ui.paper_dialog import PaperDialog
    from ehcp_desktop.ui.school_dates_dialog import SchoolDatesDialog

    yield "add", AddDialog(window.session, window, "call")
    yield "add-anything", AddDialog(window.session, window, "any")
    yield "school-dates", SchoolDatesDialog(window.session, window)
    yield "paper", PaperDialog(window.session, year_paper(window.session), window)


def _use_shipped_font(window: MainWindow) -> None:
    """Draw with a font of our own, so that the pictures are the same on every computer."""
    families: list[str] = []
    for file in sorted((ROOT / "fonts").rglob("NotoSans-*.ttf")):
        number = QFontDatabase.addApplicationFont(str(file))
        families += QFontDatabase.applicationFontFamilies(number)
    if "Noto Sans" in families:
        window.theme.set_family("Noto Sans")
