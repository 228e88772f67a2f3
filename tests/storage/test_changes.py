"""One door: every change can be taken back and done again, also after closing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.letter import Draft
from ehcp_desktop.domain.people import Child
from ehcp_desktop.errors import FileRefused
from ehcp_desktop.storage.store import Store

Rows = Callable[[Path], dict[str, list[tuple[object, ...]]]]


def log(store: Store, child: Child, summary: str) -> Event:
    with store.action("Log a call", who="Mum"):
        return store.events.save(Event(child=child.id, kind="call", summary=summary))


def test_undo_takes_an_action_back_and_redo_does_it_again(
    store: Store, child: Child, path: Path, rows: Rows
) -> None:
    before = rows(path)
    log(store, child, "no reply")
    after = rows(path)
    assert (store.undo(), rows(path)) == ("Log a call", before)
    assert (store.redo(), rows(path)) == ("Log a call", after)


def many(store: Store, child: Child) -> None:
    with store.action("Import"):
        store.events.save_all([Event(child=child.id, kind="call") for _ in range(120)])


def test_a_long_action_is_taken_back_in_parts(
    store: Store, child: Child, path: Path, rows: Rows
) -> None:
    before = rows(path)
    many(store, child)
    pauses = len(list(store.undo_in_parts()))
    assert pauses > 2
    assert rows(path) == before
    assert store.can_redo == "Import"
    assert len(list(store.redo_in_parts())) == pauses
    assert store.events.count() == 120


def test_taking_back_that_is_stopped_has_changed_nothing(
    store: Store, child: Child, path: Path, rows: Rows
) -> None:
    many(store, child)
    before = rows(path)
    parts = store.undo_in_parts()
    next(parts)
    with pytest.raises(FileRefused, match="still under way"):
        store.undo()
    with pytest.raises(FileRefused, match="still under way"):
        log(store, child, "meanwhile")
    parts.close()
    assert (rows(path), store.can_undo) == (before, "Import")


def test_between_the_parts_of_a_long_action_nothing_else_is_saved(
    store: Store, child: Child
) -> None:
    tries = (lambda: log(store, child, "b"), lambda: store.set_setting("a", "b"), store.undo)
    with store.action("Take in"):
        for part in store.in_parts(log(store, child, name) for name in "ac"):
            assert store.events.get(part.id) == part
            for other in tries:
                with pytest.raises(FileRefused, match="“Take in” is still under way"):
                    other()
    assert ([event.summary for event in store.events.all()], store.setting("a")) == (
        ["a", "c"],
        None,
    )
    assert (log(store, child, "later").summary, store.undo()) == ("later", "Log a call")


def test_undo_and_redo_outlive_closing(store: Store, child: Child, path: Path, rows: Rows) -> None:
    before = rows(path)
    event = log(store, child, "no reply")
    store.events.save(replace(event, summary="they rang back"))
    store.events.trash(event.id)
    after = rows(path)
    for expected in (before, after):
        for _ in range(3):
            store.close()
            store = Store.open(path)
            _ = store.undo() if expected is before else store.redo()
        assert rows(path) == expected
    store.close()


def test_the_menu_names_what_would_be_taken_back(store: Store, child: Child) -> None:
    log(store, child, "no reply")
    assert (store.can_undo, store.can_redo) == ("Log a call", None)
    store.undo()
    assert (store.can_undo, store.can_redo) == ("Save child", "Log a call")


def test_with_nothing_to_take_back_undo_says_none(store: Store, path: Path) -> None:
    assert (store.can_undo, store.undo(), store.redo()) == (None, None, None)
    assert store.history() == []


def test_a_new_action_ends_what_could_be_done_again(store: Store, child: Child) -> None:
    log(store, child, "first")
    store.undo()
    log(store, child, "second")
    assert store.can_redo is None
    assert [entry.undone for entry in store.history()] == [False, False, True, False]


def test_history_says_what_was_done_by_whom_and_what_was_undone(
    store: Store, child: Child
) -> None:
    log(store, child, "no reply")
    store.undo()
    store.redo()
    store.undo()
    told = [(entry.seq, entry.name, entry.who, entry.undone) for entry in store.history(4)]
    assert told == [
        (5, "Undo: Log a call", "", False),
        (4, "Redo: Log a call", "", False),
        (3, "Undo: Log a call", "", False),
        (2, "Log a call", "Mum", True),
    ]
    assert store.history(1)[0].at.isoformat() == "2026-06-02T13:02:00+00:00"


def test_an_action_is_one_step_however_much_it_saves(store: Store, child: Child) -> None:
    with store.action("Take in a file"):
        for number in range(5):
            log(store, child, f"call {number}")
    assert store.undo() == "Take in a file"
    assert store.events.count() == 0


def test_an_action_that_fails_leaves_nothing(
    store: Store, child: Child, path: Path, rows: Rows
) -> None:
    before = rows(path)

    def fail() -> None:
        with store.action("Take in a file"):
            log(store, child, "good")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert (rows(path), store.search("good"), store.can_undo) == (before, [], "Save child")


def test_a_part_that_fails_leaves_the_rest_of_the_action(store: Store, child: Child) -> None:
    def part() -> None:
        with store.action("A part"):
            log(store, child, "bad")
            raise ValueError("bad")

    with store.action("Take in a file"):
        with pytest.raises(ValueError, match="bad"):
            part()
        log(store, child, "good")
    assert [event.summary for event in store.events.all()] == ["good"]
    assert [hit.snippet for hit in store.search("good")] == ["good"]
    assert store.search("bad") == []
    assert store.undo() == "Take in a file"


def test_an_action_that_changes_nothing_is_no_step(store: Store, child: Child) -> None:
    revision = store.revision
    with store.action("Look again"):
        store.children.save(child)
    assert (store.can_undo, store.changed_since(revision)) == ("Save child", False)


def test_a_visit_to_a_field_is_one_step(store: Store, child: Child) -> None:
    event = log(store, child, "")
    for typed in ("no", "no re", "no reply"):
        with store.action("Change the summary", visit="field 1"):
            store.events.save(replace(event, summary=typed))
    assert [entry.name for entry in store.history(2)] == ["Change the summary", "Log a call"]
    store.undo()
    assert store.events.get(event.id).summary == ""
    store.redo()
    assert store.events.get(event.id).summary == "no reply"


def test_a_second_visit_to_a_field_is_a_second_step(store: Store, child: Child) -> None:
    for visit in ("1", "2", "", ""):
        with store.action("Change the school", visit=visit):
            school = store.children.get(child.id).school + "x"
            store.children.save(replace(child, school=school))
    assert len(store.history()) == 5


def test_a_visit_ends_with_the_next_action(store: Store, child: Child) -> None:
    for school in ("a", "b"):
        with store.action("Change the school", visit="1"):
            store.children.save(replace(child, school=school))
        log(store, child, "in between")
    assert len(store.history()) == 5


def test_what_is_being_typed_is_saved_without_a_step(store: Store, child: Child) -> None:
    revision = store.revision
    draft = store.drafts.save(Draft(child=child.id, form="event", fields='{"summary": "no"}'))
    assert store.drafts.get(draft.id) == draft
    assert (store.can_undo, store.changed_since(revision)) == ("Save child", True)


def test_settings_are_kept_without_a_step(store: Store, path: Path) -> None:
    store.set_setting("tone", "firm")
    store.set_setting("tone", "formal")
    assert (store.setting("tone"), store.setting("other"), store.can_undo) == (
        "formal",
        None,
        None,
    )


def test_the_log_keeps_only_the_fields_that_changed(
    store: Store, child: Child, path: Path
) -> None:
    store.children.save(replace(child, school="Hill Road"))
    connection = dbapi2.connect(str(path))
    told = connection.execute(
        'select "table", before, after from change order by number'
    ).fetchall()
    connection.close()
    assert told[1] == ("child", '{"school": ""}', '{"school": "Hill Road"}')
    assert told[0][:2] == ("child", None)


def test_a_reader_notices_what_the_writer_changed(store: Store, child: Child, path: Path) -> None:
    with Store.open(path) as reader:
        revision = reader.revision
        log(store, child, "no reply")
        assert reader.changed_since(revision)
        assert reader.can_undo == "Log a call"


def test_after_a_failure_inside_an_action_nothing_more_is_saved(
    store: Store, child: Child
) -> None:
    """A full disk makes SQLite take the whole transaction back by itself."""

    def fail() -> None:
        with store.action("A part"):
            store._connection.run("rollback")  # noqa: SLF001 - what SQLite does on a full disk
            raise FileRefused("The disk is full.")

    def go_on() -> None:
        with store.action("Take in a file"):
            log(store, child, "before")
            with suppress(FileRefused):
                fail()
            log(store, child, "after")

    with pytest.raises(FileRefused, match="everything done with it was undone"):
        go_on()
    assert store.events.count() == 0
    assert log(store, child, "later") == store.events.all()[0]


def test_a_log_whose_beginning_is_gone_does_no_harm(
    store: Store, child: Child, path: Path
) -> None:
    log(store, child, "no reply")
    store.undo()
    store.close()
    connection = dbapi2.connect(str(path))
    connection.execute("delete from action where undoes is null")
    connection.commit()
    connection.close()
    with Store.open(path) as opened:
        assert (opened.can_undo, opened.can_redo, len(opened.history())) == (None, None, 1)


STEPS = st.lists(st.sampled_from(["add", "change", "bin", "undo", "redo", "many"]), max_size=12)


def take(store: Store, child: Child, step: str) -> None:
    """Carry out one step of a made-up session, as far as there is something to do it with."""
    events = store.events.all()
    if step == "add":
        log(store, child, f"call {len(events)}")
    elif step == "many":
        store.events.save_all([Event(child=child.id, kind="note") for _ in range(3)])
    elif step == "redo":
        store.redo()
    elif step == "undo" and store.can_undo != "Save child":
        store.undo()
    elif events:
        changed = replace(events[-1], summary=events[-1].summary + "!")
        _ = store.events.save(changed) if step == "change" else store.events.trash(events[0].id)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_any_session_can_be_taken_back_and_done_again(
    store: Store, child: Child, path: Path, rows: Rows, steps: list[str]
) -> None:
    for step in steps:
        take(store, child, step)
    after, count = rows(path), 0
    while store.can_undo != "Save child":
        store.undo()
        count += 1
    assert rows(path)["event"] == []
    for _ in range(count):
        store.redo()
    assert rows(path) == after
    for _ in range(count):
        store.undo()
    assert store.verify() == []


def test_a_value_is_as_old_as_its_last_change_not_as_the_record(path: Path) -> None:
    year = 2024
    with Store.create(path, clock=lambda: datetime(year, 6, 2, tzinfo=UTC)) as store:
        child = store.children.save(Child(name="Sam", born=date(2016, 3, 14), year_group=4))
        year = 2025
        child = store.children.save(replace(child, year_group=5))
        year = 2026
        store.children.save(replace(child, school="Hill Road"))
        set_on = store.last_set("child", child.id, "year_group")
        assert set_on == datetime(2025, 6, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("steps", "since"),
    [("", 2026), ("undo", 2025), ("undo redo", 2026), ("undo redo undo", 2025)],
)
def test_what_was_taken_back_never_set_a_value(path: Path, steps: str, since: int) -> None:
    year = 2025
    with Store.create(path, clock=lambda: datetime(year, 10, 2, tzinfo=UTC)) as store:
        child = store.children.save(Child(name="Sam", born=date(2016, 3, 14), year_group=5))
        year = 2026
        store.children.save(replace(child, year_group=7))
        year = 2027
        for step in steps.split():
            getattr(store, step)()
        set_on = store.last_set("child", child.id, "year_group")
        assert set_on == datetime(since, 10, 2, tzinfo=UTC)


def test_what_was_never_kept_has_no_day(store: Store) -> None:
    assert store.last_set("child", "nobody", "year_group") is None
