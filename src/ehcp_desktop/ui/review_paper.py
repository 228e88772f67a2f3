"""One review to be printed, or saved as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ehcp_desktop.services.reports import review_sheet
from ehcp_desktop.services.reviews import title
from ehcp_desktop.ui.paper_dialog import Paper, PaperDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.ui.session import Session

_KINDS = "PDF (*.pdf);;Word (*.docx);;Text (*.txt)"


def offer_review(session: Session, parent: QWidget, review: Review) -> None:
    """Show the dialog that prints or saves a review."""
    PaperDialog(session, review_paper(session, review), parent).exec()


def review_paper(session: Session, review: Review) -> Paper:
    """Return a review as a paper: its steps, what was late, and what it leaves out."""
    family = session.family
    called = title(review, family.store.events.all(review=review.id))
    form = QCoreApplication.translate("review_paper", "{review} of {child}")
    name = form.format(review=called, child=session.child.name)
    return Paper(
        called,
        f"{''.join(sign for sign in name if sign.isalnum() or sign in ' -’')}.pdf",
        _KINDS,
        lambda shown: review_sheet.rendered(family, review.id, ".pdf", shown),
        lambda path, shown: review_sheet.save(family, review.id, path, shown),
    )
