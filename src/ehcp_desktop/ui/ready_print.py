"""The papers for a review meeting, to be printed, saved or copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ehcp_desktop.ui.paper_dialog import Paper, PaperDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.ui.session import Session

_PAGES = "PDF (*.pdf);;Word (*.docx);;Text (*.txt)"
_DRAWN = "PDF (*.pdf)"
CHILD = "child"


def offer(session: Session, review: Review, paper: str, parent: QWidget) -> None:
    """Show the dialog that prints, saves or copies "pack", "child", "views", "agenda", "papers".

    A paper with nothing on it is refused with what to do.
    """
    from ehcp_desktop.services.reports import meeting_papers

    family = session.family
    if paper != CHILD and not session.done(lambda: meeting_papers.told(family, review, paper)):
        return
    PaperDialog(session, paper_of(session, review, paper), parent).exec()


def paper_of(session: Session, review: Review, paper: str) -> Paper:
    """Return one of the papers, to be printed, saved or copied."""
    from ehcp_desktop.services.documents import listing
    from ehcp_desktop.services.reports import meeting_papers

    family = session.family
    is_drawn = paper == CHILD
    named = title(paper, session.child.name)

    def words() -> str:
        return listing.text(meeting_papers.told(family, review, paper)).decode()

    return Paper(
        named,
        f"{named}.pdf",
        _DRAWN if is_drawn else _PAGES,
        lambda shown: meeting_papers.rendered(family, review, paper, ".pdf", shown),
        lambda path, shown: meeting_papers.save(family, review, paper, path, shown),
        None if is_drawn else words,
        is_large=is_drawn,
    )


def title(paper: str, child: str) -> str:
    """Return what a paper of a child's review is called."""
    words = {
        "pack": _tr("The pack for the review of {child}"),
        CHILD: _tr("The page for {child} to fill in"),
        "views": _tr("Our views for the review of {child}"),
        "agenda": _tr("The agenda for the review of {child}"),
        "papers": _tr("The papers for the review of {child}"),
    }
    return words[paper].format(child=child)


def _tr(words: str) -> str:
    return QCoreApplication.translate("ready_print", words)
