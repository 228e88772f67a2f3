"""Write a letter from the record: choose what it is about, gather the facts, fill its text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput, MissingFacts
from ehcp_desktop.services.letters import addressee, choosing, own, receipt, shelf
from ehcp_desktop.services.letters.document import LetterDocument
from ehcp_desktop.services.letters.facts import Chosen, Day, facts_of, gap, shared
from ehcp_desktop.services.letters.filling import clean, fill_body, fill_line
from ehcp_desktop.services.letters.gathering import Case, gather
from ehcp_desktop.services.letters.kept import Edit, fields_of
from ehcp_desktop.services.letters.typed import typed_day
from ehcp_desktop.services.letters.writer import whose_right

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.letter import Letter
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.letters.shelf import Template


@dataclass(frozen=True, slots=True)
class Known:
    """A fact that the letter takes from the record, as the form shows it."""

    id: str
    label: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """A letter that is written but not kept: its document, and what it was made from.

    `facts` are those already in the record; `missing` the words for those left as gaps.
    `reply_by` is the day that the letter asks for an answer by, None when it asks for none.
    `writer` is "parent", "young_person" or "advocate". `cautions` are sentences to show beside it
    and never print. `edit` is there when a person has changed its words.
    """

    template: Template
    child: Child
    tone: str
    length: str
    given: Mapping[str, str]
    document: LetterDocument
    facts: tuple[Known, ...]
    missing: tuple[str, ...]
    reply_by: date | None
    about: Event | None
    recipient: Mapping[str, str]
    writer: str
    cautions: tuple[str, ...] = ()
    edit: Edit | None = None


def prepare(  # noqa: PLR0913, PLR0917  # the public interface: what `ehcp letter` takes
    family: Family,
    template_id: str,
    child: Child,
    about: str | None = None,
    given: Mapping[str, str] | None = None,
    tone: str = "firm",
    blanks: bool = False,
    length: str = "standard",
) -> Written:
    """Write a letter for a child about a rule, event, review or kind of event.

    Without `about` it is the most overdue that the letter answers. `given` holds facts by hand
    (see facts.facts_of). With `blanks` a fact that is missing leaves a marked gap.
    Raises MissingFacts naming them, and BadInput when the letter would not be true.
    """
    template = own.find(family, template_id)
    said = {"tone": _tone(tone), "length": _length(template, length)}
    given = {key: clean(text) for key, text in (given or {}).items()}
    chosen = choosing.choose(family, template, child, about)
    case = Case.of(family, template, child, chosen, given)
    return _written(case, said, blanks=blanks)


def trial(family: Family, template: Template, child: Child, tone: str = "firm") -> Written:
    """Write a letter that is on no shelf yet, with marked gaps, for its author to look at."""
    said = {"tone": _tone(tone), "length": "standard"}
    return _written(trial_case(family, template, child), said, blanks=True)


def trial_case(family: Family, template: Template, child: Child, about: str | None = None) -> Case:
    """Return what a letter is tried with: what it would be about now, or else nothing."""
    try:
        chosen = choosing.choose(family, template, child, about)
    except BadInput:  # it would not be true now, or there are two that it can be about
        chosen = choosing.Choice(None, ())
    return Case.of(family, template, child, chosen, {})


def save_draft(family: Family, written: Written, letter: Letter | None = None) -> Letter:
    """Keep a written letter as a draft and return it; a draft given is written over."""
    from ehcp_desktop.domain.letter import Letter
    from ehcp_desktop.services.letters.plain import text
    from ehcp_desktop.services.letters.relying import law_of

    about = written.about
    draft = letter or Letter(
        child=written.child.id,
        template=written.template.id,
        title="",
        written=family.today(),
    )
    if draft.state != "draft":
        raise BadInput("This letter has been sent, so it stays as it is; write a new one instead.")
    draft = replace(
        draft,
        title=written.document.title,
        about=about.id if about else "",
        tone=written.tone,
        fields=fields_of(
            written.document, written.given, written.recipient, written.length, written.edit
        ),
        text=text(written.document),
        written=family.today(),
        reply_by=written.reply_by,
        recipient=_named(written.recipient),
        replies_to=about.letter if about and written.template.to_place == "original" else None,
        law=law_of(family, written.template),
    )
    with family.store.action(f"Write: {written.template.situation}"):
        return family.store.letters.save(draft)


def has_gaps(family: Family, letter: Letter) -> bool:
    """Say whether a letter was kept with a marked gap for a fact that was missing."""
    facts = facts_of(own.find(family, letter.template)).values()
    return any(f"[{fact.label}]" in letter.text for fact in facts)


def _tone(text: str) -> str:
    tone = text.strip().casefold()
    if tone not in shelf.TONES:
        raise BadInput(f"A letter is friendly, firm or formal, not “{text.strip()}”.")
    return tone


def _length(template: Template, text: str) -> str:
    """Return a length that a letter has; one that it does not have gives the standard one."""
    length = text.strip().casefold()
    if length not in shelf.LENGTHS:
        raise BadInput(f"A letter is short, standard or full, not “{text.strip()}”.")
    return length if length in template.lengths else "standard"


def _written(case: Case, said: Mapping[str, str], *, blanks: bool) -> Written:
    facts, known = {**gather(case), **said}, facts_of(case.template)
    missing = tuple(known[key] for key in case.template.required if not facts[key])
    if missing and not blanks:
        raise MissingFacts(tuple(fact.label for fact in missing))
    if missing:
        facts |= {fact.id: gap(fact) for fact in missing}
        where_to = addressee.find(case, facts)  # it can go to what is missing
        facts |= {key: text for key, text in where_to.items() if text}
    reply_by = _reply_by(case, facts)
    facts["reply_by"] = _asked_by(case, reply_by)
    recipient = {key: str(facts[key]) for key in facts if key.startswith(("recipient_", "dear"))}
    return Written(
        template=case.template,
        child=case.child,
        tone=said["tone"],
        length=said["length"],
        given=case.given,
        document=_document(case, facts),
        facts=_shown(case, facts),
        missing=tuple(fact.label for fact in missing),
        reply_by=reply_by,
        about=case.about,
        recipient=recipient,
        writer=str(facts["writer"]),
        cautions=_cautions(case, str(facts["writer"])),
    )


def _asked_by(case: Case, reply_by: date | None) -> object:
    """Return the day in the words of the letter: a gap when it is not known, if one is asked."""
    if reply_by is None and not case.template.reply.none:
        return gap(shared()["reply_by"])
    return Day.of(When.day(reply_by) if reply_by else None)


def _reply_by(case: Case, facts: dict[str, object]) -> date | None:
    """Return the day to ask for: given by hand, a rule's own day, or counted from receipt."""
    given = _typed_day(case, "reply_by")
    if given is not None:
        return given.last
    if case.template.reply.none:
        return None
    if rules := case.template.reply.rules:
        return next((each.due for each in case.deadlines if each.rule.id in rules), None)
    calendar = case.family.calendar_of(case.child.id)
    return receipt.reply_day(case.template.reply, _received(case), calendar)


