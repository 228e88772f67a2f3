"""The file of a family's own letter: taken apart for a form, and put together again."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, cast

from ehcp_desktop.services.letters.addressee import is_person
from ehcp_desktop.services.letters.facts import facts_of
from ehcp_desktop.services.letters.filling import clean, used_in
from ehcp_desktop.services.letters.head import FENCE, read_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ehcp_desktop.services.letters.facts import Fact
    from ehcp_desktop.services.letters.shelf import Template

SHEET = "sheet"
_MARK = re.compile(r"^\[[a-z, ]+\]\s", re.MULTILINE)
_BARE = re.compile(r"[A-Za-z0-9_-]+")
# Facts that a letter needs whether or not its text names them.
_ALWAYS = ("child_name", "child_born", "sender_name", "recipient_organisation")
# Facts that the form of every letter asks for in a place of their own.
_IN_FORM = ("writer", "date", "reply_by", "by", "enclosures", "copies")
_HOLDERS = {
    "authority": ["EHCP coordinator", "EHC plan coordinator", "SEN case officer", "Case officer"],
    "school": ["Headteacher", "Head teacher", "Head", "Principal"],
}
_ROLES = {"authority": "EHCP Coordinator", "school": "Headteacher"}


class OwnWords(NamedTuple):
    """What a family writes of its letter.

    `place` is where it goes ("authority", "school", "original", "about", "other", or "sheet" for
    a page for oneself), `role` who gets it there, "" for the usual. `reply_days` are working days
    until an answer is asked for, 0 for none, None to leave what the letter says.
    """

    title: str = ""
    situation: str = ""
    place: str = "authority"
    role: str = ""
    subject: str = ""
    reply_days: int | None = 10
    body: str = ""


def blank(day: date) -> str:
    """Return the file of a letter with nothing written in it yet."""
    mapping = {
        "id": "own",
        "group": "Everyday",
        "summary": "A letter of your own.",
        "to": _HOLDERS["authority"],
        "to_role": f"The {_ROLES['authority']}",
        "to_place": "authority",
        "dear": _ROLES["authority"],
        "required": ["child_name", "child_born", "sender_name"],
        "law_checked": day,
        "reply": {"none": True},
    }
    return put_together(mapping, "")


def usual_role(place: str) -> str:
    """Return who gets a letter to a place unless something else is said, "" for nobody."""
    return _ROLES.get(place, "")


def has_marks(body: str) -> bool:
    """Return whether a text has ifs, or paragraphs for one tone or length."""
    return "{%" in body or bool(_MARK.search(body))


def words_of(text: str) -> OwnWords:
    """Return what a form shows of a letter's file."""
    parts = read_parts("own.md", text)
    head = parts.mapping
    reply = cast("Mapping[str, object]", head.get("reply", {}))
    days = reply.get("working_days", None if set(reply) - {"none", "words"} else 0)
    is_sheet = head.get("shape") == SHEET
    return OwnWords(
        title=str(head.get("title", "")),
        situation=str(head.get("situation", "")),
        place=SHEET if is_sheet else str(head.get("to_place", "authority")),
        role=str(head.get("to_role", "")).removeprefix("The "),
        subject=str(head.get("subject", "")),
        reply_days=cast("int | None", days),
        body=parts.body.strip("\n"),
    )


def changed(text: str, words: OwnWords) -> str:
    """Return a letter's file with what a family wrote; what they left is as it was.

    What the text states without an “if” is then required of the record, or asked for.
    """
    head, before = read_parts("own.md", text).mapping, words_of(text)
    title = clean(words.title).strip()
    head |= {
        "title": title,
        "situation": clean(words.situation).strip() or title,
        "subject": clean(words.subject).strip(),
    }
    if (words.place, words.role) != (before.place, before.role):
        _send_to(head, words)
    if words.reply_days != before.reply_days:
        head["reply"] = _reply(words.reply_days or 0)
    body = clean(words.body).strip("\n")
    return put_together(head, f"{body}\n")


def with_asked(text: str, made: Template) -> str:
    """Return a letter's file that requires or asks for what its text states, and no more."""
    parts = read_parts("own.md", text)
    bare, guarded = used_in(made)
    facts, used = facts_of(made), bare | guarded
    kept = [key for key in made.required if key in used or key in _ALWAYS]
    required = [*kept, *(key for key in facts if key in bare and _is_asked(facts[key]))]
    long = ("long", "lines", "table", "choice")
    extra = (key for key in facts if key in guarded and facts[key].kind in long)
    asked = [*(key for key in made.asked if key in used), *extra]
    head = parts.mapping | {
        "required": list(dict.fromkeys(required)),
        "asked": [
            key for key in dict.fromkeys(asked) if key not in required and _is_asked(facts[key])
        ],
    }
    return put_together(head, parts.body.lstrip("\n"))


def put_together(head: Mapping[str, object], body: str) -> str:
    """Return a letter's file from its head and its text."""
    return "\n".join([FENCE, *_tables(head, ""), FENCE, "", body])


def with_id(text: str, letter_id: str) -> str:
    """Return a letter's file under another id, with every other line as it was."""
    return re.sub(
        r"^id[ \t]*=.*$", lambda _: f'id = "{letter_id}"', text, count=1, flags=re.MULTILINE
    )


def _is_asked(fact: Fact) -> bool:
    is_person = fact.id.startswith(("sender_", "recipient_")) and fact.id not in _ALWAYS
    return not (fact.is_worked_out or is_person or fact.id in _IN_FORM)


def _send_to(head: dict[str, object], words: OwnWords) -> None:
    """Say in the head where a letter goes, and to whom there."""
    for key in ("away_role", "away_dear", "to_organisation", "shape", "to_place"):
        head.pop(key, None)
    if words.place == SHEET:
        head["shape"] = SHEET
        for key in ("to", "to_role", "dear"):
            head.pop(key, None)
        return
    role = clean(words.role).strip().removeprefix("The ").strip() or usual_role(words.place)
    usual = _HOLDERS.get(words.place, []) if role == usual_role(words.place) else []
    head["to_place"] = words.place
    head["to"] = usual or ([role] if role else [])
    head["to_role"] = role if is_person(role) or not role else f"The {role}"
    head["dear"] = role or "Sir or Madam"


def _reply(days: int) -> dict[str, object]:
    if not days:
        return {"none": True}
    said = f"{days} working day{'s' if days != 1 else ''}"
    return {"working_days": days, "words": f"{said}. This is your date, not a legal limit."}


def _tables(table: Mapping[str, object], name: str) -> Iterator[str]:
    """Yield the lines of a table: its keys, then the tables in it, each under its name."""
    inner = {key: value for key, value in table.items() if _is_tables(value)}
    yield from (f"{_key(key)} = {_value(table[key])}" for key in table if key not in inner)
    for key, value in inner.items():
        full = f"{name}.{_key(key)}".strip(".")
        many = isinstance(value, list)
        for each in cast("Iterable[Mapping[str, object]]", value if many else [value]):
            yield from ("", f"[[{full}]]" if many else f"[{full}]", *_tables(each, full))


def _is_tables(value: object) -> bool:
    first = value[0] if isinstance(value, list) and value else value
    return isinstance(first, dict)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _value(key)


def _value(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(value, ensure_ascii=False)  # a text as JSON has it is one as TOML has it
