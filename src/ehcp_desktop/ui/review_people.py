"""Who takes part in a review: the grid, whom the law names besides, and what to do about it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ehcp_desktop.services import (
    people_grid,
    people_letters,
    people_offers,
    review_people,
    review_places,
)
from ehcp_desktop.ui.invitee_adding import InviteeAdding
from ehcp_desktop.ui.invitee_table import InviteeTable
from ehcp_desktop.ui.parts.buttons import allow, link
from ehcp_desktop.ui.parts.layouts import INNER, BoxedList, ButtonRow, Card, column
from ehcp_desktop.ui.parts.rows import Row, RowText
from ehcp_desktop.ui.parts.tab_order import tab_as_laid_out
from ehcp_desktop.ui.parts.text import Badge, Counted, label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ehcp_desktop.domain.invitee import Invitee
    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.services.people_grid import Line
    from ehcp_desktop.services.people_letters import LetterOffer
    from ehcp_desktop.services.people_offers import Offer
    from ehcp_desktop.services.reviews import Overview
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session

_MOST_OFFERS = 3


class ReviewPeople(QWidget):
    """The grid first, then the letters that follow, what the record offers, and who is missing."""

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__()
        self._session = session
        self._go = go
        self._review: Review | None = None
        self._lines: Sequence[Line] = ()
        inside = column(self, spacing=INNER)
        self._heading = Counted(self.tr("Who takes part"))
        self.told = label("", "second")
        self.table = InviteeTable(self.tr("Who takes part in this review"))
        self.table.opened.connect(self._open)
        self.table.emptied.connect(self._empty)
        self.hint = label(
            self.tr("Press a cell, or Enter on it, to say what you know. Delete empties it."),
            "detail",
        )
        self.letters = BoxedList(self.tr("Letters about who is missing"))
        self.offers = BoxedList(self.tr("What the record already says"))
        self.adding = InviteeAdding(session)
        self.print = link(self.tr("Save or print the gri&d…"), self._print, image="printer")
        words = self.tr("&Keep it with the papers")
        self.file = link(words, self._file, image="paperclip")
        self.prints = ButtonRow(self.print, self.file)
        self._lay_law()
        every = (self._heading, self.told, self.table, self.hint)
        under = (self.letters, self.offers, self.law)
        for part in (*every, *under, self.adding, self.prints):
            inside.addWidget(part)
        inside.addStretch(1)

    def _lay_law(self) -> None:
        self.law = Card("note", INNER)
        self._law_words = Badge("landmark", "", "text")
        self._law_source = label("", "detail")
        self.add_missing = link(self.tr("Put the&m in the grid"), self._add_missing, image="plus")
        for part in (self._law_words, self._law_source, ButtonRow(self.add_missing)):
            self.law.body.addWidget(part)

    # ---- What is shown

    def show_review(self, overview: Overview) -> None:
        """Show who takes part in a review, and what the record says of each."""
        family, review = self._session.family, overview.review
        self._review = review
        self._lines = people_grid.lines(family, review, overview.steps)
        self._heading.count(len(self._lines) or None)
        self.told.setText(self._summary() if self._lines else self._what_goes_here())
        self.told.setVisible(bool(self.told.text()))
        self.table.show_lines(self._lines)
        for part in (self.table, self.hint, self.prints):
            part.setVisible(bool(self._lines))
        self._show_letters(people_letters.letters(self._lines, overview.steps))
        self._show_offers(people_offers.offers(family, review)[:_MOST_OFFERS])
        self._show_law(review)
        self.adding.show_review(review)
        for press in (self.add_missing, self.file):
            allow(press, self._session.why_read_only)
        tab_as_laid_out(self)

    def go_to(self, person_id: str) -> None:
        """Go to someone in the grid, once the page has turned to it."""

        def arrive() -> None:
            self.table.setFocus()
            self.table.choose(person_id)

        QTimer.singleShot(0, self.table, arrive)

    def _what_goes_here(self) -> str:
        return self.tr(
            "Who was invited, whose advice was asked for, when it came, and who was there. "
            "Written down here, nobody has to remember it later."
        )

    def _summary(self) -> str:
        """Return how many came, sent apologies, came late and are missing."""
        came = [line.person.attendance for line in self._lines]
        states = [cell.state for line in self._lines for cell in line.cells]
        counted = (
            (came.count("attended"), self.tr("{n} came")),
            (came.count("apologies"), self.tr("{n} sent apologies")),
            (states.count("came_late"), self.tr("{n} later than the limit")),
            (states.count("late"), self.tr("{n} still missing, past the limit")),
        )
        return "  ·  ".join(words.format(n=number) for number, words in counted if number)

    def _show_letters(self, found: Sequence[LetterOffer]) -> None:
        self.letters.clear()
        for offer in found:
            text = RowText(title=offer.why, detail=offer.title)
            self.letters.add(Row(text, action=self._letter(offer)))
        self.letters.setVisible(bool(found))

    def _letter(self, offer: LetterOffer) -> tuple[str, Callable[[], object]] | None:
        """Return what comes next: see the letter that was sent, remind them of it, or write it."""
        from ehcp_desktop.services.today import REMINDER, is_time_to_remind

        asked = self._session.agenda().asked_about(offer.template, offer.about)
        if asked is not None and not is_time_to_remind(asked):
            see = partial(self._go, "letters", letter=asked.trigger.letter)
            return self.tr("See the letter"), see
        if self._session.read_only:
            return None
        if asked is not None:
            remind = partial(self._go, "letters", template=REMINDER, about=asked.trigger.id)
            return self.tr("Remind them"), remind
        write = partial(self._go, "letters", template=offer.template, about=offer.about)
        return self.tr("Write the letter"), write

    def _show_offers(self, found: Sequence[Offer]) -> None:
        self.offers.clear()
        for offer in found:
            take = (self.tr("Yes, put it in"), partial(self._take, offer))
            text = RowText(title=offer.why)
            self.offers.add(Row(text, action=None if self._session.read_only else take))
        self.offers.setVisible(bool(found))

    def _show_law(self, review: Review) -> None:
        missing = review_people.not_yet_there(self._session.family, review)
        law = review_places.wanted(self._session.family, review)
        words = self.tr("The law asks that these are invited: {all}. Not in the grid yet: {some}.")
        told = words.format(
            all="; ".join(place.asked for place in law.places),
            some="; ".join(place.asked for place in missing),
        )
        self._law_words.setText(told)
        self._law_source.setText(law.citation)
        self.law.setVisible(bool(self._lines) and bool(missing))

    # ---- What is done

    def _open(self, person_id: str, column: str) -> None:
        from ehcp_desktop.ui.invitee_popups import FactPopup, PersonPopup

        if self._session.read_only:
            self._session.say(self._session.why_read_only)
            return
        person = self._session.family.store.invitees.get(person_id)
        spot = self.table.rect_of(person_id, column)
        if column:
            FactPopup(self._session, person, column, self.table, spot).open_beside()
        else:
            presses = self._presses(person)
            PersonPopup(self._session, person, presses, self.table, spot).open_beside()

    def _presses(self, person: Invitee) -> tuple[tuple[str, Callable[[], object]], ...]:
        see = (self.tr("See their advice"), partial(self._go, "papers", paper=person.paper))
        take = (self.tr("Take in their advice…"), partial(self._attach, person.id))
        remove = (self.tr("Remove"), partial(self._remove, person.id))
        return (see, take, remove) if person.paper else (take, remove)

    def _attach(self, person_id: str) -> None:
        """Ask for the paper that is someone's advice; the day it bears is offered then."""
        from ehcp_desktop.ui.places import ask_for_file

        family = self._session.family
        path = ask_for_file(self, self.tr("Choose their advice"))
        if path is not None:
            person = family.store.invitees.get(person_id)
            self._session.attempt(lambda: review_people.attach(family, person, path))

    def _empty(self, person_id: str, column: str) -> None:
        """Take away what is known of one thing, or the person."""
        if self._session.read_only:
            self._session.say(self._session.why_read_only)
        elif column:
            family = self._session.family
            person = family.store.invitees.get(person_id)
            unknown = review_people.told(person, column, "")
            self._session.attempt(lambda: review_people.keep(family, unknown))
        else:
            self._remove(person_id)

    def _remove(self, person_id: str) -> None:
        family = self._session.family
        name = family.store.invitees.get(person_id).name
        if self._session.done(lambda: review_people.remove(family, person_id)):
            said = self.tr("{name} is no longer in the grid.").format(name=name)
            self._session.say(said, undo=True)

    def _take(self, offer: Offer) -> None:
        family = self._session.family
        self._session.attempt(lambda: people_offers.take(family, offer))
        self.table.choose(offer.person.id)

    def _add_missing(self) -> None:
        review, family = self._review, self._session.family
        if review is not None:
            missing = review_people.not_yet_there(family, review)
            self._session.attempt(lambda: review_people.add_places(family, review.id, missing))
            self.table.setFocus()

    def _print(self) -> None:
        from ehcp_desktop.services.reports import people_sheet
        from ehcp_desktop.ui.paper_dialog import Paper, PaperDialog

        review, family = self._review, self._session.family
        if review is None:
            return
        title = self.tr("Who takes part in the review")
        paper = Paper(
            title=title,
            name=f"{title}.pdf",
            kinds=self.tr("PDF (*.pdf);;Word (*.docx);;Text (*.txt)"),
            made=lambda edition: people_sheet.pdf(family, review, edition),
            save=lambda path, edition: people_sheet.save(family, review, path, edition),
        )
        PaperDialog(self._session, paper, self).exec()

    def _file(self) -> None:
        from ehcp_desktop.services.reports import people_sheet

        review, family = self._review, self._session.family
        if review is None:
            return
        kept = self._session.attempt(lambda: people_sheet.file(family, review))
        if kept is not None:
            said = self.tr("Kept as “{name}” with the papers of this review.")
            self._session.say(said.format(name=kept.title or kept.name), undo=True)
