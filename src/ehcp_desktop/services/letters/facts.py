"""The facts a letter can state: what they are called, and what the record says they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ehcp_desktop.domain.people import NO_SCHOOL
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services.letters import addressee

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.letters.shelf import Template

# What a person may give by hand (`--set`), in the order of the form, and the words for a gap.
LABELS: dict[str, str] = {
    "child_name": "child’s name",
    "child_born": "date of birth",
    "authority": "name of the local authority",
    "school": "school",
    "reference": "reference",
    "sender_name": "name of the person who writes",
    "sender_relationship": "what the sender is to the child",
    "sender_address": "sender’s address",
    "sender_phone": "sender’s telephone number",
    "sender_email": "sender’s email address",
    "recipient_name": "name of the person written to",
    "recipient_role": "role of the person written to",
    "recipient_organisation": "organisation written to",
    "recipient_address": "address written to",
    "review_on": "date of the review meeting",
    "review_label": "what the review was called",
    "review_chair": "who chaired the review",
    "report_on": "date the report came",
    "plan_on": "date of the plan",
    "decision_due": "last day for the decision",
    "report_due": "last day for the report",
    "last_review_on": "date of the last review",
    "change_on": "date of the change",
    "changes": "what has changed",
    "professionals": "professionals to be asked",
    "original_on": "date of the first letter",
    "original_subject": "what the first letter was about",
    "original_by": "how the first letter was sent",
    "original_reply_by": "day a reply was asked for",
    "chase_number": "which reminder this is",
    "own_words": "your own words",
    "date": "date of the letter",
    "reply_by": "day a reply is asked for",
    "by": "how it will be sent",
    "enclosures": "what is enclosed",
    "copies": "who gets a copy",
}
DATES = frozenset(
    "child_born review_on report_on plan_on decision_due report_due last_review_on change_on"
    " original_on original_reply_by date reply_by".split()
)
CHANGES = ("needs_changed", "provision_changed", "new_report_received")
_MONTH = 31  # days
_CHASES = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}


class Day(str):
    """A date as a letter writes it, "2 June 2026"; `when` adds its small word, "on 2 June 2026".

    An absent date is empty and its `when` too.
    """

    __slots__ = ("full", "when")

    when: str
    full: str

    @classmethod
    def of(cls, when: When | None) -> Day:
        """Return the words for a date, or nothing."""
        if when is None:
            return cls.words("")
        day = cls(when.spoken())
        day.when = f"{'on' if when.is_exact else 'in'} {day}"
        day.full = when.spoken_in_full()
        return day

    @classmethod
    def words(cls, text: str, small_word: str = "on ") -> Day:
        """Return words that stand for a date, such as a gap to be filled in."""
        day = cls(text)
        day.when = small_word + text if text else ""
        day.full = text
        return day


@dataclass(frozen=True, slots=True)
class Change:
    """Something that changed since the plan was last reviewed."""

    on: Day
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """What a letter is written from: whose record, for which child, about what, and on which day.

    `deadlines` are those that the event it is about has started.
    """

    family: Family
    template: Template
    child: Child
    about: Event | None
    deadlines: tuple[Deadline, ...]
    given: Mapping[str, str]


def gather(case: Case) -> dict[str, object]:
    """Return every fact by its id: what the record says, and over it what was given by hand.

    A fact that is not known is empty. Raises BadInput for a fact that no letter states.
    """
    found: dict[str, object] = dict.fromkeys(LABELS, "")
    found.update({key: Day.of(None) for key in DATES})
    for read in (_of_child, _of_sender, _of_review, _of_changes, _of_original, _of_lateness):
        found.update(read(case))
    given = {key: text for key, text in case.given.items() if key in LABELS}
    refuse_unknown(case.given)
    for key, text in given.items():
        found[key] = read_day(case, key, text) if key in DATES else text
    found.update(addressee.find(case, found))
    found["changes"] = _as_changes(found["changes"])
    return found


def refuse_unknown(names: Iterable[str]) -> None:
    """Raise BadInput when a name is not one of the facts that a letter can state."""
    for name in names:
        if name not in LABELS:
            raise BadInput(
                f"“{name}” is not a fact that letters use. They use: {', '.join(LABELS)}."
            )


def read_day(case: Case, key: str, text: str) -> Day:
    """Return a date given by hand. Raises BadInput when it cannot be read."""
    when = typed(text, case.family, LABELS[key])
    return Day.of(when)


def typed(text: str, family: Family, label: str) -> When | None:
    """Return a date as typed, None when empty. Raises BadInput naming the fact."""
    from ehcp_desktop.domain.typed_date import read_when

    try:
        return read_when(text, family.today())
    except ValueError as wrong:
        raise BadInput(f"The {label} cannot be read: {wrong}") from wrong


def _of_child(case: Case) -> dict[str, object]:
    child = case.child
    at_school = child.attends_school
    return {
        "child_name": child.name,
        "child_born": Day.of(When.day(child.born)),
        "authority": child.authority,
        "school": child.school if at_school and child.school != NO_SCHOOL else "",
        "at_school": at_school,
        "reference": child.reference,
        "plan_on": Day.of(_newest(case, ("final_plan_issued", "amended_plan_issued"))),
    }


def _of_sender(case: Case) -> dict[str, object]:
    from ehcp_desktop.services.people import sender

    contact = sender(case.family)
    if contact is None:
        return {}
    roles = case.family.store.roles.all(contact=contact.id)
    titles = [role.title for role in roles if role.child in (None, case.child.id)]
    return {
        "sender_name": contact.name,
        "sender_relationship": _small(titles[0]) if titles else "",
        "sender_address": contact.address,
        "sender_phone": contact.phone,
        "sender_email": contact.email,
    }


def _small(title: str) -> str:
    """Return "mother" for "Mother"; "SENDIASS adviser" stays."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def _of_review(case: Case) -> dict[str, object]:
    about = case.about
    if about is None or about.kind != "review_meeting_held":
        return {}
    found: dict[str, object] = {
        "review_on": _day_or_month(about.on),
        "review_label": _label(about.model),
    }
    if about.review is None:
        return found
    review = case.family.store.reviews.get(about.review)
    report = _step(case, about.review, "review_report_received")
    return found | {
        "review_label": review.label or _label(review.model),
        "review_chair": review.chair,
        "report_on": Day.of((report.received or report.on) if report else None),
    }


