"""The papers to take to a review, and the agenda: lines with more than words."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QBuffer, QCoreApplication

from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import getting_ready
from ehcp_desktop.ui.parts.buttons import button
from ehcp_desktop.ui.parts.fields import Choice
from ehcp_desktop.ui.parts.forms import FormField
from ehcp_desktop.ui.parts.text import label
from ehcp_desktop.ui.ready_lines import PartWords, ReadyLines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ehcp_desktop.domain.letter import Paper
    from ehcp_desktop.domain.preparation import Preparation
    from ehcp_desktop.domain.review import Review
    from ehcp_desktop.ui.session import Session


class ReadyPapers(ReadyLines):
    """A paper of the record, the page to open, and why."""

    def __init__(self, session: Session) -> None:
        words = PartWords(
            _tr("Papers to open"),
            _tr("So that everyone at the table finds the line you mean."),
        )
        fields = (
            FormField(name="paper", label=_tr("Paper"), kind="choice", choices=(("", ""),)),
            FormField(name="page", label=_tr("Page to open"), kind="number"),
            FormField(name="text", label=_tr("What it shows")),
        )
        super().__init__(session, "paper", words, fields)
        self._papers: dict[str, Paper] = {}

    def show_review(self, review: Review) -> None:
        """Show the papers chosen for a review, and offer those of the record."""
        every = self._session.family.store.papers.all(child=review.child)
        self._papers = {one.id: one for one in every}
        named = sorted((self._named(one), one.id) for one in every)
        offered = [("", _tr("Choose a paper")), *((key, words) for words, key in named)]
        choice = cast("Choice", self.editors["paper"])
        if offered != [(choice.itemData(at), choice.itemText(at)) for at in range(choice.count())]:
            choice.offer(offered)
        super().show_review(review)

    def title_of(self, one: Preparation) -> str:
        """Return the name of the paper and the page."""
        paper = self._papers.get(one.paper or "")
        name = getting_ready.name_of(paper) if paper else _tr("This paper is in the bin")
        return _tr("{name}, page {page}").format(name=name, page=one.page) if one.page else name

    def detail_of(self, one: Preparation) -> str:
        """Return what it shows."""
        return one.text

    def keep(self, one: Preparation) -> Preparation:
        """Keep it, if the paper has that page."""
        if self._value("page") and one.page is None:
            raise BadInput(_tr("Write the page to open as a number, such as 3."))
        pages = self._pages(one.paper) if one.page and one.paper else None
        return getting_ready.keep_paper(self._session.family, one, pages)

    def is_typed(self) -> bool:
        """Tell whether a paper is chosen that is not kept yet."""
        return bool(self._value("paper")) and self._typed() != self._changing

    def _named(self, paper: Paper) -> str:
        dated = paper.dated.spoken() if paper.dated else ""
        return ", ".join(filter(None, (getting_ready.name_of(paper), dated)))

    def _pages(self, paper_id: str) -> int | None:
        """Return how many pages a PDF has; None for any other file, or one that is not whole."""
        from PySide6.QtPdf import QPdfDocument

        from ehcp_desktop.services.papers import read

        if self._papers[paper_id].kind != "pdf":
            return None
        held = QBuffer()
        held.setData(read(self._session.family, paper_id))
        held.open(QBuffer.OpenModeFlag.ReadOnly)
        opened = QPdfDocument()
        opened.load(held)
        return opened.pageCount() or None


class ReadyAgenda(ReadyLines):
    """The parts of the meeting with their minutes, proposed from the plan until taken over."""

    def __init__(self, session: Session) -> None:
        words = PartWords(_tr("Agenda"), "")
        fields = (
            FormField(name="topic", label=_tr("Minutes")),
            FormField(name="text", label=_tr("Part of the meeting")),
        )
        super().__init__(session, "agenda", words, fields)
        self.proposed = label(
            _tr(
                "This is what the sections of the plan suggest. Use it to change it; it is printed"
                " as it stands here."
            ),
            "second",
        )
        self.use = button(_tr("Use this agenda"), self._use)
        self.inside.insertWidget(1, self.proposed)
        self.inside.insertWidget(3, self.use)

    def lines_of(self, review: Review) -> tuple[Sequence[Preparation], bool]:
        """Return the family's own agenda, else the one that is proposed."""
        family = self._session.family
        kept = getting_ready.lines(family, review.id, "agenda")
        self.proposed.setHidden(bool(kept))
        self.use.setHidden(bool(kept) or self._session.read_only)
        return kept or getting_ready.proposed_agenda(family, review), bool(kept)

    def detail_of(self, one: Preparation) -> str:
        """Return its minutes."""
        long = getting_ready.minutes(one)
        return _tr("{count} minutes").format(count=long) if long else one.topic

    def keep(self, one: Preparation) -> Preparation:
        """Keep a part, with the others that were proposed."""
        assert self._review is not None  # noqa: S101  # what is typed is of a review
        return getting_ready.keep_agenda(self._session.family, self._review, one)

    def _use(self) -> None:
        review = self._review
        if review is not None:
            family = self._session.family
            self._session.done(lambda: getting_ready.use_agenda(family, review))
            self.add.setFocus()


def _tr(words: str) -> str:
    return QCoreApplication.translate("ready_papers", words)
