"""A family's own letters: made from one on the shelf, written from nothing, taken in, given out.

They are kept in the record as files of the same form as those on the shelf. The id of each begins
with "own_", which no letter on the shelf has.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.domain.own_letter import OwnLetter
from ehcp_desktop.domain.when import spoken_day
from ehcp_desktop.errors import BadInput, BadResource
from ehcp_desktop.services.letters import own_text, relying, shelf
from ehcp_desktop.services.letters.cards import Card
from ehcp_desktop.services.letters.head import read_parts
from ehcp_desktop.services.letters.names import template_ids

if TYPE_CHECKING:
    from pathlib import Path

    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.letters.facts import Fact
    from ehcp_desktop.services.letters.shelf import Template

GROUP = "Your own letters"
SUFFIX = ".md"
_OWN = "own_"
_LARGEST = 250_000  # bytes of a file
_LONGEST_ID = 48
_HIDDEN = (
    "writer writes_for young_person at_school tone length dear copies enclosures by date"
    " sender_relationship recipient_address sender_address"
).split()


class Field(NamedTuple):
    """A fact that can be put in a letter: `insert` is typed for it, `now` what it says today."""

    fact: Fact
    insert: str
    now: str


def find(family: Family, letter_id: str) -> Template:
    """Return a letter of the shelf or of the family, also one that they have removed since.

    Raises BadInput naming those there are.
    """
    if not letter_id.startswith(_OWN):
        return shelf.template(letter_id)
    kept = _kept(family, letter_id)
    if kept is None:
        mine = ", ".join(one.name for one in family.store.own_letters.all())
        raise BadInput(f"There is no letter of your own called “{letter_id}”. There are: {mine}.")
    return _read(kept.name, kept.text)


def templates(family: Family) -> tuple[Template, ...]:
    """Return the family's own letters, in order of title."""
    found = (_read(one.name, one.text) for one in family.store.own_letters.all())
    return tuple(sorted(found, key=lambda one: one.title.casefold()))


def cards(family: Family) -> tuple[Card, ...]:
    """Return the family's own letters as they stand on the shelf, in a group of their own."""
    return tuple(
        Card(
            id=one.id,
            title=one.title,
            situation=one.situation,
            summary=one.summary,
            group=GROUP,
            shape=one.shape,
            to_place=one.to_place,
            words=one.words,
        )
        for one in templates(family)
    )


def is_own(letter_id: str) -> bool:
    """Return whether a letter is the family's own, by its id."""
    return letter_id.startswith(_OWN)


def text_of(family: Family, letter_id: str) -> str:
    """Return the file of a letter of the shelf or of the family."""
    find(family, letter_id)
    kept = _kept(family, letter_id) if is_own(letter_id) else None
    return kept.text if kept else relying.text_of(letter_id)


def copy_of(family: Family, letter_id: str) -> str:
    """Return the file of a letter to be made one's own, which says what it was made from."""
    text = text_of(family, letter_id)
    parts = read_parts(f"{letter_id}.md", text)
    head = parts.mapping
    if not is_own(letter_id):
        head |= {"of": letter_id, "of_text": _digest(text)}
    return own_text.put_together(head, parts.body.lstrip("\n"))


def add(family: Family, text: str, file: str = "") -> OwnLetter:
    """Keep a new letter of the family's own; the same one again adds nothing.

    Raises BadResource naming the line or key, in `file` if it came from one.
    """
    wanted = _wanted(text, file)
    if again := family.store.own_letters.all(text=own_text.with_id(text, wanted)):
        return again[0]
    name = _free(family, wanted)
    made = OwnLetter(name=name, text=own_text.with_id(text, name))
    title = _checked(family, made, file).title
    with family.store.action(f"Add a letter of your own: {title}"):
        return family.store.own_letters.save(made)


def change(family: Family, letter_id: str, text: str, file: str = "") -> OwnLetter:
    """Keep a letter of the family's own as it now is. Raises BadResource naming line or key."""
    changed = replace(_live(family, letter_id), text=own_text.with_id(text, letter_id))
    title = _checked(family, changed, file).title
    with family.store.action(f"Change a letter of your own: {title}"):
        return family.store.own_letters.save(changed)


def remove(family: Family, letter_id: str) -> None:
    """Take a letter of the family's own off the shelf; what was written with it stays."""
    kept = _live(family, letter_id)
    with family.store.action(f"Remove a letter of your own: {_read(kept.name, kept.text).title}"):
        family.store.own_letters.trash(kept.id)


def import_file(family: Family, path: Path) -> OwnLetter:
    """Take a letter in from a file. Raises BadInput or BadResource naming file, line and key."""
    return add(family, read_file(path), path.name)


