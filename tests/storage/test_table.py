"""What is saved comes back as it was, for every type of record."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from ehcp_desktop.domain.event import Answer, Event
from ehcp_desktop.domain.letter import Attachment, Dispatch, Draft, Letter, Paper
from ehcp_desktop.domain.people import Child, Contact, Role
from ehcp_desktop.domain.plan import SECTIONS, STAGES, Plan, Section
from ehcp_desktop.domain.record import Record
from ehcp_desktop.domain.review import Action, Minutes, Review
from ehcp_desktop.domain.school_days import CLOSED, TERM, SchoolDates
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput
from ehcp_desktop.storage.store import Store
from ehcp_desktop.storage.table import Table

TABLES: dict[str, type[Record]] = {
    "children": Child,
    "contacts": Contact,
    "roles": Role,
    "school_dates": SchoolDates,
    "events": Event,
    "answers": Answer,
    "plans": Plan,
    "sections": Section,
    "reviews": Review,
    "minutes": Minutes,
    "actions": Action,
    "letters": Letter,
    "dispatches": Dispatch,
    "papers": Paper,
    "attachments": Attachment,
    "drafts": Draft,
}
LINKS = {"child", "contact", "review", "letter", "plan", "event", "paper", "proof", "replies_to"}
CHOICES: dict[tuple[type[Record], str], tuple[str, ...]] = {
    (Event, "direction"): ("", "sent", "received"),
    (Plan, "stage"): STAGES,
    (SchoolDates, "kind"): (TERM, CLOSED),
    (Section, "name"): SECTIONS,
    (Minutes, "whose"): ("ours", "school"),
    (Letter, "state"): ("draft", "sent"),
    (Dispatch, "by"): ("post", "email", "hand", "portal"),
}
WRITTEN = st.text(max_size=40)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
WHENS = st.one_of(
    DAYS.map(When.day),
    st.builds(When.month, st.integers(1900, 2100), st.integers(1, 12)),
    st.builds(When.year, st.integers(1900, 2100)),
)
BY_TYPE = {
    str: WRITTEN,
    int: st.integers(0, 2**40),
    bool: st.booleans(),
    date: DAYS,
    When: WHENS,
    types.NoneType: st.none(),
}


def strategy(record: type[Record], field: dataclasses.Field[object]) -> st.SearchStrategy[object]:
    """Return what a field may hold; links lead to the records of `linked`."""
    if (record, field.name) in CHOICES:
        return st.sampled_from(CHOICES[record, field.name])
    if field.name in LINKS:
        return st.just(field.name if field.name not in ("proof", "replies_to") else None)
    if field.name == "sha256":
        return st.just("0" * 64)
    if field.name == "fields":
        return st.dictionaries(WRITTEN, WRITTEN, max_size=2).map(json.dumps)
    if field.name in ("name", "kind"):
        return st.text(min_size=1, max_size=40)
    hint = typing.get_type_hints(record)[field.name]
    kinds = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    return st.one_of(BY_TYPE[kind] for kind in kinds)


def records(record: type[Record]) -> st.SearchStrategy[Record]:
    """Return any record of a type."""
    fields = [field for field in dataclasses.fields(record) if field.name != "id"]
    return st.builds(record, **{field.name: strategy(record, field) for field in fields})


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Yield a record in which every link leads somewhere."""
    with Store.create(tmp_path_factory.mktemp("linked") / "family.ehcp") as store:
        day = date(2026, 6, 2)
        with store.action("Begin"):
            store.put_bytes(b"")
            store.children.save(Child(id="child", name="Sam", born=day))
            store.contacts.save(Contact(id="contact", name="A. Reader"))
            store.reviews.save(Review(id="review", child="child"))
            store.events.save(Event(id="event", child="child", kind="note"))
            store.plans.save(Plan(id="plan", child="child", event="event", stage="final"))
            store.letters.save(
                Letter(id="letter", child="child", template="chaser", title="A", written=day)
            )
            sha256 = store.put_bytes(b"paper")
            store.papers.save(Paper(id="paper", child="child", name="a", sha256=sha256, size=5))
        yield store


def table(store: Store, name: str) -> Table[Record]:
    found: Table[Record] = getattr(store, name)
    return found


@pytest.mark.parametrize("name", TABLES)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_every_record_comes_back_as_it_was_saved(
    linked: Store, name: str, data: st.DataObject
) -> None:
    record = data.draw(records(TABLES[name]))
    if isinstance(record, Paper):
        record = dataclasses.replace(record, sha256=linked.put_bytes(b"paper"))
    table(linked, name).save(record)
    assert table(linked, name).get(record.id) == record


