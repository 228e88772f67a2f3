"""One paper: what it is, what it came with, and a way to open it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from ehcp_desktop.domain.letter import Paper
from ehcp_desktop.services.papers import copy_out
from ehcp_desktop.services.story import title_of
from ehcp_desktop.ui.parts.buttons import allow, button, link
from ehcp_desktop.ui.parts.forms import FormField, RecordForm
from ehcp_desktop.ui.parts.layouts import ButtonRow, clear, column
from ehcp_desktop.ui.parts.panes import DetailPane
from ehcp_desktop.ui.parts.text import Badge, label

if TYPE_CHECKING:
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session

_THOUSAND = 1000


class PaperCard(DetailPane):
    """The chosen paper; its facts are saved as they are typed."""

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__(QCoreApplication.translate("PaperCard", "The chosen paper"))
        self._session = session
        self._go = go
        self._paper = ""
        self._title = label("", "lead")
        self._name = label("", "detail")
        self.form: RecordForm[Paper] = RecordForm(
            session, self._fields(), session.family.store.papers.save
        )
        self._events = column()
        self.body.addWidget(self._title)
        self.body.addWidget(self._name)
        self.body.addWidget(
            ButtonRow(
                button(self.tr("&Open"), lambda: self.open_paper(self._paper), image="eye"),
                link(self.tr("Put in the bin"), self.bin_it),
            )
        )
        self.body.addWidget(
            Badge("shield-check", self.tr("The original is kept as it came"), "done")
        )
        self.body.addWidget(self.form)
        self.body.addLayout(self._events)
        self.body.addStretch(1)

    def show_paper(self, paper_id: str) -> None:
        """Show a paper; nothing for ""."""
        self._paper = paper_id
        self.setVisible(bool(paper_id))
        if not paper_id:
            return
        paper = self._session.family.store.papers.get(paper_id)
        self._title.setText(paper.title or paper.name)
        self._name.setText(f"{paper.name} · {_size(paper.size)}")
        self.form.show_record(paper)
        allow(self.form, self._session.why_read_only)
        self._show_events(paper_id)

    def open_paper(self, paper_id: str) -> None:
        """Open a copy in the program that the computer uses for it."""
        copy = self._session.attempt(lambda: copy_out(self._session.family, paper_id))
        if copy is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy)))

    def _show_events(self, paper_id: str) -> None:
        clear(self._events)
        store = self._session.family.store
        tied = [one.event for one in store.attachments.all(paper=paper_id)]
        if tied:
            self._events.addWidget(label(self.tr("What this belongs to"), "heading"))
        for event in store.events.many(tied):
            day = f", {event.on.spoken()}" if event.on else ""
            words = title_of(self._session.family, event) + day
            self._events.addWidget(
                link(words, partial(self._go, "story", event=event.id), "scroll-text")
            )

    def _fields(self) -> tuple[FormField, ...]:
        return (
            FormField(name="title", label=self.tr("What it i&s")),
            FormField(name="who", label=self.tr("Fro&m")),
            FormField(name="dated", label=self.tr("&Date on it"), kind="date"),
            FormField(name="notes", label=self.tr("&Notes"), kind="long"),
        )

    def bin_it(self) -> None:
        """Put the paper in the bin."""
        paper = self._paper
        if self._session.done(lambda: self._session.family.store.papers.trash(paper)):
            self._session.say(self.tr("The paper is in the bin."), undo=True)


def _size(size: int) -> str:
    """Return "812 bytes", "36 kB" or "1.2 MB"."""
    if size < _THOUSAND:
        return f"{size} bytes"
    if size < _THOUSAND**2:
        return f"{size / _THOUSAND:.0f} kB"
    return f"{size / _THOUSAND**2:.1f} MB"
