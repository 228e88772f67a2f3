"""Whether a family's own letter can be written: its head, its text, and the names in both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.errors import BadResource
from ehcp_desktop.services.letters import filling, shelf
from ehcp_desktop.services.letters.facts import absent, facts_of, gap
from ehcp_desktop.services.letters.head import read_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.letters.facts import Fact
    from ehcp_desktop.services.letters.head import Head
    from ehcp_desktop.services.letters.shelf import Template

LATEST_REPLY = 366  # days
_WIDEST, _LONGEST = 8, 60  # columns of a table, and blank rows in it
_MOST_LINES = 300  # of a text, that are not blank
_APART = ("about", "review", "prepared", "due", "people", "letter_sent")


def check(family: Family, name: str, text: str) -> Template:
    """Return the letter of a file that anybody may have written.

    Raises BadResource naming the file and the line or key.
    """
    made = shelf.template_from_text(name, text)
    head, *_, mapping = read_parts(name, text)
    _check_length(name, made)
    _check_plain(head, mapping)
    _check_bounds(head, made)
    _check_law(family, head, made)
    _check_kinds(family, head, made)
    filling.check(made)
    _try(name, made)
    return made


def _check_length(name: str, made: Template) -> None:
    if sum(bool(line.strip()) for line in made.body.split("\n")) > _MOST_LINES:
        raise BadResource(f"{name}: a letter has no more than {_MOST_LINES} lines.")


def _check_plain(head: Head, mapping: Mapping[str, object]) -> None:
    """Refuse in a head what a screen might take for more than words, such as a picture."""
    for key, value in mapping.items():
        if any("<" in text for text in _texts(value)):
            raise head.refuse(key, "must be plain words, without “<”")


def _texts(value: object) -> Iterator[str]:
    """Yield every text in what a file holds, the names of its keys too."""
    match value:
        case str():
            yield value
        case list():
            yield from (text for each in value for text in _texts(each))
        case dict():
            yield from (text for pair in value.items() for each in pair for text in _texts(each))


def _check_bounds(head: Head, made: Template) -> None:
    """Refuse what would have no end: a reply asked for in a thousand years, endless tables."""
    reply = made.reply
    for key in ("working_days", "days", "school_days", "months"):
        if not 0 <= getattr(reply, key) <= LATEST_REPLY:
            raise _table(head, "reply").refuse(key, f"must be from 1 to {LATEST_REPLY}")
    for fact in made.facts.values():
        keys = _table(_table(head, "facts"), fact.id)
        if len(fact.columns) > _WIDEST:
            raise keys.refuse("columns", f"must be no more than {_WIDEST}")
        if fact.rows and not 0 <= fact.rows.blank <= _LONGEST:
            raise _table(keys, "rows").refuse("blank", f"must be no more than {_LONGEST}")


def _check_law(family: Family, head: Head, made: Template) -> None:
    book = family.rulebook
    known = {rule.id for rule in book.rules} | set(book.family_dates)
    for key in ("answers", "rules", "dates"):
        _refuse_strange(head, key, set(getattr(made, key)) - known, "time limit")
    _refuse_strange(head, "reply", set(made.reply.rules) - known, "time limit")
    cited = {rule for each in made.citations for rule in each.rules}
    _refuse_strange(head, "citations", cited - known, "time limit")


def _check_kinds(family: Family, head: Head, made: Template) -> None:
    words = family.vocabulary
    for key, named in (("about", made.about), ("starts", (made.starts,) if made.starts else ())):
        _check_outcomes(family, head, key, named)
    for fact in made.facts.values():
        keys = _table(_table(head, "facts"), fact.id)
        taken = {one for one in _kinds(fact) if not words.has(one)}
        _refuse_strange(keys, "rows" if fact.rows else "from", taken, "kind of event")
        begun = {one for one in fact.starts.values() if not words.has(one)}
        _refuse_strange(keys, "starts", begun, "kind of event")


def _check_outcomes(family: Family, head: Head, key: str, named: Iterable[str]) -> None:
    """Refuse a "kind" or "kind:outcome" that is not in the vocabulary."""
    words = family.vocabulary
    for kind, _, outcome in (one.partition(":") for one in named):
        if not words.has(kind):
            raise head.refuse(key, f"names “{kind}”, which is no kind of event")
        if outcome and outcome not in dict(words.kind(kind).outcomes):
            raise head.refuse(key, f"names “{outcome}”, which is no outcome of {kind}")


def _kinds(fact: Fact) -> Iterator[str]:
    """Yield the kinds of event that a fact is taken from."""
    yield from fact.rows.kinds if fact.rows else ()
    for source in fact.sources:
        if source.kind == "each":
            yield from source.names
        elif source.kind not in _APART:
            yield source.kind


def _refuse_strange(head: Head, key: str, strange: set[str], what: str) -> None:
    if strange:
        raise head.refuse(key, f"names “{min(strange)}”, which is no {what}")


def _table(head: Head, key: str) -> Head:
    found = head.table(key)
    assert found is not None  # noqa: S101  # it has just been read
    return found


def _try(name: str, made: Template) -> None:
    """Fill the letter in with everything known, and with nothing, in every tone and length."""
    facts = facts_of(made)
    known: dict[str, object] = {key: gap(fact) for key, fact in facts.items()}
    unknown: dict[str, object] = {key: absent(fact) for key, fact in facts.items()}
    for tone in shelf.TONES:
        for length in made.lengths:
            for given in (known, unknown):
                _fill(name, made, {**given, "tone": tone, "length": length})


def _fill(name: str, made: Template, given: Mapping[str, object]) -> None:
    try:
        filling.fill_line(made.subject, given)
        filling.fill_body(made.body, given, str(given["tone"]), str(given["length"]))
    except BadResource as wrong:
        line = filling.line_that_fails(made, given)
        raise BadResource(f"{name}{f', line {line}' if line else ''}: {wrong}") from wrong
