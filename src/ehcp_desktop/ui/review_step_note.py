"""The step of a review that is looked at: who owes it, by when, what came, and its papers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from ehcp_desktop.services import absence
from ehcp_desktop.ui import review_words
from ehcp_desktop.ui.parts.buttons import allow, button, link
from ehcp_desktop.ui.parts.layouts import GROUP, INNER, ButtonRow, Card, clear
from ehcp_desktop.ui.parts.paper_rows import open_paper
from ehcp_desktop.ui.parts.tab_order import tab_as_laid_out
from ehcp_desktop.ui.parts.text import Badge, label
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.review_step import Step
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session

_WIDE = 28.0  # em
_MIDDLE, _LEFT = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignLeft


class StepNote(Card):
    """Shows one step, opens its papers, and takes in that it has come or that it has not."""

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__("note", INNER)
        self._session = session
        self._go = go
        self._review: Review | None = None
        self._step: Step | None = None
        self._is_wide = True
        self.state = Badge("info", "")
        self.facts = QGridLayout()
        self.facts.setColumnMinimumWidth(0, em(7))
        self.facts.setColumnStretch(1, 1)
        self.facts.setHorizontalSpacing(GROUP)
        self.facts.setVerticalSpacing(0)
        self.why = link(self.tr("Wh&y?"), self._explain, image="message-circle-question-mark")
        self.has_come = button("", self._step_pressed)
        self.missing = button("", self._note_missing)
        self.post = button(self.tr("Waiting for post"), self._wait)
        self.again = link("", self._ask_again)
        self.without = link(self.tr("It came without the changes"), self._without_changes)
        self.body.addWidget(self.state)
        self.body.addLayout(self.facts)
        self.body.addWidget(
            ButtonRow(self.has_come, self.missing, self.post, self.again, self.without)
        )

    def show_step(self, review: Review, step: Step) -> None:
        """Show how a step of a review stands."""
        self._review, self._step = review, step
        icon, tone = review_words.look(step)
        word = review_words.state_word(step, self._session.today())
        self.state.tell(icon, f"{step.name}: {word[:1].lower()}{word[1:]}", tone)
        self._show_facts(step)
        self._show_buttons(step)
        tab_as_laid_out(self)

    def _show_facts(self, step: Step) -> None:
        self.facts.removeWidget(self.why)  # it is laid again, beside the last day or under it
        self.why.setParent(self)
        clear(self.facts)
        rows: list[tuple[str, QWidget]] = []
        for name, words in review_words.facts(step):
            told = label(words)
            told.setAccessibleName(f"{name}: {words}".replace("\u00a0", " "))
            is_limit = name == review_words.last_day(step)
            rows.append((name, self._with_why(told) if is_limit and self._is_wide else told))
            if is_limit and not self._is_wide:
                rows.append(("", self.why))
        papers = self._papers(step)
        rows += [("" if place else self.tr("Papers"), one) for place, one in enumerate(papers)]
        even = self.why.sizeHint().height()
        for row, (name, shown) in enumerate(rows):
            self.facts.setRowMinimumHeight(row, even)
            self.facts.addWidget(label(name, "second"), row, 0, _MIDDLE)
            # a button that is not laid to the left keeps its column as narrow as itself
            place = _MIDDLE | _LEFT if isinstance(shown, QPushButton) else _MIDDLE
            self.facts.addWidget(shown, row, 1, place)
        for row in range(len(rows), self.facts.rowCount()):  # of a step that had more to say
            self.facts.setRowMinimumHeight(row, 0)
        self.why.setVisible(step.deadline is not None and bool(step.limit))
        self.why.setAccessibleName(self.tr("Why this date? {name}").format(name=step.name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the reason of a date under it where there is no room for it beside."""
        super().resizeEvent(event)
        is_wide = self.width() >= em(_WIDE)
        if is_wide is not self._is_wide:
            self._is_wide = is_wide
            QTimer.singleShot(0, self, self._lay_again)  # not while a layout is at work

    def _lay_again(self) -> None:
        if self._step is not None:
            self._show_facts(self._step)
            tab_as_laid_out(self)

    def _with_why(self, told: QLabel) -> QWidget:
        told.setWordWrap(False)
        return ButtonRow(told, self.why)

    def _papers(self, step: Step) -> list[QPushButton]:
        """Return a link for each paper of a step, which opens it."""
        from ehcp_desktop.services.papers import of_event

        found = [paper for one in step.events for paper in of_event(self._session.family, one.id)]
        made = []
        for paper in {one.id: one for one in found}.values():
            name = paper.title or paper.name
            says = self.tr("Open {name}").format(name=name)
            run = partial(open_paper, self._session, paper.id)
            made.append(link(self._cut(name), run, image="file-text", name=says))
            made[-1].setToolTip(says)
        return made

    def _cut(self, name: str) -> str:
        """Return the name of a paper, cut in the middle where there is too little room for it."""
        room = max(em(12), self.width() - em(13))
        cut = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, room)
        return cut.replace("&", "&&")

    def _show_buttons(self, step: Step) -> None:
        may_change = not self._session.read_only
        self.has_come.setText(review_words.step_action(step))
        self.has_come.setVisible(may_change or review_words.is_done(step))
        can_miss = may_change and step.can_be_missed
        self.missing.setText(review_words.not_there_yet(step))
        is_noted = step.absence.is_noted_on(self._session.today())
        self.missing.setVisible(can_miss)
        allow(self.missing, self.tr("It is noted with today’s date.") if is_noted else "")
        is_by_post = not step.absence.is_meeting
        self.post.setVisible(can_miss and is_by_post and not step.absence.held)
        self._show_again(step, can_miss)
        is_notice = step.id == "notice" and step.event is not None
        self.without.setVisible(may_change and is_notice)

    def _show_again(self, step: Step, can_miss: bool) -> None:
        held = [answer.value for answer in step.absence.held]
        is_post = absence.WAITING in held
        words = self.tr("Not in the post after all") if is_post else self.tr("Ask me again now")
        self.again.setText(words)
        self.again.setAccessibleName(words)
        self.again.setVisible(can_miss and bool(held))

    def _explain(self) -> None:
        from ehcp_desktop.ui.why import show_why

        if self._step is not None and self._step.deadline is not None:
            show_why(self._session, self._step.deadline, self.why, self._go)

    def _step_pressed(self) -> None:
        if self._step is None or self._review is None:
            return
        if self._step.event is not None and review_words.is_done(self._step):
            self._go("story", event=self._step.event.id)
        else:
            self._go("add", kind=review_words.kind_of(self._step.id), review=self._review.id)

    def _note_missing(self) -> None:
        self._keep(absence.note_not_received, self.tr("Noted with today’s date"))

    def _wait(self) -> None:
        self._keep(absence.wait_for_post, self.tr("You will be asked again in a week"))

    def _ask_again(self) -> None:
        self._keep(absence.take_back, self.tr("It is asked again"))

    def _without_changes(self) -> None:
        told = self.tr("Kept as a decision to change the plan. The changes are still owed.")
        self._keep(absence.came_without_changes, told)

    def _keep(self, keep: Callable[[Family, Review, Step], object], told: str) -> None:
        """Keep what the family says of the step, and put the focus on what is left to do."""
        review, step = self._review, self._step
        if review is None or step is None:
            return
        if self._session.done(lambda: keep(self._session.family, review, step)):
            self.has_come.setFocus()
            self._session.say(told, undo=True)
