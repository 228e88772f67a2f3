"""Taking a spreadsheet in, and giving the chronology and the dates out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ehcp_desktop.ui import places
from ehcp_desktop.ui.paper_dialog import Paper, PaperDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.services.importing import Imported
    from ehcp_desktop.services.reports.ics import Entry
    from ehcp_desktop.ui.session import Session

_PAGES = "PDF (*.pdf);;Word (*.docx);;Text (*.txt)"
_TABLES = "PDF (*.pdf);;Word (*.docx);;Excel (*.xlsx);;CSV (*.csv)"


def import_events(session: Session, parent: QWidget) -> None:
    """Show the dialog that takes a spreadsheet of events in, all of it or nothing."""
    from ehcp_desktop.ui.import_dialog import ImportDialog

    dialog = ImportDialog(session, parent)
    dialog.exec()
    done = dialog.done_with
    if done is not None:
        session.say(_told(done), undo=done.added > 0)


def offer_chronology(session: Session, parent: QWidget) -> None:
    """Show the dialog that prints or saves what happened to the child, in order."""
    from ehcp_desktop.services.reports import chronology

    name = _tr("Chronology of {child}").format(child=session.child.name)
    paper = Paper(
        _tr("The chronology"),
        f"{name}.pdf",
        _TABLES,
        lambda shown: chronology.rendered(session.family, session.child, ".pdf", shown),
        lambda path, shown: chronology.chronology(session.family, session.child, path, shown),
    )
    PaperDialog(session, paper, parent).exec()


def offer_year(session: Session, parent: QWidget) -> None:
    """Show the dialog that prints or saves the child's year ahead."""
    PaperDialog(session, year_paper(session), parent).exec()


def year_paper(session: Session) -> Paper:
    """Return the child's year ahead, to be printed or saved."""
    from ehcp_desktop.services.reports import year_ahead

    name = _tr("Year ahead of {child}").format(child=session.child.name)
    return Paper(
        _tr("The year ahead"),
        f"{name}.pdf",
        _PAGES,
        lambda shown: year_ahead.rendered(session.family, session.child, ".pdf", shown),
        lambda path, shown: year_ahead.year_ahead(session.family, session.child, path, shown),
    )


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
        places.tell_saved(session, path, _tr("Open it and your calendar takes the dates in."))


def _told(done: Imported) -> str:
    words = _tr("{added} added, {already} were there already")
    said = words.format(added=done.added, already=done.already)
    if done.refused_file is None:
        return said
    left = _tr("{count} left out, with reasons in {name}")
    return f"{said}; {left.format(count=len(done.refused), name=done.refused_file.name)}"


def _tr(words: str) -> str:
    return QCoreApplication.translate("exchange", words)
