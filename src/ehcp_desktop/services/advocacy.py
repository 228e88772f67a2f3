"""Who may act for the family and until when, and how long the record is kept."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ehcp_desktop.domain.advocacy import AuthorityToAct, Retention
from ehcp_desktop.domain.dates import add_months
from ehcp_desktop.domain.when import spoken_day
from ehcp_desktop.errors import BadInput

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Contact
    from ehcp_desktop.domain.when import When
    from ehcp_desktop.services.family import Family

BEGUN, TO_COME, IN_FORCE, ENDED, WITHDRAWN = "begun", "to_come", "in_force", "ended", "withdrawn"
SOON = timedelta(days=28)
_APART = re.compile(r"[,;/&()]|\s(?:and|at|from|of)\s")  # what a name is told apart by
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr"})
_MR_AND_SURNAME = 2
# What those who help families often promise. Guidance of their own, not law: the family decides.
PROMISES = ((6, "After an enquiry"), (72, "Papers of a case"))


def authorities(family: Family) -> list[AuthorityToAct]:
    """Return every authority to act on record, as they were added."""
    return family.store.authorities_to_act.all()


def save_authority(family: Family, authority: AuthorityToAct) -> AuthorityToAct:
    """Keep an authority to act. Raises BadInput when it would end before it begins."""
    begins = authority.on
    for ends, word in ((authority.until, "ends"), (authority.withdrawn, "was withdrawn")):
        if begins and ends and ends.last < begins.first:
            raise BadInput(
                f"This authority {word} on {ends.spoken()}, before it begins, on "
                f"{begins.spoken()}; check the two dates."
            )
    kept = replace(authority, paper=authority.paper or None)
    with family.store.action("Authority to act"):
        return family.store.authorities_to_act.save(kept)


def remove_authority(family: Family, identity: str) -> None:
    """Put an authority to act in the bin."""
    with family.store.action("Remove an authority to act"):
        family.store.authorities_to_act.trash(identity)


def retention(family: Family) -> Retention | None:
    """Return until when the record is kept, or None when that was not decided."""
    kept = family.store.retentions.all()
    return kept[-1] if kept else None


def keep_until(family: Family, until: date | None, reason: str = "") -> None:
    """Keep until when the record is kept, and why; None takes that back."""
    store, before = family.store, retention(family)
    with store.action("Keep this record until"):
        if until is not None:
            made = before or Retention(until=until)
            store.retentions.save(replace(made, until=until, reason=reason.strip()))
        elif before is not None:
            store.retentions.trash(before.id)


def promised(today: date, months: int) -> date:
    """Return the last day of so many months from today."""
    return add_months(today, months)


def last_day(authority: AuthorityToAct) -> date | None:
    """Return the last day on which an authority holds; None when it has no end."""
    ends = [_day_before(authority.withdrawn), authority.until and authority.until.last]
    return min((day for day in ends if day), default=None)


def state_of(authority: AuthorityToAct, today: date) -> str:
    """Tell whether an authority is TO_COME, IN_FORCE, ENDED or WITHDRAWN on a day.

    It is only BEGUN, and lets nobody act, while it names nobody or has no first day.
    """
    last = last_day(authority)
    if last is not None and last < today:
        return WITHDRAWN if authority.withdrawn else ENDED
    begins = authority.on
    if begins is None or not _plain(authority.given_to):
        return BEGUN
    return TO_COME if begins.first > today else IN_FORCE


def last_authority(family: Family) -> date | None:
    """Return the last day on which anyone may act for the family; None when there is no end."""
    days = [last_day(one) for one in authorities(family)]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def may_act(family: Family, helper: Contact) -> bool:
    """Tell whether an authority on record lets somebody act for the family today."""
    return any(state_of(one, family.today()) == IN_FORCE for one in _given_to(family, helper))


def was_withdrawn(family: Family, helper: Contact, since: date) -> bool:
    """Tell whether the family took an authority back from somebody on a day or after it."""
    taken = (one.withdrawn for one in _given_to(family, helper))
    return any(since <= day.last and day.first <= family.today() for day in taken if day)


def notices(family: Family) -> list[str]:
    """Return what to look at: authority that ends soon or has ended, and a day that is past."""
    if not family.store.has_advocate:
        return []
    newest: dict[str, AuthorityToAct] = {}
    for one in sorted(authorities(family), key=lambda one: last_day(one) or date.max):
        newest[_plain(one.given_to)] = one
    said = (_ending(one, family.today()) for one in newest.values())
    return [words for words in (*said, _kept_too_long(family)) if words]


def _given_to(family: Family, helper: Contact) -> list[AuthorityToAct]:
    """Return the authorities that name somebody, or only the organisation that they are of."""
    if not family.store.has_advocate:
        return []
    organisation = _plain(helper.organisation)
    given = ((one, _plain(one.given_to)) for one in authorities(family))
    return [one for one, to in given if _names(to, helper.name) or (to and to == organisation)]


def _names(given_to: str, name: str) -> bool:
    """Tell whether a text names somebody: one word has to be all of a part, several begin it."""
    own = _words(name)
    parts = [_words(part) for part in _APART.split(given_to)]
    is_whole_name = len(own) > 1
    return bool(own) and any(
        part == own or (is_whole_name and part[: len(own)] == own)
        for part in (_words(given_to), *parts)
    )


def _words(name: str) -> list[str]:
    """Return the words of a name, without a title where more than a surname follows it."""
    words = _plain(name).split()
    return words[1:] if len(words) > _MR_AND_SURNAME and words[0] in _TITLES else words


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _ending(authority: AuthorityToAct, today: date) -> str:
    last = last_day(authority)
    if last is None or last > today + SOON:
        return ""
    who = authority.given_to or "somebody"
    day = spoken_day(last)
    if last >= today:
        return f"The authority of {who} to act for the family ends on {day}."
    if authority.withdrawn and last != (authority.until and authority.until.last):
        day = authority.withdrawn.spoken()
        return f"The authority of {who} to act for the family was withdrawn on {day}."
    return f"The authority of {who} to act for the family ended on {day}."


def _kept_too_long(family: Family) -> str:
    kept = retention(family)
    if kept is None or kept.until >= family.today():
        return ""
    return (
        f"This record was to be kept until {spoken_day(kept.until)}, and that day is past. The"
        " family decides: a copy for them, a later day, or its deletion."
    )


def _day_before(withdrawn: When | None) -> date | None:
    return withdrawn.first - timedelta(days=1) if withdrawn else None
