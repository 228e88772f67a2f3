"""Check my council's model: ten questions, the letters that follow, and all of it side by side."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QWidget

from ehcp_desktop.domain.review import HELD
from ehcp_desktop.domain.when import spoken_day
from ehcp_desktop.errors import EhcpError
from ehcp_desktop.services import model_check, reviews
from ehcp_desktop.ui import review_words
from ehcp_desktop.ui.model_table import ModelTable
from ehcp_desktop.ui.paper_dialog import Paper, PaperDialog
from ehcp_desktop.ui.parts.buttons import button, link, primary
from ehcp_desktop.ui.parts.dialogs import fit_to_screen, scrolling_body
from ehcp_desktop.ui.parts.fields import Choice, Field
from ehcp_desktop.ui.parts.layouts import GROUP, BoxedList, ButtonRow, SideBySide, column
from ehcp_desktop.ui.parts.rows import Row, RowText
from ehcp_desktop.ui.parts.tab_order import tab_as_laid_out
from ehcp_desktop.ui.parts.text import Counted, label
from ehcp_desktop.ui.parts.yes_no import YesNo
from ehcp_desktop.ui.review_model import show_sources
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ehcp_desktop.services.model_check import Asked, Check, Follows
    from ehcp_desktop.services.reviews import Overview
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session

_KINDS = "PDF (*.pdf);;Word (*.docx);;Text (*.txt)"


def check_model(session: Session, go: Go, parent: QWidget, review: str = "") -> None:
    """Ask about the model of a review, the last that was held if none is named.

    Then go where it led.
    """
    dialog = ModelCheckDialog(session, parent, review)
    dialog.exec()
    if dialog.wanted is not None:
        go("letters", **dialog.wanted)


class ModelCheckDialog(QDialog):
    """The questions about one review; what is answered is kept at once.

    The screen behind it is told of the answers when it closes: nobody sees it before.
    `wanted` is what to show on the page of letters, once it was closed to write or see one.
    """

    def __init__(self, session: Session, parent: QWidget | None = None, review: str = "") -> None:
        super().__init__(parent)
        self._session = session
        self.wanted: dict[str, str] | None = None
        self._check: Check | None = None
        self._shown: tuple[Follows, ...] = ()
        self._has_answered = False
        self.questions: dict[str, YesNo] = {}
        self.setWindowTitle(self.tr("Check my council’s model"))
        self._make(self._foot(), review)
        session.changed.connect(self.refresh)
        self.refresh()
        fit_to_screen(self, em(74), em(54))
        next(iter(self.questions.values())).go_to_chosen()

    def _foot(self) -> QWidget:
        done = primary(self.tr("&Done"), self.accept)
        self.where = link(self.tr("Where this is &from"), self._show_sources, image="info")
        self.paper = button(self.tr("&Print or save…"), self._print, image="printer")
        return ButtonRow(done, self.paper, self.where)

    def _make(self, foot: QWidget, review: str) -> None:
        inside = scrolling_body(self, self.windowTitle(), foot)
        words = self.tr(
            "Ten short questions. Leave what you do not know. Each answer is saved at once, and"
            " Undo takes it back."
        )
        inside.addWidget(label(words, "second"))
        every = reviews.overviews(self._session.family, self._session.child_id)
        self.review = Choice([_choice(one) for one in every])
        self.review.set_value(review or _newest_held(every))
        self.review.edited.connect(self.refresh)
        inside.addWidget(Field(self.tr("Which &review"), self.review))
        both = SideBySide(narrow=52, shares=(3, 2))
        self._lay_questions(both)
        self._lay_letters(both)
        inside.addWidget(both)
        inside.addWidget(Counted(self.tr("Side by side")))
        self.origin = label("", "detail")
        self.table = ModelTable()
        inside.addWidget(self.origin)
        inside.addWidget(self.table)
        inside.addStretch(1)

    def _lay_questions(self, both: SideBySide) -> None:
        both.main.addWidget(Counted(self.tr("Questions")))
        self._box = BoxedList(self.tr("Questions"))
        for one in model_check.questions():
            asked = YesNo(one.text)
            asked.answered.connect(partial(self._answer, one.id))
            asked.setEnabled(not self._session.read_only)
            self.questions[one.id] = asked
            self._box.add(asked)
        both.main.addWidget(self._box)

    def _lay_letters(self, both: SideBySide) -> None:
        self._letters_heading = Counted(self.tr("Letters that follow"))
        self.letters = BoxedList(self.tr("Letters that follow"))
        words = self.tr("No letter follows from the answers so far.")
        self._no_letter = label(words, "second")
        beside = column(spacing=GROUP)
        for part in (self._letters_heading, self._no_letter, self.letters):
            beside.addWidget(part)
        both.side.addLayout(beside)
        self._show_letters(())

    def refresh(self) -> None:
        """Show the answers about the review that is chosen, and what follows from them."""
        review = self.review.value()
        self.paper.setEnabled(bool(review))
        if not review:  # there is none to ask about
            return
        found = model_check.check(self._session.family, review)
        self._check = found
        self._show_answers(found.asked)
        if found.letters != self._shown:
            self._show_letters(found.letters)
        self.origin.setText(found.origin)
        self.table.show_lines(found.lines)
        tab_as_laid_out(self)

    def _show_answers(self, asked: Sequence[Asked]) -> None:
        for one in asked:
            self.questions[one.question.id].set_value(one.said)

    def _show_letters(self, letters: tuple[Follows, ...]) -> None:
        self._shown = letters
        self.letters.clear()
        for one in letters:
            self.letters.add(self._letter(one))
        self.letters.setVisible(bool(letters))
        self._no_letter.setVisible(not letters)
        self._letters_heading.count(len(letters) or None)

    def _letter(self, one: Follows) -> Row:
        write = (self.tr("Write it"), partial(self._write, one))
        may_write = one.can_be_written and not self._session.read_only
        text = RowText(title=one.template.title, detail=" ".join(one.why))
        if one.sent_on is None:
            return Row(text, action=write if may_write else None)
        words = self.tr("Sent {day}").format(day=spoken_day(one.sent_on))
        text = text._replace(state=("send", words, "second"))
        see = (self.tr("See it"), partial(self._see, one))
        return Row(text, action=see, answers=(write,) if may_write else ())

    def _answer(self, question: str, said: str) -> None:
        review = self.review.value()
        if not review:
            return
        try:
            model_check.answer(self._session.family, review, question, said)
            self._has_answered = True
        except EhcpError as problem:
            self._session.refused.emit(str(problem))
        self.refresh()

    def done(self, result: int) -> None:
        """Close, and tell the screen behind what was answered."""
        super().done(result)
        if self._has_answered:
            self._has_answered = False
            self._session.changed.disconnect(self.refresh)
            self._session.tell_saved()

    def _see(self, one: Follows) -> None:
        self.wanted = {"letter": one.sent}
        self.accept()

    def _write(self, one: Follows) -> None:
        self.wanted = {"template": one.template.id}
        self.wanted |= {"about": one.about} if one.about else {}
        self.accept()

    def _show_sources(self) -> None:
        if self._check is not None:
            show_sources(self.where, self._check.sources)

    def _print(self) -> None:
        PaperDialog(self._session, table_paper(self._session, self.review.value()), self).exec()


def _choice(overview: Overview) -> tuple[str, str]:
    return overview.review.id, f"{overview.title}, {review_words.meeting_day(overview)}"


def _newest_held(every: Sequence[Overview]) -> str:
    held = (one for one in every if one.meeting and one.meeting.kind == HELD)
    return next((one.review.id for one in held), "")


def table_paper(session: Session, review: str) -> Paper:
    """Return the table of a review, to be printed or saved."""
    from ehcp_desktop.services.reports import model_table

    name = _tr("Law, council and family: {child}").format(child=session.child.name)
    return Paper(
        _tr("The table side by side"),
        f"{name.replace(':', ',')}.pdf",
        _KINDS,
        lambda shown: model_table.rendered(session.family, review, ".pdf", shown),
        lambda path, shown: model_table.save(session.family, review, path, shown),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("ModelCheck", text)
