"""The small windows of the Help menu: keys, where to get advice, about."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser

from ehcp_desktop.ui.parts.dialogs import fit_to_screen
from ehcp_desktop.ui.parts.layouts import CARD, INNER, column
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from ehcp_desktop.ui.main_window import MainWindow


def show_keys(window: MainWindow) -> None:
    """Show every key of every menu, and the keys that work everywhere."""
    rows = [_key_row(action) for action in _actions(window) if not action.shortcut().isEmpty()]
    everywhere = (
        (_tr("Tab, Shift+Tab"), _tr("Next and previous field")),
        (_tr("Enter"), _tr("Open the chosen row")),
        (_tr("Esc"), _tr("Close what is open; nothing is lost")),
        (_tr("Alt and a letter"), _tr("The menu, or the field, with that letter underlined")),
    )
    rows += [_row(words, keys) for keys, words in everywhere]
    _show(window, _tr("Keys"), f'<table cellspacing="8">{"".join(rows)}</table>')


def show_advice(window: QWidget) -> None:
    """Show who can help, with phone and address; it works without the internet."""
    from ehcp_desktop.services import helplines

    parts = (
        f"<h3>{escape(one.name)}</h3><p>{escape(one.what)}</p><p>{escape(one.how)}</p>"
        + "".join(f"<p><b>{escape(number)}</b></p>" for number in one.phone)
        + (f"<p>{escape(one.web)}</p>" if one.web else "")
        for one in helplines.load()
    )
    lead = _tr("EHCP Desktop gives information, not legal advice. These people can help you.")
    _show(window, _tr("Where to get advice"), f"<p>{lead}</p>" + "".join(parts))


def show_about(window: QWidget) -> None:
    """Say what this program is, and whose work it uses."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version("ehcp-desktop")
    except PackageNotFoundError:
        number = _tr("from the source")
    words = _tr(
        "<p><b>EHCP Desktop</b> {number}</p><p>Keeps a family’s EHCP papers in order, says what "
        "is due, and helps to write the letter. Everything stays on this computer.</p>"
        "<p>Free software under the MIT licence. It uses Qt (LGPL), SQLCipher and SQLite, "
        "ReportLab, the Noto fonts (OFL) and the Lucide icons (ISC).</p>"
        "<p>Information, not legal advice.</p>"
    )
    _show(window, _tr("About EHCP Desktop"), words.format(number=escape(number)))


def _actions(window: MainWindow) -> list[QAction]:
    found: list[QAction] = []
    for menu in window.menuBar().actions():
        found += menu.menu().actions()  # type: ignore[attr-defined]  # a QMenu
    return found


def _key_row(action: QAction) -> str:
    keys = ", ".join(keys.toString() for keys in action.shortcuts())
    return _row(action.text().replace("&", "").rstrip("…"), keys)


def _row(words: str, keys: str) -> str:
    return f"<tr><td><b>{escape(keys)}</b></td><td>{escape(words)}</td></tr>"


def _show(window: QWidget, title: str, html: str) -> None:
    dialog = QDialog(window)
    dialog.setWindowTitle(title)
    inside = column(dialog, spacing=INNER, margins=(CARD,) * 4)
    shown = QTextBrowser()
    shown.setAccessibleName(title)
    shown.setOpenExternalLinks(True)
    flags = Qt.TextInteractionFlag
    shown.setTextInteractionFlags(flags.TextBrowserInteraction | flags.TextSelectableByKeyboard)
    shown.setHtml(html)
    close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    close.rejected.connect(dialog.reject)
    inside.addWidget(shown)
    inside.addWidget(close)
    fit_to_screen(dialog, em(40), em(36))
    dialog.exec()


def _tr(words: str) -> str:
    return QCoreApplication.translate("help", words)
