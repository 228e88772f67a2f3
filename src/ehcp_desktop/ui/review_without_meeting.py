"""What came of a review whose meeting is not recorded, and so stands in no review."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ehcp_desktop.services.reviews import without_meeting
from ehcp_desktop.services.story import title_of
from ehcp_desktop.ui.parts.layouts import GROUP, BoxedList, column
from ehcp_desktop.ui.parts.rows import Row, RowText
from ehcp_desktop.ui.parts.text import Counted

if TYPE_CHECKING:
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session


class WithoutMeeting(QWidget):
    """Lists such letters and papers, each with the way to add the meeting; hidden when none is."""

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__()
        self._session = session
        self._go = go
        inside = column(self, spacing=GROUP)
        self._heading = Counted(self.tr("Not part of a review yet"))
        self.list = BoxedList(self.tr("Not part of a review yet"))
        inside.addWidget(self._heading)
        inside.addWidget(self.list)

    def refresh(self) -> None:
        """Show what the record now has of the kind."""
        child = self._session.child_id
        found = without_meeting(self._session.family, child) if child else []
        self.list.clear()
        for event in found:
            self.list.add(self._row(event))
        self._heading.count(len(found))
        self.setVisible(bool(found))

    def _row(self, event: Event) -> Row:
        text = RowText(
            title=title_of(self._session.family, event),
            detail=self.tr("The meeting that it belongs to is not recorded."),
            date=event.on.spoken_in_full() if event.on else "",
        )
        add = partial(self._go, "add", kind="review_meeting_held")
        see = partial(self._go, "story", event=event.id)
        if self._session.read_only:
            return Row(text, action=(self.tr("See it"), see))
        more = ((self.tr("See it in the Story"), see),)
        return Row(text, action=(self.tr("Add the meeting…"), add), more=more)
