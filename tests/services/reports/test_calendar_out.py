"""The calendar file is read back by another library, as the family's own calendar would."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Child
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput, FileRefused
from ehcp_desktop.services import aside, diary, events
from ehcp_desktop.services.questions import answer
from ehcp_desktop.services.reports.calendar_out import entries, entry_of, save
from ehcp_desktop.services.reports.ics import Entry, calendar

if TYPE_CHECKING:
    from pathlib import Path

    from icalendar import Event as Shown

    from ehcp_desktop.services.family import Family

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HARD = [
    "a, b; c\\d",
    "one\ntwo\r\nthree\u2028four",
    "Ŵyn’s 🎉 día – “ça va”",
    "é" * 200,
    "🎉" * 70,
    "\\n is no new line\\",
    "x" * 66,
]


def read(made: bytes) -> list[Shown]:
    found = Calendar.from_ical(made)
    assert not found.errors
    return list(found.walk("VEVENT"))


def one(**said: object) -> Shown:
    entry = Entry(**{"uid": "a.b@c", "on": date(2026, 12, 1), "title": "Reply", **said})  # type: ignore[arg-type]
    (found,) = read(calendar([entry], NOW))
    return found


class Own:
    """A family calendar: it keeps one entry for each UID, the newest, and drops what is off."""

    def __init__(self) -> None:
        self.held: dict[str, Shown] = {}

    def open(self, made: bytes) -> Own:
        for new in read(made):
            old = self.held.get(new["UID"])
            if old is None or (new["SEQUENCE"], new.decoded("DTSTAMP")) >= (
                old["SEQUENCE"],
                old.decoded("DTSTAMP"),
            ):
                self.held[new["UID"]] = new
            if new["STATUS"] == "CANCELLED":
                del self.held[new["UID"]]
        return self

    @property
    def days(self) -> dict[str, date]:
        return {str(held["SUMMARY"]): held.decoded("DTSTART") for held in self.held.values()}


def exported(family: Family, path: Path, minute: int = 0) -> bytes:
    save(family, path, entries(family), lambda: NOW + timedelta(minutes=minute))
    return path.read_bytes()


@pytest.fixture
def meeting(family: Family, child: Child) -> Event:
    on = When.day(date(2026, 11, 9))
    return events.log(family, Event(child=child.id, kind="review_meeting_held", on=on))


def own_date(child: Child, summary: str, by: str) -> Event:
    on = When.day(date(2026, 11, 2))
    return Event(child=child.id, kind="note", on=on, by=When.parse(by), summary=summary)


def promise(child: Child, by: str) -> Event:
    on = When.day(date(2026, 11, 2))
    return Event(child=child.id, kind="promise_made", on=on, by=When.parse(by), summary="Ring us")


@pytest.mark.parametrize("words", HARD)
def test_any_words_come_back_as_they_were(words: str) -> None:
    found = one(about=words)
    assert str(found["DESCRIPTION"]) == "\n".join(words.splitlines())


@pytest.mark.parametrize("words", HARD)
def test_no_line_is_longer_than_75_bytes_and_each_is_whole_utf_8(words: str) -> None:
    made = calendar([Entry("a.b@c", date(2026, 12, 1), words, words)], NOW)
    lines = made.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    assert [line.decode() for line in lines]


def test_an_alarm_rings_at_nine_a_week_and_a_day_before() -> None:
    found = one()
    midnight = datetime(2026, 12, 1)  # noqa: DTZ001  # an all-day entry begins where one is
    rings = [midnight + alarm.decoded("TRIGGER") for alarm in found.walk("VALARM")]
    assert [f"{ring:%d %B %H:%M}" for ring in rings] == ["24 November 09:00", "30 November 09:00"]


@pytest.mark.parametrize(
    ("on", "rings"),
    [(date(2026, 11, 22), 0), (date(2026, 11, 24), 1), (date(2026, 11, 30), 2)],
)
def test_an_alarm_that_has_passed_does_not_ring_as_the_file_is_opened(
    on: date, rings: int
) -> None:
    assert len(one(on=on).walk("VALARM")) == rings


def test_an_entry_is_one_whole_day_also_on_29_february() -> None:
    found = one(on=date(2028, 2, 29))
    assert found.decoded("DTSTART") == date(2028, 2, 29)
    assert found.decoded("DTEND") == date(2028, 3, 1)


def test_every_open_limit_has_title_day_and_reason(example_family: Family, tmp_path: Path) -> None:
    for shown in read(exported(example_family, tmp_path / "a.ics")):
        assert shown["SUMMARY"]
        assert isinstance(shown.decoded("DTSTART"), date)
        assert "Information, not legal advice." in shown["DESCRIPTION"]
        assert not shown.errors


def test_what_is_still_to_come_stands_on_its_day(family: Family, meeting: Event) -> None:
    del meeting
    days = {entry.uid.partition(".")[0]: entry.on for entry in entries(family)}
    assert days["review_decision"] == date(2026, 12, 7)
    assert days["review_report"] == date(2026, 11, 23)


def test_the_reason_tells_the_counting_and_the_source(family: Family, meeting: Event) -> None:
    del meeting
    (found,) = (entry for entry in entries(family) if entry.uid.startswith("review_decision."))
    assert "The meeting: Monday 9 November 2026." in found.about.replace("\u00a0", " ")
    assert "Law: SEND Regulations 2014, reg 20(10)." in found.about
    assert found.link.startswith("https://www.legislation.gov.uk/")


def test_guidance_is_never_called_law(example_family: Family) -> None:
    rules = {rule.id: rule for rule in example_family.rulebook.rules}
    for entry in entries(example_family):
        rule = rules.get(entry.uid.partition(".")[0])
        told = [line for line in entry.about.splitlines() if line.startswith("Law")]
        assert bool(told) == (rule is not None and rule.is_law)


def test_a_second_file_adds_nothing_twice(example_family: Family, tmp_path: Path) -> None:
    first = exported(example_family, tmp_path / "a.ics")
    own = Own().open(first).open(exported(example_family, tmp_path / "b.ics", minute=5))
    assert len(own.held) == len(read(first)) == len(entries(example_family))


def test_a_date_that_has_moved_moves_in_the_calendar(
    family: Family, child: Child, tmp_path: Path
) -> None:
    note = events.log(family, own_date(child, "Send the form", "2026-12-01"))
    own = Own().open(exported(family, tmp_path / "a.ics"))
    events.change(family, replace(note, by=When.parse("2026-12-15")))
    own.open(exported(family, tmp_path / "b.ics", minute=1))
    assert own.days == {"Sam: Send the form": date(2026, 12, 15)}


def test_an_older_file_opened_again_changes_nothing(
    family: Family, child: Child, tmp_path: Path
) -> None:
    note = events.log(family, own_date(child, "Send the form", "2026-12-01"))
    old = exported(family, tmp_path / "a.ics")
    events.change(family, replace(note, by=When.parse("2026-12-15")))
    own = Own().open(exported(family, tmp_path / "b.ics", minute=1)).open(old)
    assert own.days == {"Sam: Send the form": date(2026, 12, 15)}


def test_what_has_come_since_is_taken_off_again(
    family: Family, child: Child, meeting: Event, tmp_path: Path
) -> None:
    own = Own().open(exported(family, tmp_path / "a.ics"))
    assert "Sam: Written decision after the review" in own.days
    came = Event(
        child=child.id,
        kind="review_decision_received",
        outcome="maintain",
        on=When.day(date(2026, 11, 20)),
        review=meeting.review,
    )
    events.log(family, came)
    own.open(exported(family, tmp_path / "b.ics", minute=1))
    assert "Sam: Written decision after the review" not in own.days


def test_a_familys_own_window_stands_on_its_careful_day(family: Family, child: Child) -> None:
    when = When.day(date(2026, 11, 18))
    events.log(family, Event(child=child.id, kind="draft_plan_received", on=when))
    own = next(one for one in diary.due(family) if one.rule.owner == "family" and one.due)
    own = own._replace(cautious=date(2026, 12, 1), due=date(2026, 12, 2))
    entry = entry_of(family, own)
    assert entry.on == date(2026, 12, 1)
    assert "To be careful, act as if it were 1 December 2026." in entry.about.replace(
        "\u00a0", " "
    )


def test_what_the_council_owes_stands_on_the_day_of_the_rule_with_the_range_beside_it(
    family: Family, child: Child
) -> None:
    events.log(family, Event(child=child.id, kind="review_meeting_held", on=When.parse("2026-11")))
    (found,) = (entry for entry in entries(family) if entry.uid.startswith("review_decision."))
    about = found.about.replace("\u00a0", " ")
    assert found.on == date(2026, 12, 28)
    assert "The meeting: November 2026." in about
    assert "To be careful, act as if it were 29 November 2026." in about


def test_children_are_told_apart_by_their_first_names(family: Family, child: Child) -> None:
    other = family.store.children.save(replace(child, id="0" * 32, name="Ada Example"))
    for whose in (child, other):
        events.log(family, own_date(whose, "Send the form", "2026-12-01"))
    assert [entry.title for entry in entries(family)] == [
        "Ada: Send the form",
        "Sam: Send the form",
    ]
    assert [entry.title for entry in entries(family, other.id)] == ["Ada: Send the form"]


def test_children_who_share_a_first_name_have_a_letter_of_the_last(
    family: Family, child: Child
) -> None:
    other = family.store.children.save(replace(child, id="0" * 32, name="Sam van Dijk"))
    for whose in (child, other):
        events.log(family, own_date(whose, "Send the form", "2026-12-01"))
    assert {entry.title for entry in entries(family)} == {
        "Sam E: Send the form",
        "Sam D: Send the form",
    }


def test_no_title_has_more_of_a_name_than_the_first(example_family: Family) -> None:
    (child,) = example_family.children
    titles = [entry.title for entry in entries(example_family)]
    assert child.name != "Sam"
    assert all(title.startswith("Sam: ") and child.name not in title for title in titles)
    assert "Sam: decision after the review of 2 June 2026" in titles


@pytest.mark.parametrize(
    ("by", "on", "title"),
    [
        ("2026-11-21", "2026-11-22", "Sam: Late – Ring us, due 21 November 2026"),
        ("2026-11-22", "2026-11-22", "Sam: Ring us"),
        ("2026-11-23", "2026-11-23", "Sam: Ring us"),
    ],
)
def test_what_is_late_stands_on_the_day_of_the_file_with_the_day_it_was_due(
    family: Family, child: Child, by: str, on: str, title: str
) -> None:
    events.log(family, promise(child, by))
    assert [(one.on.isoformat(), one.title) for one in entries(family)] == [(on, title)]


def test_what_stays_late_moves_on_with_each_file_and_is_taken_off_when_it_came(
    family: Family, child: Child, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    promised = events.log(family, promise(child, "2026-11-20"))
    own = Own().open(exported(family, tmp_path / "a.ics"))
    monkeypatch.setattr(family, "today", lambda: date(2026, 12, 4))
    own.open(exported(family, tmp_path / "b.ics", minute=9))
    assert own.days == {"Sam: Late – Ring us, due 20 November 2026": date(2026, 12, 4)}
    (late,) = diary.due(family)
    aside.mark_done(family, late)
    monkeypatch.setattr(family, "today", lambda: date(2026, 12, 8))
    assert not own.open(exported(family, tmp_path / "c.ics", minute=10)).held
    assert late.trigger == promised
    assert entries(family) == []


def test_a_window_of_the_familys_own_without_term_dates_stands_on_the_day_it_cannot_end_before(
    family: Family, child: Child
) -> None:
    for kind in ("governors_decision_received", "permanently_excluded"):
        told = Event(child=child.id, kind=kind, on=When.parse("2026-11-20"))
        events.log(family, told)
    (entry,) = entries(family)
    assert (entry.uid.split(".")[0], entry.on) == ("excl_irp_apply", date(2026, 12, 11))
    assert entry.title.replace("\u00a0", " ").endswith("last day no earlier than 11 December 2026")
    family.today = lambda: date(2026, 12, 12)
    assert entries(family) == []


def test_what_is_perhaps_late_says_so(family: Family, meeting: Event) -> None:
    one = next(one for one in diary.due(family) if one.trigger == meeting and one.due)
    passed = one._replace(state="possibly_overdue", due=date(2026, 11, 20))
    entry = entry_of(family, passed)
    assert entry.on == family.today()
    assert entry.title.startswith("Sam: Perhaps late – ")
    assert entry.title.endswith(", due 20 November 2026")


def test_a_calendar_of_one_child_leaves_the_others_in_it(
    family: Family, child: Child, tmp_path: Path
) -> None:
    other = family.store.children.save(replace(child, id="0" * 32, name="Ada Example"))
    for whose in (child, other):
        events.log(family, own_date(whose, "Send the form", "2026-12-01"))
    own = Own().open(exported(family, tmp_path / "a.ics"))
    save(family, tmp_path / "b.ics", entries(family, other.id), lambda: NOW)
    assert len(own.open((tmp_path / "b.ics").read_bytes()).held) == 2


@pytest.mark.parametrize(("name", "word"), [("a.txt", ".ics"), ("a", ".ics")])
def test_another_ending_is_refused(family: Family, tmp_path: Path, name: str, word: str) -> None:
    with pytest.raises(BadInput, match=word):
        save(family, tmp_path / name, [Entry("a@b", date(2026, 12, 1), "Reply")])


def test_nothing_to_put_in_is_said(family: Family, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="nothing to put"):
        save(family, tmp_path / "a.ics", entries(family))


def test_a_folder_that_is_not_there_is_said(family: Family, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="could not be written"):
        save(family, tmp_path / "no" / "a.ics", [Entry("a@b", date(2026, 12, 1), "Reply")])


@pytest.mark.parametrize(
    ("started", "rule", "days"),
    [
        (
            "mediation_agreed 2026-11-20 assess",
            "mediation_agreement_appealable",
            ["2026-12-04", "2027-01-29", "2027-02-26"],
        ),
        ("phase_transfer_planned 2027-09-01 ", "phase_review_start", ["2026-11-22", "2027-01-05"]),
    ],
)
def test_every_limit_that_one_event_starts_under_one_rule_is_in_it(
    family: Family, child: Child, started: str, rule: str, days: list[str]
) -> None:
    kind, on, outcome = started.split(" ")
    event = Event(child=child.id, kind=kind, on=When.parse(on), outcome=outcome)
    family.store.events.save(event)
    found = [entry for entry in entries(family) if entry.uid.startswith(rule)]
    assert [entry.on.isoformat() for entry in found] == days


def test_the_uid_of_a_limit_that_stands_alone_is_its_rule_and_event(
    family: Family, meeting: Event
) -> None:
    assert f"review_decision.{meeting.id}@ehcp-desktop" in {one.uid for one in entries(family)}


def test_a_move_that_is_not_known_is_said_to_be_needed_once(family: Family, child: Child) -> None:
    move = Event(child=child.id, kind="phase_transfer_planned", on=When.parse("2027-09-01"))
    family.store.events.save(move)
    (found,) = (one for one in entries(family) if one.uid.startswith("phase_15feb."))
    assert found.about.count("It needs to know which move it is") == 1
    assert "only if the plan is to change" not in found.about


def test_what_is_only_perhaps_met_stays_in_it_until_its_day(family: Family, child: Child) -> None:
    for kind, day in (
        ("phase_transfer_planned", "2027-09-01"),
        ("final_plan_issued", "2026-11-10"),
    ):
        outcome = "primary_to_secondary" if "planned" in kind else ""
        told = Event(child=child.id, kind=kind, outcome=outcome, on=When.parse(day))
        plan = events.log(family, told)
    (shown,) = [each for each in entries(family) if each.uid.startswith("phase_15feb")]
    assert (shown.on, shown.status) == (date(2027, 2, 14), "TENTATIVE")
    family.today = lambda: date(2027, 2, 15)
    assert not [each for each in entries(family) if each.uid == shown.uid]
    answer(family, plan, "plan_names_next_setting", "no")
    family.today = lambda: date(2027, 2, 14)
    assert shown.uid in [each.uid for each in entries(family) if each.status == "CONFIRMED"]


def test_what_is_due_only_if_the_plan_is_to_change_says_so(family: Family, meeting: Event) -> None:
    del meeting
    (found,) = (one for one in entries(family) if one.uid.startswith("review_amend_notice."))
    assert "This is due only if the plan is to change." in found.about
