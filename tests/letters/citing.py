"""What a letter cites, read from its source: every branch of its text, in each tone and length.

Law that no entry of resources/law/citations.toml holds is reported, not passed over.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment, nodes

from ehcp_desktop import resources
from ehcp_desktop.services.letters.shelf import TONES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ehcp_desktop.services.letters.shelf import Template

UNITS = {"section": "s", "regulation": "reg", "article": "art", "paragraph": "para"}
UNITS |= {"chapter": "chapter", "rule": "rule", "schedule": "sch"}
NUMBER = r"(?!(?:19|20)\d\d\b)\d+(?:\.\d+)?[A-Z]*(?:\(\w+\))*"
AND = r"(?:, and |, | and | to )"
PLACE = re.compile(
    rf"\b({'|'.join(UNITS)})s? ({NUMBER}(?:{AND}(?:{NUMBER}|(?:\(\w+\))+))*)", re.IGNORECASE
)
# What looks like law or guidance by its form, so that one that was never looked up is seen.
WORD = r"(?:[A-Z][\w’&-]*|\([A-Z][\w ,]*\))"
TITLE = re.compile(
    rf"(?!The |An? |Under ){WORD}(?:,? (?:{WORD}|of|and|to|for))*"
    r" (?:Act|Regulations|Rules|Order) \d{4}"
    rf"|(?!The ){WORD}(?: (?:{WORD}|of|and))* (?:Code(?: of Practice)?|Framework|Constitution)\b"
    r"|(?<=[Gg]uidance “)[^”]+"
    r"|(?:R \([^)]*\)|[A-Z]\w*) v [A-Z]\w*(?: \w+)*"
    r"(?: \[\d{4}\] [A-Z]+(?: Civ)? \d+(?: \(\w+\))?)?"
)
BACK = re.compile(r"\b(?:same|that|the) (?:Act|Regulations)\b(?! \d)")
SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[A-Z“])")
DUTY = re.compile(
    r"\b(?:must|dut(?:y|ies)|required?|requires|obliged|obligations?|entitled|law says)\b"
)
CHOSEN = re.compile(r'\b(tone|length) (==|!=) "(\w+)"')


class Law(NamedTuple):
    """One Act, set of regulations, case or document of guidance, and what of it may be cited."""

    key: str
    names: tuple[str, ...]
    basis: str
    places: frozenset[str]


class Found(NamedTuple):
    """The law that a text cites, as keys, and what in it is not to be found."""

    keys: frozenset[str]
    named: frozenset[str]
    strange: frozenset[str]


class Named(NamedTuple):
    """Where in a text a law is named."""

    start: int
    end: int
    law: Law


@cache
def held() -> list[dict[str, Any]]:
    """Return resources/law/citations.toml as it stands."""
    path = resources.ROOT / "law" / "citations.toml"
    laws: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["law"]
    return laws


@cache
def table() -> tuple[Law, ...]:
    """Return the law that letters may cite."""
    return tuple(
        Law(
            each["key"],
            (each["name"], *each.get("also", ())),
            each["basis"],
            frozenset(place["at"] for place in each["cited"]),
        )
        for each in held()
    )


def basis_of(key: str) -> str:
    """Return whether what a key names is statutory, case law or guidance; "" when unknown."""
    laws = (law for law in table() for at in law.places if f"{law.key} {at}".strip() == key)
    return next((law.basis for law in laws), "")


@cache
def read(text: str, before: tuple[Law, ...] = ()) -> Found:
    """Return what a text cites; `before` is the law named in the text before it, newest last."""
    named = list(_named(text, before))
    known = {text[each.start : each.end] for each in named}
    titles = {found[0] for found in TITLE.finditer(text)}
    strange = {title for title in titles if not any(title in name for name in known)}
    keys = set()
    for place in PLACE.finditer(text):
        unit = UNITS[place[1].lower()]
        law = _law_of(place, unit, text, named, before)
        if law is None:
            strange.add(place[0])
            continue
        keys |= {f"{law.key} {unit} {number}" for number in numbers(place[2])}
    return Found(frozenset(keys), frozenset(each.law.key for each in named), frozenset(strange))


def numbers(text: str) -> list[str]:
    """Return each number of a list: "20(2) to (4)" is 20(2), 20(3) and 20(4)."""
    found: list[str] = []
    for joint, said in re.findall(rf"({AND}|^)({NUMBER}|(?:\(\w+\))+)", text):
        last = found[-1] if found else ""
        number = said
        if said.startswith("("):
            kind = r"\(\d+\)" if said[1].isdigit() else r"\([a-z]+\)"
            number = re.sub(rf"(?:{kind}(?:\([a-z]+\))*)$", "", last) + said
        if joint == " to ":
            found += _between(last, number)
        found.append(number)
    return found


def cited(template: Template) -> Found:
    """Return what a letter cites in any branch, tone or length."""
    keys, named, strange = set[str](), set[str](), set[str]()
    for _, found in passages(template):
        keys |= found.keys
        named |= found.named
        strange |= found.strange
    return Found(frozenset(keys | _whole(named, keys)), frozenset(named), frozenset(strange))


def passages(template: Template) -> Iterator[tuple[str, Found]]:
    """Yield each text that a paragraph of the letter can have, with what it cites."""
    for now in ({"tone": tone, "length": size} for tone in TONES for size in template.lengths):
        before: tuple[Law, ...] = ()
        for block in template.body.split("\n\n"):
            texts = variants(block.strip("\n"), now)
            yield from ((text, read(text, before)) for text in texts)
            here = [each.law for text in texts for each in _named(text, before)]
            before = tuple(reversed(dict.fromkeys(reversed((*before, *here)))))


def variants(block: str, now: Mapping[str, str]) -> tuple[str, ...]:
    """Return every text that a block can have in one tone and length; none in others."""
    marks = re.match(r"\[([a-z, ]+)\]\s+", block)
    said = set(re.split(r"[, ]+", marks[1])) if marks else set()
    if (said & set(TONES) and now["tone"] not in said) or (
        said - set(TONES) and now["length"] not in said
    ):
        return ()

    def choose(test: re.Match[str]) -> str:
        return str((now[test[1]] == test[3]) == (test[2] == "==")).lower()

    return _variants(CHOSEN.sub(choose, block[marks.end() if marks else 0 :]))


def problems(template: Template) -> list[str]:
    """Return what is wrong with the citations of a letter, one sentence each."""
    found = cited(template)
    heads = [(each, sorted(cited_in_head(each.text))) for each in template.citations]
    in_heads = [key for _, keys in heads for key in keys]
    return [
        *(f"{each!r} is not in citations.toml" for each in sorted(found.strange)),
        *(f"{key} is not in citations.toml" for key in sorted(found.keys) if not basis_of(key)),
        *(
            f"the head says that {key} is {head.basis}"
            for head, keys in heads
            for key in keys
            if basis_of(key) != head.basis
        ),
        *(f"the head names {key}, the text does not" for key in _missing(in_heads, found.keys)),
        *(
            f"the text cites {key}, the head does not"
            for key in sorted(found.keys)
            if not any(covers(each, key) for each in in_heads)
        ),
        *(f"guidance as duty: {each!r}" for each in sorted(duties_of_guidance(template))),
    ]


def _missing(in_heads: Sequence[str], in_text: frozenset[str]) -> list[str]:
    return [key for key in in_heads if not any(covers(key, each) for each in in_text)]


def cited_in_head(text: str) -> frozenset[str]:
    """Return the keys that an entry of the head names."""
    found = read(text)
    return found.keys | _whole(found.named, found.keys) | found.strange


def covers(wide: str, narrow: str) -> bool:
    """Tell whether one key is the other, or the whole of which the other is a part."""
    return narrow == wide or narrow.startswith(f"{wide}(")


def duties_of_guidance(template: Template) -> set[str]:
    """Return the sentences that cite guidance and speak of what must be done."""
    found = set()
    for text, _ in passages(template):
        for sentence in filter(DUTY.search, SENTENCE.split(text)):
            here = read(sentence)
            keys = here.keys | _whole(here.named, here.keys)
            if any(basis_of(key) == "guidance" for key in keys):
                found.add(sentence)
    return found


def _whole(named: set[str] | frozenset[str], keys: set[str] | frozenset[str]) -> set[str]:
    """Return the law that is named, and of which no place is cited."""
    return {law for law in named if not any(key.startswith(f"{law} ") for key in keys)}


@cache
def _by_name() -> tuple[dict[str, Law], re.Pattern[str]]:
    by_name = {name: law for law in table() for name in law.names}
    names = "|".join(re.escape(name) for name in sorted(by_name, key=len, reverse=True))
    return by_name, re.compile(rf"({names})|{BACK.pattern}")


def _named(text: str, before: Sequence[Law]) -> Iterator[Named]:
    by_name, names = _by_name()
    last = list(before)
    for found in names.finditer(text):
        law = by_name[found[1]] if found[1] else next(iter(_like(found[0], last)), None)
        if law is not None:
            last.append(law)
            yield Named(found.start(), found.end(), law)


def _like(words: str, last: Sequence[Law]) -> Iterator[Law]:
    kind = words.rsplit(maxsplit=1)[-1]
    return (law for law in reversed(last) if f" {kind} " in law.names[0])


def _law_of(
    place: re.Match[str], unit: str, text: str, named: Sequence[Named], before: Sequence[Law]
) -> Law | None:
    """Return the law that a place belongs to: that beside it, else the last of its kind."""
    for each in named:
        after = text[place.end() : each.start] if each.start >= place.end() else None
        if after is not None and re.fullmatch(r"\)? of (?:the )?", after):
            return each.law
        until = text[each.end : place.start()] if each.end <= place.start() else None
        if until is not None and re.fullmatch(r",? ?\(?", until):
            return each.law
    earlier = [each.law for each in named if each.end <= place.start()]
    later = [each.law for each in named if each.start >= place.end()]
    order = [*reversed(earlier), *reversed(before), *later]
    return next(
        (law for law in order if any(at.startswith(f"{unit} ") for at in law.places)), None
    )


def _between(first: str, last: str) -> list[str]:
    """Return the numbers between two that differ in their last figure."""
    one, other = re.findall(r"\d+", first), re.findall(r"\d+", last)
    stem = first[: first.rindex(one[-1])]
    end = first[first.rindex(one[-1]) + len(one[-1]) :]
    return [f"{stem}{number}{end}" for number in range(int(one[-1]) + 1, int(other[-1]))]


@cache
def _variants(source: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_texts(Environment().parse(source).body)))  # noqa: S701  # read only


def _texts(parts: Sequence[nodes.Node]) -> list[str]:
    found = [""]
    for part in parts:
        options = dict.fromkeys(_options(part))
        found = [before + each for before in found for each in options]
    return found


def _options(part: nodes.Node) -> list[str]:
    if isinstance(part, nodes.Output):
        texts = (each.data if isinstance(each, nodes.TemplateData) else "…" for each in part.nodes)
        return ["".join(texts)]
    if not isinstance(part, nodes.If):
        return _texts(getattr(part, "body", []))
    branches = [(part.test, part.body), *((each.test, each.body) for each in part.elif_)]
    found: list[str] = []
    for test, body in branches:
        held = _held(test)
        found += _texts(body) if held is not False else []
        if held:
            return found
    return found + _texts(part.else_)


def _held(test: nodes.Expr) -> bool | None:
    """Return whether a test holds; None when that hangs on a fact."""
    try:
        return bool(test.as_const())
    except nodes.Impossible:
        return None
