"""How the plan is said on the screen: its stages, its sections, its dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ehcp_desktop.domain.event import NOT_KNOWN
from ehcp_desktop.domain.plan import SECTIONS

if TYPE_CHECKING:
    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.services.plans import Version


def _tr(text: str) -> str:
    return QCoreApplication.translate("PlanWords", text)


def stage(version: Version) -> str:
    """Return the title of a version: "Amended plan"."""
    if version.event.outcome == NOT_KNOWN:
        return _tr("Plan (first or amended: not known)")
    return {
        "draft": _tr("Draft plan"),
        "final": _tr("First plan"),
        "amended": _tr("Amended plan"),
    }[version.plan.stage]


def versions_to_add() -> tuple[tuple[str, str], ...]:
    """Return the kinds of event that bring a version, and their words in a menu."""
    return (
        ("draft_plan_received", _tr("A &draft plan")),
        ("final_plan_issued", _tr("The &first plan")),
        ("amended_plan_issued", _tr("An &amended plan, any after the first")),
    )


def issued(version: Version) -> str:
    """Return the date of a version in full."""
    return version.issued.spoken_in_full() if version.issued else _tr("Date not known")


def dates(event: Event) -> str:
    """Return every date known of a version's event, in words."""
    known = (
        (_tr("Dated {day}"), event.dated),
        (_tr("Sent {day}"), event.sent),
        (_tr("Came {day}"), event.received),
        (_tr("Issued {day}"), event.on),
    )
    told = [form.format(day=when.spoken_in_full()) for form, when in known if when]
    return "  ·  ".join(told) or _tr("Date not known")


def filled(version: Version) -> tuple[str, str, str]:
    """Return (icon, words, colour) for how much of the text is here."""
    count = len(version.sections)
    if not count:
        return "circle-dashed", _tr("Text not added yet"), "second"
    words = _tr("{count} of {all} sections").format(count=count, all=len(SECTIONS))
    return "circle-check", words, "done"


def said(letter: str, name: str, *, is_written: bool) -> str:
    """Return a section of the list as a sentence, with whether its text is here."""
    form = _tr("Section {letter}, {name}, text added")
    if not is_written:
        form = _tr("Section {letter}, {name}, text not added yet")
    return form.format(letter=letter, name=name)


def sections_filled(count: int) -> str:
    """Say how many sections were filled."""
    if count == 1:
        return _tr("1 section filled.")
    return _tr("{count} sections filled.").format(count=count)


def section(name: str) -> tuple[str, str]:
    """Return the plain name of a section, and what the law puts in it (reg 12)."""
    return {
        "A": (_tr("Views"), _tr("What the child and the family say, hope for and want.")),
        "B": (_tr("Needs"), _tr("Every special educational need.")),
        "C": (_tr("Health needs"), _tr("Health needs that go with the needs in Section B.")),
        "D": (_tr("Care needs"), _tr("Social care needs that go with them.")),
        "E": (_tr("Outcomes"), _tr("What the support is meant to achieve.")),
        "F": (
            _tr("School support"),
            _tr("The support the council must arrange: what, how much, how often, by whom."),
        ),
        "G": (_tr("Health support"), _tr("The support that the health service must arrange.")),
        "H1": (_tr("Care support at home"), _tr("Social care owed under the 1970 Act.")),
        "H2": (_tr("Other care support"), _tr("Any other social care that is needed.")),
        "I": (_tr("School"), _tr("The name or type of the school or college.")),
        "J": (_tr("Personal budget"), _tr("Any money for the support, and what it is for.")),
        "K": (_tr("Advice"), _tr("The reports that the plan is built on.")),
    }[name]
