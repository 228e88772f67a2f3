"""Who must do what after a review meeting."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ehcp_desktop.domain.review import Action
from ehcp_desktop.services import meeting_notes
from ehcp_desktop.ui.parts.buttons import button, link
from ehcp_desktop.ui.parts.dialogs import bring_into_view
from ehcp_desktop.ui.parts.forms import FormField, RecordForm
from ehcp_desktop.ui.parts.layouts import INNER, BoxedList, Card, column
from ehcp_desktop.ui.parts.rows import Row, RowText
from ehcp_desktop.ui.parts.text import Counted

if TYPE_CHECKING:
    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.ui.session import Session


class ReviewActions(QWidget):
    """Who must do what, by when; one is changed at a time, in the form under the list."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._review = ""
        inside = column(self, spacing=INNER)
        self._heading = Counted(self.tr("Who must do what"))
        self.rows = BoxedList(self.tr("Who must do what"))
        self.add = link(self.tr("Add an a&ction"), self._new, image="plus")
        self.form: RecordForm[Action] = RecordForm(session, self._fields(), self._keep)
        self.editing = Card()
        self.editing.body.addWidget(self.form)
        self.editing.body.addWidget(button(self.tr("Close"), self._close))
        self.editing.hide()
        for part in (self._heading, self.rows, self.editing, self.add):
            inside.addWidget(part)

    def _fields(self) -> tuple[FormField, ...]:
        return (
            FormField(name="text", label=self.tr("What must be &done")),
            FormField(name="owner", label=self.tr("Who will do i&t")),
            FormField(name="by", label=self.tr("By &when"), kind="date", ahead=True),
            FormField(name="done", label=self.tr("Done on"), kind="date"),
        )

    def show_review(self, review: Review) -> None:
        """Show the actions of a review as they now are."""
        if review.id != self._review:
            self._close()
        self._review = review.id
        actions = meeting_notes.actions(self._session.family, review.id)
        self.rows.clear()
        for action in actions:
            self.rows.add(self._row(action))
        self.rows.setVisible(bool(actions))
        self._show_again(actions)
        self._heading.count(len(actions) or None)
        self.add.setVisible(not self._session.read_only)

    def _show_again(self, actions: list[Action]) -> None:
        """Show the action in the form as it now is, after an undo for example."""
        shown = self.form.record
        for action in actions:
            if shown is not None and action.id == shown.id:
                self.form.show_record(action)

    def _row(self, action: Action) -> Row:
        changes = (
            (self.tr("Change…"), partial(self._change, action)),
            (self.tr("Not done yet"), partial(self._mark, action, done=False)),
            (self.tr("Remove"), partial(self._remove, action)),
        )
        more = tuple(one for one in changes if action.done or one is not changes[1])
        finish = (self.tr("Done"), partial(self._mark, action, done=True))
        return Row(
            self._words(action),
            action=None if action.done or self._session.read_only else finish,
            more=() if self._session.read_only else more,
        )

    def _words(self, action: Action) -> RowText:
        by = self.tr("By {day}").format(day=action.by.spoken_in_full()) if action.by else ""
        state = None
        if action.done:
            day = action.done.spoken_in_full()
            state = ("circle-check", self.tr("Done {day}").format(day=day), "done")
        title = action.text or self.tr("No words yet")
        return RowText(title=title, detail=action.owner, date=by, state=state)

    def _new(self) -> None:
        self._change(Action(review=self._review, text=""))

    def _change(self, action: Action) -> None:
        self.form.show_record(action)
        self.editing.show()
        self.form.editors["text"].setFocus()
        bring_into_view(self.editing)

    def _close(self) -> None:
        self.form.flush()
        self.editing.hide()

    def _keep(self, action: Action) -> Action:
        return meeting_notes.keep_action(self._session.family, action)

    def _mark(self, action: Action, *, done: bool) -> None:
        day = self._session.today() if done else None
        family = self._session.family
        self._session.attempt(lambda: meeting_notes.mark_done(family, action.id, day))
        self.add.setFocus()

    def _remove(self, action: Action) -> None:
        family = self._session.family
        if self._session.done(lambda: meeting_notes.remove_action(family, action.id)):
            self._session.say(self.tr("Action removed."), undo=True)
            self.add.setFocus()
