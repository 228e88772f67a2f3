"""Build every screen of the open family: to check a program, or to draw pictures of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from ehcp_desktop.resources import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
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


def inspect(window: MainWindow, folder: Path | None, only: Collection[str] = ()) -> int:
    """Build every screen or those named, draw it if there is a folder.

    Returns 1 when Qt warned of anything or a name is that of no screen, else 0.
    """
    names = {*(entry.id for entry in window.entries), *_dialogs(window), "first-run"}
    told = [f"There is no screen “{name}”." for name in only if name not in names]
    only = only or names

    def hear(kind: QtMsgType, where: QMessageLogContext, words: str) -> None:
        if kind in _WORTH_TELLING and _NOT_OURS not in words:
            told.append(f"Qt warned: {words}")

    before = qInstallMessageHandler(hear)
    try:
        _build(window, only) if folder is None else _draw(window, folder, only)
    finally:
        window.close()
        qInstallMessageHandler(before)
    sys.stderr.writelines(f"{line}\n" for line in told)
    return 1 if told else 0


def _build(window: MainWindow, only: Collection[str]) -> None:
    for _ in _screens(window, only):
        QApplication.processEvents()


def _draw(window: MainWindow, folder: Path, only: Collection[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if QGuiApplication.platformName() == "offscreen":
        _use_shipped_font(window)
    for name, look, size, (width, height) in LOOKS:
        window.theme.set_size(size)
        window.theme.set_look(look)
        window.resize(width, height)
        for screen, shown in _screens(window, only):
            for _ in range(3):
                QApplication.processEvents()
            shown.grab().save(str(folder / f"{screen}-{name}.png"))


def _screens(window: MainWindow, only: Collection[str]) -> Iterator[tuple[str, QWidget]]:
    """Go through every screen and dialog, or those named, each with what to draw."""
    window.show()
    for entry in window.entries:
        if entry.id in only:
            window.go(entry.id)
            yield entry.id, window
    for name, build in _dialogs(window).items():
        if name in only:
            yield from _shown(name, build())
    if "first-run" in only:
        window.show_welcome()
        yield "first-run", window
        window.show_record()


def _shown(name: str, dialog: QWidget) -> Iterator[tuple[str, QWidget]]:
    dialog.show()
    yield name, dialog
    dialog.close()
    dialog.deleteLater()
    QApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)


def _dialogs(window: MainWindow) -> Mapping[str, Callable[[], QWidget]]:
    from ehcp_desktop.services.meeting import review_to_note
    from ehcp_desktop.ui.add_dialog import AddDialog
    from ehcp_desktop.ui.exchange import year_paper
    from ehcp_desktop.ui.give_copy_dialog import GiveCopyDialog
    from ehcp_desktop.ui.keeping_dialog import KeepingDialog
    from ehcp_desktop.ui.meeting_window import MeetingWindow
    from ehcp_desktop.ui.model_check_dialog import ModelCheckDialog
    from ehcp_desktop.ui.paper_dialog import PaperDialog
    from ehcp_desktop.ui.school_dates_dialog import SchoolDatesDialog

    session = window.session
    return {
        "add": lambda: AddDialog(session, window, "call"),
        "add-anything": lambda: AddDialog(session, window, "any"),
        "keeping": lambda: KeepingDialog(session, window),
        "give-copy": lambda: GiveCopyDialog(session, window),
        "school-dates": lambda: SchoolDatesDialog(session, window),
        "meeting": lambda: MeetingWindow(
            session, review_to_note(session.family, session.child), window.go
        ),
        "model-check": lambda: ModelCheckDialog(session, window),
        "paper": lambda: PaperDialog(session, year_paper(session), window),
    }


def _use_shipped_font(window: MainWindow) -> None:
    """Draw with a font of our own, so that the pictures are the same on every computer."""
    families: list[str] = []
    for file in sorted((ROOT / "fonts").rglob("NotoSans-*.ttf")):
        number = QFontDatabase.addApplicationFont(str(file))
        families += QFontDatabase.applicationFontFamilies(number)
    if "Noto Sans" in families:
        window.theme.set_family("Noto Sans")
