"""Where the minutes and the family's own note differ: line by line, as written and as said."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from ehcp_desktop.domain.correction import Correction
from ehcp_desktop.domain.review import HELD
from ehcp_desktop.services import corrections
from ehcp_desktop.services.shortening import shortened
from ehcp_desktop.ui.correction_row import CorrectionRow
from ehcp_desktop.ui.parts.buttons import allow, button, link
from ehcp_desktop.ui.parts.dialogs import bring_into_view
from ehcp_desktop.ui.parts.fields import LineField
from ehcp_desktop.ui.parts.forms import FormField, RecordForm
from ehcp_desktop.ui.parts.layouts import INNER, BoxedList, ButtonRow, Card, column
from ehcp_desktop.ui.parts.text import Counted, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.services.corrections import Offer
    from ehcp_desktop.services.reviews import Overview
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session

_LONGEST, _MOST = 60, 12  # characters of a line that is offered, and lines


class ReviewCorrections(QWidget):
    """The corrections of a review; one is changed at a time, in the form under the list."""

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__()
        self._session = session
        self._go = go
        self._review = ""
        self._known: frozenset[str] = frozenset()
        self._rows: dict[str, CorrectionRow] = {}
        self._heading = Counted(self.tr("Minutes and our notes differ"))
        self._none = label(
            self.tr(
                "Nothing is written down here yet. Put the cursor on a line of the report and "
                "choose “Correct this line”, or add what it leaves out."
            ),
            "second",
        )
        self.rows = BoxedList(self.tr("Minutes and our notes differ"))
        self.form: RecordForm[Correction] = RecordForm(session, self._fields(), self._keep)
        self._lay_form()
        self.add = link(self.tr("The minutes leave something out"), self._new, image="plus")
        self.write = button(
            self.tr("Write the correction letter"), self._write, kind="accent", image="mail"
        )
        self.print = link(self.tr("Print both side by side…"), self._print, image="printer")
        inside = column(self, spacing=INNER)
        every = (self._heading, self._none, self.rows, self.editing, self.add)
        for part in (*every, ButtonRow(self.write, self.print)):
            inside.addWidget(part)

    def _lay_form(self) -> None:
        self.take = link(self.tr("Take a line of our own note"), _nothing, image="quote")
        self._lines = QMenu(self.take)
        self.take.setMenu(self._lines)
        self.editing = Card()
        self.editing.body.addWidget(self.form)
        self.editing.body.addWidget(ButtonRow(button(self.tr("Close"), self._finish), self.take))
        self.editing.hide()

    def _fields(self) -> tuple[FormField, ...]:
        known = self.tr(
            "For example: our own note at 10:14, an email, a recording that was agreed to, memory."
        )
        left_out = self.tr("Empty where the minutes leave it out.")
        return (
            FormField(
                name="written",
                label=self.tr("As the minutes have it"),
                kind="long",
                hint=left_out,
                lines=2,
            ),
            FormField(
                name="said",
                label=self.tr("As it was said"),
                kind="long",
                hint=self.tr("Put exact words between “quotation marks”; the rest is the gist."),
                lines=2,
            ),
            FormField(name="who", label=self.tr("Who said it"), half=True),
            FormField(name="place", label=self.tr("Where: page or line"), half=True),
            FormField(
                name="source",
                label=self.tr("How we know it"),
                hint=known,
                suggestions=_sources(self),
            ),
        )

    def show_review(self, overview: Overview) -> None:
        """Show the corrections of a review as they now are."""
        if overview.review.id != self._review:
            self._close()
        self._review = overview.review.id
        found = corrections.corrections(self._session.family, self._review)
        self._show_rows(found)
        self.rows.setVisible(bool(found))
        self._none.setVisible(not found)
        self._heading.count(len(found) or None)
        self._show_again(found)
        self._allow(overview.meeting)

    def _allow(self, meeting: Event | None) -> None:
        why = self._session.why_read_only
        for part in (self.add, self.form, self.take):
            allow(part, why)
        is_held = meeting is not None and meeting.kind == HELD
        unheld = self.tr("The letter is about a meeting that was held; none is recorded.")
        allow(self.write, why or ("" if is_held else unheld))

    def _show_again(self, found: Sequence[Correction]) -> None:
        """Show the correction in the form as it now is, or put the form away if it is gone."""
        now = {correction.id: correction for correction in found}
        shown = self.form.record.id if self.form.record else ""
        if shown in now:
            self.form.show_record(now[shown])
        elif shown in self._known:
            self.editing.hide()
        self._known = frozenset(now)

    def _show_rows(self, found: Sequence[Correction]) -> None:
        """Show a row for each; those that stay are kept, as one of them may be being pressed."""
        if [one.id for one in found][: len(self._rows)] != list(self._rows):
            self.rows.clear()
            self._rows = {}
        for number, correction in enumerate(found, 1):
            if correction.id not in self._rows:
                self._rows[correction.id] = self._row(correction.id)
                self.rows.add(self._rows[correction.id])
            can_change = not self._session.read_only
            self._rows[correction.id].tell(number, correction, can_change=can_change)

    def _row(self, correction_id: str) -> CorrectionRow:
        change = (self.tr("Change…"), partial(self._change_kept, correction_id))
        remove = (self.tr("Remove"), partial(self._remove, correction_id))
        return CorrectionRow((change, remove))

    # ---- One correction

    def correct(self, written: str) -> None:
        """Begin a correction of these words of the minutes."""
        family = self._session.family
        begun = self._session.attempt(lambda: corrections.begin(family, self._review, written))
        if begun is not None:
            self._change(begun)

    def add_left_out(self, noted: str) -> None:
        """Begin with a line of our own note that the minutes leave out."""
        family, review = self._session.family, self._review
        begun = self._session.attempt(lambda: corrections.begin_left_out(family, review, noted))
        if begun is not None:
            self._change(begun)

    def _new(self) -> None:
        self._change(Correction(review=self._review))

    def _change_kept(self, correction_id: str) -> None:
        self.form.flush()
        kept = corrections.corrections(self._session.family, self._review)
        for correction in kept:
            if correction.id == correction_id:
                self._change(correction)

    def _change(self, correction: Correction) -> None:
        family = self._session.family
        self.form.show_record(correction)
        self._offer(corrections.offers(family, self._review, correction.written))
        self.editing.show()
        self.form.editors["said"].setFocus()
        bring_into_view(self.editing)

    def _offer(self, offers: Sequence[Offer]) -> None:
        """Offer the lines of our own note that are most like this one, and whom they name."""
        who = self.form.editors["who"]
        if isinstance(who, LineField):
            who.suggest(dict.fromkeys(filter(None, (offer.who for offer in offers))))
        self._lines.clear()
        for offer in offers[:_MOST]:
            self._lines.addAction(
                shortened(offer.said, _LONGEST).replace("&", "&&"), partial(self._take, offer)
            )
        self.take.setVisible(bool(offers))

    def _take(self, offer: Offer) -> None:
        """Put a line of our own note in the form, under what is typed there already."""
        self.form.flush()
        shown = self.form.record
        if shown is None:
            return
        taken = corrections.with_line(shown, offer)
        name = self.tr("Take a line of our own note")
        kept = self._session.attempt(lambda: self._keep(taken), name)
        if kept is not None:
            self.form.show_record(kept)
            self.form.editors["said"].setFocus()
            under = self.tr("Added under your own words; they are all there.")
            words = under if shown.said else self.tr("Taken from our own note.")
            self._session.say(words, undo=True)

    def _finish(self) -> None:
        self._close()
        self.add.setFocus()

    def _close(self) -> None:
        self.form.flush()
        self.editing.hide()

    def _keep(self, correction: Correction) -> Correction:
        return corrections.keep(self._session.family, correction)

    def _remove(self, correction_id: str) -> None:
        family = self._session.family
        shown = self.form.record
        if shown is not None and shown.id == correction_id:
            self._close()
        if self._session.done(lambda: corrections.remove(family, correction_id)):
            self._session.say(self.tr("Correction removed."), undo=True)
            self.add.setFocus()

    # ---- What is made of them

    def _write(self) -> None:
        self.form.flush()
        self._go("letters", template=corrections.LETTER, about=self._review)

    def _print(self) -> None:
        from ehcp_desktop.services.reports import both_versions
        from ehcp_desktop.ui.paper_dialog import Paper, PaperDialog

        self.form.flush()
        family, review = self._session.family, self._review
        title = self.tr("Both versions side by side")
        paper = Paper(
            title,
            f"{title}.pdf",
            "PDF (*.pdf);;Word (*.docx);;Text (*.txt)",
            lambda shown: both_versions.rendered(family, review, ".pdf", shown),
            lambda path, shown: both_versions.save(family, review, path, shown),
        )
        PaperDialog(self._session, paper, self).exec()


def _sources(part: QWidget) -> tuple[str, ...]:
    return (
        part.tr("our own note"),
        part.tr("an email"),
        part.tr("a recording that was agreed to"),
        part.tr("from memory"),
    )


def _nothing() -> None:
    """Leave it to the menu."""
