"""A pack changes the law of one record: shown first, applied as one step, taken back as one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlcipher3.dbapi2 import IntegrityError
from tests.services.pack_text import DECISION, HEAD, stamped, write

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.pack import KeptPack
from ehcp_desktop.domain.school_days import TERM, SchoolDates
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput, EhcpError
from ehcp_desktop.services import concerns, diary, packs, school_calendar
from ehcp_desktop.services.family import Family
from ehcp_desktop.services.reading import proposals

if TYPE_CHECKING:
    from pathlib import Path

    from ehcp_desktop.domain.people import Child

EARLY = (HEAD + DECISION).replace("from = 2027-03-01", "from = 2026-09-01")
MARCH = (
    "The law of england-2027.03 (control number {}): its text was checked on 30 November 2026, "
)
SHIPPED = ": its text was checked on 22 November 2026, news of its reform up to July 2026."


@pytest.fixture
def today() -> date:
    """Return a day on which the packs of these tests have been issued."""
    return date(2026, 12, 10)


@pytest.fixture
def met(family: Family, child: Child) -> Family:
    """Return a family with one review before the change of the law and one after it."""
    for day in ("2026-06-02", "2026-11-03"):
        met_on = Event(child=child.id, kind="review_meeting_held", on=When.parse(day))
        family.store.events.save(met_on)
    return family


def decisions(family: Family) -> list[str]:
    found = [one for one in diary.due(family) if one.rule.id == "review_decision"]
    return sorted(str(one.due) for one in found)


def test_the_preview_shows_every_deadline_that_would_change(met: Family, tmp_path: Path) -> None:
    shown = packs.preview(met, write(tmp_path, EARLY))
    assert [(one.rule.id, one.how, str(one.since)) for one in shown.rules] == [
        ("review_decision", "changed", "2026-09-01")
    ]
    assert [
        (str(one.before.due), str(one.after.due))
        for one in shown.deadlines
        if one.before and one.after
    ] == [("2026-12-01", "2026-12-15")]


def test_school_days_are_those_of_the_child_s_school(
    met: Family, child: Child, tmp_path: Path
) -> None:
    term = SchoolDates(child=child.id, kind=TERM, first=date(2026, 9, 3), last=date(2026, 12, 18))
    school_calendar.keep(met, term)
    pack = write(tmp_path, EARLY.replace("{ weeks = 6 }", "{ school_days = 5 }"))
    assert [str(one.shown.due) for one in packs.preview(met, pack).deadlines] == ["2026-11-10"]


def test_a_preview_changes_nothing(met: Family, tmp_path: Path) -> None:
    before = met.store.revision
    packs.preview(met, write(tmp_path, EARLY))
    assert met.store.revision == before
    assert decisions(met) == ["2026-06-30", "2026-12-01"]
    assert packs.law_checked(met).replace("\u00a0", " ").endswith(SHIPPED)


def test_applied_it_changes_what_began_after_the_day_only(met: Family, tmp_path: Path) -> None:
    packs.apply(met, packs.preview(met, write(tmp_path, EARLY)))
    assert decisions(met) == ["2026-06-30", "2026-12-15"]
    words = packs.law_checked(met).replace("\u00a0", " ")
    assert words.startswith(MARCH.format(packs.in_force(met).sha256[:12]))


def test_one_undo_takes_it_back_and_redo_applies_it_again(met: Family, tmp_path: Path) -> None:
    packs.apply(met, packs.preview(met, write(tmp_path, EARLY)))
    assert met.store.undo() == "Update the law: england-2027.03"
    assert decisions(met) == ["2026-06-30", "2026-12-01"]
    met.store.redo()
    assert decisions(met) == ["2026-06-30", "2026-12-15"]


def test_the_law_travels_with_the_file(met: Family, tmp_path: Path) -> None:
    packs.apply(met, packs.preview(met, write(tmp_path, EARLY)))
    met.close()
    with Family.open(met.path, None, met.today) as again:
        assert decisions(again) == ["2026-06-30", "2026-12-15"]


def test_a_pack_is_taken_back_to_the_shipped_law(met: Family, tmp_path: Path) -> None:
    packs.apply(met, packs.preview(met, write(tmp_path, EARLY)))
    packs.take_back(met)
    assert decisions(met) == ["2026-06-30", "2026-12-01"]
    with pytest.raises(BadInput, match="No law update is applied"):
        packs.take_back(met)


def test_a_later_pack_takes_the_place_of_the_one_before(met: Family, tmp_path: Path) -> None:
    packs.apply(met, packs.preview(met, write(tmp_path, EARLY)))
    later = EARLY.replace("2027.03", "2027.06").replace("= 2026-12-01", "= 2026-12-05")
    shown = packs.preview(met, write(tmp_path, later.replace("weeks = 6", "weeks = 8")))
    packs.apply(met, shown)
    assert decisions(met) == ["2026-06-30", "2026-12-29"]
    assert [kept.name for kept in met.store.packs.all()] == ["england-2027.06"]
    met.store.undo()
    assert decisions(met) == ["2026-06-30", "2026-12-15"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        pytest.param("", "", "is england-2027.03, which is in use already", id="the same"),
        pytest.param(
            'id = "england-2027.03"', 'id = "england-2027.02"', "no later than the law", id="older"
        ),
    ],
)
def test_only_later_law_is_taken(
    met: Family, tmp_path: Path, old: str, new: str, says: str
) -> None:
    packs.apply(met, packs.preview(met, write(tmp_path, EARLY)))
    with pytest.raises(BadInput, match=says):
        packs.preview(met, write(tmp_path, EARLY.replace(old, new, 1)))


def test_law_older_than_the_program_is_refused(met: Family, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"was issued on 1.March.2026, no later than"):
        packs.preview(met, write(tmp_path, EARLY.replace("issued = 2026-12", "issued = 2026-03")))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("issued = 2026-12-01", "issued = 2026-12-11"),
        ("checked = 2026-11-30\nreform", "checked = 2026-12-11\nreform"),
    ],
    ids=["issued", "checked"],
)
def test_a_pack_of_a_day_still_to_come_is_refused(
    met: Family, tmp_path: Path, old: str, new: str
) -> None:
    with pytest.raises(BadInput, match=r"on 11.December.2026, which is still to come: check"):
        packs.preview(met, write(tmp_path, EARLY.replace(old, new)))


def test_a_pack_of_today_is_taken(met: Family, tmp_path: Path) -> None:
    new = EARLY.replace("2026-12-01", "2026-12-10").replace("2026-11-30", "2026-12-10")
    assert packs.preview(met, write(tmp_path, new)).pack.issued == met.today()


def test_a_question_states_the_counting_of_its_own_deadline(
    met: Family, child: Child, tmp_path: Path
) -> None:
    packs.apply(met, packs.preview(met, write(tmp_path, EARLY)))
    (old,) = (one for one in concerns.check(met) if one.id == "review_without_decision")
    assert "30 June 2026 (4 weeks" in old.why
    assert "6 weeks" not in old.why


def test_a_rule_reads_as_it_is_on_the_day_asked_for(met: Family, tmp_path: Path) -> None:
    packs.apply(met, packs.preview(met, write(tmp_path)))
    days = (date(2027, 2, 28), date(2027, 3, 1))
    found = [met.rulebook.rule("review_decision", day).counting[:7] for day in days]
    assert found == ["4 weeks", "6 weeks"]


def test_a_refused_pack_leaves_nothing_behind(met: Family, tmp_path: Path) -> None:
    before = met.store.revision
    with pytest.raises(EhcpError, match="loop"):
        packs.preview(
            met,
            write(
                tmp_path, EARLY + 'offset_rules = ["review_decision"]\noffset = { weeks = 1 }\n'
            ),
        )
    assert (met.store.revision, met.store.packs.count()) == (before, 0)


def test_newer_law_of_the_program_leads_over_an_older_pack(met: Family) -> None:
    text = stamped(EARLY.replace("issued = 2026-12-01", "issued = 2026-11-01"))
    met.store.packs.save(KeptPack(name="england-2027.03", text=text, applied=date(2026, 11, 1)))
    assert decisions(met) == ["2026-06-30", "2026-12-01"]
    assert packs.in_force(met).id == "england-2026.11"
    assert packs.passed_over(met).startswith("This program brings later law than england-2027.03")


def test_a_pack_of_a_newer_program_does_not_close_the_record(met: Family) -> None:
    text = stamped(EARLY.replace("format = 1", "format = 9"))
    met.store.packs.save(KeptPack(name="england-2099.01", text=text, applied=date(2026, 11, 1)))
    assert decisions(met) == ["2026-06-30", "2026-12-01"]
    assert packs.in_force(met).id == "england-2026.11"
    assert "england-2099.01, pack was made for a newer EHCP Desktop" in packs.passed_over(met)


def test_a_pack_that_counts_is_not_passed_over(met: Family, tmp_path: Path) -> None:
    assert packs.passed_over(met) == ""
    packs.apply(met, packs.preview(met, write(tmp_path, EARLY)))
    assert packs.passed_over(met) == ""


def test_without_a_record_the_law_is_the_shipped_one() -> None:
    words = packs.law_checked(None).replace("\u00a0", " ")
    assert words.startswith("The law of england-2026.11 (control number ")
    assert words.endswith(SHIPPED)


def test_the_pack_and_the_list_of_proposals_name_the_same_days() -> None:
    law, read = packs.shipped(), proposals()
    assert law.checked == read.law_checked
    assert law.reform_checked.spoken().replace("\u00a0", " ") == read.news_checked


def test_when_the_file_refuses_the_new_pack_the_old_one_still_counts(
    met: Family, tmp_path: Path
) -> None:
    packs.apply(met, packs.preview(met, write(tmp_path, EARLY)))
    later = EARLY.replace("2027.03", "2027.06").replace("= 2026-12-01", "= 2026-12-05")
    shown = packs.preview(met, write(tmp_path, later))
    nameless = shown._replace(pack=shown.pack._replace(id=""))
    with pytest.raises(IntegrityError):
        packs.apply(met, nameless)
    assert packs.in_force(met).id == "england-2027.03"
    assert decisions(met) == ["2026-06-30", "2026-12-15"]


def test_a_record_for_reading_only_is_left_as_it_is(met: Family, tmp_path: Path) -> None:
    met.close()
    path = write(tmp_path, EARLY)
    with Family.open(met.path, None, met.today, read_only=True) as again:
        shown = packs.preview(again, path)
        with pytest.raises(EhcpError, match="reading only"):
            packs.apply(again, shown)
        assert decisions(again) == ["2026-06-30", "2026-12-01"]
