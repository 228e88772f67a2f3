"""What can be done about a matter on Today, besides writing a letter."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ehcp_desktop.domain.when import spoken_weekday
from ehcp_desktop.services.today import last_return
from ehcp_desktop.ui import today_words, words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.services.today import Matter
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session
    from ehcp_desktop.ui.today_words import Said

    Choice = tuple[str, Callable[[], object]]

_DAYS = (1, 7)  # ahead, that are offered without a dialog


class MatterChoices:
    """Offers to say that it came, to put it aside until a day, and to put it into a calendar."""

    def __init__(self, session: Session, go: Go, window: QWidget) -> None:
        self._session = session
        self._go = go
        self._window = window

    def answers(self, matter: Matter, said: Said) -> list[Choice]:
        """Return the choice that settles it, if there is one."""
        deadline = matter.deadline
        if deadline is None or self._session.read_only:
            return []
        if said.done_words:
            return [(said.done_words, partial(self._done, deadline))]
        if said.answer_kind:
            return [(said.answer_words, partial(self._answered, deadline, said))]
        return []

    def to_question(self, deadline: Deadline) -> tuple[Choice, ...]:
        """Return the answers to what a limit asks the family; none where it asks nothing."""
        if deadline.asks is None or self._session.read_only:
            return ()
        from ehcp_desktop.services.rulebook import questions

        question_id, event = deadline.asks
        choices = questions()[question_id].choices.items()
        return tuple(
            (words_, partial(self._say, question_id, event, choice)) for choice, words_ in choices
        )

    def others(self, matter: Matter, said: Said) -> list[Choice]:
        """Return what else can be done; a record that is only read can still fill a calendar."""
        made: list[Choice] = []
        if not self._session.read_only:
            if matter.asked is not None:
                about = matter.letter_about or None
                write = partial(self._go, "letters", template=matter.letter, about=about)
                came = partial(self._go, "add", **words.answer_to(matter.asked.trigger))
                made += [(_tr("They answered the letter…"), came)]
                made += [(_tr("Write another letter"), write)]
            made += [*self._by_post(matter, said), *self._later(matter)]
        if matter.deadline is not None and matter.deadline.due is not None:
            made.append((_tr("Add to your calendar…"), partial(self._export, matter.deadline)))
        return made

    def _by_post(self, matter: Matter, said: Said) -> list[Choice]:
        """Return the answers to a question; only a letter can be in the post."""
        is_other = bool(said.answer_kind) and not said.is_letter
        if matter.concern is None or is_other or said.done_words:
            return []
        told = {"have_it": _tr("I do have it"), "waiting_for_post": _tr("Waiting for post")}
        if not matter.concern.by_post:
            told = {"have_it": _tr("It is settled")}
        return [(words_, partial(self._tell, matter, value)) for value, words_ in told.items()]

    def _later(self, matter: Matter) -> list[Choice]:
        """Return the days until which it can wait: never past what the family itself must do."""
        today = self._session.today()
        last = last_return(matter, today)
        days = [today + timedelta(days=ahead) for ahead in _DAYS]
        told = (_tr("Remind me tomorrow"), _tr("Remind me in a week"))
        made: list[Choice] = [
            (words_, partial(self._wait, matter, day))
            for words_, day in zip(told, days, strict=True)
            if last is None or day <= last
        ]
        if last is None or last > today:
            made.append((_tr("Remind me on a day…"), partial(self._ask, matter)))
        return made

    def _say(self, question_id: str, event: Event, choice: str) -> None:
        from ehcp_desktop.services.questions import Asked
        from ehcp_desktop.services.rulebook import questions
        from ehcp_desktop.ui.question_box import keep_answer

        keep_answer(self._session, Asked(questions()[question_id], event, ""), choice)

    def _done(self, deadline: Deadline) -> None:
        from ehcp_desktop.services import aside

        if self._session.done(lambda: aside.mark_done(self._session.family, deadline)):
            self._session.say(_tr("Marked as done"), undo=True)

    def _answered(self, deadline: Deadline, said: Said) -> None:
        if deadline.rule.id == "reply_asked":
            self._go("add", **words.answer_to(deadline.trigger))
        else:
            self._go("add", kind=said.answer_kind, review=deadline.review)

    def _tell(self, matter: Matter, value: str) -> None:
        from ehcp_desktop.services import aside

        if not self._session.done(lambda: aside.answer(self._session.family, matter, value)):
            return
        deadline = matter.deadline
        said = today_words.Said(matter, self._session)
        if value == "have_it" and deadline is not None and said.answer_kind:
            told = _tr("Put aside. What follows is counted once the day it came is in the record.")
            add = partial(self._answered, deadline, said)
            self._session.offered.emit(told, _tr("Add it now"), add)
        else:
            self._session.say(_tr("Put aside"), undo=True)

    def _wait(self, matter: Matter, back: date) -> bool:
        from ehcp_desktop.services import aside

        done = self._session.done(lambda: aside.remind_on(self._session.family, matter, back))
        if done:
            told = _tr("Put aside until {day}").format(day=spoken_weekday(back))
            self._session.say(told, undo=True)
        return done

    def _ask(self, matter: Matter) -> None:
        from ehcp_desktop.ui.remind_dialog import RemindDialog

        last = last_return(matter, self._session.today())
        RemindDialog(self._session.today, last, partial(self._wait, matter), self._window).exec()

    def _export(self, deadline: Deadline) -> None:
        from ehcp_desktop.ui.exchange import save_date

        save_date(self._session, self._window, deadline)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Today", text)
