"""What was said at the meeting: four accounts kept apart, where they differ, and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ehcp_desktop.ui.parts.layouts import INNER, column
from ehcp_desktop.ui.review_accounts import Accounts
from ehcp_desktop.ui.review_actions import ReviewActions
from ehcp_desktop.ui.review_corrections import ReviewCorrections

if TYPE_CHECKING:
    from ehcp_desktop.domain.review import Minutes
    from ehcp_desktop.services.reviews import Overview
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.parts.forms import RecordForm
    from ehcp_desktop.ui.session import Session


class ReviewNotes(QWidget):
    """Our note, the report, the decision and the plan; the corrections; and the actions."""

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__()
        self.four = Accounts(session, go)
        self.corrections = ReviewCorrections(session, go)
        self.to_do = ReviewActions(session)
        self.four.corrects.connect(self.corrections.correct)
        self.four.adds.connect(self.corrections.add_left_out)
        inside = column(self, spacing=INNER)
        for part in (self.four, self.corrections, self.to_do):
            inside.addWidget(part)
        inside.addStretch(1)

    @property
    def accounts(self) -> dict[str, RecordForm[Minutes]]:
        """The forms of the two accounts that are typed: "ours" and "school"."""
        return self.four.forms

    def show_review(self, overview: Overview) -> None:
        """Show what is written about a review, without touching what is being typed."""
        self.four.show_review(overview)
        self.corrections.show_review(overview)
        self.to_do.show_review(overview.review)
