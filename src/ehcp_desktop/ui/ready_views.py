"""The views of the family and of the child before a review, each under its prompt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ehcp_desktop.domain.preparation import Preparation
from ehcp_desktop.services import getting_ready
from ehcp_desktop.ui.parts.buttons import allow
from ehcp_desktop.ui.parts.forms import FormField, RecordForm
from ehcp_desktop.ui.parts.layouts import SideBySide, column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ehcp_desktop.ui.session import Session


class ReadyViews(QWidget):
    """A text under each prompt, saved as it is typed."""

    def __init__(self, session: Session, part: str, topics: Sequence[str]) -> None:
        super().__init__()
        self._session = session
        self._part = part
        self.forms: dict[str, RecordForm[Preparation]] = {}
        both = SideBySide(narrow=32, shares=(1, 1))
        for number, topic in enumerate(topics):
            field = FormField(name="text", label=topic, kind="long", lines=3)
            self.forms[topic] = RecordForm(session, (field,), self._keep)
            half = both.main if number < len(topics) / 2 else both.side
            half.addWidget(self.forms[topic])
        column(self).addWidget(both)

    def show_review(self, review_id: str) -> None:
        """Show what is said for a review, without touching what is being typed."""
        for topic, form in self.forms.items():
            form.show_record(self._view(review_id, topic, form.record))
            allow(form, self._session.why_read_only)

    def _view(self, review_id: str, topic: str, shown: Preparation | None) -> Preparation:
        """Return what is kept; what is not yet, or no longer, stays the same empty record."""
        kept = getting_ready.view(self._session.family, review_id, self._part, topic)
        if kept.text or shown is None or shown.review != review_id:
            return kept
        return replace(shown, text="")

    def _keep(self, view: Preparation) -> Preparation:
        return getting_ready.keep(self._session.family, view)
