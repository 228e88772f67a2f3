"""What a letter is about, where the record holds more than one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal

from ehcp_desktop.errors import EhcpError
from ehcp_desktop.ui.parts.fields import Choice, Field

if TYPE_CHECKING:
    from ehcp_desktop.services.letters.shelf import Template
    from ehcp_desktop.ui.session import Session


class About(Field):
    """A choice between events, shown only where there are several. `edited` follows a choice."""

    edited = Signal()

    def __init__(self, session: Session) -> None:
        self._choice = Choice()
        super().__init__(QCoreApplication.translate("About", "&About"), self._choice)
        self._session = session
        self._choice.edited.connect(self.edited)

    def offer(self, template: Template, about: str | None) -> None:
        """Offer what a letter can be about, with the one that is meant chosen."""
        from ehcp_desktop.services.letters.choosing import candidates, in_words

        found = candidates(self._session.family, template, self._session.child)
        named = (one for one in found if about and about in (one.id, one.review, one.letter))
        first = next(named, None)
        chosen = first.id if first is not None else self._usual(template, about)
        choices = [(one.id, in_words(self._session.family, one)) for one in found]
        if chosen not in {one.id for one in found}:
            choices.insert(0, ("", self.tr("Choose which one")))
        self._choice.offer(choices)
        self._choice.set_value(chosen)
        self.setVisible(len(found) > 1)

    def value(self) -> str:
        """Return the id of the event, "" when none is chosen or none is there."""
        return self._choice.value()

    def _usual(self, template: Template, about: str | None) -> str:
        from ehcp_desktop.services.letters.choosing import choose

        try:
            usual = choose(self._session.family, template, self._session.child, about).about
        except EhcpError:  # two are equally good, or none is true: then the writer chooses
            return ""
        return usual.id if usual else ""
