"""A question on which a time limit depends, with a button for each answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ehcp_desktop.services import questions
from ehcp_desktop.ui.parts.buttons import button, link
from ehcp_desktop.ui.parts.layouts import WORD, ButtonRow, column
from ehcp_desktop.ui.parts.text import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from ehcp_desktop.services.questions import Asked
    from ehcp_desktop.ui.session import Session


class QuestionBox(QWidget):
    """Asks one thing about one event; `first` runs before an answer is kept."""

    def __init__(
        self, session: Session, asked: Asked, first: Callable[[], object] = lambda: None
    ) -> None:
        super().__init__()
        self._session = session
        self._asked = asked
        self._first = first
        question = asked.question
        inside = column(self, spacing=WORD)
        inside.addWidget(label(question.text, "heading"))
        inside.addWidget(label(question.hint, "second"))
        if session.read_only:
            inside.addWidget(label(asked.said_words or _tr("Not answered yet.")))
        else:
            inside.addWidget(self._buttons())
        self.setAccessibleName(question.text)

    def _buttons(self) -> ButtonRow:
        question, said = self._asked.question, self._asked.said
        made = []
        for choice, words in question.choices.items():
            is_said = choice == said
            one = button(words, partial(self._answer, choice), image="check" if is_said else "")
            told = _tr("{words}. This is your answer") if is_said else "{words}"
            one.setAccessibleName(f"{question.text} {told.format(words=words)}")
            made.append(one)
        if said:
            made.append(link(_tr("I do not know"), partial(self._answer, ""), image="undo-2"))
        return ButtonRow(*made)

    def _answer(self, choice: str) -> None:
        self._first()
        keep_answer(self._session, self._asked, choice)


def keep_answer(session: Session, asked: Asked, choice: str) -> None:
    """Keep what the family answers, and say so; "" takes it back."""
    question, event, _ = asked
    if session.done(lambda: questions.answer(session.family, event, question.id, choice)):
        kept = _tr("Kept: {words}").format(words=question.choices.get(choice, ""))
        session.say(kept if choice else _tr("Answer taken back"), undo=True)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Question", text)
