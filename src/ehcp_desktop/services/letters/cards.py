"""What a person chooses a letter by: its situation, its group and the words it answers to.

The heads of all letters are looked through, not parsed, so that the choice is there at once.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.services.letters.names import FOLDER, template_ids

if TYPE_CHECKING:
    from collections.abc import Iterable

_TEXTS = re.compile(
    r'^(title|situation|summary|group|shape|to_place) = ("(?:[^"\\]|\\.)*")', re.MULTILINE
)
_WORDS = re.compile(r"^words = (\[[^\]]*\])", re.MULTILINE)


class Card(NamedTuple):
    """A letter as it stands on the shelf; `words` are other words for its situation."""

    id: str
    title: str
    situation: str
    summary: str
    group: str
    shape: str = "letter"
    to_place: str = ""
    words: tuple[str, ...] = ()

    @property
    def is_record(self) -> bool:
        """Whether it prints what the record holds, and is sent to nobody."""
        return self.group == "My own record" and self.shape == "sheet"


@cache
def cards() -> tuple[Card, ...]:
    """Return every letter on the shelf, in order of group and then of situation."""
    from ehcp_desktop.services.letters.shelf import GROUPS

    made = (
        card(one, (FOLDER / f"{one}.md").read_text(encoding="utf-8")) for one in template_ids()
    )
    places = {group: number for number, group in enumerate(GROUPS)}
    return tuple(
        sorted(
            made, key=lambda one: (places.get(one.group, len(places)), one.situation.casefold())
        )
    )


def card(letter_id: str, text: str) -> Card:
    """Return the card of a letter from the text of its file."""
    head = re.split(r"^\[", text, maxsplit=1, flags=re.MULTILINE)[0]
    texts = {key: json.loads(value) for key, value in _TEXTS.findall(head)}
    words = _WORDS.search(head)
    return Card(
        id=letter_id,
        title=texts.get("title", letter_id),
        situation=texts.get("situation", letter_id),
        summary=texts.get("summary", ""),
        group=texts.get("group", ""),
        shape=texts.get("shape", "letter"),
        to_place=texts.get("to_place", ""),
        words=tuple(re.findall(r'"([^"]*)"', words[1])) if words else (),
    )


def matching(among: Iterable[Card], typed: str) -> list[Card]:
    """Return the letters that have every typed word, those that say it in their situation first.

    A word may be the beginning of one.
    """
    wanted = _plain(typed).split()
    found = [one for one in among if all(f" {word}" in _told(one) for word in wanted)]
    return sorted(found, key=lambda one: _worth(one, wanted))


def _told(one: Card) -> str:
    return _plain(" ".join((one.situation, one.title, *one.words, one.group, one.summary)))


def _worth(one: Card, wanted: list[str]) -> int:
    """Return 0 for what is found by its situation, 1 by its title or words, 2 by the rest."""
    for place, said in enumerate((one.situation, " ".join((one.title, *one.words)))):
        if all(f" {word}" in _plain(said) for word in wanted):
            return place
    return 2


def _plain(text: str) -> str:
    """Return text in small letters with a space before every word, and no marks."""
    return " " + " ".join(
        re.findall(r"[^\W_]+", text.casefold().replace("’", "").replace("'", ""))
    )
