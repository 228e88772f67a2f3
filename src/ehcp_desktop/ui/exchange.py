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
    """Show the dialog that takes a spreadsheet of events in, all of it or nothing."""
    from ehcp_desktop.ui.import_dialog import ImportDialog

    dialog = ImportDialog(session, parent)
    dialog.exec()
    done = dialog.done_with
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
    said = words.format(added=done.added, already=done.already)
    if done.refused_file is None:
        return said
    left = _tr("{count} left out, with reasons in {name}")
    return f"{said}; {left.format(count=len(done.refused), name=done.refused_file.name)}"


def _tr(words: str) -> str:
    return QCoreApplication.translate("exchange", words)
