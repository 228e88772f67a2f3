"""While you were away: what has become pressing since the record was last looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt

from ehcp_desktop.domain.when import spoken_weekday
from ehcp_desktop.ui.parts.buttons import button
from ehcp_desktop.ui.parts.layouts import Card, line
from ehcp_desktop.ui.parts.text import Badge, label
from ehcp_desktop.ui.today_words import Said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from ehcp_desktop.services.away import News
    from ehcp_desktop.services.today import Matter
    from ehcp_desktop.ui.session import Session

_MOST = 3  # of a kind that are named; the rest are counted


class AwayCard(Card):
    """Names what is past its day, soon due or back again; it can be closed."""

    def __init__(
        self, session: Session, news: News, last: date, closed: Callable[[], None]
    ) -> None:
        super().__init__("note")
        title = _tr("While you were away")
        top = line()
        top.addWidget(label(title, "lead"), 1)
        name = _tr("Close “While you were away”")
        shut = button("", self._close, kind="link", image="x", name=name)
        top.addWidget(shut, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(top)
        looked = _tr("You last looked at this record on {day}.").format(day=spoken_weekday(last))
        self.body.addWidget(label(looked, "detail"))
        self._session = session
        self._closed = closed
        self._add("clock-alert", _tr("The day has passed"), news.late)
        self._add("calendar", _tr("Due within a week"), news.due)
        self._add("bell", _tr("Back, as you asked"), news.back)
        self.setAccessibleName(title)

    def _close(self) -> None:
        self.hide()
        self._closed()

    def _add(self, image: str, title: str, matters: Sequence[Matter]) -> None:
        if not matters:
            return
        self.body.addWidget(Badge(image, title, "second"))
        for matter in matters[:_MOST]:
            said = Said(matter, self._session)
            self.body.addWidget(label(": ".join(filter(None, (said.date, said.title)))))
        if matters[_MOST:]:
            more = _tr("and {count} more, below").format(count=len(matters) - _MOST)
            self.body.addWidget(label(more, "detail"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Today", text)
