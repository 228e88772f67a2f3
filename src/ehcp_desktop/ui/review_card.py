"""One review: its name and day, the strip of its steps, and the step that is looked at."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from ehcp_desktop.services import meeting
from ehcp_desktop.services.today import REMINDER, is_time_to_remind
from ehcp_desktop.ui import review_words
from ehcp_desktop.ui.meeting_window import go_on_words
from ehcp_desktop.ui.parts.buttons import allow, button, link, primary
from ehcp_desktop.ui.parts.layouts import ButtonRow, Card, SideBySide
from ehcp_desktop.ui.parts.step_strip import StepStrip
from ehcp_desktop.ui.parts.text import label
from ehcp_desktop.ui.review_step_note import StepNote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.services.review_step import Step
    from ehcp_desktop.services.reviews import Overview
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session

_CRUX = "decision"  # the step to look at when none is late and none is waited for


class ReviewCard(Card):
    """The one filled button writes the letter about the latest step, when there is one."""

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__()
        self._session = session
        self._go = go
        self._review: Review | None = None
        self._steps: dict[str, Step] = {}
        self._letter = ""
        self._looked_at = ""
        self.title = label("", "lead")
        self.subtitle = label("", "second")
        self._asked: Deadline | None = None  # what the letter already sent about it asked for
        self.write = primary(self.tr("Write the &letter"), self._write, image="mail")
        words = self.tr("Take &notes at this meeting")
        self.take_notes = button(words, self._take_notes, image="pen-line")
        self._lay_top()
        self.strip = StepStrip(self.tr("Steps of this review"))
        self.strip.chosen.connect(self._look_at)
        self._lay_steps()

    def _lay_top(self) -> None:
        top = SideBySide(narrow=34, shares=(1, 0))
        top.main.addWidget(self.title)
        top.main.addWidget(self.subtitle)
        top.side.addWidget(self.write)
        top.side.addWidget(self.take_notes)
        self.body.addWidget(top)

    def _lay_steps(self) -> None:
        self.note = StepNote(self._session, self._go)
        self.add_step = link(self.tr("Add a &step"), lambda: None, image="plus")
        self._menu = QMenu(self.add_step)
        for kind, words in review_words.steps_to_add():
            self._menu.addAction(words, partial(self._add, kind))
        self.add_step.setMenu(self._menu)
        self.print = link(self.tr("Print this review…"), self._print, image="printer")
        self._steps_shown = (self.strip, self.note, ButtonRow(self.add_step, self.print))
        for part in self._steps_shown:
            self.body.addWidget(part)

    def show_whole(self, whole: bool) -> None:
        """Show the steps too, or only which review it is and what is to be done now."""
        for part in self._steps_shown:
            part.setVisible(whole)

    def show_review(self, overview: Overview) -> None:
        """Show a review as it now is, and keep the step that was looked at."""
        same = self._review is not None and self._review.id == overview.review.id
        before = self._looked_at if same else ""
        self._review = overview.review
        self._steps = {step.id: step for step in overview.steps}
        self.title.setText(overview.title)
        self.subtitle.setText(review_words.about(overview))
        self._show_steps(overview.steps, before)
        allow(self.add_step, self._session.why_read_only)
        self._offer_notes(overview.review)

    def _offer_notes(self, review: Review) -> None:
        """Offer notes at a meeting that is to come or is today, or to go on with them."""
        family = self._session.family
        words = self.tr("Take &notes at this meeting")
        if meeting.is_under_way(family, review):
            on = meeting.lines(family, review.id)[-1].on
            words = go_on_words(on, self._session.today())
        self.take_notes.setText(words)
        self.take_notes.setVisible(
            meeting.can_note(family, review) and not self._session.read_only
        )

    def _take_notes(self) -> None:
        if self._review is not None:
            self._go("meeting", review=self._review.id)

    def focus_step(self) -> None:
        """Put the focus on the step that is looked at."""
        pressed = self.strip.button(self._looked_at)
        if pressed is not None:
            pressed.setFocus()

    def _show_steps(self, steps: Sequence[Step], before: str) -> None:
        worst = review_words.worst(steps)
        wanted = before or (worst.id if worst else _CRUX)
        self.strip.show_nodes(review_words.nodes(steps, self._session.today()), wanted)
        self._look_at(wanted)
        self._letter = review_words.letter_for(worst)
        self._asked = self._asked_about(worst) if worst is not None and self._letter else None
        is_shown = self._asked is not None or not self._session.read_only
        self.write.setVisible(bool(self._letter) and is_shown)
        if worst is not None:
            self._name_letter(worst)

    def _name_letter(self, step: Step) -> None:
        """Say what comes next: write the letter, look at the one sent, or remind them of it."""
        words = self.tr("Write the &letter")
        says = self.tr("Write the letter about this step: {name}")
        if self._reminds():
            words = self.tr("&Remind them")
            says = self.tr("Remind them of the letter about this step: {name}")
        elif self._asked is not None:
            words = self.tr("See the &letter")
            says = self.tr("See the letter about this step: {name}")
        self.write.setText(words)
        self.write.setAccessibleName(says.format(name=step.name))

    def _look_at(self, step_id: str) -> None:
        self._looked_at = step_id
        if self._review is not None:
            self.note.show_step(self._review, self._steps[step_id])

    def _add(self, kind: str) -> None:
        if self._review is not None:
            self._go("add", kind=kind, review=self._review.id)

    def _print(self) -> None:
        from ehcp_desktop.ui.review_paper import offer_review

        if self._review is not None:
            offer_review(self._session, self, self._review)

    def _asked_about(self, step: Step) -> Deadline | None:
        about = step.deadline.trigger.id if step.deadline else ""
        return self._session.agenda().asked_about(self._letter, about)

    def _reminds(self) -> bool:
        return is_time_to_remind(self._asked) and not self._session.read_only

    def _write(self) -> None:
        asked = self._asked
        if asked is not None and self._reminds():
            self._go("letters", template=REMINDER, about=asked.trigger.id)
        elif asked is not None:
            self._go("letters", letter=asked.trigger.letter)
        elif self._review is not None:
            self._go("letters", template=self._letter, about=self._review.id)
