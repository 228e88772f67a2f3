"""Taking a spreadsheet in, and giving the chronology out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ehcp_desktop.services.importing import Imported
    from ehcp_desktop.ui.session import Session


def import_events(session: Session, parent: QWidget) -> None:
    """Ask for a spreadsheet of events and take it in, all of it or nothing."""
    from ehcp_desktop.services import importing

    chosen, _ = QFileDialog.getOpenFileName(
        parent, _tr("Import a spreadsheet"), "", _tr("Spreadsheets (*.csv *.xlsx)")
    )
    if chosen:
        take_in = importing.import_events
        done = session.attempt(lambda: take_in(session.family, session.child, Path(chosen)))
        if done is not None:
            session.say(_told(done), undo=done.added > 0)


def save_chronology(session: Session, parent: QWidget) -> None:
    """Ask where, write the chronology there, and open it to be read or printed."""
    from ehcp_desktop.services.reports.chronology import chronology

    chosen, kind = QFileDialog.getSaveFileName(
        parent,
        _tr("Print or save the chronology"),
        str(Path.home() / _tr("Chronology.pdf")),
        "PDF (*.pdf);;Word (*.docx);;Excel (*.xlsx);;CSV (*.csv)",
    )
    if not chosen:
        return
    path = Path(chosen)
    if not path.suffix:
        path = path.with_suffix("." + kind.rpartition(".")[2].rstrip(")"))
    if session.done(lambda: chronology(session.family, session.child, path)):
        session.say(_tr("The chronology is in {place}").format(place=path.name))
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _told(done: Imported) -> str:
    words = _tr("{added} added, {already} were there already")
    return words.format(added=done.added, already=done.already)


def _tr(words: str) -> str:
    return QCoreApplication.translate("exchange", words)
