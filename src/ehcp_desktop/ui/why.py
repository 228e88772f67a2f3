"""The answer to Why?: the rule, the counting step by step, the other dates, and the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout

from ehcp_desktop.domain.event import EXCEPTION_CLAIMED
from ehcp_desktop.domain.when import spoken_day, spoken_weekday
from ehcp_desktop.services.exceptions import claims, is_owed_by_law, load
from ehcp_desktop.services.questions import of_deadlines
from ehcp_desktop.services.today import OPEN
from ehcp_desktop.ui import rule_words
from ehcp_desktop.ui.parts.buttons import link
from ehcp_desktop.ui.parts.layouts import ButtonRow
from ehcp_desktop.ui.parts.popups import WhyPopup
from ehcp_desktop.ui.parts.text import Badge, Paragraph, label
from ehcp_desktop.ui.question_box import QuestionBox
from ehcp_desktop.ui.theme import em

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.services.exceptions import Claim
    from ehcp_desktop.services.questions import Asked
    from ehcp_desktop.ui.pages import Go
    from ehcp_desktop.ui.session import Session

    Claimed = tuple[Claim, ...]


def show_why(session: Session, deadline: Deadline, asked: QWidget, go: Go) -> WhyPopup:
    """Open the explanation of a deadline beside the link that asked for it."""
    claimed = claims(session.family, deadline.child).beside(deadline)
    day = spoken_weekday(deadline.due) if deadline.due else _tr("this")
    popup = WhyPopup(_tr("Why {day}?").format(day=day), asked)
    popup.body.addWidget(label(_tr("The rule"), "second"))
    popup.body.addWidget(Paragraph(deadline.rule.plain))
    depends = of_deadlines(session.family, [deadline])
    for question in depends:
        popup.body.addWidget(_hairline())
        popup.body.addWidget(label(_about(session, question), "second"))
        popup.body.addWidget(QuestionBox(session, question, popup.close))
        popup.body.addWidget(_hairline())
    popup.body.addWidget(label(_tr("The counting"), "second"))
    popup.body.addLayout(_steps(_without(deadline.steps(), depends)))
    popup.body.addWidget(_hairline())
    popup.body.addLayout(_dates(deadline))
    _add_claims(popup, session, claimed)
    popup.body.addWidget(_hairline())
    _add_source(popup, deadline)
    _add_next_steps(popup, session, deadline, go)
    _add_calendar(popup, session, deadline, asked.window())
    popup.body.addWidget(_foot(popup, deadline, claimed, go))
    popup.open_beside()
    return popup


def as_text(deadline: Deadline, claimed: Claimed = ()) -> str:
    """Return the explanation as plain text, to be copied."""
    rule = deadline.rule
    numbered = [f"{place}. {step}" for place, step in enumerate(deadline.steps(), 1)]
    source = f"{rule_words.basis(rule)[1]}: {rule.citation}" if rule.citation else ""
    said = [claim.sentence() for claim in claimed]
    advice = _tr("Information, not legal advice")
    lines = [rule.title, rule.plain, *numbered, *said, source, advice]
    return "\n".join(line for line in lines if line).replace("\u00a0", " ")


def _about(session: Session, asked: Asked) -> str:
    """Return which event a question is about: "Suspended, 10 November 2026"."""
    event = asked.event
    title = session.family.vocabulary.kind(event.kind).title_with(event.outcome)
    return ", ".join(filter(None, (title, event.on.spoken_in_full() if event.on else "")))


def _without(steps: tuple[str, ...], asked: list[Asked]) -> tuple[str, ...]:
    """Return the steps without what the questions above them ask for."""
    for one in asked:
        steps = tuple(step.replace(one.question.needs, "").strip() for step in steps)
    return tuple(filter(None, steps))


def _steps(steps: tuple[str, ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for place, step in enumerate(steps):
        grid.addWidget(label(str(place + 1), "second"), place, 0, _TOP)
        grid.addWidget(label(step), place, 1)
    return grid


def _dates(deadline: Deadline) -> QGridLayout:
    """Show the earliest and the latest day that can be argued; one line when there is one."""
    grid = QGridLayout()
    grid.setVerticalSpacing(2)
    grid.setColumnMinimumWidth(0, em(8))
    grid.setColumnStretch(1, 1)
    for row, (words, day, hint) in enumerate(_told_dates(deadline)):
        _add_date(grid, row * 2, words, day, hint)
    return grid


def _told_dates(deadline: Deadline) -> list[tuple[str, date | None, str]]:
    careful, latest = deadline.cautious or deadline.due, deadline.latest
    if deadline.bound:
        bounds = {"latest": _tr("No later than"), "earliest": _tr("No earlier than")}
        hint = _tr("Add the last review’s decision to see the day itself.")
        return [(bounds[deadline.bound], deadline.due, hint)]
    if deadline.due is None and careful is not None and deadline.rule.owner != "family":
        return [(_tr("Not before"), careful, _tr("What the day itself needs is said above."))]
    if latest == careful:
        hint = _tr("There is one reading of this rule.")
        return [(_tr("Act on this date"), careful, hint)]
    return [
        (_tr("Act on this date"), careful, _tr("The earliest date to count on.")),
        (_tr("Latest date"), latest, _tr("The latest date that can be argued.")),
    ]


def _add_date(grid: QGridLayout, row: int, words: str, day: date | None, hint: str) -> None:
    shown = spoken_weekday(day) if day else _tr("Not known")
    grid.addWidget(label(words), row, 0, _TOP)
    grid.addWidget(label(shown, "heading"), row, 1)
    if day:
        grid.addWidget(label(hint, "detail"), row + 1, 1)


def _add_claims(popup: WhyPopup, session: Session, claimed: Claimed) -> None:
    """Show what is claimed as an exception: beside the dates, and moving none of them."""
    for claim in claimed:
        ground = load(session.family.rulebook).grounds.get(claim.event.outcome)
        popup.body.addWidget(_hairline())
        popup.body.addWidget(label(_tr("They say the time could not be kept"), "second"))
        popup.body.addWidget(Paragraph(claim.sentence()))
        if ground is not None:
            popup.body.addWidget(label(ground.plain, "detail"))
        if claim.citation:
            popup.body.addWidget(Badge("landmark", claim.citation, "second"))


def _add_next_steps(popup: WhyPopup, session: Session, deadline: Deadline, go: Go) -> None:
    """Offer what the record may lack: the school's dates, or the reason given for being late."""

    def leave(to: str, **target: object) -> None:
        popup.close()
        go(to, **target)

    if session.read_only:
        return
    limit = deadline.rule.limit
    if limit is not None and limit.unit == "school_days":
        words = _tr("Enter the school’s dates…")
        popup.body.addWidget(link(words, lambda: leave("school_dates"), image="calendar"))
    if is_owed_by_law(deadline):
        about = {"kind": EXCEPTION_CLAIMED, "replies_to": deadline.trigger.id}
        words = _tr("They gave a reason for being late…")
        popup.body.addWidget(link(words, lambda: leave("add", **about), image="hourglass"))


