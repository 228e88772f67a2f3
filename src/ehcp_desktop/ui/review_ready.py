"""Getting ready for a review: what the pack has, each part of it, our views and the child's."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ehcp_desktop.domain.review import ARRANGED, HELD
from ehcp_desktop.services import getting_ready
from ehcp_desktop.services.ready_offers import Offers
from ehcp_desktop.ui import ready_print
from ehcp_desktop.ui.parts.buttons import button, link
from ehcp_desktop.ui.parts.facts import Facts
from ehcp_desktop.ui.parts.fold import Fold
from ehcp_desktop.ui.parts.forms import FormField
from ehcp_desktop.ui.parts.layouts import INNER, SECTION, ButtonRow, Card, EmptyState, column
from ehcp_desktop.ui.parts.text import Badge, Counted, label
from ehcp_desktop.ui.ready_lines import PartWords, ReadyLines
from ehcp_desktop.ui.ready_papers import ReadyAgenda, ReadyPapers
from ehcp_desktop.ui.ready_views import ReadyViews

if TYPE_CHECKING:
    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.services.reviews import Overview
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session

_VIEWS_LETTER = "parent_views"


class ReviewReady(QWidget):
    """The pack and the other papers at the top; under them what goes into them, part by part."""

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__()
        self._session = session
        self._go = go
        self._overview: Overview | None = None
        asked = getting_ready.prompts(session.family, session.child)
        self._lay_empty()
        self._lay_pack()
        self.lists = {part: self._list(part) for part in getting_ready.LISTS}
        self.papers = ReadyPapers(session)
        self.agenda = ReadyAgenda(session)
        self.ours = ReadyViews(session, "our_view", list(asked.ours.values()))
        self.childs = ReadyViews(session, "childs_view", [box.words for box in asked.boxes])
        self._lay()

    def _lay_empty(self) -> None:
        self.no_meeting = EmptyState(
            self.tr("Add the meeting first"),
            self.tr(
                "What you prepare is for a meeting. Once its day is on record you can print a "
                "pack of two pages, a page for your child to fill in, and an agenda."
            ),
            self.tr("Add the meeting"),
            self._add_meeting,
        )
        self.nothing = EmptyState(
            self.tr("Nothing is prepared yet"),
            self.tr(
                "What goes well, what you ask for, your questions and the papers to open go here. "
                "On two pages in your hand, nothing is forgotten in a room full of people."
            ),
            self.tr("Begin with what the record has"),
            self._begin,
        )
        self.nothing.button.setProperty("kind", "accent")  # the review above has the filled one

    def _lay_pack(self) -> None:
        self.pack = Card()
        self.pack.body.addWidget(label(self.tr("The pack: two pages for the table"), "lead"))
        self.past = Badge("info", "")
        self.pack.body.addWidget(self.past)
        self.facts = Facts()
        self.pack.body.addWidget(self.facts)
        self.buttons = {
            paper: button(words, partial(self._print, paper), kind=kind, image=image)
            for paper, words, kind, image in (
                ("pack", self.tr("Print the pac&k…"), "accent", "printer"),
                ("child", self.tr("Print the page for the child…"), "", "printer"),
                ("views", self.tr("Our views…"), "", ""),
                ("agenda", self.tr("Agenda…"), "", ""),
                ("papers", self.tr("List of papers…"), "", ""),
            )
        }
        every = list(self.buttons.values())
        self.pack.body.addWidget(ButtonRow(*every[:2]))
        self.pack.body.addWidget(ButtonRow(*every[2:]))

    def _list(self, part: str) -> ReadyLines:
        words = {
            "goes_well": (
                PartWords(self.tr("What goes well"), self.tr("The first three are in the pack.")),
                self.tr("Something that goes well"),
            ),
            "ask": (PartWords(self.tr("What we ask for")), self.tr("Something we ask for")),
            "question": (PartWords(self.tr("Our questions")), self.tr("A question")),
        }
        said, typed = words[part]
        return ReadyLines(self._session, part, said, (FormField(name="text", label=typed),))

    def _lay(self) -> None:
        outer = column(self, spacing=INNER)
        self._inside = QWidget()
        inside = column(self._inside, spacing=SECTION)
        for part in (self.no_meeting, self._inside):
            outer.addWidget(part)
        outer.addStretch(1)
        self.write = link(self.tr("Write them as a letter"), self._write, image="mail")
        self.childs_fold = Fold("")
        self.childs_fold.body.addWidget(self.childs)
        for part in (
            self.nothing,
            self.pack,
            *self.lists.values(),
            self.papers,
            self._part(self.tr("Our views"), self._ours_hint(), self.ours, self.write),
            self._part(self.tr("The child’s views"), self._childs_hint(), self.childs_fold),
            self.agenda,
        ):
            inside.addWidget(part)

    def _ours_hint(self) -> str:
        return self.tr("In your own words, to send round before the meeting.")

    def _childs_hint(self) -> str:
        return self.tr(
            "The page has pictures and few words, to fill in by hand. You can also type what your "
            "child says; it is then printed in the boxes."
        )

    def _part(self, heading: str, hint: str, *parts: QWidget) -> QWidget:
        shown = QWidget()
        inside = column(shown)
        inside.addWidget(Counted(heading))
        inside.addWidget(label(hint, "second"))
        for part in parts:
            inside.addWidget(part)
        return shown

    def show_review(self, overview: Overview) -> None:
        """Show what is prepared for a review, or that its meeting has to be added first."""
        is_other = self._overview is None or self._overview.review.id != overview.review.id
        self._overview = overview
        review, met = overview.review, overview.meeting
        self.no_meeting.setVisible(met is None)
        self._inside.setVisible(met is not None)
        if met is None:
            return
        is_past = met.kind == HELD or bool(met.on and met.on.last < self._session.today())
        day = met.on.spoken_in_full() if met.on else ""
        words = self.tr("This meeting was on {day}. Here is what was prepared for it.")
        self.past.setText(words.format(day=day))
        self.past.setVisible(is_past)
        for part in (*self.lists.values(), self.papers, self.agenda):
            part.show_review(review)
        self._show_views(review)
        if is_other:
            said = getting_ready.views(self._session.family, review.id, "childs_view")
            self.childs_fold.open(is_open=bool(said))
        self._show_offers(review)

    def _show_views(self, review: Review) -> None:
        self.ours.show_review(review.id)
        self.childs.show_review(review.id)
        name = self._session.child.name.split(" ")[0]
        self.childs_fold.turn.setText(self.tr("Type what {child} says").format(child=name))
        self.buttons["child"].setText(self.tr("Print the page for {child}…").format(child=name))

    def _show_offers(self, review: Review) -> None:
        offers = Offers(self._session.family, review, self._session.agenda())
        for part, one in self.lists.items():
            one.show_offers(offers.of(part))
        is_bare = not self._session.family.store.preparations.count(review=review.id)
        can_begin = is_bare and self.past.isHidden() and not self._session.read_only
        self.nothing.setVisible(can_begin)
        self._show_facts(review, len(offers.owed))

    def _show_facts(self, review: Review, late: int) -> None:
        """Say in the order of the pack what is in it now."""
        many = {
            part: len(getting_ready.lines(self._session.family, review.id, part))
            for part in (*getting_ready.LISTS, "paper")
        }
        said = {part: _counted(part, count) for part, count in {**many, "late": late}.items()}
        first = (self.tr("The next dates"), said["late"], said["goes_well"])
        second = (said["ask"], said["question"], said["paper"])
        self.facts.tell(
            ((self.tr("Page 1"), "; ".join(first)), (self.tr("Page 2"), "; ".join(second)))
        )

    def _begin(self) -> None:
        from ehcp_desktop.services.ready_offers import begin

        if self._overview is not None:
            family, review = self._session.family, self._overview.review
            if self._session.done(lambda: begin(family, review)):
                self._session.say(self.tr("Taken from the record."), undo=True)
                self.buttons["pack"].setFocus()

    def _print(self, paper: str) -> None:
        if self._overview is not None:
            self._session.leaving.emit()  # what is being typed is printed too
            ready_print.offer(self._session, self._overview.review, paper, self)

    def _add_meeting(self) -> None:
        if self._overview is not None:
            self._go("add", kind=ARRANGED, review=self._overview.review.id)

    def _write(self) -> None:
        if self._overview is not None and self._overview.meeting is not None:
            self._go("letters", template=_VIEWS_LETTER, about=self._overview.meeting.id)


def _counted(part: str, count: int) -> str:
    none, one, many = {
        "late": (_tr("nothing late"), _tr("one thing that is late"), _tr("{count} things late")),
        "goes_well": (
            _tr("nothing yet that goes well"),
            _tr("one thing that goes well"),
            _tr("{count} things that go well"),
        ),
        "ask": (
            _tr("Nothing asked for yet"),
            _tr("One thing asked for"),
            _tr("{count} things asked for"),
        ),
        "question": (_tr("no questions yet"), _tr("one question"), _tr("{count} questions")),
        "paper": (_tr("no papers yet"), _tr("one paper to open"), _tr("{count} papers to open")),
    }[part]
    return {0: none, 1: one}.get(count, many.format(count=count))


def _tr(words: str) -> str:
    return QCoreApplication.translate("review_ready", words)
