"""Errors whose message is one sentence a parent can act on."""

from __future__ import annotations


class EhcpError(Exception):
    """Something the person can put right; the message says what to do."""


class FileRefused(EhcpError):
    """The family file cannot be opened or written as asked."""


class PassphraseNeeded(FileRefused):
    """The file is protected with a passphrase and none was given."""


class WrongPassphrase(FileRefused):
    """The passphrase does not open this file."""


class ReadOnly(FileRefused):
    """The file is open for reading only, so nothing was changed."""


class BadInput(EhcpError):
    """What was typed or imported cannot be taken in; nothing was changed."""


class ChoiceNeeded(BadInput):
    """A letter could be about one of several events, and nobody has said which.

    `events` are those, in words and by id: "“10 June 2025: Review meeting” (4f…) or “…” (9a…)".
    """

    def __init__(self, events: str) -> None:
        self.events = events
        super().__init__(f"This letter could be about {events}; choose which.")


class MissingFacts(EhcpError):
    """A letter needs facts that the record does not hold."""

    def __init__(self, facts: tuple[str, ...]) -> None:
        self.facts = facts
        super().__init__(
            "This letter still needs: "
            + ", ".join(facts)
            + ". Add them to the record, or ask for marked gaps."
        )


class BadResource(EhcpError):
    """A rule, letter or concern file is wrong; the message names file, entry and key."""
