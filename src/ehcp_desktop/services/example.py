"""The made-up family to look round in: invented people, real machinery, dates that roll."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, cast

from ehcp_desktop.domain.correction import Correction
from ehcp_desktop.domain.event import Answer, Event
from ehcp_desktop.domain.people import Child, Contact
from ehcp_desktop.domain.plan import Section
from ehcp_desktop.domain.review import Action, Minutes
from ehcp_desktop.resources import ROOT
from ehcp_desktop.services import children, events, papers, people, plain_pdf
from ehcp_desktop.services.family import Family
from ehcp_desktop.services.rolling import Rolling
from ehcp_desktop.services.shipped import read_toml_cached

if TYPE_CHECKING:
    from collections.abc import Callable

FILE = ROOT / "example.toml"

Entry = Mapping[str, str]


def fill(family: Family) -> Child:
    """Fill an empty record with the made-up family as it stands today; returns the child.

    The filling is no step that could be undone: only what is done with it afterwards is.
    """
    with family.store.action("Fill with the made-up family"):
        child = _Filling(family).fill()
    family.store.settle()
    return child


class _Filling:
    """Puts the entries of example.toml into a record, in order."""

    def __init__(self, family: Family) -> None:
        self._family = family
        (self._entries,) = read_toml_cached(FILE)
        self._rolling = Rolling(
            date.fromisoformat(str(self._entries["written_for"])),
            int(str(self._entries["days_before_move"])),
            family.today(),
        )
        self._events: dict[str, Event] = {}

    def fill(self) -> Child:
        """Add the child, the people, what happened, the reviews, the plans and the letters."""
        self._child = children.add_child(self._family, self._new_child())
        steps: tuple[tuple[str, Callable[[Entry], None]], ...] = (
            ("people", self._person),
            ("authorities", self._authority),
            ("events", self._event),
            ("reviews", self._review),
            ("model_answers", self._model),
            ("invitees", self._invitee),
            ("prepared", self._prepared),
            ("plans", self._plan),
            ("letters", self._letter),
        )
        for name, step in steps:
            for entry in cast("list[Entry]", self._entries[name]):
                step(entry)
        return self._child

    def _new_child(self) -> Child:
        entry = cast("Mapping[str, str | int]", self._entries["child"])
        move = self._rolling.move
        birthday = date.fromisoformat(f"{move.year}-{entry['birthday']}")
        return Child(
            name=str(entry["name"]),
            born=birthday.replace(year=move.year - int(entry["age_in_year_of_move"])),
            authority=str(entry["authority"]),
            school=str(entry["school"]),
            year_group=int(entry["year_after_move"]) - self._rolling.years_to_move,
            reference=str(entry["reference"]),
        )

    def _person(self, entry: Entry) -> None:
        contact = Contact(
            name=entry["name"],
            organisation=entry.get("organisation", ""),
            address=entry.get("address", ""),
            email=entry.get("email", ""),
            phone=entry.get("phone", ""),
            is_sender=bool(entry.get("sender")),
        )
        people.add_person(self._family, contact, entry["role"], self._child)

    def _authority(self, entry: Entry) -> None:
        from ehcp_desktop.domain.advocacy import AuthorityToAct

        made = AuthorityToAct(
            given_by=entry["given_by"],
            given_to=entry["given_to"],
            on=self._rolling.when(entry["on"]),
            until=self._rolling.when(entry["until"]),
            covers=entry["covers"],
            leaves_out=entry["leaves_out"],
        )
        self._family.store.authorities_to_act.save(made)

    def _event(self, entry: Entry) -> None:
        rolling = self._rolling
        event = Event(
            child=self._child.id,
            kind=entry["kind"],
            on=rolling.when(entry["on"]),
            sent=rolling.when(entry.get("sent")),
            received=rolling.when(entry.get("received")),
            dated=rolling.when(entry.get("dated")),
            by=rolling.when(entry.get("by")),
            outcome=entry.get("outcome", ""),
            at=entry.get("at", ""),
            who=entry.get("who", ""),
            channel=entry.get("channel", ""),
            direction=entry.get("direction", ""),
            model=entry.get("model", ""),
            summary=rolling.text(entry.get("summary", "")),
            quote=rolling.text(entry.get("quote", "")),
            notes=rolling.text(entry.get("notes", "")),
        )
        event = events.log(self._family, event)
        self._events[entry.get("id", event.id)] = event
        for name in entry.get("papers", ()):
            self._paper(name, event)
        if "kept" in entry:
            self._family.store.answers.save(
                Answer(
                    child=event.child,
                    question="promise",
                    event=event.id,
                    value="yes",
                    until=rolling.when(entry["kept"]),
                )
            )

    def _paper(self, name: str, event: Event) -> None:
        entry = cast("Mapping[str, Entry]", self._entries["papers"])[name]
        text = self._rolling.text(entry["text"])
        made = plain_pdf.page(text) if name.endswith(".pdf") else text.encode()
        paper = papers.attach_bytes(
            self._family, event.child, (name, made), event.id, entry["title"]
        )
        dated = self._rolling.when(entry["dated"])
        self._family.store.papers.save(replace(paper, who=entry["who"], dated=dated))

    def _review(self, entry: Entry) -> None:
        store = self._family.store
        review = store.reviews.get(str(self._events[entry["of"]].review))
        store.reviews.save(replace(review, chair=entry["chair"], chosen_by=entry["chosen_by"]))
        for missing in cast("list[Entry]", entry.get("not_received", [])):
            store.answers.save(
                Answer(
                    child=self._child.id,
                    question=f"step_{missing['step']}",
                    event=review.id,
                    value="not_received",
                    until=self._rolling.when(missing["on"]),
                )
            )
        for account in cast("list[Entry]", entry.get("minutes", [])):
            text = self._rolling.text(account["text"])
            store.minutes.save(Minutes(review=review.id, whose=account["whose"], text=text))
        for point in cast("list[Entry]", entry.get("corrections", [])):
            said = {key: self._rolling.text(text) for key, text in point.items()}
            store.corrections.save(Correction(review=review.id, **said))
        for action in cast("list[Entry]", entry.get("actions", [])):
            store.actions.save(
                Action(
                    review=review.id,
                    text=self._rolling.text(action["text"]),
                    owner=action["owner"],
                    by=self._rolling.when(action["by"]),
                    done=self._rolling.when(action.get("done")),
                )
            )

    def _invitee(self, entry: Entry) -> None:
        from ehcp_desktop.services import example_people

        review = str(self._events[entry["of"]].review)
        example_people.add(self._family, self._rolling, review, entry)

    def _model(self, entry: Entry) -> None:
        review = str(self._events[entry["of"]].review)
        said = {f"model_{name}": value for name, value in entry.items() if name != "of"}
        self._family.store.answers.save_all(
            Answer(child=self._child.id, question=question, event=review, value=value)
            for question, value in said.items()
        )

    def _prepared(self, entry: Entry) -> None:
        from ehcp_desktop.services import example_ready

        review = str(self._events[entry["of"]].review)
        example_ready.add(self._family, self._rolling, review, entry)

    def _plan(self, entry: Entry) -> None:
        store = self._family.store
        (plan,) = store.plans.all(event=self._events[entry["of"]].id)
        sections = cast("Entry", entry["sections"])
        store.sections.save_all(
            Section(plan=plan.id, name=name, text=self._rolling.text(text))
            for name, text in sections.items()
        )

    def _letter(self, entry: Entry) -> None:
        from ehcp_desktop.services import example_letter

        about = self._events[entry["about"]]
        example_letter.send(self._family, self._rolling, self._child, about, entry)