def _add_calendar(popup: WhyPopup, session: Session, deadline: Deadline, window: QWidget) -> None:
    """Offer to put the day into the family's own calendar, also where nothing may be changed."""

    def export() -> None:
        from ehcp_desktop.ui.exchange import save_date

        popup.close()
        save_date(session, window, deadline)

    if deadline.due is not None and deadline.state in OPEN:
        popup.body.addWidget(link(_tr("Add to your calendar…"), export, image="calendar"))


def _add_source(popup: WhyPopup, deadline: Deadline) -> None:
    rule = deadline.rule
    image, word = rule_words.basis(rule)
    source = f"{word}: {rule.citation}" if rule.citation else word
    popup.body.addWidget(Badge(image, source, "second"))
    if rule.verified == "unverified":
        popup.body.addWidget(Badge("circle-question-mark", _tr("Not verified"), "gold"))
    checked = _tr("Checked {day}").format(day=spoken_day(rule.checked))
    popup.body.addWidget(label(checked, "detail"))


def _foot(popup: WhyPopup, deadline: Deadline, claimed: Claimed, go: Go) -> QWidget:
    def read() -> None:
        popup.close()
        go("rights", rule=deadline.rule.id)

    def copy() -> None:
        QApplication.clipboard().setText(as_text(deadline, claimed))

    advice = label(_tr("Information, not legal advice"), "detail")
    advice.setWordWrap(False)
    return ButtonRow(
        link(_tr("Read in Rights"), read, image="scale"),
        link(_tr("Copy"), copy, image="copy"),
        advice,
    )


def _hairline() -> QFrame:
    made = QFrame()
    made.setProperty("frame", "footer")
    made.setFixedHeight(1)
    return made


def _tr(text: str) -> str:
    return QCoreApplication.translate("Why", text)


_TOP = Qt.AlignmentFlag.AlignTop
