"""Change one event of the record: every field is saved as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QFrame, QWidget

from ehcp_desktop.ui.event_fields import form_fields
from ehcp_desktop.ui.parts.buttons import allow, link, primary
from ehcp_desktop.ui.parts.dialogs import fit_to_screen
from ehcp_desktop.ui.parts.forms import RecordForm
from ehcp_desktop.ui.parts.layouts import GROUP, INNER, SECTION, column, line
from ehcp_desktop.ui.parts.scrolling import ScrollArea
from ehcp_desktop.ui.parts.text import label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.ui.session import Session


class EditDialog(QDialog):
    """Shows the fields of an event; closing keeps everything, removing can be undone."""

    def __init__(self, session: Session, event: Event, parent: QWidget | None = None) -> None:
        from ehcp_desktop.services import events

        super().__init__(parent)
        self._session = session
        self._event = event
        kind = session.family.vocabulary.kind(event.kind)
        self.setWindowTitle(kind.title)
        self.form: RecordForm[Event] = RecordForm(
            session,
            form_fields(session.family, kind, event.child),
            lambda changed: events.change(session.family, changed),
        )
        self.form.show_record(event)
        allow(self.form, session.why_read_only)
        inside = QWidget()
        body = column(inside, spacing=INNER, margins=(SECTION,) * 4)
        body.addWidget(label(kind.title, "lead"))
        body.addWidget(self.form)
        body.addStretch(1)
        scroll = ScrollArea()
        scroll.setAccessibleName(self.tr("What is recorded"))
        scroll.setWidget(inside)
        outer = column(self, spacing=0)
        outer.addWidget(scroll, 1)
        outer.addWidget(self._footer())
        fit_to_screen(self, em(44), em(38))
        next(iter(self.form.editors.values())).setFocus()

    def _footer(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("frame", "footer")
        inside = line(foot, spacing=GROUP, margins=(SECTION, INNER, SECTION, INNER))
        remove = link(self.tr("&Remove from the record"), self._remove, image="trash-2")
        allow(remove, self._session.why_read_only)
        inside.addWidget(remove)
        inside.addStretch(1)
        inside.addWidget(label(self.tr("Saved as you type"), "detail"))
        inside.addWidget(primary(self.tr("&Done"), self.accept))
        return foot

    def _remove(self) -> None:
        from ehcp_desktop.services import events

        removed = self._event.id
        self.form.flush()
        if self._session.done(lambda: events.remove(self._session.family, removed)):
            super().accept()
            self._session.say(self.tr("Removed from the record"), undo=True)

    def done(self, result: int) -> None:
        """Keep what is still being typed, and close."""
        if self._session.is_open and not self._session.read_only:
            self.form.flush()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is still being typed, and close."""
        self.form.flush()
        super().closeEvent(event)
