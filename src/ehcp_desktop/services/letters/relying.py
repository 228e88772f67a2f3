"""Which letters rely on which rules, so that they are read again when the law changes."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.when import spoken_day
from ehcp_desktop.services.letters.cards import cards
from ehcp_desktop.services.letters.names import FOLDER, template_ids

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ehcp_desktop.domain.letter import Letter
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.letters.shelf import Template

_RULES = re.compile(r"^(?:answers|rules|dates) = \[(.*?)\]", re.MULTILINE | re.DOTALL)
_QUOTED = re.compile(r'"([^"]*)"')
_DUE = re.compile(r'"due\.([a-z0-9_]+)')


class Reread(NamedTuple):
    """A letter of the shelf to read again, and those written with it that a record keeps."""

    template: Template
    kept: tuple[Letter, ...] = ()

    @property
    def words(self) -> str:
        """The letter's title, and the day on which its law was checked."""
        return f"{self.template.title}. {checked(self.template)}"

    @property
    def kept_words(self) -> tuple[str, ...]:
        """The letters that the record keeps, a line each: "Draft of 2 June 2026: …"."""
        return tuple(
            f"{letter.state.capitalize()}, written on {spoken_day(letter.written)}: {letter.title}"
            for letter in self.kept
        )


def checked(template: Template) -> str:
    """Return when the law that a letter cites was last checked, as a sentence."""
    from ehcp_desktop.services.letters import own

    return own.law_words(template) or f"Law checked on {spoken_day(template.law_checked)}."


def law_of(family: Family, template: Template) -> str:
    """Return what a letter keeps of the law it is written by, and of when that was checked."""
    from ehcp_desktop.services.letters import own
    from ehcp_desktop.services.packs import law_checked

    day = spoken_day(template.law_checked)
    cited = own.law_words(template) or f"What this letter cites was checked on {day}."
    return f"{law_checked(family)} {cited}"


def is_of_older_law(family: Family, letter: Letter) -> bool:
    """Return whether a draft was written by other law than counts now.

    Nothing is said of one whose letter this program does not know.
    """
    from ehcp_desktop.services.letters import own

    is_known = own.is_own(letter.template) or letter.template in template_ids()
    if letter.state != "draft" or not is_known:
        return False
    return letter.law != law_of(family, own.find(family, letter.template))


def titles_on(rule_id: str) -> tuple[str, ...]:
    """Return the titles of the letters of the shelf that rely on a rule, in order."""
    found = {one for one, rules in _rules_of().items() if rule_id in rules}
    return tuple(sorted(card.title for card in cards() if card.id in found))


def to_reread(
    rules: Iterable[str], kept: Iterable[Letter] = (), own: Iterable[Template] = ()
) -> tuple[Reread, ...]:
    """Return the letters that rely on any of the rules, each with those kept, newest first.

    `own` are the family's own letters, which come with those that the record keeps.
    """
    from ehcp_desktop.services.letters import shelf

    changed, newest = set(rules), sorted(kept, key=lambda one: one.written, reverse=True)
    shipped = (shelf.template(one) for one, named in _rules_of().items() if named & changed)
    theirs = (one for one in own if _named(one) & changed)
    found = [
        Reread(one, tuple(each for each in newest if each.template == one.id))
        for one in (*shipped, *theirs)
    ]
    return tuple(sorted(found, key=lambda one: (not one.kept, one.template.title)))


def _named(template: Template) -> frozenset[str]:
    """Return the rules that a letter names anywhere in its head."""
    cited = (rule for citation in template.citations for rule in citation.rules)
    sources = (source for fact in template.facts.values() for source in fact.sources)
    due = (source.names[0] for source in sources if source.kind == "due")
    lists = (template.answers, template.rules, template.dates, template.reply.rules)
    return frozenset((*cited, *due, *(rule for named in lists for rule in named)))


@cache
def _rules_of() -> dict[str, frozenset[str]]:
    # The heads are searched, not parsed: Rights asks for it with every rule it shows.
    return {one: rules_in(text_of(one)) for one in template_ids()}


def rules_in(text: str) -> frozenset[str]:
    """Return the ids of the rules that the file of a letter names."""
    head = text.rpartition("\n+++\n")[0]
    named = (rule for found in _RULES.findall(head) for rule in _QUOTED.findall(found))
    return frozenset((*named, *_DUE.findall(head)))


def text_of(template_id: str) -> str:
    """Return the text of the file of a letter on the shelf."""
    return (FOLDER / f"{template_id}.md").read_text(encoding="utf-8")
