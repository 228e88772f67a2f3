"""What the people and the notes of a review make one ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ehcp_desktop.domain.concern import Around, Inquiry
    from ehcp_desktop.domain.invitee import Invitee

_MANY = 2  # places: one alone may be all that anybody wrote down


def words_around(inquiry: Inquiry, around: Around) -> dict[str, str] | None:
    """Return the words `people`, `times` and `missing` of a question; None for no question.

    Nothing is asked where too little is known: no line has its section, nobody is noted, or
    somebody took part of whom it is not known where they come from.
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
    if inquiry.place and not _are_places_known(inquiry, around):
        return None
    people = [one for one, place in around.people if inquiry.place in ("", place)]
    meant = [one for one in people if all(_is(one, *told) for told in inquiry.person)]
    if any(_is(one, *told) for one in people for told in inquiry.nobody):
        return None
    if inquiry.person and not meant:
        return None
    is_missing = inquiry.place and any(not place for _, place in around.people)
    missing = inquiry.missing if is_missing else ""
    return {"people": _listed(one.called for one in meant), "missing": missing}


def _are_places_known(inquiry: Inquiry, around: Around) -> bool:
    """Say whether enough is known of who took part to say that nobody from a place did."""
    known = {place for _, place in around.people if place}
    is_unclear = any(
        one.attendance or one.invited == "yes" for one, place in around.people if not place
    )
    return not is_unclear and len(known) >= (1 if inquiry.person else _MANY)


def _is(person: Invitee, field: str, wanted: tuple[str, ...]) -> bool:
    return getattr(person, field) in wanted


def _listed(names: Iterable[str]) -> str:
    *first, last = list(names) or [""]
    return f"{', '.join(first)} and {last}" if first else last