def _day_or_month(when: When | None) -> Day:
    """Return a date that is exact enough to write about; a year alone is not."""
    is_vague = when is None or (when.last - when.first).days > _MONTH
    return Day.of(None if is_vague else when)


def _label(model: str) -> str:
    """Return the name of a way of reviewing when it is not the ordinary one, as in a letter."""
    names = {
        "progress": "Progress Review",
        "transition_and_change": "Transition and Change Review",
        "early": "early review",
        "person_centred": "person-centred review",
        "phase_transfer": "phase transfer review",
    }
    return names.get(model, "")


def _step(case: Case, review: str, kind: str) -> Event | None:
    steps = case.family.store.events.all(review=review, kind=kind)
    return steps[0] if steps else None


def _of_changes(case: Case) -> dict[str, object]:
    last = _newest(case, ("review_meeting_held",))
    changes = [
        Change(Day.of(event.on), event.summary.strip())
        for kind in CHANGES
        for event in case.family.store.events.all(child=case.child.id, kind=kind)
        if event.summary.strip() and (last is None or event.on is None or event.on > last)
    ]
    about = case.about
    on = about.on if about and about.kind in CHANGES else None
    return {
        "last_review_on": Day.of(last),
        "changes": tuple(changes[-4:]),
        "change_on": Day.of(on),
    }


def _as_changes(value: object) -> tuple[Change, ...]:
    if not isinstance(value, str):
        return value if isinstance(value, tuple) else ()
    lines = (line.strip() for line in value.splitlines())
    return tuple(Change(Day.of(None), line) for line in lines if line)


def _of_original(case: Case) -> dict[str, object]:
    from ehcp_desktop.services.letters.receipt import METHODS, spoken_methods

    about = case.about
    if about is None or case.template.to_place != "original":
        return {}
    store = case.family.store
    letter = store.letters.get(about.letter) if about.letter else None
    by = (
        tuple(dict.fromkeys(sent.by for sent in store.dispatches.all(letter=letter.id)))
        if letter
        else tuple(each for each in (about.channel,) if each in METHODS)
    )
    reply_by = When.day(letter.reply_by) if letter and letter.reply_by else about.by
    return {
        "original_on": _day_or_month(about.sent or about.on),
        "original_subject": letter.title if letter else about.summary,
        "original_by": spoken_methods(by),
        "original_reply_by": Day.of(reply_by),
        "chase_number": _chase_number(case, letter.id if letter else None),
    }


def _chase_number(case: Case, letter_id: str | None) -> str:
    if letter_id is None:
        return ""
    earlier = case.family.store.letters.count(replies_to=letter_id, state="sent")
    return _CHASES.get(earlier + 1, "")


def _of_lateness(case: Case) -> dict[str, object]:
    found: dict[str, object] = {"late": ""}
    found |= dict.fromkeys(("decision_due_from", "report_due_from"), Day.of(None))
    for deadline in case.deadlines:
        key = "report_due" if deadline.rule.id == "review_report" else "decision_due"
        if deadline.due is None or found.get(key):
            continue
        found[key] = Day.of(When.day(deadline.due))
        if deadline.cautious and deadline.cautious != deadline.due:
            found[key + "_from"] = Day.of(When.day(deadline.cautious))
        if deadline.rule.id in (case.template.answers or case.template.rules):
            found["late"] = how_late(deadline)
    return found


def how_late(deadline: Deadline) -> str:
    """Return "145 days", "at least 64 days", or nothing when it is not known to be late today."""
    if deadline.state != "overdue" or not deadline.days_late:
        return ""
    days = f"{deadline.days_late}\u00a0day{'s' if deadline.days_late != 1 else ''}"
    return f"at least {days}" if deadline.at_least else days


def _newest(case: Case, kinds: tuple[str, ...]) -> When | None:
    events = [
        event.on
        for kind in kinds
        for event in case.family.store.events.all(child=case.child.id, kind=kind)
        if event.on is not None and event.on.first <= case.family.today()
    ]
    return max(events, default=None)
