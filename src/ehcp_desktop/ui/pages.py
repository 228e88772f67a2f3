"""The screens: what each is called, and where its code is, which is read on the first visit."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ehcp_desktop.ui.session import Session

    class Go(Protocol):
        """Goes to a screen; `target` says what to show there."""

        def __call__(self, page_id: str, **target: object) -> None:
            """Go there."""

    class Screen(Protocol):
        """What the window asks of a screen; each is a QWidget."""

        def refresh(self) -> None:
            """Show the record as it now is."""


class PageEntry(NamedTuple):
    """One screen of the sidebar."""

    id: str
    title: str
    icon: str
    code: str

    def build(self, session: Session, go: Go) -> QWidget:
        """Return the screen itself."""
        made = getattr(import_module(self._module), self.code)(session, go)
        return cast("QWidget", made)

    @property
    def _module(self) -> str:
        return f"ehcp_desktop.ui.{self.id}_page"


PAGES = (
    PageEntry("today", "Today", "sun", "TodayPage"),
    PageEntry("story", "Story", "scroll-text", "StoryPage"),
    PageEntry("plan", "Plan", "book-open", "PlanPage"),
    PageEntry("reviews", "Reviews", "clipboard-check", "ReviewsPage"),
    PageEntry("letters", "Letters", "mail", "LettersPage"),
    PageEntry("papers", "Papers", "folder-open", "PapersPage"),
    PageEntry("people", "People", "users", "PeoplePage"),
    PageEntry("rights", "Rights", "scale", "RightsPage"),
)
