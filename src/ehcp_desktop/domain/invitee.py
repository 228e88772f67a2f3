"""Who takes part in a review: who was invited, whose advice was asked and sent, who came."""

from __future__ import annotations

from dataclasses import dataclass

from ehcp_desktop.domain.record import Record
from ehcp_desktop.domain.when import When

ATTENDANCE = ("", "attended", "apologies", "absent")


@dataclass(frozen=True, kw_only=True, slots=True)
class Invitee(Record):
    """A person or organisation that belongs at a review.

    `invited`, `asked` (for advice), `sent` (their advice) and `received` (by the family) are
    "yes", "no" or "" while not known; the day beside each may stay unknown. `attendance` is one
    of ATTENDANCE. `paper` is their advice.
    """

    review: str
    contact: str | None = None
    name: str = ""
    role: str = ""
    invited: str = ""
    invited_on: When | None = None
    asked: str = ""
    asked_on: When | None = None
    sent: str = ""
    sent_on: When | None = None
    received: str = ""
    received_on: When | None = None
    attendance: str = ""
    paper: str | None = None
    notes: str = ""

    @property
    def called(self) -> str:
        """Return the name with the role: "Mrs Bell (SENCO)"; "" without a name."""
        return f"{self.name} ({self.role})" if self.name and self.role else self.name
