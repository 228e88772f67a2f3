"""The line at the foot of the window: saved when, who else has the file, and what this is not."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStatusBar

from ehcp_desktop.ui.parts.buttons import link
from ehcp_desktop.ui.parts.text import Badge
from ehcp_desktop.ui.theme import em, follow


class StatusLine(QStatusBar):
    """Emits `advice_wanted` when asked where to get advice."""

    advice_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self._state = Badge("circle-check", "", "done")
        self._state.hide()
        self._note = Badge("info", self.tr("Information, not legal advice"))
        for one in (self._state, self._note):
            one.setWordWrap(False)
        words = self.tr("Where to get advice")
        self._advice = link(words, self.advice_wanted.emit, name=words)
        self.addWidget(self._state, 1)
        self.addPermanentWidget(self._note)
        self.addPermanentWidget(self._advice)
        self.setContentsMargins(8, 0, 8, 0)
        follow(self._fit)

    def say_saved(self, at: str) -> None:
        """Say when the record was last saved."""
        self._say("circle-check", self.tr("Saved {time}").format(time=at), "done")

    def say_opened(self, held_by: str, read_only: bool) -> None:
        """Say that all is saved, or why nothing can be changed."""
        if read_only:
            words = self.tr("Read only: nothing can be changed here")
            if held_by:
                words = self.tr("Read only. {who}").format(who=held_by)
            self._say("lock", words, "gold")
        else:
            self._say("circle-check", self.tr("Everything is saved"), "done")

    def say_closed(self) -> None:
        """Say nothing: no record is open."""
        self._state.hide()

    def _say(self, icon: str, words: str, tone: str) -> None:
        self._state.tell(icon, words, tone)
        self._state.setToolTip(words)
        self._state.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say it shorter where there is little room; advice is always offered."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        full, short = self.tr("Where to get advice"), self.tr("Advice")
        self._advice.setText(full if self.width() > em(46) else short)
        self._note.setVisible(self.width() > em(34))
