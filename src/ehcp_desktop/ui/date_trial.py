"""Try it with a date: the deadlines that one event would start. Nothing is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import spoken_weekday
from ehcp_desktop.errors import EhcpError
from ehcp_desktop.ui import rule_words
from ehcp_desktop.ui.parts.fields import Choice, DateField, Field
from ehcp_desktop.ui.parts.layouts import INNER, WORD, clear, column
from ehcp_desktop.ui.parts.text import Badge, label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.event import EventKind
    from ehcp_desktop.domain.rule import Rule
    from ehcp_desktop.services.rulebook import Rulebook
    from ehcp_desktop.ui.session import Session

AS_GIVEN = Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


class DateTrial(QWidget):
    """Choose what happened, type a day, and see what would be due."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._rulebook: Rulebook | None = None
        self._kinds: dict[str, EventKind] = {}
        self.kind, self.outcome = Choice(), Choice()
        self.date = DateField(session.today, hint=self.tr("2 June 2026, or 2/6/26"))
        for choice in (self.kind, self.outcome):
            choice.setMinimumContentsLength(12)
            choice.setSizeAdjustPolicy(AS_GIVEN)
        self._outcome = Field(self.tr("What it &says"), self.outcome)
        self._results = column(spacing=INNER)
        inside = column(self, spacing=INNER)
        inside.addWidget(label(self.tr("Try it with a date"), "heading"))
        inside.addWidget(label(self.tr("Nothing you choose here is saved."), "detail"))
        inside.addWidget(Field(self.tr("What ha&ppened"), self.kind))
        inside.addWidget(self._outcome)
        inside.addWidget(Field(self.tr("&On which day"), self.date))
        inside.addLayout(self._results)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.kind.edited.connect(self._other_kind)
        for one in (self.outcome, self.date):
            one.edited.connect(self.show_results)

    def use(self, rulebook: Rulebook) -> None:
        """Take the rules, and offer every kind of event that starts one of them."""
        self._rulebook = rulebook
        starting = rulebook.rules.starting
        self._kinds = {kind.id: kind for kind in self._vocabulary() if kind.id in starting}
        self.kind.offer((kind.id, kind.title) for kind in self._kinds.values())
        self._other_kind()

    def offer(self, rule: Rule) -> None:
        """Choose the event that starts a rule, unless it is chosen or nothing does."""
        starts = [start for start in rule.starts if start.kind in self._kinds]
        if not starts:
            return
        if self.kind.value() not in {start.kind for start in starts}:
            self.kind.set_value(starts[0].kind)
            self._other_kind()
        if starts[0].outcome and not self.outcome.value():
            self.outcome.set_value(starts[0].outcome)
        self.show_results()

    def show_results(self) -> None:
        """Work out and show the deadlines."""
        clear(self._results)
        try:
            found = self._timetable()
        except EhcpError as problem:
            self._results.addWidget(Badge("circle-question-mark", str(problem), "gold"))
            return
        for deadline in found:
            self._results.addWidget(self._result(deadline))
        if not found and self.date.value():
            words = self.tr("Nothing with a fixed day follows from this.")
            self._results.addWidget(label(self._too_early() or words, "second"))

    def _timetable(self) -> Sequence[Deadline]:
        if self._rulebook is None or not self.date.value():
            return []
        from ehcp_desktop.services.diary import timetable

        when = self.date.when()
        if when is None:
            return []
        return timetable(
            self._rulebook,
            self.kind.value(),
            when,
            outcome=self.outcome.value(),
            born=self._born(),
            today=self._session.today(),
        )

    def _too_early(self) -> str:
        if self._rulebook is None:
            return ""
        from ehcp_desktop.services.diary import too_early

        kind, outcome = self.kind.value(), self.outcome.value()
        started = Event(child="", kind=kind, outcome=outcome, on=self.date.when())
        return too_early(self._rulebook, started)

    def _born(self) -> date | None:
        if self._session.is_open and self._session.child_id:
            return self._session.child.born
        return None

    def _vocabulary(self) -> Sequence[EventKind]:
        if self._session.is_open:
            return self._session.family.vocabulary.kinds
        from ehcp_desktop.services.vocabulary import load

        return load().kinds

    def _other_kind(self) -> None:
        kind = self._kinds.get(self.kind.value())
        outcomes = [(value, words) for value, words in kind.outcomes if value] if kind else []
        self.outcome.offer([("", self.tr("Not known yet")), *outcomes] if outcomes else [])
        self._outcome.setVisible(bool(outcomes))
        self.show_results()

    def _result(self, deadline: Deadline) -> QWidget:
        shown = QWidget()
        inside = column(shown, spacing=WORD // 2)
        day = self._day(deadline)
        icon, rests_on = rule_words.basis(deadline.rule)
        inside.addWidget(label(deadline.rule.title))
        inside.addWidget(label(day, "heading"))
        inside.addWidget(Badge(icon, f"{rule_words.owner(deadline.rule)} · {rests_on}"))
        if deadline.needs:
            inside.addWidget(label(deadline.needs, "detail"))
        for words in deadline.assumes:
            inside.addWidget(label(self.tr("If {words}").format(words=words), "detail"))
        for one in shown.findChildren(QLabel):
            one.ensurePolished()  # before it is measured: a style sheet makes the fonts
        shown.setAccessibleName(f"{deadline.rule.title}: {day}. {rests_on}".replace("\u00a0", " "))
        return shown

    def _day(self, deadline: Deadline) -> str:
        if deadline.due is None:
            return self._day_to_be_safe(deadline)
        day = self.tr("By {day}").format(day=spoken_weekday(deadline.due))
        if deadline.cautious and deadline.cautious != deadline.due:
            if deadline.rule.owner == "family":
                last = self.tr("the last day is {day}").format(day=spoken_weekday(deadline.due))
                return f"{self._day_to_be_safe(deadline)}; {last}"
            early = self.tr("act by {day} to be safe")
            day += "; " + early.format(day=spoken_weekday(deadline.cautious))
        if deadline.latest and deadline.latest != deadline.due:
            late = self.tr("surely late only after {day}")
            day += "; " + late.format(day=spoken_weekday(deadline.latest))
        return day

    def _day_to_be_safe(self, deadline: Deadline) -> str:
        """Return the day to act on within a window of the family's own that has no known end."""
        if deadline.cautious is None or deadline.rule.owner != "family":
            return self.tr("No fixed day")
        words = self.tr("Act by {day} to be safe")
        return words.format(day=spoken_weekday(deadline.cautious))
