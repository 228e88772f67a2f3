"""What can be done with a letter that is written: keep it, save it, print it, copy it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from ehcp_desktop.errors import FileRefused
from ehcp_desktop.services.letters.writing import Written
from ehcp_desktop.ui.letter_paper import Paper
from ehcp_desktop.ui.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from ehcp_desktop.domain.letter import Letter
    from ehcp_desktop.services.family import Family

Way = Callable[[QWidget, Session, Written, Paper], None]
Keep = Callable[["Family", Written, "Letter | None"], "Letter"]


def keep(family: Family, written: Written, letter: Letter | None) -> Letter:
    """Keep a letter as a draft."""
    from ehcp_desktop.services.letters.writing import save_draft

    return save_draft(family, written, letter)


def keep_for_use(family: Family, written: Written, letter: Letter | None) -> Letter:
    """Keep a letter as a draft, and in the record what it asked for in place."""
    from ehcp_desktop.services.letters import asked

    asked.keep(family, written)
    return keep(family, written, letter)


def keep_for_sending(family: Family, written: Written, letter: Letter | None) -> Letter:
    """Keep what a letter asked for, and the letter: one of an earlier day as it was then."""
    from ehcp_desktop.services.letters import asked
    from ehcp_desktop.services.letters.writing import has_gaps

    if letter is None or letter.written == family.today() or has_gaps(family, letter):
        return keep_for_use(family, written, letter)
    asked.keep(family, written)
    return letter


def save_pdf(parent: QWidget, session: Session, written: Written, paper: Paper) -> None:
    """Ask where, and save the letter as it will be printed."""
    path = _save(parent, session, written, paper, (".pdf", _tr("PDF (*.pdf)")))
    if path is not None:
        _warn(session, written)


def save_docx(parent: QWidget, session: Session, written: Written, paper: Paper) -> None:
    """Ask where, and save the letter for a word processor."""
    _save(parent, session, written, paper, (".docx", _tr("Word (*.docx)")))


def save_text(parent: QWidget, session: Session, written: Written, paper: Paper) -> None:
    """Ask where, and save the words of the letter alone."""
    _save(parent, session, written, paper, (".txt", _tr("Text (*.txt)")))


def save_spreadsheet(parent: QWidget, session: Session, written: Written, _paper: Paper) -> None:
    """Ask where, and save a log with a column for each thing that it knows."""
    from ehcp_desktop.services.reports import log_out
    from ehcp_desktop.ui import places

    name = _name(session, written) + ".xlsx"
    path = places.ask_where(
        parent, _tr("Save as a spreadsheet"), name, _tr("Excel (*.xlsx);;CSV (*.csv)")
    )
    if path is not None and session.done(
        lambda: _write(path, log_out.rendered(session.family, written, path.suffix))
    ):
        places.tell_saved(session, path)


def save_all(parent: QWidget, session: Session, written: Written, paper: Paper) -> None:
    """Ask for a folder, and save the letter there with the enclosures that the record makes."""
    from ehcp_desktop.ui import places

    chosen = QFileDialog.getExistingDirectory(
        parent, _tr("Save the letter and its enclosures"), str(places.start_folder())
    )
    if not chosen:
        return
    kept = session.attempt(lambda: _write_all(chosen, session, written, paper))
    if kept:
        places.tell_saved(session, kept[0])
        _warn(session, written)


def _write_all(folder: str, session: Session, written: Written, paper: Paper) -> list[Path]:
    from pathlib import Path

    from ehcp_desktop.services.letters import enclosing
    from ehcp_desktop.ui import places

    family, child = session.family, written.child
    enclosures = enclosing.makeable(family, child, written.document.enclosures)
    files = [("", _bytes(written, ".pdf", paper))]
    files += [
        (f", {each.name}", enclosing.made(family, child, each, paper.edition))
        for each in enclosures
    ]
    paths = []
    for more, made in files:
        name = places.suggested(_name(session, written, more))
        paths.append(_free(Path(folder), name, ".pdf"))
        _write(paths[-1], made)
    return paths


def _free(folder: Path, name: str, suffix: str) -> Path:
    """Return a file of this name, with a number where there is one already."""
    path, number = folder / f"{name}{suffix}", 2
    while path.exists():
        path, number = folder / f"{name} ({number}){suffix}", number + 1
    return path


def copy_text(_parent: QWidget, session: Session, written: Written, _paper: Paper) -> None:
    """Put the words of the whole letter on the clipboard."""
    from ehcp_desktop.services.letters.plain import text

    QApplication.clipboard().setText(text(written.document))
    session.say(_tr("The words are copied."))


def copy_email(parent: QWidget, session: Session, written: Written, _paper: Paper) -> None:
    """Show the letter as an email: its words are copied, then its subject."""
    from ehcp_desktop.ui.letter_email import EmailDialog

    dialog = EmailDialog(session, written, parent)
    dialog.exec()
    dialog.deleteLater()


def print_letter(parent: QWidget, session: Session, written: Written, paper: Paper) -> None:
    """Show the printer's own dialog and print the pages of the PDF."""
    from ehcp_desktop.ui.printing import print_pdf

    _warn(session, written)
    print_pdf(parent, written.document.title, _bytes(written, ".pdf", paper))


def save_fold_test(parent: QWidget, session: Session, lower: int) -> None:
    """Ask where, and save the page on which the window of an envelope is tried."""
    from ehcp_desktop.services.letters.envelope import fold_test_page
    from ehcp_desktop.ui import places

    path = places.ask_where(
        parent, _tr("Save the test page"), _tr("Fold test page") + ".pdf", _tr("PDF (*.pdf)")
    )
    if path is not None and session.done(
        lambda: _write(path, fold_test_page(session.today(), lower))
    ):
        places.tell_saved(session, path)


def _save(
    parent: QWidget, session: Session, written: Written, paper: Paper, kind: tuple[str, str]
) -> Path | None:
    from ehcp_desktop.ui import places

    suffix, kinds = kind
    name = _name(session, written) + suffix
    path = places.ask_where(parent, _tr("Save the letter"), name, kinds)
    if path is None or not session.done(lambda: _write(path, _bytes(written, suffix, paper))):
        return None
    places.tell_saved(session, path)
    return path


def _name(session: Session, written: Written, more: str = "") -> str:
    from ehcp_desktop.services.letters.kept import file_name
    from ehcp_desktop.services.papers import safe_name

    name = file_name(session.today(), written.template.situation, written.child.name)
    return safe_name(f"{name}{more}")


def _bytes(written: Written, suffix: str, paper: Paper) -> bytes:
    from ehcp_desktop.services.letters.render import render

    return render(written.document, suffix, paper.edition, paper.lower)


def _write(path: Path, made: bytes) -> None:
    try:
        path.write_bytes(made)
        path.chmod(0o600)
    except OSError as problem:
        words = _tr("The letter could not be saved there; choose another folder.")
        raise FileRefused(words) from problem


def _warn(session: Session, written: Written) -> None:
    """Name the signs that print can only show as a box; Word and the words keep them."""
    from ehcp_desktop.services.letters.render import unprintable

    signs = unprintable(written.document)
    if signs:
        words = _tr("These signs cannot be printed and show as a box: {signs}. Word keeps them.")
        session.say(words.format(signs=" ".join(signs)))


def _tr(words: str) -> str:
    return QCoreApplication.translate("letter_output", words)
