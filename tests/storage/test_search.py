"""Search finds what people type, with any punctuation, the newest first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from ehcp_desktop.domain.correction import Correction
from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.invitee import Invitee
from ehcp_desktop.domain.letter import Letter, Paper
from ehcp_desktop.domain.meeting import MeetingLine
from ehcp_desktop.domain.people import Child, Contact
from ehcp_desktop.domain.plan import Plan, Section
from ehcp_desktop.domain.preparation import Preparation
from ehcp_desktop.domain.review import Action, Minutes, Review
from ehcp_desktop.domain.when import When
from ehcp_desktop.storage import migrations
from ehcp_desktop.storage.search import Hit, match_text
from ehcp_desktop.storage.store import Store

ORDINARY = [
    "child's", "12/05/2026", "a-b", "o'brien@la.gov.uk", "SEN2.1", '"speech', 'speech"', "speech*",
    "speech and", "AND", "OR", "NOT", "NEAR", "speech OR", "(speech", "speech)", "title:speech",
    "^speech", "-speech", "+speech", "speech + language", "50%", "50_", "£30", "section B;",
    "H1/H2", "Mr. O'Brien", "e.g.", "...", "?", "", "   ", "Ŵyn", "Nguyễn", "👍", "\0",
]  # fmt: skip


def add(store: Store, child: Child, on: str, summary: str) -> Event:
    event = Event(child=child.id, kind="call", on=When.parse(on) if on else None, summary=summary)
    return store.events.save(event)


@pytest.mark.parametrize("query", ORDINARY)
def test_ordinary_words_are_never_an_error_and_find_themselves(
    store: Store, child: Child, query: str
) -> None:
    add(store, child, "2026-06-02", f"They wrote {query} in the letter")
    found = store.search(query)
    assert len(found) == bool(match_text(query))


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    query=st.text(st.characters(), max_size=30) | st.text('"*^:(){}+-AND OR\0\ud800', max_size=15)
)
def test_no_typing_is_an_error(store: Store, query: str) -> None:
    assert store.search(query) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("cafe", True),
        ("CAFÉ", True),
        ("caf", True),
        ("ca", True),
        ("c", False),
        ("speech caf", True),
        ("caf speech", False),
        ("wyn", True),
        ("therapy", False),
        ("chil", True),
        ("child's", True),
    ],
)
def test_accents_fold_and_the_last_word_may_be_a_beginning(
    store: Store, child: Child, query: str, found: bool
) -> None:
    add(store, child, "2026-06-02", "The child's speeches: speech at the café with Ŵyn")
    assert bool([hit for hit in store.search(query) if hit.kind == "event"]) == found


def test_the_newest_comes_first_and_the_undated_last(store: Store, child: Child) -> None:
    for day in ("2025", "2026-06-02", "", "2026-05", "2026-06-01"):
        add(store, child, day, f"speech {day}")
    found = [str(hit.on) for hit in store.search("speech")]
    assert found == ["2026-06-02", "2026-06-01", "2026-05", "2025", "None"]
    assert len(store.search("speech", limit=2)) == 2


def test_of_one_day_the_last_added_comes_first(store: Store, child: Child) -> None:
    ids = [add(store, child, "2026-06-02", "speech").id for _ in range(3)]
    assert [hit.id for hit in store.search("speech")] == ids[::-1]


def test_marks_say_where_the_words_are(store: Store, child: Child) -> None:
    add(store, child, "2026-06-02", "Speech and \x02language\x03 therapy")
    hit = store.search("language spee")[0]
    assert hit.snippet == "Speech and language therapy"
    assert [hit.snippet[first:last] for first, last in hit.marks] == ["Speech", "language"]


def test_a_hit_says_what_it_is_and_whose(store: Store, child: Child) -> None:
    event = add(store, child, "2026-06", "no reply")
    hit = store.search("reply")[0]
    assert (hit.kind, hit.id, hit.child, hit.title) == ("event", event.id, child.id, "Call")
    assert hit.on == When.month(2026, 6)


def test_a_change_is_found_and_what_it_replaced_is_not(store: Store, child: Child) -> None:
    event = add(store, child, "2026-06-02", "speech")
    store.events.save(Event(id=event.id, child=child.id, kind="call", summary="hearing"))
    assert (store.search("speech"), len(store.search("hearing"))) == ([], 1)
    store.undo()
    assert (len(store.search("speech")), store.search("hearing")) == (1, [])


def test_what_is_in_the_bin_is_not_found_until_it_is_put_back(store: Store, child: Child) -> None:
    event = add(store, child, "2026-06-02", "speech")
    store.events.trash(event.id)
    assert store.search("speech") == []
    store.events.restore(event.id)
    assert len(store.search("speech")) == 1


def everything(store: Store, child: Child) -> Event:
    """Fill a record with the word "gosling" in every kind of text."""
    meeting = Event(
        id="e", child=child.id, kind="review_meeting_held", quote="gosling", review="r"
    )
    with store.action("Fill"):
        store.events.save(meeting)
        store.reviews.save(Review(id="r", child=child.id, label="gosling"))
        store.minutes.save(Minutes(review="r", text="gosling"))
        store.actions.save(Action(review="r", text="gosling", owner="SENCO"))
        store.plans.save(Plan(id="p", child=child.id, event="e", stage="final"))
        store.sections.save(Section(plan="p", name="F", text="gosling"))
        store.contacts.save(Contact(name="A. Gosling", organisation="County"))
        store.letters.save(
            Letter(
                child=child.id, template="t", title="T", text="gosling", written=date(2026, 1, 1)
            )
        )
        sha256 = store.put_bytes(b"")
        store.papers.save(Paper(child=child.id, name="gosling.pdf", sha256=sha256, size=0))
        line = MeetingLine(review="r", on=date(2026, 6, 2), who="Mrs Bell", text="gosling")
        store.meeting_lines.save(line)
        store.invitees.save(Invitee(review="r", name="Dr Gosling"))
        store.corrections.save(Correction(review="r", said="gosling"))
        store.preparations.save(Preparation(review="r", part="ask", text="gosling"))
    return meeting


def test_everything_textual_is_found(store: Store, child: Child) -> None:
    everything(store, child)
    store.children.save(Child(name="Gosling", born=date(2016, 1, 1)))
    assert {hit.kind: hit.title for hit in store.search("gosl")} == {
        "event": "Review meeting held",
        "review": "Review gosling",
        "minutes": "Minutes",
        "action_item": "Action SENCO",
        "meeting_line": "Meeting note Mrs Bell",
        "invitee": "At a review: Dr Gosling",
        "correction": "Correction of the minutes",
        "preparation": "Prepared for a review",
        "section": "Section F",
        "contact": "A. Gosling",
        "letter": "T",
        "paper": "gosling.pdf",
        "child": "Gosling",
    }


def test_minutes_and_sections_move_with_the_date_of_their_event(
    store: Store, child: Child
) -> None:
    meeting = everything(store, child)
    store.events.save(
        Event(id=meeting.id, child=child.id, kind=meeting.kind, on=When.year(2025), review="r")
    )
    dates = {hit.kind: str(hit.on) for hit in store.search("gosling")}
    moved = ("minutes", "action_item", "invitee", "correction", "preparation", "review", "section")
    assert {dates[kind] for kind in moved} == {"2025"}
    assert dates["meeting_line"] == "2026-06-02"
    store.events.save(Event(id=meeting.id, child=child.id, kind=meeting.kind, on=When.year(2024)))
    dates = {hit.kind: str(hit.on) for hit in store.search("gosling")}
    assert (dates["minutes"], dates["section"]) == ("None", "2024")
    assert store.verify() == []


def test_a_text_whose_owner_is_not_there_yet_is_found_without_a_date(
    store: Store, child: Child
) -> None:
    with store.action("Sections first"):
        store.sections.save(Section(plan="p", name="F", text="gosling"))
        store.events.save(Event(id="e", child=child.id, kind="final_plan_issued"))
        store.plans.save(Plan(id="p", child=child.id, event="e", stage="final"))
    assert [(hit.child, hit.on) for hit in store.search("gosling")] == [(child.id, None)]


def test_a_long_action_may_be_indexed_before_its_end(store: Store, child: Child) -> None:
    with store.action("Take in a file"):
        events = [Event(child=child.id, kind="call", summary=f"word{n}") for n in range(250)]
        store.events.save_all(events)
        assert len(list(store.index_in_parts())) > 1
        assert len(store.search("word249")) == 1
    assert [len(store.search(f"word{n}")) for n in (0, 249)] == [1, 1]


def test_what_a_failed_part_had_indexed_is_found_all_the_same(store: Store, child: Child) -> None:
    def part() -> None:
        with store.action("A part"):
            list(store.index_in_parts())
            raise ValueError("bad")

    with store.action("Take in a file"):
        add(store, child, "2026-06-02", "before the part")
        with pytest.raises(ValueError, match="bad"):
            part()
    assert len(store.search("before")) == 1


def test_everything_with_the_words_is_found_by_its_kind(store: Store, child: Child) -> None:
    calls = {add(store, child, "2026-06-02", f"speech {number}").id for number in range(60)}
    store.papers.save(
        Paper(child=child.id, name="speech.pdf", sha256=store.put_bytes(b""), size=0)
    )
    assert store.ids_with("spee", "event") == calls
    assert store.ids_with("...", "event") == set()


@pytest.fixture
def older(path: Path, tmp_path: Path) -> list[Hit]:
    """Make a record of format 4, which knew notes of meetings but did not index them."""
    folder = tmp_path / "older"
    folder.mkdir()
    for file in sorted(migrations.FOLDER.glob("*.sql"))[:4]:
        (folder / file.name).write_text(file.read_text())
    with pytest.MonkeyPatch.context() as before:
        before.setattr(migrations, "FOLDER", folder)
        before.setattr(migrations, "SCHEMA", 4)
        with Store.create(path) as store:
            child = store.children.save(Child(name="Sam", born=date(2016, 3, 14)))
            review = store.reviews.save(Review(child=child.id))
            add(store, child, "2026-06-02", "a gosling rang")
            for day, who in ((2, "Mrs Bell"), (2, ""), (3, "Ms Grant")):
                line = MeetingLine(
                    review=review.id, on=date(2026, 6, day), who=who, text="gosling"
                )
                store.meeting_lines.save(line)
            found = store.search("gosling")
    with dbapi2.connect(str(path)) as connection:
        connection.executescript(
            "delete from search where rowid in"
            " (select number from search_row where kind = 'meeting_line');"
            " delete from search_row where kind = 'meeting_line'"
        )
    connection.close()
    return found


def test_notes_of_meetings_in_an_older_record_are_found_once_it_is_brought_up_to_date(
    path: Path, older: list[Hit]
) -> None:
    with Store.open(path) as store:
        assert store.search("gosling") == older
        add(store, store.children.all()[0], "2026-06-02", "gosling")
        assert len(store.search("gosling")) == len(older) + 1
        assert store.verify() == []