def _received(case: Case) -> date:
    """Return the day on which the letter will count as received, if it goes when it is dated."""
    on, calendar = _written_on(case), case.family.calendar
    by = _methods(case) or ("email",)
    return min(receipt.deemed_receipt(each, on, "", calendar) for each in by)


def _cautions(case: Case, who: str) -> tuple[str, ...]:
    """Return what the writer should know, and the letter does not say."""
    right = whose_right(case.family, case.child, who) if _is_under_the_plan(case.template) else ""
    warning = own.warning(case.template)
    return tuple(filter(None, (case.template.caution, warning, right)))


def _is_under_the_plan(template: Template) -> bool:
    """Return whether a letter uses a right that passes to the young person."""
    return template.to_place != "school" and any(each.rules for each in template.citations)


def _methods(case: Case) -> tuple[str, ...]:
    named = case.given.get("by", "").replace(" and ", ",").split(",")
    return tuple(receipt.method(each) for each in named if each.strip())


def _written_on(case: Case) -> date:
    given = _typed_day(case, "date")
    return given.last if given is not None else case.family.today()


def _typed_day(case: Case, key: str) -> When | None:
    return typed_day(case.given.get(key, ""), case.family, shared()[key].label)


def _document(case: Case, facts: dict[str, object]) -> LetterDocument:
    purpose = fill_line(case.template.subject, facts)
    about = f"{facts['child_name']}, born {facts['child_born']}"
    bare = LetterDocument(
        title=clean(_sentence(purpose)),
        on=_written_on(case),
        subject=clean(_sentence(purpose)),
        blocks=fill_body(case.template.body, facts, str(facts["tone"]), str(facts["length"])),
        signature=clean(str(facts["sender_name"])),
        enclosures=_listed(facts["enclosures"]),
        copies=_listed(facts["copies"]),
    )
    if case.template.shape == "sheet":
        byline = clean(about), clean(_made(bare))
        return replace(bare, byline=byline, wide=case.template.wide)
    return _addressed(case, facts, replace(bare, subject=clean(f"{about}: {purpose}")))