def read_file(path: Path) -> str:
    """Return the text of a letter's file. Raises BadInput when it can be none."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise BadInput(f"“{path.name}” is too long to be a letter; nothing was taken in.")
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as problem:
        raise BadInput(f"“{path.name}” cannot be read: {problem.strerror}.") from problem
    except UnicodeDecodeError as problem:
        raise BadInput(
            f"“{path.name}” is not text in UTF-8, so it is no letter; nothing was taken in."
        ) from problem


def export_file(family: Family, letter_id: str, path: Path) -> None:
    """Write a letter of the family, or of the shelf, to a file that others can take in."""
    from ehcp_desktop.services.whole_file import write_whole

    try:
        write_whole(path, text_of(family, letter_id).encode("utf-8"))
    except OSError as problem:
        raise BadInput(f"“{path}” cannot be written: {problem.strerror}.") from problem


def law_words(template: Template) -> str:
    """Say whether the law in a family's own letter was checked; "" for a letter on the shelf."""
    if not is_own(template.id):
        return ""
    if not template.of:
        return "This letter is your own: the law in it was not checked for you."
    return (
        "The letter that this one was made from had its law checked on"
        f" {spoken_day(template.law_checked)}. What was changed since was not checked."
    )


def logs_words(family: Family, template: Template) -> str:
    """Say what a family's own letter puts in the record besides that it went; "" for nothing."""
    if not is_own(template.id):
        return ""
    facts = template.facts.values()
    starts = [template.starts, *(one for fact in facts for one in fact.starts.values())]
    ways = (
        ("Once it is marked as sent, your record will say: {}.", starts),
        ("A day that you type in it can be logged as: {}.", [fact.day_of for fact in facts]),
    )
    found = (
        (words, dict.fromkeys(_event_words(family, one) for one in kinds if one))
        for words, kinds in ways
    )
    return " ".join(words.format("; ".join(named)) for words, named in found if named)


def _event_words(family: Family, starts: str) -> str:
    """Return how the story calls what a letter starts: "“Decision after the review: amend”"."""
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.services.story import title_of

    kind, _, outcome = starts.partition(":")
    return f"“{title_of(family, Event(child='', kind=kind, outcome=outcome))}”"


def warning(template: Template) -> str:
    """Say that the letter from which a family's own was made is not as it was then; else ""."""
    if not is_own(template.id) or not template.of:
        return ""
    if template.of not in template_ids():
        return "The letter that this one was made from no longer comes with the program."
    if _digest(relying.text_of(template.of)) == template.of_text:
        return ""
    return (
        f"The letter that this one was made from, “{shelf.template(template.of).title}”, has"
        " changed with a newer version of the program. Compare the two before you send yours."
    )


def fields(family: Family, template: Template, child: Child) -> tuple[Field, ...]:
    """Return the facts that can be put in a letter, with what each says for a child today."""
    from ehcp_desktop.services.letters.asking import as_typed
    from ehcp_desktop.services.letters.facts import facts_of
    from ehcp_desktop.services.letters.gathering import gather
    from ehcp_desktop.services.letters.writing import trial_case

    said = gather(trial_case(family, template, child))
    return tuple(
        Field(fact, _insert(fact), as_typed(said[fact.id]))
        for fact in facts_of(template).values()
        if fact.id not in _HIDDEN
    )


def _insert(fact: Fact) -> str:
    match fact.kind:
        case "lines":
            return f"\n\n- {{{{ {fact.id}|points }}}}\n\n"
        case "table":
            return f"\n\n| {{{{ {fact.id}|rows }}}}\n\n"
        case "choice":
            return f"{{{{ {fact.id}.words }}}}"
    return f"{{{{ {fact.id} }}}}"


def _checked(family: Family, letter: OwnLetter, file: str = "") -> Template:
    from ehcp_desktop.services.letters.own_check import check

    name = f"{letter.name}.md"
    try:
        return check(family, name, letter.text)
    except BadResource as wrong:
        said = str(wrong).removeprefix(name).lstrip(",: ")
        raise BadResource(f"{file or 'Your letter'}, {said}") from wrong


@lru_cache(maxsize=64)
def _read(name: str, text: str) -> Template:
    return shelf.template_from_text(f"{name}.md", text)


def _kept(family: Family, letter_id: str) -> OwnLetter | None:
    """Return a letter of the family's own; one that is in the bin when there is no other."""
    own = family.store.own_letters
    found = own.all(name=letter_id) or [one for one in own.trashed() if one.name == letter_id]
    return found[0] if found else None


def _live(family: Family, letter_id: str) -> OwnLetter:
    found = family.store.own_letters.all(name=letter_id)
    if not found:
        raise BadInput(f"There is no letter of your own called “{letter_id}” to change.")
    return found[0]


def _free(family: Family, wanted: str) -> str:
    """Return an id that no letter of this record has, or had."""
    own = family.store.own_letters
    taken = {one.name for one in (*own.all(), *own.trashed())}
    names = (wanted, *(f"{wanted}_{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _wanted(text: str, file: str) -> str:
    """Return the id for a new letter: of the id in its file, or of its title."""
    head = read_parts(file or "own.md", text).mapping
    said = str(head.get("id", "")) if file else str(head.get("title", ""))
    plain = re.sub(r"[^a-z0-9]+", "_", said.casefold()).strip("_")[:_LONGEST_ID].strip("_")
    return plain if plain.startswith(_OWN) else f"{_OWN}{plain or 'letter'}"


def _digest(text: str) -> str:
    """Return a short sum of a letter's file, by which a later change of it is noticed."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()[:16]
