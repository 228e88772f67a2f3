"""Take away what a record that was closed has left on this computer, outside its file."""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtGui import QClipboard, QGuiApplication

from ehcp_desktop.services.private_folder import remove_left_behind
from ehcp_desktop.ui import places


def forget() -> None:
    """Empty the clipboard if it holds something of ours; forget folders, and take copies away."""
    clipboard = QGuiApplication.clipboard()
    for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        if _is_ours(clipboard, mode):
            clipboard.clear(mode)
    places.forget()
    QSettings().remove("noticed")  # by which record a notice was given, before it was on the list
    remove_left_behind()


def _is_ours(clipboard: QClipboard, mode: QClipboard.Mode) -> bool:
    if mode == QClipboard.Mode.Selection:
        return clipboard.supportsSelection() and clipboard.ownsSelection()
    return clipboard.ownsClipboard()
