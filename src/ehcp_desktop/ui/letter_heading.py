"""What stands over a letter and its form: the situation, what it does, and what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ehcp_desktop.services.letters import own
from ehcp_desktop.services.letters.relying import checked
from ehcp_desktop.ui.letter_about import About
from ehcp_desktop.ui.letter_refusal import Refusal
from ehcp_desktop.ui.parts.layouts import GROUP, column
from ehcp_desktop.ui.parts.text import Badge, label

if TYPE_CHECKING:
    from ehcp_desktop.services.letters.shelf import Template
    from ehcp_desktop.ui.session import Session


class LetterHeading(QWidget):
    """Which letter this is. `about` lets a person choose an event, `refusal` says why not."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._situation = label("", "lead")
        self._summary = label("", "second")
        self._cautions = Badge("info", "", "second")
        self.about = About(session)
        self.refusal = Refusal()
        inside = column(self, spacing=GROUP)
        for part in (self._situation, self._summary, self._cautions, self.about, self.refusal):
            inside.addWidget(part)

    def show_letter(self, template: Template, about: str | None) -> None:
        """Show another letter, with what it is meant to be about chosen."""
        self._situation.setText(template.situation)
        logs = own.logs_words(self._session.family, template)
        self._summary.setText(f"{template.summary} {checked(template)} {logs}".strip())
        self.warn((template.caution,))
        self.about.offer(template, about)

    def warn(self, cautions: tuple[str, ...]) -> None:
        """Show what to think of before the letter goes."""
        self._cautions.setText("\n".join(filter(None, cautions)))
        self._cautions.setVisible(any(cautions))
