"""The letters that can be written, as their files in resources/letters say."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from ehcp_desktop.errors import BadInput
from ehcp_desktop.services.letters.facts import Fact, read_facts, shared, texts_of
from ehcp_desktop.services.letters.head import read_parts
from ehcp_desktop.services.letters.names import FOLDER, answers_of, template_ids

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from ehcp_desktop.domain.entry import Entry
    from ehcp_desktop.services.letters.head import Head, Parts

TONES = ("friendly", "firm", "formal")
LENGTHS = ("short", "standard", "full")
# Where a letter stands on the shelf, in this order.
GROUPS = (
    "Everyday",
    "The annual review",
    "The plan’s words",
    "Provision and health",
    "Assessment",
    "School",
    "Attendance and exclusion",
    "Complaints",
    "Mediation and appeal",
    "Asking for information",
    "My own record",
)
SHAPES = ("letter", "sheet")
PLACES = ("authority", "school", "original", "about", "other")
BASES = ("statutory", "case law", "guidance")


@dataclass(frozen=True, slots=True)
class Citation:
    """What a letter cites, the rules it relies on for it, and whether that is law or guidance."""

    text: str
    basis: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """When an answer is asked for: in days of a kind, or on the day that a rule gives.

    `none` when no answer is asked for.
    """

    working_days: int = 0
    days: int = 0
    school_days: int = 0
    months: int = 0
    rules: tuple[str, ...] = ()
    none: bool = False
    words: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Template:
    """One letter on the shelf: what it is for, what it needs, and its text.

    `to` and `copies` are role titles, tried in order; `to_role` and `dear` stand in when nobody
    holds one, at the child's `to_place` ("authority", "school", "original", whoever got the first
    letter, "about", whom one spoke to, or "other": `to_organisation`). `answers` are the rules
    whose lateness it answers, `rules` those that decide what it is about, `dates` others whose
    days it states. `about` are the kinds of event it can be about ("kind:outcome" for one outcome
    of it), `states` what their deadline may be (any when empty), `otherwise` what to say in every
    other state. `until` are the kinds of event after which it comes too late, when they follow
    what it is about; of this, and of another outcome, `otherwise` says under "any" why the letter
    is refused. `words` are others that a search finds it by.
    `asked` are facts the form offers, `facts` those that this letter alone states, `enclosures`
    what is worth enclosing. `away_role` and `away_dear` replace `to` and `dear`, at the authority,
    for a child who is out of school.
    `starts` is the kind of event that sending logs ("" for an ordinary letter; "kind:outcome"
    where it has one). A `shape` of "sheet" has a title and no addresses, and lies on its side when
    it is `wide`. `then` are the letters that can follow when no answer comes. A family's own
    letter may name the one that it was made `of`, and in `of_text` the sum of that one's file
    then (see own). `caution` is shown beside the letter and never printed. `line` is that of its
    file on which the text begins.
    """

    id: str
    title: str
    situation: str
    summary: str
    subject: str
    group: str
    words: tuple[str, ...] = ()
    shape: str = "letter"
    wide: bool = False
    to: tuple[str, ...] = ()
    to_role: str = ""
    to_place: str = ""
    to_organisation: str = ""
    dear: str = ""
    away_role: str = ""
    away_dear: str = ""
    copies: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    otherwise: Mapping[str, str] = field(default_factory=dict)
    until: tuple[str, ...] = ()
    starts: str = ""
    reply: Reply
    required: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    lengths: tuple[str, ...] = ("standard",)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    enclosures: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    caution: str = ""
    law_checked: date
    then: tuple[str, ...] = ()
    of: str = ""
    of_text: str = ""
    body: str
    line: int = 1


def templates() -> tuple[Template, ...]:
    """Return every letter on the shelf, in order of id. Raises BadResource naming the fault."""
    return tuple(template(name) for name in template_ids())


def template(template_id: str) -> Template:
    """Return one letter of the shelf. Raises BadInput naming those there are."""
    if template_id not in template_ids():
        raise BadInput(
            f"There is no letter called “{template_id}”. There are: {', '.join(template_ids())}."
        )
    return _read(FOLDER / f"{template_id}.md")


def letter_for_rule(rule_id: str) -> str | None:
    """Return the id of the letter that answers a rule that is late, or None."""
    return _letters_by_rule().get(rule_id)


def template_from_text(name: str, text: str) -> Template:
    """Build a letter from the text of its file. Raises BadResource naming the file and key."""
    parts = read_parts(name, text)
    made = _template(parts)
    parts.head.finish()
    _check(parts.head, made, name)
    return made


@cache
def _read(path: Path) -> Template:
    return template_from_text(path.name, path.read_text(encoding="utf-8"))


@cache
def _letters_by_rule() -> dict[str, str]:
    # Asked for with every list of deadlines, so the heads are searched, not parsed.
    found: dict[str, str] = {}
    for name in template_ids():
        for rule in answers_of(name):
            found.setdefault(rule, name)
    return found


def _template(parts: Parts) -> Template:
    head = parts.head
    shape = head.one_of("shape", SHAPES, "letter")
    is_letter = shape == "letter"
    return Template(
        id=head.text("id"),
        title=head.text("title"),
        situation=head.text("situation"),
        summary=head.text("summary"),
        subject=head.text("subject"),
        group=head.one_of("group", GROUPS),
        words=head.texts("words"),
        shape=shape,
        wide=head.flag("wide"),
        to=head.texts("to"),
        to_role=head.text("to_role", None if is_letter else ""),
        to_place=head.one_of("to_place", PLACES) if is_letter else "",
        to_organisation=head.text("to_organisation", ""),
        dear=head.text("dear", None if is_letter else ""),
        away_role=head.text("away_role", ""),
        away_dear=head.text("away_dear", ""),
        copies=head.texts("copies"),
        answers=head.texts("answers"),
        rules=head.texts("rules"),
        dates=head.texts("dates"),
        about=_about(head),
        states=head.texts("states"),
        otherwise=texts_of(head.table("otherwise")),
        until=_until(head),
        starts=head.text("starts", ""),
        reply=_reply(head),
        required=_required(head),
        asked=head.texts("asked"),
        lengths=head.texts("lengths") or ("standard",),
        facts=read_facts(head),
        enclosures=head.texts("enclosures"),
        citations=tuple(_citation(each) for each in head.tables("citations")),
        caution=head.text("caution", ""),
        law_checked=head.needed_day("law_checked"),
        then=head.texts("then"),
        of=head.text("of", ""),
        of_text=head.text("of_text", ""),
        body=parts.body.strip("\n"),
        line=parts.line + len(parts.body) - len(parts.body.lstrip("\n")),
    )


def _about(head: Head) -> tuple[str, ...]:
    """Return what a letter can be about; `otherwise` must say why of no other outcome."""
    kinds = head.texts("about")
    if any(":" in each for each in kinds) and "any" not in texts_of(head.table("otherwise")):
        raise head.refuse("about", "needs the words for any in [otherwise]")
    return kinds


def _until(head: Head) -> tuple[str, ...]:
    """Return the kinds of event after which the letter comes too late; `otherwise` must say so."""
    kinds = head.texts("until")
    if kinds and "any" not in texts_of(head.table("otherwise")):
        raise head.refuse("until", "needs the words for any in [otherwise]")
    return kinds


def _required(head: Head) -> tuple[str, ...]:
    """Return the facts that a letter cannot do without: where it goes, too, if nobody knows."""
    is_open = head.text("to_place", "") == "other" and not head.text("to_organisation", "")
    needed = head.texts("required")
    return tuple(dict.fromkeys((*needed, "recipient_organisation"))) if is_open else needed


def _reply(head: Head) -> Reply:
    keys = head.table("reply")
    if keys is None:
        raise head.refuse("reply", "is missing")
    made = Reply(
        working_days=keys.number("working_days", 0),
        days=keys.number("days", 0),
        school_days=keys.number("school_days", 0),
        months=keys.number("months", 0),
        rules=keys.texts("rules"),
        none=keys.flag("none"),
        words=keys.text("words", ""),
    )
    keys.finish()
    ways = (made.working_days, made.days, made.school_days, made.months, made.rules, made.none)
    if sum(map(bool, ways)) != 1:
        names = "working_days, days, school_days, months, rules, none"
        raise head.refuse("reply", f"must say one of {names}")
    return made


def _citation(keys: Entry) -> Citation:
    made = Citation(keys.text("text"), keys.one_of("basis", BASES), keys.texts("rules"))
    keys.finish()
    return made


def _check(head: Head, made: Template, name: str) -> None:
    """Refuse what no single key shows to be wrong."""
    if f"{made.id}.md" != name:
        raise head.refuse("id", f"must be the name of the file, {name.removesuffix('.md')!r}")
    twice = made.facts.keys() & shared().keys()
    if twice:
        raise head.refuse("facts", f"must not declare {min(twice)} again: any letter can state it")
    if set(made.lengths) - set(LENGTHS) or "standard" not in made.lengths:
        raise head.refuse("lengths", f"must have standard, and no other than {', '.join(LENGTHS)}")
    known = shared().keys() | made.facts.keys()
    for key, named in (("required", made.required), ("asked", made.asked)):
        if strange := set(named) - known:
            raise head.refuse(key, f"names {min(strange)}, which is no fact of this letter")