def _made(sheet: LetterDocument) -> str:
    by = f" by {sheet.signature}" if sheet.signature else ""
    return f"Made{by} on {sheet.day}"


def _addressed(case: Case, facts: dict[str, object], bare: LetterDocument) -> LetterDocument:
    """Return a letter with its addresses, greeting and close."""
    greeting, close = addressee.salutation(
        str(facts["recipient_name"]), str(facts["recipient_role"]), str(facts["dear"])
    )
    by = receipt.spoken_methods(_methods(case))
    return replace(
        bare,
        sender=_sender(facts),
        recipient=tuple(clean(line) for line in addressee.block(facts)),
        references=_references(case, facts),
        via=f"By {by}" if by else "",
        salutation=clean(greeting),
        close=close,
    )


def _references(case: Case, facts: dict[str, object]) -> tuple[str, ...]:
    """Return the council's own reference, for the council alone."""
    reference = clean(str(facts["reference"]))
    is_theirs = case.template.to_place in ("authority", "original")
    return (f"Your ref: {reference}",) if reference and is_theirs else ()


def _sender(facts: dict[str, object]) -> tuple[str, ...]:
    lines = (
        str(facts["sender_name"]),
        *addressee.address_lines(str(facts["sender_address"])),
        str(facts["sender_phone"]),
        str(facts["sender_email"]),
    )
    return tuple(clean(line) for line in lines if line.strip())


def _listed(value: object) -> tuple[str, ...]:
    parts = clean(str(value)).replace("\n", ";").split(";")
    return tuple(part.strip() for part in parts if part.strip())


def _shown(case: Case, facts: dict[str, object]) -> tuple[Known, ...]:
    """Return what the record says that is worth a look before the letter goes.

    A limit that the letter only speaks of, and does not answer, is not what is late about it.
    """
    mine = case.template.facts
    unsaid = () if case.template.answers else ("limit", "late")
    return tuple(
        Known(fact.id, fact.known or fact.ask, _full(facts[fact.id]))
        for fact in facts_of(case.template).values()
        if (fact.known or fact.id in mine)
        and fact.id not in unsaid
        and isinstance(facts[fact.id], str)
        and facts[fact.id]
    )


def _sentence(label: str) -> str:
    return label[:1].upper() + label[1:]


def _full(value: object) -> str:
    if isinstance(value, Chosen):
        return value.words
    return value.full if isinstance(value, Day) else str(value)


def _named(recipient: Mapping[str, str]) -> str:
    keys = ("recipient_name", "recipient_role", "recipient_organisation")
    name, role, organisation = (recipient.get(key, "") for key in keys)
    return ", ".join(filter(None, (name or role, organisation)))
