"""What the record says of the facts that a letter states, and over it what was given by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ehcp_desktop.domain.clause import meaning
from ehcp_desktop.domain.people import NO_SCHOOL
from ehcp_desktop.domain.when import When
from ehcp_desktop.services.letters import addressee
from ehcp_desktop.services.letters.choosing import URGENCY
from ehcp_desktop.services.letters.facts import (
    Chosen,
    Day,
    absent,
    facts_of,
    refuse_unknown,
    shared,
)
from ehcp_desktop.services.letters.kept import given_of
from ehcp_desktop.services.letters.sources import (
    attends,
    dated,
    exact_enough,
    happened,
    how_late,
    look_up,
    model_name,
)
from ehcp_desktop.services.letters.typed import typed_as
from ehcp_desktop.services.letters.writer import introduced, of_writer, writers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.letter import Letter
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.letters.choosing import Choice
    from ehcp_desktop.services.letters.shelf import Template

CHANGES = ("needs_changed", "provision_changed", "new_report_received")
_CHASES = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}
_APPEAL = "appeal_2months"
_DECISION = ("review_decision", "review_not_in_school")
_UNDECIDED = ("waiting", "overdue", "possibly_overdue")


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """What a letter is written from: whose record, for which child, about what, and on which day.

    `deadlines` are those that the event it is about has started, `due` all those of the child.
    """

    family: Family
    template: Template
    child: Child
    about: Event | None
    deadlines: tuple[Deadline, ...]
    due: tuple[Deadline, ...]
    given: Mapping[str, str]

    @classmethod
    def of(
        cls,
        family: Family,
        template: Template,
        child: Child,
        chosen: Choice,
        given: Mapping[str, str],
    ) -> Case:
        """Return the case of a letter about what was chosen, with the facts given by hand."""
        return cls(
            family=family,
            template=template,
            child=child,
            about=chosen.about,
            deadlines=chosen.deadlines,
            due=chosen.due,
            given=given,
        )

    @property
    def at_school(self) -> bool:
        """False when the record says that the child was out of school, at the review or now."""
        on = self.about.on if self.about and self.about.review else None
        return attends(self.family, self.child, on.first if on else self.family.today())


def gather(case: Case) -> dict[str, object]:
    """Return every fact by its id: what the record says, and over it what was given by hand.

    A fact that is not known is empty. Raises BadInput for a fact that the letter does not state.
    """
    facts = facts_of(case.template)
    refuse_unknown(case.given, facts)
    found = {key: absent(fact) for key, fact in facts.items()}
    for read in _READERS:
        found.update(read(case))
    mine = (*case.template.facts, *case.template.asked)  # a shared fact is looked up if asked for
    for key in mine:
        found[key] = found[key] or look_up(case, facts[key]) or found[key]
    for key, text in case.given.items():
        found[key] = typed_as(facts[key], text, case.family)
    found.update(addressee.find(case, found))
    found.update(introduced(found))
    return found


def _of_child(case: Case) -> dict[str, object]:
    child = case.child
    at_school = case.at_school
    return {
        "child_name": child.name,
        "child_born": Day.of(When.day(child.born)),
        "authority": child.authority,
        "school": child.school if at_school and child.school != NO_SCHOOL else "",
        "at_school": at_school,
        "reference": child.reference,
        "plan_on": Day.of(_newest(case, ("final_plan_issued", "amended_plan_issued"))),
        "year_group": _year_group(case),
    }


def _year_group(case: Case) -> str:
    """Return "Year 6"; nothing for a child who is not of school age, or where none is asked."""
    from ehcp_desktop.services.child_clock import clock

    if "year_group" not in case.template.body:
        return ""
    name = clock(case.family, case.child).name
    return "" if name.startswith(("Before", "After")) else name


def _of_sender(case: Case) -> dict[str, object]:
    wanted = Chosen.of(shared()["writer"], case.given.get("writer", ""))
    who = wanted or first_writer(case)
    return of_writer(case.family, case.child, who, case.template.id)


def first_writer(case: Case) -> str:
    """Return who wrote the letter that this one follows up, if they still can; "" else."""
    letter = case.about.letter if case.about and case.template.to_place == "original" else None
    if not letter:
        return ""
    who = given_of(case.family.store.letters.get(letter)).get("writer", "")
    found = Chosen.of(shared()["writer"], who)
    return found if found in writers(case.family, case.child) else ""


def _of_review(case: Case) -> dict[str, object]:
    about = case.about
    if about is None or about.kind != "review_meeting_held":
        return {}
    found: dict[str, object] = {
        "review_on": Day.of(exact_enough(about.on)),
        "review_label": model_name(about.model),
    }
    if about.review is None:
        return found
    review = case.family.store.reviews.get(about.review)
    report = _step(case, about.review, "review_report_received")
    return found | {
        "review_label": review.label or model_name(review.model),
        "review_chair": review.chair,
        "report_on": Day.of((report.received or report.on) if report else None),
    }


def _step(case: Case, review: str, kind: str) -> Event | None:
    steps = case.family.store.events.all(review=review, kind=kind)
    return steps[0] if steps else None


def _of_changes(case: Case) -> dict[str, object]:
    last = _newest(case, ("review_meeting_held",))
    since = [
        event
        for kind in CHANGES
        for event in happened(case, (kind,))
        if event.summary.strip() and (last is None or event.on is None or event.on > last)
    ]
    about = case.about
    on = about.on if about and about.kind in CHANGES else None
    return {
        "last_review_on": Day.of(last),
        "changes": tuple(dated(event, event.summary) for event in since[-4:]),
        "change_on": Day.of(on),
    }


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
        "original_on": Day.of(exact_enough(about.sent or about.on)),
        "original_subject": letter.title if letter else about.summary,
        "original_by": spoken_methods(by),
        "original_reply_by": Day.of(reply_by),
        "chase_number": _chase_number(case, letter.id if letter else None),
        **(_left_open(case, letter, about) if letter else {}),
    }


def _left_open(case: Case, letter: Letter, event: Event) -> dict[str, object]:
    """Return the points of a letter that are not answered, and the day of the first reply."""
    from ehcp_desktop.services.letters.answered import points, replies

    unanswered = tuple(one.text for one in points(case.family, letter) if one.is_open)
    came = next(iter(replies(case.family, event)), None) if unanswered else None
    on = (came.received or came.on) if came else None
    return {"unanswered": unanswered, "reply_came": Day.of(exact_enough(on))}


def _chase_number(case: Case, letter_id: str | None) -> str:
    if letter_id is None:
        return ""
    earlier = case.family.store.letters.count(replies_to=letter_id, state="sent")
    return _CHASES.get(earlier + 1, "")


def _of_lateness(case: Case) -> dict[str, object]:
    """Return the limits of what the letter is about, and how late the one is that it answers."""
    found: dict[str, object] = {}
    answers = case.template.answers or case.template.rules
    for deadline in sorted(case.deadlines, key=_pressing):
        if deadline.due is None or _may_not_apply(deadline):
            continue
        for key in _limits(deadline.rule.id, answers):
            if not found.get(key):
                found[key] = Day.of(When.day(deadline.due))
                found[f"{key}_from"] = _earliest(deadline)
        if deadline.rule.id in answers:
            found["late"] = found.get("late") or how_late(deadline)
    return found


def _may_not_apply(deadline: Deadline) -> bool:
    """Return whether the record leaves it open which rule holds, as for a move of no known kind.

    The day of a rule that may not hold is no day to write of.
    """
    start = deadline.trigger
    return bool(meaning(deadline.rule.unsure, start.kind, start.outcome))


def _pressing(deadline: Deadline) -> int:
    """Return the place of a deadline: what is late comes before what waits or is done."""
    return URGENCY.index(deadline.state) if deadline.state in URGENCY else len(URGENCY)


def _limits(rule: str, answers: tuple[str, ...]) -> list[str]:
    """Return the facts that a deadline of a rule tells."""
    named = {"review_report": "report_due"} | dict.fromkeys(_DECISION, "decision_due")
    return [key for key in (named.get(rule), "limit" if rule in answers else None) if key]


def _earliest(deadline: Deadline) -> Day:
    """Return the first day that a deadline can mean, where it can mean more than one."""
    earliest = deadline.cautious
    is_range = earliest is not None and earliest != deadline.due
    return Day.of(When.day(earliest) if earliest and is_range else None)


def _of_undecided(case: Case) -> dict[str, object]:
    """Return the day of the newest review meeting whose decision the record still waits for."""
    held = (
        each.trigger.on
        for each in case.due
        if each.rule.id in _DECISION and each.state in _UNDECIDED and each.trigger.on
    )
    return {"undecided_on": Day.of(exact_enough(max(held, default=None)))}


def _of_appeal(case: Case) -> dict[str, object]:
    """Return whether the time to appeal against the decision that the letter is about runs."""
    appeals = (each for each in case.deadlines if each.rule.id == _APPEAL)
    return {"appeal_runs": any(each.state == "waiting" for each in appeals)}


def _newest(case: Case, kinds: tuple[str, ...]) -> When | None:
    return max((event.on for event in happened(case, kinds) if event.on), default=None)


_READERS = (
    _of_child,
    _of_sender,
    _of_review,
    _of_changes,
    _of_original,
    _of_lateness,
    _of_undecided,
    _of_appeal,
)
