"""The letter that the made-up family has sent and waits to have answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.letter import Dispatch, Letter
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events, papers, people, plain_pdf
from ehcp_desktop.services.letters import kept, plain, receipt
from ehcp_desktop.services.letters.document import LetterDocument, paragraph
from ehcp_desktop.services.packs import law_checked

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.rolling import Rolling

Entry = Mapping[str, str]


def send(family: Family, rolling: Rolling, child: Child, about: Event, entry: Entry) -> None:
    """Write the letter of an entry, file its copy and book its chase.

    It is laid out plainly, without the libraries that real letters need, so that looking round
    starts at once.
    """
    document = _document(family, rolling, child, entry)
    recipient = {
        "recipient_name": entry["to"],
        "recipient_role": entry["role"],
        "recipient_organisation": child.authority,
    }
    letter = Letter(
        child=child.id,
        template=entry["template"],
        title=document.title,
        about=about.id,
        tone=entry["tone"],
        fields=kept.fields_of(document, {}, recipient),
        text=plain.text(document),
        state="sent",
        written=rolling.day(entry["on"]),
        reply_by=family.calendar.next_working_day(rolling.day(entry["reply_by"])),
        recipient=", ".join(recipient.values()),
        law=law_checked(family),
    )
    letter = family.store.letters.save(letter)
    event = _logged(family, letter, entry)
    name = f"{letter.written.isoformat()} {letter.template}.pdf"
    copy = papers.attach_bytes(
        family, child.id, (name, plain_pdf.page(letter.text)), event.id, letter.title
    )
    family.store.letters.save(replace(letter, paper=copy.id))
    family.store.dispatches.save(_dispatch(family, letter, event, entry))


def _logged(family: Family, letter: Letter, entry: Entry) -> Event:
    on = When.day(letter.written)
    event = Event(
        child=letter.child,
        kind=entry["by"],
        on=on,
        sent=on,
        by=When.day(letter.reply_by) if letter.reply_by else None,
        at=entry["at"],
        who=entry["to"],
        channel=entry["by"],
        direction="sent",
        letter=letter.id,
        summary=letter.title,
    )
    return events.log(family, event)


def _dispatch(family: Family, letter: Letter, event: Event, entry: Entry) -> Dispatch:
    by, at = entry["by"], entry["at"]
    return Dispatch(
        letter=letter.id,
        by=by,
        on=letter.written,
        at=at,
        event=event.id,
        deemed=receipt.deemed_receipt(by, letter.written, at, family.calendar),
        chase=receipt.chase_day(letter.reply_by, family.calendar) if letter.reply_by else None,
    )


def _document(family: Family, rolling: Rolling, child: Child, entry: Entry) -> LetterDocument:
    sender = people.sender(family)
    assert sender is not None  # noqa: S101  # example.toml has one
    (to,) = family.store.contacts.all(name=entry["to"])
    purpose = rolling.text(entry["purpose"])
    born = When.day(child.born).spoken()
    return LetterDocument(
        title=f"{child.name}: {purpose}",
        sender=(sender.name, *sender.address.split("\n"), sender.phone, sender.email),
        recipient=(to.name, entry["role"], to.organisation, *to.address.split("\n")),
        on=rolling.day(entry["on"]),
        references=(f"Your ref: {child.reference}",),
        via="By email",
        salutation=f"Dear {to.name}",
        subject=f"{child.name}, born {born}: {purpose}",
        blocks=tuple(paragraph(rolling.text(text)) for text in entry["paragraphs"]),
        close="Yours sincerely",
        signature=sender.name,
    )
