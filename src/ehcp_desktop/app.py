"""Puts the record, the services and the screens together, and starts Qt."""

from __future__ import annotations

import gc
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.ui.display import obstacle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QApplication

    from ehcp_desktop.ui.main_window import MainWindow

NAME = "EHCP Desktop"
_A_MOMENT = 2000  # milliseconds


class Wanted(NamedTuple):
    """What was asked for on the command line."""

    file: Path | None = None
    example: bool = False
    check: bool = False
    pictures: Path | None = None
    today: date | None = None
    screen: Sequence[str] = ()

    @property
    def is_unseen(self) -> bool:
        """True for work that shows no window."""
        return self.check or self.pictures is not None


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window and return the exit status; 1, with one sentence, if that cannot be."""
    wanted = read_arguments(sys.argv[1:] if arguments is None else arguments)
    gc.disable()  # until the window is there: nothing that is made before can be thrown away
    problem = obstacle(unseen=wanted.is_unseen)
    if problem:
        sys.stderr.write(problem + "\n")
        return 1
    return _run(wanted)


def read_arguments(arguments: Sequence[str]) -> Wanted:
    """Read the command line. Wrong usage ends the program with status 2."""
    if list(arguments) in ([], ["--example"]):
        return Wanted(example=bool(arguments))
    if len(arguments) == 1 and not arguments[0].startswith("-"):
        return Wanted(file=Path(arguments[0]))
    import argparse  # slow, so only when there is more to read

    parser = argparse.ArgumentParser(prog="ehcp-desktop", description=NAME)
    parser.add_argument("file", nargs="?", type=Path, help="the family's record (.ehcp)")
    parser.add_argument("--example", action="store_true", help="open a made-up family")
    parser.add_argument("--check", action="store_true", help="build every screen and quit")
    parser.add_argument("--pictures", type=Path, metavar="DIR", help="draw every screen as PNG")
    parser.add_argument(
        "--screen",
        action="append",
        default=[],
        metavar="S",
        help="of all screens only S, such as letters; may be repeated",
    )
    parser.add_argument("--today", type=date.fromisoformat, metavar="D", help="fix the clock")
    return Wanted(**vars(parser.parse_args(arguments)))


def _run(wanted: Wanted) -> int:
    from ehcp_desktop.ui.errors import end_at_mistakes, watch_for_mistakes

    app = _application()
    end_at_mistakes() if wanted.is_unseen else watch_for_mistakes()
    fixed = wanted.today
    clock: Callable[[], date] = (lambda: fixed) if fixed else date.today
    if wanted.is_unseen:
        gc.enable()
        return _inspect(app, wanted, clock)
    window = build_window(app, clock)
    window.paint_first()
    window.restore_place()
    _open_first(window, wanted)
    window.ready.connect(_tidy)
    window.ready.connect(partial(_tell_later, window))
    window.show()
    return app.exec()


def _tell_later(window: MainWindow) -> None:
    """Give the notice of the day once the record has been there for a moment."""
    from PySide6.QtCore import QTimer

    def tell() -> None:
        from ehcp_desktop.ui.tray_notice import tell_pressing

        tell_pressing(window)

    QTimer.singleShot(_A_MOMENT, window, tell)


def _tidy() -> None:
    from ehcp_desktop.services.private_folder import remove_left_behind

    remove_left_behind()
    if not gc.isenabled():
        gc.freeze()  # all of this stays, so it need not be looked through
        gc.enable()


def _application() -> QApplication:
    from PySide6.QtCore import QLocale
    from PySide6.QtWidgets import QApplication

    QLocale.setDefault(QLocale("en_GB"))
    # Said here because asking for a style by name loads Qt's style classes, which is slow.
    _import_plainly()
    app = QApplication([*sys.argv[:1], "-style", "fusion"])
    app.setOrganizationName(NAME)
    app.setApplicationName(NAME)
    app.setDesktopFileName("ehcp-desktop")
    return app


def _import_plainly() -> None:
    """Take PySide's own import away: it reads each module for a switch that we do not use."""
    import builtins

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def build_window(app: QApplication, today: Callable[[], date]) -> MainWindow:
    """Return the main window, put together, with no record open."""
    from PySide6.QtCore import QSettings

    from ehcp_desktop.ui.files import Files
    from ehcp_desktop.ui.main_window import MainWindow
    from ehcp_desktop.ui.session import Session
    from ehcp_desktop.ui.theme import LOOKS, SIZES, Theme

    settings = QSettings()
    look, size = str(settings.value("look", LOOKS[0])), settings.value("size", SIZES[0])
    theme = Theme(app, look if look in LOOKS else LOOKS[0], _percent(size))
    session = Session(today)
    files = Files(session)
    window = MainWindow(session, theme, files)
    files.window = window
    files.opened.connect(window.show_record)
    files.closed.connect(window.show_welcome)
    files.families_wanted.connect(window.show_families)
    files.locked.connect(window.show_locked)
    return window


def _percent(stored: object) -> int:
    return int(str(stored)) if str(stored).isdecimal() else 100


def _open_first(window: MainWindow, wanted: Wanted) -> None:
    """Open what was asked for, else the record that was open last, else show where to begin."""
    if wanted.example:
        window.files.open_example()
        return
    path = wanted.file or window.files.last()
    if path is None or not window.files.open_path(path):
        window.show_first()


def _inspect(app: QApplication, wanted: Wanted, today: Callable[[], date]) -> int:
    from ehcp_desktop.ui.inspection import inspect

    window = build_window(app, today)
    _open_first(window, Wanted(file=wanted.file, example=wanted.file is None))
    return inspect(window, wanted.pictures, wanted.screen)
