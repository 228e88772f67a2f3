"""Today: what there is to do, and what others are late with."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from ehcp_desktop.domain.when import When, spoken_weekday
from ehcp_desktop.ui import today_words
from ehcp_desktop.ui.parts.buttons import button, link, primary
from ehcp_desktop.ui.parts.layouts import (
    BoxedList,
    ButtonRow,
    Card,
    EmptyState,
    Page,
    SideBySide,
    clear,
    column,
)
from ehcp_desktop.ui.parts.rows import Row, RowText, menu_button
from ehcp_desktop.ui.parts.text import Badge, Counted, Paragraph, label
from ehcp_desktop.ui.year_line import YearAhead

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.event import Answer
    from ehcp_desktop.services.today import Agenda, Matter
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session
    from ehcp_desktop.ui.today_choices import MatterChoices

_MOST_AHEAD = 4
_ENDS_SOON = timedelta(days=28)  # as in services.advocacy, which is read only when it is near


class TodayPage(Page):
    """What is yours to do, late, coming, awaited; beside it what goes well and the year ahead."""

    def __init__(self, session: Session, go: Go) -> None:
        super().__init__("Today", spoken_weekday(session.today()))
        self._session = session
        self._go = go
        self._asides_open = False
        self._away_since: date | None = None
        self._drafts: frozenset[tuple[str, str | None]] = frozenset()
        self._both = SideBySide()
        lists = QWidget()  # of its own, so that it is read before what stands beside it
        self._lists = column(lists, spacing=8)
        self._news = Card()
        self._year = YearAhead()
        self._both.main.addWidget(lists)
        self._both.side.addWidget(Counted(self.tr("Going well"), image="star", ink="gold"))
        self._both.side.addWidget(self._news)
        self._both.side.addSpacing(12)
        self._both.side.addWidget(Counted(self.tr("The year ahead")))
        self._both.side.addWidget(self._year)
        self._take_out = ButtonRow(
            link(
                self.tr("Print or save…"),
                partial(self._exchange, "offer_year"),
                image="printer",
                name=self.tr("Print or save… the year ahead"),
            ),
            link(
                self.tr("Put into your calendar…"),
                partial(self._exchange, "save_calendar"),
                image="calendar",
            ),
        )
        self._both.side.addWidget(self._take_out)
        self._both.hide()
        self.body.addWidget(self._both)

    def refresh(self) -> None:
        """Show what is due now."""
        shown = self._session.agenda()
        self.say_subtitle(spoken_weekday(self._session.today()))
        clear(self._lists)
        store, child = self._session.family.store, self._session.child_id
        drafts = store.letters.all(child=child, state="draft")
        self._drafts = frozenset((one.template, one.about) for one in drafts)
        self._show_meeting()
        self._show_away(shown)
        if shown.is_empty:
            self._lists.addWidget(self._nothing())
        self._show_first(self.tr("Yours to do within a week"), shown.yours, has_card=True)
        of_older = shown.late and shown.is_of_older_review(shown.late[0])
        self._show_first(self.tr("Late"), shown.late, has_card=not shown.yours and not of_older)
        self._show_list(self.tr("Worth a look"), shown.look_at)
        today = self._session.today()
        if store.advocacy_ends_by(today + _ENDS_SOON, today):
            self._show_advocacy()
        self._show_list(self.tr("Coming up"), shown.coming)
        self._show_list(self.tr("Waiting for others"), shown.awaited)
        self._show_asides(shown.aside)
        self._show_news()
        self._show_year(shown)
        self._both.show()

    def show_target(self, **target: object) -> None:
        """Nothing on this screen is gone to by name."""

    def _nothing(self) -> EmptyState:
        if not self._session.child_id:
            return EmptyState(
                self.tr("No child is in this record yet"),
                self.tr("Add your child, and Today shows what is due and when."),
                self.tr("Add a child"),
                lambda: self._go("add_child"),
            )
        return EmptyState(
            self.tr("Nothing is due that this record knows of"),
            self.tr(
                "Write down what happened: a review meeting, a letter, a plan. Then Today says "
                "what the council or school must do next, and by when."
            ),
            self.tr("Add what happened"),
            lambda: self._go("add"),
        )

    def _show_meeting(self) -> None:
        """Begin with the meeting whose notes are under way, or that is arranged for today."""
        store, child = self._session.family.store, self._session.child_id
        on = When.day(self._session.today())
        if child and (
            self._is_noted()
            or store.drafts.count(child=child, form="meeting")
            or store.events.count(child=child, kind="review_meeting_arranged", on=on)
        ):
            from ehcp_desktop.ui.meeting_card import meeting_card

            card = meeting_card(self._session, self._go)
            if card is not None:
                self._lists.addWidget(card)

    def _is_noted(self) -> bool:
        """Tell whether the notes of a meeting are under way, or its end was taken back."""
        store = self._session.family.store
        begun = store.setting("meeting")
        if begun != "":
            return begun is not None
        held = store.events.values_of("review", kind="review_meeting_held")
        return bool(store.meeting_lines.values_of("review") - held)

    def _show_away(self, shown: Agenda) -> None:
        """Say what has become pressing since the record was last looked at, once a day."""
        from ehcp_desktop.ui.last_look import last_look

        self._away_since = last_look(self._session) or self._away_since
        if self._away_since is not None and self._session.child_id:
            self._tell_news(shown, self._away_since)

    def _tell_news(self, shown: Agenda, since: date) -> None:
        from ehcp_desktop.services.away import news_since
        from ehcp_desktop.ui.away_card import AwayCard

        news = news_since(self._session.family, self._session.child_id, shown, since)
        if not news.is_empty:
            self._lists.addWidget(AwayCard(self._session, news, since, self._forget_away))

    def _forget_away(self) -> None:
        self._away_since = None

    def _show_advocacy(self) -> None:
        """Say gently when an authority to act, or the day until which this is kept, runs out."""
        from ehcp_desktop.services.advocacy import notices

        told = notices(self._session.family)
        if not told:
            return
        card = Card("note")
        card.setAccessibleName(self.tr("Authority and keeping"))
        for words in told:
            card.body.addWidget(Badge("calendar", words, "second"))
        see = self.tr("Authority and keeping…")
        card.body.addWidget(link(see, partial(self._go, "keeping")))
        self._lists.addWidget(card)

    def _show_first(self, title: str, matters: Sequence[Matter], *, has_card: bool) -> None:
        """Show what comes before all else, the first of it as a card of its own."""
        if not matters:
            return
        self._lists.addWidget(Counted(title, len(matters)))
        if has_card:
            self._lists.addWidget(self._hero(matters[0]))
        if rows := matters[1:] if has_card else matters:
            self._lists.addWidget(self._boxed(title, rows))

    def _show_list(self, title: str, matters: Sequence[Matter]) -> None:
        if matters:
            self._lists.addSpacing(4)
            self._lists.addWidget(Counted(title, len(matters)))
            self._lists.addWidget(self._boxed(title, matters))

    def _hero(self, matter: Matter) -> Card:
        """Return the most pressing thing with its question and the next step."""
        said = today_words.Said(matter, self._session)
        card = Card()
        card.body.addWidget(Badge(*said.state))
        title = label(said.question, "lead")
        card.body.addWidget(title)
        if matter.deadline is not None and matter.deadline.state == "waiting":
            card.body.addWidget(label(" · ".join(filter(None, (said.whose, said.date)))))
        card.body.addWidget(Paragraph(said.why))
        if matter.asked is not None:
            card.body.addWidget(label(today_words.already_written(matter.asked)))
        for claim in matter.claims:
            card.body.addWidget(Badge("hourglass", claim.sentence(), "second"))
        card.body.addWidget(ButtonRow(*self._hero_buttons(matter, said)))
        card.setAccessibleName(f"{said.state[1]}. {said.question}")
        return card

    def _hero_buttons(self, matter: Matter, said: today_words.Said) -> list[QWidget]:
        made: list[QWidget] = []
        if matter.letter:
            told = self.tr("Go on with the letter"), self.tr("Write the letter")
            words_, run = self._next_letter(matter) or (
                told[0] if self._is_begun(matter) else told[1],
                partial(self._write, matter),
            )
            made.append(primary(words_, run, image="mail"))
        offered = self._offered()
        made += [button(*answer) for answer in offered.answers(matter, said)]
        deadline = matter.deadline
        if deadline is not None:
            asked: QPushButton = link(
                self.tr("Why this date?"),
                lambda: self._why(deadline, asked),
                image="message-circle-question-mark",
            )
            made.append(asked)
        choices = tuple(offered.others(matter, said))
        return [*made, menu_button(choices, said.title)] if choices else made

    def _boxed(self, name: str, matters: Sequence[Matter]) -> BoxedList:
        boxed = BoxedList(name)
        for matter in matters:
            boxed.add(self._row(matter))
        return boxed

    def _row(self, matter: Matter) -> Row:
        said = today_words.Said(matter, self._session)
        deadline, offered = matter.deadline, self._offered()
        written = today_words.already_written(matter.asked) if matter.asked else ""
        detail = "\n".join(filter(None, (said.detail, written)))
        return Row(
            RowText(title=said.title, detail=detail, date=said.date, state=said.state),
            why=partial(self._why, deadline) if deadline is not None else None,
            action=self._action(matter),
            more=(*offered.answers(matter, said), *offered.others(matter, said)),
            answers=offered.to_question(deadline) if deadline is not None else (),
        )

    def _action(self, matter: Matter) -> tuple[str, Callable[[], object]] | None:
        if not matter.letter or self._session.read_only:
            return None
        if following := self._next_letter(matter):
            return following
        from ehcp_desktop.services.today import REMINDER

        told = self.tr("Remind") if matter.letter == REMINDER else self.tr("Write letter")
        if self._is_begun(matter):
            told = self.tr("Go on writing")
        return told, partial(self._write, matter)

    def _is_begun(self, matter: Matter) -> bool:
        """Tell whether the letter about it lies among the drafts."""
        return (matter.letter or "", matter.letter_about) in self._drafts

    def _next_letter(self, matter: Matter) -> tuple[str, Callable[[], object]] | None:
        """Return what comes after a letter that was sent: look at it, remind them, go further."""
        from ehcp_desktop.services.today import REMINDER, is_time_to_remind, was_reminded

        asked = matter.asked
        reminder = asked or (matter.deadline if matter.letter == REMINDER else None)
        if reminder is not None and was_reminded(self._session.family, reminder):
            see = partial(self._go, "letters", letter=reminder.trigger.letter)
            return self.tr("Next step…"), see
        if asked is None:
            return None
        if is_time_to_remind(asked) and not self._session.read_only:
            remind = partial(self._go, "letters", template=REMINDER, about=asked.trigger.id)
            return self.tr("Remind them"), remind
        return self.tr("See the letter"), partial(self._go, "letters", letter=asked.trigger.letter)

    def _offered(self) -> MatterChoices:
        from ehcp_desktop.ui.today_choices import MatterChoices

        return MatterChoices(self._session, self._go, self.window())

    def _show_asides(self, asides: Sequence[tuple[Matter, Answer]]) -> None:
        if not asides:
            return
        words_ = self.tr("Put aside: {count}").format(count=len(asides))
        self._lists.addWidget(link(words_, self._turn_asides, image="eye"))
        if self._asides_open:
            boxed = BoxedList(self.tr("Put aside"))
            for matter, answer in asides:
                boxed.add(self._aside(matter, answer))
            self._lists.addWidget(boxed)

    def _aside(self, matter: Matter, answer: Answer) -> Row:
        said = today_words.Said(matter, self._session)
        return Row(
            RowText(title=said.title, detail=today_words.answered(answer, matter), date=said.date),
            action=(self.tr("Show again"), partial(self._bring_back, answer)),
        )

    def _show_news(self) -> None:
        from ehcp_desktop.services.today import good_news

        clear(self._news.body)
        child = self._session.child_id
        for event in good_news(self._session.family, child) if child else ():
            self._news.body.addWidget(label(event.summary or self.tr("Good news"), "heading"))
            self._news.body.addWidget(label(today_words.news_line(event), "detail"))
        if not self._news.body.count():
            hint = self.tr("Progress belongs in the record too: what went well, and who saw it.")
            self._news.body.addWidget(label(hint, "second"))
        if not self._session.read_only:
            add = partial(self._go, "add", kind="celebration")
            self._news.body.addWidget(link(self.tr("Add good news"), add, image="plus"))

    def _show_year(self, shown: Agenda) -> None:
        from ehcp_desktop.services.today import act_on, title

        today = self._session.today()
        every = ((act_on(one, today), title(one)) for one in shown.ahead)
        days = [(day, words_) for day, words_ in every if day is not None]
        days.sort(key=lambda day: day[0])
        self._year.show_days(today, days[:_MOST_AHEAD])
        self._take_out.setVisible(bool(self._session.child_id))

    def _exchange(self, name: str) -> None:
        from ehcp_desktop.ui import exchange

        getattr(exchange, name)(self._session, self.window())

    def _why(self, deadline: Deadline, asked: QPushButton) -> None:
        from ehcp_desktop.ui.why import show_why

        show_why(self._session, deadline, asked, self._go)

    def _write(self, matter: Matter) -> None:
        self._go("letters", template=matter.letter, about=matter.letter_about or None)

    def _bring_back(self, answer: Answer) -> None:
        from ehcp_desktop.services.aside import bring_back

        self._session.done(lambda: bring_back(self._session.family, answer))

    def _turn_asides(self) -> None:
        self._asides_open = not self._asides_open
        self.refresh()
