"""What can be done with a letter that is written: keep it, save it, print it, copy it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QWidget

from ehcp_desktop.errors import FileRefused
from ehcp_desktop.services.letters.writing import Written
from ehcp_desktop.ui.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from ehcp_desktop.domain.letter import Letter
    from ehcp_desktop.services.family import Family

Way = Callable[[QWidget, Session, Written], None]
Keep = Callable[["Family", Written, "Letter | None"], "Letter"]


def keep(family: Family, written: Written, letter: Letter | None) -> Letter:
    """Keep a letter as a draft."""
    from ehcp_desktop.services.letters.writing import save_draft

    return save_draft(family, written, letter)


def keep_for_use(family: Family, written: Written, letter: Letter | None) -> Letter:
    """Keep a letter as a draft, and in the record what it asked for in place."""
    _keep_what_was_asked(family, written)
    return keep(family, written, letter)


def keep_for_sending(family: Family, written: Written, letter: Letter | None) -> Letter:
    """Keep what a letter asked for, and the letter: one of an earlier day as it was then."""
    from ehcp_desktop.services.letters.writing import has_gaps

    if letter is None or letter.written == family.today() or has_gaps(letter):
        return keep_for_use(family, written, letter)
    _keep_what_was_asked(family, written)
    return letter


def _keep_what_was_asked(family: Family, written: Written) -> None:
    from ehcp_desktop.services.letters import asked

    asked.keep_writer(family, written)
    asked.keep_days(family, written.child, written.template, written.given)


def save_pdf(parent: QWidget, session: Session, written: Written) -> None:
    """Ask where, and save the letter as it will be printed."""
    _save(parent, session, written, ".pdf", _tr("PDF (*.pdf)"))


def save_docx(parent: QWidget, session: Session, written: Written) -> None:
    """Ask where, and save the letter for a word processor."""
    _save(parent, session, written, ".docx", _tr("Word (*.docx)"))


def copy_text(_parent: QWidget, session: Session, written: Written) -> None:
    """Put the words of the letter on the clipboard, ready for an email."""
    from ehcp_desktop.services.letters.plain import text

    QApplication.clipboard().setText(text(written.document))
    session.say(_tr("The words are copied. Paste them into your email."))


def print_letter(parent: QWidget, session: Session, written: Written) -> None:
    """Show the printer's own dialog and print the pages of the PDF."""
    from ehcp_desktop.ui.printing import print_pdf

    _warn(session, written)
    print_pdf(parent, written.document.title, _bytes(written, ".pdf"))


def _save(parent: QWidget, session: Session, written: Written, suffix: str, kinds: str) -> None:
    from ehcp_desktop.services.letters.kept import file_name
    from ehcp_desktop.ui import places

    name = file_name(session.today(), written.template.situation, written.child.name) + suffix
    path = places.ask_where(parent, _tr("Save the letter"), name, kinds)
    if path is None:
        return
    if session.done(lambda: _write(path, _bytes(written, suffix))):
        places.tell_saved(session, path)
        if suffix == ".pdf":
            _warn(session, written)


def _bytes(written: Written, suffix: str) -> bytes:
    from ehcp_desktop.services.letters.render import render

    return render(written.document, suffix)


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
