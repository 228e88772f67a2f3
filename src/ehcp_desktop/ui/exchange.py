"""Taking a spreadsheet in, and giving the chronology and the dates out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ehcp_desktop.ui import places

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.services.importing import Imported
    from ehcp_desktop.services.reports.ics import Entry
    from ehcp_desktop.ui.session import Session

_PAGES = "PDF (*.pdf);;Word (*.docx)"
_TABLES = "PDF (*.pdf);;Word (*.docx);;Excel (*.xlsx);;CSV (*.csv)"


def import_events(session: Session, parent: QWidget) -> None:
    """Show the dialog that takes a spreadsheet of events in, all of it or nothing."""
    from ehcp_desktop.ui.import_dialog import ImportDialog

    dialog = ImportDialog(session, parent)
    dialog.exec()
    done = dialog.done_with
    if done is not None:
        session.say(_told(done), undo=done.added > 0)


def save_chronology(session: Session, parent: QWidget, title: str = "") -> None:
    """Ask where and write the chronology there; the message offers to open it."""
    from ehcp_desktop.services.reports.chronology import chronology

    name = _tr("Chronology of {child}").format(child=session.child.name)
    path = places.ask_where(parent, title or _tr("Save the chronology"), f"{name}.pdf", _TABLES)
    if path is None:
        return
    if session.done(lambda: chronology(session.family, session.child, path)):
        places.tell_saved(session, path)


def save_calendar(session: Session, parent: QWidget) -> None:
    """Ask where, and save the open time limits of all the children for their own calendar."""
    from ehcp_desktop.services.reports.calendar_out import entries

    shown = session.attempt(lambda: entries(session.family))
    if shown is not None:
        _save_dates(session, parent, shown, _tr("EHCP dates"))


def save_date(session: Session, parent: QWidget, deadline: Deadline) -> None:
    """Ask where, and save one time limit for their own calendar."""
    from ehcp_desktop.services.reports.calendar_out import entry_of

    entry = session.attempt(lambda: entry_of(session.family, deadline))
    if entry is not None:
        plain = "".join(sign for sign in entry.title if sign.isalnum() or sign in " -’'")
        _save_dates(session, parent, [entry], plain[:60].strip() or _tr("EHCP date"))


def _save_dates(session: Session, parent: QWidget, shown: list[Entry], name: str) -> None:
    from ehcp_desktop.services.reports.calendar_out import save

    title = _tr("Save dates for your calendar")
    path = places.ask_where(parent, title, f"{name}.ics", _tr("Calendar (*.ics)"))
    if path is not None and session.done(lambda: save(session.family, path, shown)):
        places.tell_saved(session, path)


def save_year(session: Session, parent: QWidget) -> None:
    """Ask where, and save the child's year ahead on one page."""
    from ehcp_desktop.services.reports.year_ahead import year_ahead

    name = _tr("Year ahead of {child}").format(child=session.child.name)
    path = places.ask_where(parent, _tr("Save the year ahead"), f"{name}.pdf", _PAGES)
    if path is not None and session.done(lambda: year_ahead(session.family, session.child, path)):
        places.tell_saved(session, path)


def print_year(session: Session, parent: QWidget) -> None:
    """Show the printer's own dialog, and print the child's year ahead on one page."""
    from ehcp_desktop.services.documents.edition import STANDARD
    from ehcp_desktop.services.reports.year_ahead import rendered
    from ehcp_desktop.ui.printing import print_pdf

    made = session.attempt(lambda: rendered(session.family, session.child, ".pdf", STANDARD))
    if made is not None:
        print_pdf(parent, _tr("The year ahead"), made)


def _told(done: Imported) -> str:
    words = _tr("{added} added, {already} were there already")
    said = words.format(added=done.added, already=done.already)
    if done.refused_file is None:
        return said
    left = _tr("{count} left out, with reasons in {name}")
    return f"{said}; {left.format(count=len(done.refused), name=done.refused_file.name)}"


def _tr(words: str) -> str:
    return QCoreApplication.translate("exchange", words)
