"""A family with every fact that a letter can state, and one with the fewest."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copy
from typing import NamedTuple

import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.letter import Letter
from ehcp_desktop.domain.people import Child, Contact
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events, people
from ehcp_desktop.services.family import Family
from ehcp_desktop.services.letters import sending, shelf
from ehcp_desktop.services.letters.document import LetterDocument
from ehcp_desktop.services.letters.writer import AUTHORITY
from ehcp_desktop.services.letters.writing import Written, prepare, save_draft

GIVEN = Path(__file__).with_name("given")
DATES = ("on", "sent", "received", "dated", "by")


TODAY = date(2026, 11, 22)


class Letters(NamedTuple):
    """A letter for the family with every fact and the one with the fewest, by tone or length.

    `advocate` is what an advocate writes for the family with every fact: nothing where only the
    family can write.
    """

    template: shelf.Template
    every: Mapping[str, LetterDocument]
    fewest: Mapping[str, LetterDocument]
    advocate: Mapping[str, LetterDocument]


class Setting(NamedTuple):
    """A family in the situation of a letter, and what its writer says."""

    family: Family
    child: Child
    about: str | None
    given: Mapping[str, str]

    def write(self, template: str, tone: str = "firm", length: str = "standard") -> Written:
        """Write the letter."""
        return prepare(
            self.family, template, self.child, self.about, self.given, tone, length=length
        )


def given_for(template: str) -> dict[str, object]:
    """Return what given/<id>.toml says of a letter; nothing when the letter needs nothing."""
    path = GIVEN / f"{template}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def arranged(family: Family, child: Child, says: Mapping[str, object], day: date) -> Setting:
    """Bring a family into the situation of a letter: a letter sent before, its day, its events."""
    family.today = lambda: day
    if first := says.get("first"):
        draft = save_draft(family, prepare(family, str(first), child))
        sending.mark_sent(family, draft.id, day, "email")
    on = says.get("day", day)
    assert isinstance(on, date)
    family.today = lambda: on
    for each in says.get("events", []):  # type: ignore[attr-defined]  # an array of tables
        fields = {
            key: When.parse(str(value)) if key in DATES else value for key, value in each.items()
        }
        events.log(family, Event(child=child.id, **fields))
    given = says.get("given", {})
    assert isinstance(given, dict)
    about = says.get("about")
    return Setting(family, child, str(about) if about else None, given)


@pytest.fixture(scope="module", params=shelf.template_ids())
def letters(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, blank: Path
) -> Letters:
    """Return one letter of the shelf, written for both families in every tone and length."""
    template, folder = shelf.template(request.param), tmp_path_factory.mktemp("letters")
    written = {}
    for name, fill in (("every", every_fact), ("fewest", fewest_facts)):
        opened = Family.open(copy(blank, folder / f"{name}.ehcp"), None, lambda: TODAY)
        setting = fill(opened, template.id)
        written[name] = _every_way(setting, template)
        if name == "every":
            written["advocate"] = _by_an_advocate(setting, template)
        opened.close()
    return Letters(template, **written)


def _by_an_advocate(setting: Setting, template: shelf.Template) -> dict[str, LetterDocument]:
    if template.id == AUTHORITY:
        return {}
    return _every_way(by_an_advocate(setting), template)


def _every_way(setting: Setting, template: shelf.Template) -> dict[str, LetterDocument]:
    ways = [(tone, tone, "standard") for tone in shelf.TONES]
    ways += [(length, "firm", length) for length in template.lengths if length != "standard"]
    return {name: setting.write(template.id, tone, length).document for name, tone, length in ways}


def by_an_advocate(setting: Setting) -> Setting:
    """Let an advocate write, with the family's permission."""
    people.add_person(setting.family, Contact(name="Jo Hart"), "Advocate", setting.child)
    let_an_advocate_act(setting.family, setting.child)
    return setting._replace(given={**setting.given, "writer": "advocate"})


def let_an_advocate_act(family: Family, child: Child) -> None:
    """Put the family's permission for an advocate on record."""
    permission = Letter(
        child=child.id,
        template=AUTHORITY,
        title="Permission",
        state="sent",
        written=family.today(),
    )
    family.store.letters.save(permission)


def every_fact(family: Family, template: str) -> Setting:
    """Bring a new family with every fact into the situation of a letter."""
    return arranged(family, with_every_fact(family), given_for(template), TODAY)


def fewest_facts(family: Family, template: str) -> Setting:
    """Bring a new family with the fewest facts into the situation of a letter."""
    says = given_for(template).get("fewest", {})
    assert isinstance(says, dict)
    return arranged(family, with_fewest_facts(family), says, date(2024, 3, 1))


@pytest.fixture
def meeting(family: Family, child: Child) -> Event:
    """Return a Progress Review of 2 June 2026 with no report and no decision."""
    return held(family, child)


@pytest.fixture
def sender(family: Family, child: Child) -> Contact:
    """Return the parent who writes, with an address."""
    return parent_of(family, child)


@pytest.fixture
def full(family: Family) -> Child:
    """Return the child of a family that has every fact."""
    return with_every_fact(family)


@pytest.fixture
def fewest(family: Family) -> Child:
    """Return a child of whom no more is known than a letter must state."""
    return with_fewest_facts(family)


def held(family: Family, child: Child) -> Event:
    """Log the review meeting."""
    about = {"kind": "review_meeting_held", "model": "Progress Review"}
    return events.log(family, Event(child=child.id, on=When.parse("2026-06-02"), **about))


def parent_of(family: Family, child: Child) -> Contact:
    """Add the parent who writes."""
    parent = Contact(
        name="Siân O’Brien",
        address="14 Larch Close\nNORTHMOOR\nNM4 2QT",
        email="sian@example.org",
        phone="01632 960118",
        is_sender=True,
    )
    return people.add_person(family, parent, "Mother", child)


def with_every_fact(family: Family) -> Child:
    """Fill a family with every fact; the child is that of all tests."""
    child = family.store.children.save(sam())
    held(family, child)
    parent_of(family, child)
    council = Contact(name=child.authority, address="Civic Centre\nMarket Street\nNM1 1AA")
    people.add_person(family, council, "local authority")
    officer = Contact(name="Priya Shah", organisation=child.authority)
    people.add_person(family, officer, "EHCP coordinator", child)
    head = Contact(name="Mrs Joan Bell", organisation=child.school, address="School Lane\nNM4 1AB")
    people.add_person(family, head, "Headteacher", child)
    for on, kind, summary in (
        ("2026-09-04", "needs_changed", "Sam needs an adult beside him at lunch"),
        ("2026-10", "new_report_received", "Speech therapy report asks for weekly sessions"),
    ):
        events.log(family, Event(child=child.id, kind=kind, on=When.parse(on), summary=summary))
    return family.store.children.save(replace(child, reference="EHCP/20417"))


def sam() -> Child:
    """Return the child of the family with every fact, at school in year 6."""
    return Child(
        name="Sam Example",
        born=date(2016, 3, 14),
        authority="Anyshire County Council",
        school="Hill Road Primary School",
        year_group=6,
    )


def with_fewest_facts(family: Family) -> Child:
    """Fill a family with no more than a letter must state."""
    found = family.store.children.save(
        Child(name="JSC", born=date(2014, 1, 15), authority="Leeds City Council")
    )
    people.add_person(family, Contact(name="A Carer", is_sender=True))
    meeting = Event(child=found.id, kind="review_meeting_held", on=When.parse("2023-11"))
    events.log(family, meeting)
    return found
