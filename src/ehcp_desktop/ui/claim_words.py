"""An exception that was claimed, in the Story: beside which dates it stands, and what shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ehcp_desktop.domain.when import spoken_weekday
from ehcp_desktop.services.exceptions import limits_of, load
from ehcp_desktop.ui.parts.facts import Fact
from ehcp_desktop.ui.parts.text import Paragraph, label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.services.exceptions import Exceptions
    from ehcp_desktop.services.family import Family


def add_claim(body: QVBoxLayout, family: Family, event: Event) -> None:
    """Say what the claim means for each limit, and on which facts it depends."""
    limits = limits_of(family, event)
    body.addWidget(label(_tr("Which date this is about"), "heading"))
    for sentence in dict.fromkeys(claim.sentence() for _, claim in limits):
        for deadline in (one for one, claim in limits if claim.sentence() == sentence):
            body.addWidget(label(_limit(deadline)))
        body.addWidget(Paragraph(sentence))
    if not limits:
        body.addWidget(
            Paragraph(
                _tr("There is no time limit in this record for which the law allows this reason.")
            )
        )
    _add_ground(body, load(family.rulebook), event)


def _add_ground(body: QVBoxLayout, book: Exceptions, event: Event) -> None:
    ground = book.grounds.get(event.outcome)
    if ground is None:
        return
    told = (
        (_tr("What it is"), ground.plain),
        (_tr("Who may give it as a reason"), _listed(book.who_may(ground.id))),
        (_tr("What must be known"), ground.needs),
        (_tr("What shows it"), ground.evidence),
    )
    for name, words in told:
        if words:
            body.addWidget(Fact(name, words))


def _limit(deadline: Deadline) -> str:
    if deadline.due is None:
        return deadline.rule.title
    words = _tr("{title}: {day}")
    return words.format(title=deadline.rule.title, day=spoken_weekday(deadline.due))


def _listed(words: list[str]) -> str:
    told = _tr(" or ").join(words)
    return f"{told[:1].upper()}{told[1:]}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("ClaimWords", text)