@pytest.mark.parametrize("name", TABLES)
def test_every_field_is_a_column_and_every_column_a_field(
    store: Store, path: Path, name: str, rows: Callable[[Path], dict[str, list[object]]]
) -> None:
    assert table(store, name).all() == []
    assert len(rows(path)) == len(TABLES) + 1  # and the settings


def test_saving_again_changes_the_record(store: Store, child: Child) -> None:
    store.children.save(dataclasses.replace(child, name="Sam B. Example"))
    assert [one.name for one in store.children.all()] == ["Sam B. Example"]


def test_half_an_emoji_is_replaced_rather_than_refused(store: Store, child: Child) -> None:
    store.children.save(dataclasses.replace(child, school="\ud83d Hill"))
    assert store.children.get(child.id).school == "? Hill"


def test_an_id_that_is_not_there_is_refused_in_a_sentence(store: Store) -> None:
    with pytest.raises(BadInput, match="There is no event “nowhere”"):
        store.events.get("nowhere")


def three_events(store: Store, child: Child) -> list[Event]:
    days = ("2026-06-02", "2026-05", "2025")
    events = [
        Event(child=child.id, kind=kind, on=When.parse(day))
        for kind, day in zip(("call", "email", "call"), days, strict=True)
    ]
    store.events.save_all(events)
    return events


def test_records_come_in_the_order_asked_for(store: Store, child: Child) -> None:
    first, second, third = three_events(store, child)
    assert store.events.all() == [first, second, third]
    assert store.events.all("on") == [third, second, first]
    assert store.events.ids("kind desc, on asc") == [second.id, third.id, first.id]


def test_an_order_or_a_test_by_anything_but_a_field_is_a_mistake_of_ours(store: Store) -> None:
    with pytest.raises(ValueError, match="1; drop"):
        store.events.count(**{"1; drop": 1})
    with pytest.raises(KeyError):
        store.events.all("on backwards")


def test_records_are_found_by_their_fields(store: Store, child: Child) -> None:
    first, second, third = three_events(store, child)
    assert store.events.all(kind="email", child=child.id) == [second]
    assert store.events.all(on=When.parse("2025")) == [third]
    assert store.events.ids(kind=("email", "call")) == [first.id, second.id, third.id]
    assert store.events.count(review=None) == 3
    assert store.events.count(kind=()) == 0


def test_many_keeps_the_order_and_leaves_out_what_is_gone(store: Store, child: Child) -> None:
    first, second, third = three_events(store, child)
    store.events.trash(second.id)
    assert store.events.many([third.id, "gone", second.id, first.id]) == [third, first]


def test_what_is_in_the_bin_is_not_found_and_can_be_put_back(store: Store, child: Child) -> None:
    first, second, third = three_events(store, child)
    store.events.trash(first.id)
    store.events.trash(second.id)
    assert store.events.all() == [third]
    assert store.events.trashed() == [second, first]
    store.events.restore(first.id)
    assert store.events.ids() == [first.id, third.id]


def test_putting_something_in_the_bin_twice_or_restoring_what_is_not_there_does_nothing(
    store: Store, child: Child
) -> None:
    store.children.trash(child.id)
    store.children.trash(child.id)
    store.children.restore("nowhere")
    assert [entry.name for entry in store.history()] == ["Remove child", "Save child"]


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13", "26", "soon", ""])
def test_the_file_itself_refuses_a_date_that_is_none(store: Store, path: Path, day: str) -> None:
    store.close()
    connection = dbapi2.connect(str(path))
    with pytest.raises(dbapi2.IntegrityError):
        connection.execute(
            "insert into child values ('a', 'Sam', '2014-01-02', '', '', null, '', ?, null)",
            (day,),
        )
    connection.close()


def test_a_link_that_leads_nowhere_undoes_the_whole_action(store: Store, child: Child) -> None:
    events = [Event(child=one, kind="note") for one in (child.id, "nobody")]
    with pytest.raises(dbapi2.IntegrityError, match="FOREIGN KEY"):
        store.events.save_all(events)
    assert store.events.count() == 0


def test_links_are_checked_at_the_end_so_that_rows_come_in_any_order(store: Store) -> None:
    with store.action("The event before its child"):
        store.events.save(Event(child="sam", kind="note"))
        store.children.save(Child(id="sam", name="Sam", born=date(2016, 3, 14)))
    assert store.events.count(child="sam") == 1


def test_many_new_records_are_one_step_and_each_is_in_the_log(store: Store, child: Child) -> None:
    events = [Event(child=child.id, kind="call", summary=str(n)) for n in range(20)]
    store.events.save_all([events[0], *events])  # the first one twice
    store.events.save_all([*events, Event(child=child.id, kind="note")])
    assert store.events.values_of("summary", kind="call") == {str(n) for n in range(20)}
    store.undo()
    assert (store.events.count(), store.undo(), store.events.count()) == (20, "Save event", 0)
