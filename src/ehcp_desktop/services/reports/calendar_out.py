"""Time limits that are still open, for the family's own calendar.

The reminders of this program end when its window is closed; those of a calendar do not. A calendar
is often kept on the internet, so of a child it has the first name and no more; a date of the
family's own is called what they called it. What is late stands on the day of the file, with the
day it was due in its title: on that day nobody would see it again. docs/calendar.md says why.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from ehcp_desktop.domain.when import spoken_day
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import diary
from ehcp_desktop.services.reports.ics import Entry, calendar
from ehcp_desktop.services.today import OPEN, OWN_DATES, act_on, each_once, title
from ehcp_desktop.services.whole_file import save_file
from ehcp_desktop.storage.store import now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.domain.rule import Rule
    from ehcp_desktop.services.family import Family

SUFFIX = ".ics"
_GIVEN = "calendar"  # the setting that holds what was put into calendars and is still to come
_BASES = {
    "statutory": "Law",
    "case law": "Law, as a court has decided",
    "guidance": "Guidance, not law",
    "practice": "Good practice, not law",
}
_LATE = {"overdue": "Late", "possibly_overdue": "Perhaps late"}
_OWNERS = {"family": "For you to do.", "authority": "Owed by the council."}


def entries(family: Family, child_id: str | None = None) -> list[Entry]:
    """Return an entry for each open time limit with a day, of one child or all, by date.

    After them stand, as cancelled, those given to a calendar before that are no longer open.
    """
    children = [child.id for child in family.children if child_id in (None, child.id)]
    every = (one for child in children for one in _open(family, child))
    found = {entry.uid: entry for entry in (entry_of(family, one) for one in every)}
    gone = [
        _cancelled(uid, *told[:3])
        for uid, told in _given(family).items()
        if uid not in found and child_id in (None, told[0])
    ]
    return sorted(found.values(), key=lambda entry: (entry.on, entry.title)) + gone


def entry_of(family: Family, deadline: Deadline) -> Entry:
    """Return the entry of one time limit. Raises BadInput for one without a day."""
    today = family.today()
    day = act_on(deadline, today)
    if day is None:
        raise BadInput("This has no day yet, so a calendar cannot hold it.")
    is_late = deadline.state in _LATE
    return Entry(
        uid=f"{'.'.join(deadline.key)}@ehcp-desktop",
        on=max(day, today) if is_late else day,
        title=_title(family, deadline, day),
        about=_about(deadline),
        link=_link(deadline.rule),
        status="TENTATIVE" if deadline.conditional else "CONFIRMED",
        child=deadline.child,
        is_late=is_late,
    )


def save(
    family: Family, path: Path, shown: Iterable[Entry], at: Callable[[], datetime] = now
) -> None:
    """Write entries as an .ics file; one that a calendar has already is renewed by it.

    Raises BadInput for another ending and for no entries, FileRefused when it cannot be written.
    """
    wanted = list(shown)
    if path.suffix.casefold() != SUFFIX:
        raise BadInput(f"A calendar is saved as {SUFFIX}, not as “{path.suffix}”.")
    if not wanted:
        raise BadInput("Nothing with a day is open, so there is nothing to put into a calendar.")
    save_file(path, calendar(wanted, at()))
    _remember(family, wanted)


def _title(family: Family, deadline: Deadline, day: date) -> str:
    """Return whose it is and what, and since when it is late."""
    child = family.store.children.get(deadline.child)
    called = _first_name(family, child)
    what = title(deadline).replace(child.name, called).removeprefix(f"{called}: ")
    if deadline.state in _LATE and day < family.today():
        what = f"{_LATE[deadline.state]} – {what}, due {spoken_day(day)}"
    elif deadline.due is None:
        what = f"{what}, last day no earlier than {spoken_day(day)}"
    return " ".join(f"{called}: {what}".split())


def _first_name(family: Family, child: Child) -> str:
    """Return the first name, with the letter of the last where two children share it."""
    first, _, rest = child.name.partition(" ")
    shared = [one for one in family.children if one.name.partition(" ")[0] == first]
    return f"{first} {rest.split()[-1][0]}" if rest and len(shared) > 1 else first


def _open(family: Family, child_id: str) -> list[Deadline]:
    return each_once(one for one in diary.due(family, child_id) if _is_open(one, family.today()))


def _is_open(deadline: Deadline, today: date) -> bool:
    day = act_on(deadline, today)
    if deadline.rule.show != "deadline" or day is None:
        return False
    if deadline.state not in OPEN and not deadline.is_perhaps_met:
        return False
    return not deadline.conditional or day >= today


def _link(rule: Rule) -> str:
    """Return where the law stands; a family's own date has no such place."""
    return next((one for one in (rule.law_url, rule.source_url) if "://" in one), "")


def _about(deadline: Deadline) -> str:
    rule = deadline.rule
    owner = _OWNERS.get(rule.owner, f"Owed by the {rule.owner.replace('_', ' ')}.")
    parts = (
        rule.plain,
        "" if rule.id in OWN_DATES else owner,
        "This is due only if the plan is to change." if deadline.is_if_changing else "",
        *deadline.steps(),
        f"{_BASES[rule.basis]}: {rule.citation}." if rule.citation else _BASES[rule.basis],
        "Information, not legal advice.",
    )
    return "\n".join(part for part in parts if part)


def _cancelled(uid: str, child: str, day: str, words: str) -> Entry:
    return Entry(uid, date.fromisoformat(day), words, status="CANCELLED", child=child)


def _given(family: Family) -> dict[str, list[str]]:
    """Return child, day and title of what calendars were given, by uid, while it is to come.

    What was late stood on the day of its file: a fourth word keeps that until it is taken off.
    """
    told = json.loads(family.store.setting(_GIVEN) or "{}")
    today = family.today().isoformat()
    return {uid: one for uid, one in told.items() if one[1] >= today or one[3:]}


def _remember(family: Family, wanted: Iterable[Entry]) -> None:
    if family.store.read_only:
        return
    told = _given(family)
    for entry in wanted:
        late = ("late",) if entry.is_late else ()
        told[entry.uid] = [entry.child, entry.on.isoformat(), entry.title, *late]
    family.store.set_setting(_GIVEN, json.dumps(told))
