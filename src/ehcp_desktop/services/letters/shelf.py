"""The letters that can be written, as their files in resources/letters say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from ehcp_desktop.errors import BadInput, BadResource
from ehcp_desktop.services.letters.names import FOLDER, template_ids

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TONES = ("friendly", "firm", "formal")
_FENCE = "+++"
_ANSWERS = re.compile(r"^answers = \[(.*?)\]", re.MULTILINE | re.DOTALL)
_QUOTED = re.compile(r'"([^"]*)"')


@dataclass(frozen=True, slots=True)
class Citation:
    """What a letter cites, the rules it relies on for it, and whether that is law or guidance."""

    text: str
    basis: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """When an answer is asked for: in working days or days, or on the day that a rule gives."""

    working_days: int = 0
    days: int = 0
    rules: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Template:
    """One letter on the shelf: what it is for, what it needs, and its text.

    `to` and `copies` are role titles, tried in order; `to_role` and `dear` stand in when nobody
    holds one, at the child's `to_place` ("authority", "school" or "original", whoever got the
    first letter). `answers` are the rules whose lateness it answers, `rules` those that decide
    what it is about, `dates` others whose days it states. `about` are the kinds of event it can
    be about, `states` what their deadline may be (any when empty), `otherwise` what to say in
    every other state. `asked` are facts the form offers, `enclosures` what is worth enclosing.
    `away_role` and `away_dear` replace them, at the authority, for a child who is out of school.
    `starts` is the kind of event that sending logs ("" for an ordinary letter).
    """

    id: str
    title: str
    situation: str
    summary: str
    subject: str
    to: tuple[str, ...] = ()
    to_role: str
    to_place: str
    dear: str
    away_role: str = ""
    away_dear: str = ""
    copies: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    otherwise: Mapping[str, str] = field(default_factory=dict)
    starts: str = ""
    reply: Reply
    required: tuple[str, ...]
    asked: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    law_checked: date
    body: str


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
    import tomllib

    start, fence, rest = text.partition(_FENCE)
    head, second_fence, body = rest.partition(f"\n{_FENCE}\n")
    if start.strip() or not fence or not second_fence:
        raise BadResource(f"{name}: the head must stand between two lines of +++.")
    try:
        return _template(name, tomllib.loads(head), body)
    except tomllib.TOMLDecodeError as wrong:
        raise BadResource(f"{name}: the head cannot be read: {wrong}.") from wrong


@cache
def _read(path: Path) -> Template:
    return template_from_text(path.name, path.read_text(encoding="utf-8"))


@cache
def _letters_by_rule() -> dict[str, str]:
    # Asked for at every start, so the heads are searched, not parsed.
    found: dict[str, str] = {}
    for name in template_ids():
        answers = _ANSWERS.search((FOLDER / f"{name}.md").read_text(encoding="utf-8"))
        for rule in _QUOTED.findall(answers[1]) if answers else ():
            found.setdefault(rule, name)
    return found


def _template(name: str, head: dict[str, object], body: str) -> Template:
    known = {each.name: each for each in fields(Template)}
    for key in head:
        if key not in known or key == "body":
            raise BadResource(f"{name}: {key} is not a key of a letter.")
    values: dict[str, object] = {key: _value(name, key, value) for key, value in head.items()}
    try:
        made = Template(body=body.strip("\n"), **values)  # type: ignore[arg-type]  # see _value
    except TypeError as wrong:
        raise BadResource(f"{name}: {wrong}.") from wrong
    _check(name, made)
    return made


def _value(name: str, key: str, value: object) -> object:
    if key == "reply":
        return _built(name, key, Reply, value)
    if key == "citations":
        assert isinstance(value, list)  # noqa: S101  # an array of tables in TOML
        return tuple(_built(name, key, Citation, each) for each in value)
    return tuple(value) if isinstance(value, list) else value


def _built(name: str, key: str, kind: type, value: object) -> object:
    try:
        assert isinstance(value, dict)  # noqa: S101  # a table in TOML
        return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in value.items()})
    except (TypeError, AssertionError) as wrong:
        raise BadResource(f"{name}: {key} is not right: {wrong}.") from wrong


def _check(name: str, made: Template) -> None:
    wrong = {
        "id": made.id + ".md" != name,
        "law_checked": not isinstance(made.law_checked, date),
        "to_place": made.to_place not in ("authority", "school", "original"),
        "reply": not (made.reply.working_days or made.reply.days or made.reply.rules),
    }
    for key, is_wrong in wrong.items():
        if is_wrong:
            raise BadResource(f"{name}: {key} is not right.")
