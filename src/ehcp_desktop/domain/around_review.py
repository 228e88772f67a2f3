"""What the people and the notes of a review make one ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ehcp_desktop.domain.concern import Around, Inquiry
    from ehcp_desktop.domain.invitee import Invitee

    Wanted = tuple[tuple[str, tuple[str, ...]], ...]


def words_around(inquiry: Inquiry, around: Around) -> dict[str, str] | None:
    """Return the words of who or what it is about; None where nothing is to be asked.

    Where nobody is noted, or nothing with its section, nothing is known, so nothing is asked.
    """
    if inquiry.not_about:
        return _of_notes(inquiry, around)
    return _of_people(inquiry, around) if around.people else None


def _of_notes(inquiry: Inquiry, around: Around) -> dict[str, str] | None:
    sections = [line.section for line in around.lines]
    if not any(sections) or set(sections) & set(inquiry.not_about):
        return None
    missing = inquiry.missing if "" in sections else ""
    return {"times": str(len(sections)), "missing": missing}


def _of_people(inquiry: Inquiry, around: Around) -> dict[str, str] | None:
    """Return who it is about, once it is known of anybody where they come from."""
    places = [place for _, place in around.people]
    if inquiry.place and not any(places):
        return None
    people = [one for one, place in around.people if inquiry.place in ("", place)]
    meant = [one for one in people if all(_is(one, *told) for told in inquiry.person)]
    if any(_is(one, *told) for one in people for told in inquiry.nobody):
        return None
    if inquiry.person and not meant:
        return None
    missing = inquiry.missing if inquiry.place and "" in places else ""
    return {"people": _listed(_named(one) for one in meant), "missing": missing}


def _is(person: Invitee, field: str, wanted: tuple[str, ...]) -> bool:
    return getattr(person, field) in wanted


def _named(person: Invitee) -> str:
    return f"{person.name} ({person.role})" if person.name and person.role else person.name


def _listed(names: Iterable[str]) -> str:
    *first, last = list(names) or [""]
    return f"{', '.join(first)} and {last}" if first else last
