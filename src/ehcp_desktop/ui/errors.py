"""Show errors kindly: the sentence of an EhcpError, or one calm sentence for our own mistakes."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ehcp_desktop.errors import EhcpError

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

_LOG = "ehcp-desktop.log"
_MOST = 1_000_000


def show_refusal(parent: QWidget | None, sentence: str) -> None:
    """Show what could not be done, and that nothing was lost."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setWindowTitle(_tr("That could not be done"))
    box.setIcon(QMessageBox.Icon.Information)
    box.setText(sentence)
    if "othing was" not in sentence:  # many a sentence says it itself
        box.setInformativeText(_tr("Nothing was changed and nothing was lost."))
    box.exec()


def watch_for_mistakes() -> None:
    """Log whatever nobody caught, without anything personal, and say so once."""
    sys.excepthook = _report


def end_at_mistakes() -> None:
    """Print whatever nobody caught and end with status 1: for work that nobody watches."""
    sys.excepthook = _end


def _end(kind: type[BaseException], mistake: BaseException, trace: TracebackType | None) -> None:
    sys.__excepthook__(kind, mistake, trace)
    sys.stderr.flush()
    os._exit(1)  # Qt would go on, as if nothing had happened


def _report(
    kind: type[BaseException], mistake: BaseException, trace: TracebackType | None
) -> None:
    from PySide6.QtWidgets import QApplication, QMessageBox

    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    if isinstance(mistake, EhcpError):
        show_refusal(QApplication.activeWindow(), str(mistake))
        return
    _log(kind, trace)
    QMessageBox.warning(
        QApplication.activeWindow(),
        _tr("Something went wrong"),
        _tr(
            "Something went wrong in the program. What you saved is safe. "
            "Please close EHCP Desktop and open it again."
        ),
    )


def _log(kind: type[BaseException], trace: TracebackType | None) -> None:
    """Write the kind of mistake and where it was: never its message, which may hold a name."""
    import traceback
    from datetime import UTC, datetime

    from ehcp_desktop.paths import log_folder

    places = (
        f"  {frame.name} line {frame.lineno} of {frame.filename.rpartition('ehcp_desktop')[2]}"
        for frame in traceback.extract_tb(trace)
    )
    entry = "\n".join((f"{datetime.now(UTC):%Y-%m-%d %H:%M} {kind.__name__}", *places, ""))
    path = log_folder() / _LOG
    if path.exists() and path.stat().st_size > _MOST:
        path.unlink()
    with path.open("a", encoding="utf-8") as log:
        log.write(entry)


def _tr(words: str) -> str:
    return QCoreApplication.translate("errors", words)
