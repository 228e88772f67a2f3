"""Which fields an event of a kind is typed into, with their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ehcp_desktop.domain.review import MODELS
from ehcp_desktop.services.family_dates import ANSWERING
from ehcp_desktop.services.story import title_of
from ehcp_desktop.ui.parts.forms import FormField

if TYPE_CHECKING:
    from ehcp_desktop.domain.event import Event, EventKind
    from ehcp_desktop.services.family import Family

DATES = ("on", "sent", "received", "dated", "by")
LONG = ("summary", "quote", "notes")
CONTACT = "contact"
_FIRST = ("who", "direction", "channel", "on", "at")


def form_fields(family: Family, kind: EventKind, child_id: str) -> tuple[FormField, ...]:
    """Return the fields of a kind in the order they are asked: who and when first, words last.

    What can answer something that was sent is asked at the end for what.
    """
    known = people_known(family)
    names = sorted(kind.fields, key=_order)
    return (*(_field(kind, name, known) for name in names), *_answering(family, kind, child_id))


def _answering(family: Family, kind: EventKind, child_id: str) -> tuple[FormField, ...]:
    if kind.group != CONTACT and not kind.id.endswith(ANSWERING):
        return ()
    sent = family.store.events.all(order="on desc", child=child_id, direction="sent")
    if not sent:
        return ()
    choices = tuple((one.id, called(family, one)) for one in sent)
    nothing = ("", _tr("Nothing, or not known"))
    words = _tr("In answer to what you sent (optional)")
    return (FormField(name="replies_to", label=words, kind="choice", choices=(nothing, *choices)),)


def called(family: Family, event: Event) -> str:
    """Return what an event is called in a choice, with its day."""
    day = event.on.spoken() if event.on else _tr("date not known")
    return f"{title_of(family, event)}, {day}"


def people_known(family: Family) -> tuple[str, ...]:
    """Return the names to suggest for who, as they are kept."""
    return tuple(contact.name for contact in family.store.contacts.all(order="name"))


def _order(name: str) -> tuple[int, int]:
    first = _FIRST.index(name) if name in _FIRST else len(_FIRST)
    return (name in LONG, first)


def _field(kind: EventKind, name: str, known: tuple[str, ...]) -> FormField:
    words = kind.label(name)
    if name in DATES:
        ahead = name == "by" or (name == "on" and kind.ahead)
        return FormField(name=name, label=words, kind="date", ahead=ahead, half=True)
    if name in LONG:
        return FormField(name=name, label=words, kind="long", lines=2 if name == "quote" else 3)
    choices = _choices(kind, name)
    if choices:
        return FormField(name=name, label=words, kind="choice", choices=choices, half=True)
    offered = known if name == "who" else tuple(MODELS.values()) if name == "model" else ()
    return FormField(name=name, label=words, suggestions=offered, half=True)


def _choices(kind: EventKind, name: str) -> tuple[tuple[str, str], ...]:
    if name == "outcome" and kind.outcomes:
        open_ = (
            () if any(not value for value, _ in kind.outcomes) else (("", _tr("Not known yet")),)
        )
        return (*open_, *kind.outcomes)
    if name == "direction":
        return _directions(kind.id)
    return _channels() if name == "channel" else ()


def _directions(kind: str) -> tuple[tuple[str, str], ...]:
    ours, theirs = (
        (_tr("I rang them"), _tr("They rang me"))
        if kind == "call"
        else (_tr("I wrote to them"), _tr("They wrote to me"))
    )
    return (("", _tr("Not said")), ("sent", ours), ("received", theirs))


def _channels() -> tuple[tuple[str, str], ...]:
    return (
        ("", _tr("Not said")),
        ("letter", _tr("Letter")),
        ("email", _tr("Email")),
        ("call", _tr("Phone call")),
        ("meeting", _tr("At a meeting")),
        ("message", _tr("Message")),
        ("portal", _tr("The council’s portal")),
        ("hand", _tr("By hand")),
        ("post", _tr("Post")),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("EventFields", text)
