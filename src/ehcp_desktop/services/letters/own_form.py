"""What a family typed of a letter of its own: whether it can be kept, and where it is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.errors import BadResource
from ehcp_desktop.services.letters import filling, own_text, shelf
from ehcp_desktop.services.letters.facts import facts_of
from ehcp_desktop.services.letters.own_check import LATEST_REPLY, check

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.letters.facts import Fact
    from ehcp_desktop.services.letters.own_text import OwnWords
    from ehcp_desktop.services.letters.shelf import Template

_FILE = "own.md"
_UNNAMED = "Your letter"
_EMPTY = {
    "title": "Give the letter a name, so that you find it again.",
    "subject": "Say in a few words what the letter is about.",
    "body": "Write in the box what the letter is to say.",
}


class Looked(NamedTuple):
    """A letter as it was typed: its file, and the letter it makes, None where it makes none.

    `problems` has a sentence for each field that is wrong, by its name in OwnWords. `left_out`
    has the blocks of its text that a firm letter of standard length does not say.
    """

    text: str
    template: Template | None
    problems: Mapping[str, str]
    left_out: tuple[str, ...] = ()


def look(family: Family, base: str, words: OwnWords) -> Looked:
    """Return what was typed over the file of a letter, checked.

    A letter without a name can be looked at, but not kept.
    """
    facts = facts_of(shelf.template_from_text(_FILE, _named(base)))
    problems = dict(_problems(words, facts))
    typed = words._replace(
        title=words.title.strip() or _UNNAMED, subject=words.subject.strip() or _UNNAMED
    )
    if {key for key in problems if getattr(words, key)}:
        return Looked("", None, problems)
    text = _named(own_text.changed(base, typed))
    try:
        text = own_text.with_asked(text, check(family, _FILE, text))
        made = shelf.template_from_text(_FILE, text)
        return Looked(text, made, problems, filling.left_out(made.body))
    except BadResource as wrong:
        said = str(wrong).removeprefix(_FILE).lstrip(",: ")
        return Looked("", None, {"body": said[:1].upper() + said[1:], **problems})


def _problems(words: OwnWords, facts: Mapping[str, Fact]) -> Iterator[tuple[str, str]]:
    yield from (one for one in _EMPTY.items() if not getattr(words, one[0]).strip())
    if words.reply_days is not None and not 0 <= words.reply_days <= LATEST_REPLY:
        yield "reply_days", f"Write a number of days from 0 to {LATEST_REPLY}."
    try:
        filling.check_line(words.subject, facts)
    except BadResource as wrong:
        yield "subject", str(wrong)
    try:
        filling.check_body("", words.body, 1, facts)
    except BadResource as wrong:
        yield "body", str(wrong).removeprefix(", ").replace("line", "Line", 1)


def _named(text: str) -> str:
    """Return a letter's file with what a form fills in last: its id and its name."""
    given = own_text.words_of(text)
    named = given._replace(title=given.title or _UNNAMED, subject=given.subject or _UNNAMED)
    return own_text.with_id(own_text.changed(text, named), "own")
