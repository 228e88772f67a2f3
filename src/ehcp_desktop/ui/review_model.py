"""What the model of a review leaves out; of a name without a meaning in law, what the law asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QWidget

from ehcp_desktop.services.review_models import Source, Told, review_models
from ehcp_desktop.ui import rule_words
from ehcp_desktop.ui.helpline_panel import Copied
from ehcp_desktop.ui.parts.buttons import link
from ehcp_desktop.ui.parts.layouts import CARD, INNER, WORD, BoxedList, column
from ehcp_desktop.ui.parts.popups import WhyPopup
from ehcp_desktop.ui.parts.text import Badge, Counted, label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QPushButton

    from ehcp_desktop.domain.rule import Rule
    from ehcp_desktop.services.reviews import Overview
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session

LETTER = "pilot_status_query"


class LeavesOut(QWidget):
    """The list for one review, and the letter that asks the council what kind of review it is."""

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__()
        self._session = session
        self._go = go
        self._review = self._about = ""
        self._known = review_models()
        self._sources: tuple[Source, ...] = ()
        inside = column(self, spacing=INNER)
        self.heading = Counted("")
        self.lead = label("", "detail")
        self.list = BoxedList()
        words = self.tr("Ask the council what &kind of review this is")
        self.ask = link(words, self._ask, image="mail")
        words = self.tr("Check my council’s &model")
        self.check = link(words, self._check, image="clipboard-check")
        self.where = link(self.tr("Where this is from"), self._show_sources, image="info")
        for part in (self.heading, self.lead, self.list, self.ask, self.check, self.where):
            inside.addWidget(part)

    def show_review(self, overview: Overview) -> None:
        """Show what the model of a review leaves out."""
        self._review = overview.review.id
        self._about = overview.meeting.id if overview.meeting else self._review
        model = self._known.models.get(overview.review.model)
        told = model.leaves_out if model else self._owed()
        words = self.tr("What the law asks of every review")
        if model:
            words = self.tr("What {name} leaves out").format(name=model.called)
        self.heading.words.setText(words)
        self.heading.count(len(told))
        self.lead.setText(model.origin if model else self._own_name(overview.review.label))
        self.lead.setVisible(bool(self.lead.text()))
        self.list.setAccessibleName(words)
        self.list.clear()
        for one in told:
            self.list.add(_row(one))
        own = (model.source,) if model and model.source else ()
        self._sources = tuple(dict.fromkeys((*own, *(one.source for one in told))))

    def _own_name(self, name: str) -> str:
        if name:
            words = self.tr("The name “{name}” has no meaning in law. Whatever it is called:")
            return words.format(name=name)
        return self.tr("Whatever a review is called:")

    def _owed(self) -> tuple[Told, ...]:
        """Return the steps that the law asks of every review, by the rules in force today."""
        book, today = self._session.family.rulebook, self._session.today()
        rules = [book.rule(step, today) for step in self._known.steps]
        return tuple(
            Told(rule.title, f"{rule.counting[:1].upper()}{rule.counting[1:]}.", _source(rule))
            for rule in rules
        )

    def _ask(self) -> None:
        self._go("letters", template=LETTER, about=self._about)

    def _check(self) -> None:
        from ehcp_desktop.ui.model_check_dialog import check_model

        check_model(self._session, self._go, self, self._review)

    def _show_sources(self) -> None:
        show_sources(self.where, self._sources)


def show_sources(asked: QPushButton, sources: Iterable[Source]) -> WhyPopup:
    """Open where something is from beside what asked: each name, how sure it is, its address."""
    popup = WhyPopup(_tr("Where this is from"), asked)
    for source in sources:
        popup.body.addWidget(label(source.said, "heading"))
        popup.body.addWidget(label(source.sure, "second"))
        says = _tr("Address of {name}: {address}").format(name=source.name, address=source.url)
        popup.body.addWidget(Copied(label(source.url, "detail"), says))
    popup.open_beside()
    return popup


def basis_icon(source: Source) -> str:
    """Return the icon for what a source is."""
    own = {"council": "file-text", "reported": "circle-question-mark", "remark": "info"}
    return own.get(source.basis) or rule_words.basis_of(source.basis)[0]


def _row(told: Told) -> QWidget:
    row = QFrame()
    inside = column(row, spacing=WORD, margins=(CARD, INNER, CARD, INNER))
    inside.addWidget(label(told.title, "heading"))
    inside.addWidget(label(told.words))
    inside.addWidget(Badge(basis_icon(told.source), told.source.said))
    inside.addWidget(label(told.source.sure, "detail"))
    said = (f"{told.title}:", told.words, f"{told.source.said}.", told.source.sure)
    row.setAccessibleName(" ".join(said))
    return row


def _source(rule: Rule) -> Source:
    from ehcp_desktop.services.letters.sources import cited_law

    sure = _tr("Checked on {how}.").format(how=rule_words.checked(rule))
    return Source(cited_law(rule.citation), rule.basis, rule.law_url or rule.source_url, sure)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReviewModel", text)
