"""What belongs to a review besides its steps: more dates, papers, and what kind it was."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ehcp_desktop.services import meeting_notes
from ehcp_desktop.ui import review_words
from ehcp_desktop.ui.parts.buttons import allow, link
from ehcp_desktop.ui.parts.forms import FormField, RecordForm
from ehcp_desktop.ui.parts.layouts import INNER, BoxedList, Card, SideBySide, column
from ehcp_desktop.ui.parts.paper_rows import PaperRows, choose_and_attach
from ehcp_desktop.ui.parts.rows import Row, RowText
from ehcp_desktop.ui.parts.text import Counted
from ehcp_desktop.ui.review_model import LeavesOut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.letter import Paper
    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.services.review_step import Step
    from ehcp_desktop.services.reviews import Overview
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session


class ReviewPapers(QWidget):
    """What its model leaves out; beside it more dates, its papers, and the form about itself."""

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__()
        self._session = session
        self._go = go
        self.leaves_out = LeavesOut(session, go)
        self._make_lists()
        self.form: RecordForm[Review] = RecordForm(session, self._fields(), self._keep)
        about = Card()
        about.body.addWidget(self.form)
        both = SideBySide(narrow=50, shares=(1, 1))
        both.main.addWidget(self.leaves_out)
        beside = column(spacing=INNER)
        lists = (self._papers_heading, self.papers, self.attach, self._dates_heading, self.dates)
        for part in (*lists, Counted(self.tr("About this review")), about):
            beside.addWidget(part)
        both.side.addLayout(beside)
        column(self).addWidget(both)

    def _make_lists(self) -> None:
        self._dates_heading = Counted(self.tr("More dates"))
        self.dates = BoxedList(self.tr("More dates"))
        self._papers_heading = Counted(self.tr("Papers"))
        self.papers = PaperRows(self._session, self.tr("Papers of this review"))
        self.attach = link(self.tr("Add a &paper"), lambda: None, image="paperclip")
        self._menu = QMenu(self.attach)
        self.attach.setMenu(self._menu)

    def _fields(self) -> tuple[FormField, ...]:
        return (
            FormField(
                name="model",
                label=self.tr("K&ind of review"),
                kind="choice",
                choices=review_words.models(),
            ),
            FormField(
                name="label",
                label=self.tr("Name on the invi&tation, in its own words"),
                hint=self.tr("Councils choose such names. The law asks the same of all."),
            ),
            FormField(
                name="chosen_by",
                label=self.tr("Who &chose this kind"),
                hint=self.tr("For example the council, the school, we did, agreed together."),
                suggestions=(
                    self.tr("The council"),
                    self.tr("The school"),
                    self.tr("We did"),
                    self.tr("Agreed together"),
                ),
            ),
            FormField(name="chair", label=self.tr("Who led the meeting")),
        )

    def show_review(self, overview: Overview) -> None:
        """Show what else belongs to a review."""
        review = overview.review
        self.leaves_out.show_review(overview)
        events = self._session.family.store.events.all(order="on", review=review.id)
        self._show_dates(overview.below)
        self._show_papers(events)
        self.form.show_record(review)
        allow(self.form, self._session.why_read_only)

    def _show_dates(self, steps: Sequence[Step]) -> None:
        self.dates.clear()
        for step in steps:
            self.dates.add(self._date_row(step))
        for one in (self._dates_heading, self.dates):
            one.setVisible(bool(steps))

    def _date_row(self, step: Step) -> Row:
        text = RowText(
            title=step.name,
            detail=review_words.further_detail(self._session.family, step),
            date=review_words.further_day(step),
            state=review_words.further_badge(step, self._session.today()),
        )
        return Row(text, why=partial(self._explain, step) if step.deadline else None)

    def _explain(self, step: Step, asked: QPushButton) -> None:
        from ehcp_desktop.ui.why import show_why

        if step.deadline is not None:
            show_why(self._session, step.deadline, asked, self._go)

    def _show_papers(self, events: Sequence[Event]) -> None:
        found = [pair for event in events for pair in self._papers_of(event)]
        self.papers.show_papers(found)
        self._papers_heading.count(len(found) or None)
        self._menu.clear()
        for event in events:
            run = partial(choose_and_attach, self._session, self, event.id)
            self._menu.addAction(self._named(event), run)
        self.attach.setVisible(bool(events) and not self._session.read_only)

    def _papers_of(self, event: Event) -> list[tuple[Paper, str]]:
        from ehcp_desktop.services.papers import of_event

        return [(one, self._named(event)) for one in of_event(self._session.family, event.id)]

    def _named(self, event: Event) -> str:
        title = self._session.family.vocabulary.kind(event.kind).title
        return f"{title}, {event.on.spoken()}" if event.on else title

    def _keep(self, review: Review) -> Review:
        return meeting_notes.keep_review(self._session.family, review)
