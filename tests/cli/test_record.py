from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.services.family import Family

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Command, Rows

CHILD = ("--child", "Sam")
CALL = ("--kind", "call", "--on", "2026-06-02")


def names(rows: list[dict[str, object]]) -> list[object]:
    return [row["name"] for row in rows]


def test_a_new_file_is_made_once(tmp_path: Path, run: Command, refusal: Command) -> None:
    run("new", tmp_path / "f.ehcp")
    before = (tmp_path / "f.ehcp").read_bytes()
    assert "already exists" in refusal("new", tmp_path / "f.ehcp")
    assert (tmp_path / "f.ehcp").read_bytes() == before


def test_a_new_file_lies_alone_in_its_folder(tmp_path: Path, run: Command) -> None:
    run("new", tmp_path / "f.ehcp")
    assert [path.name for path in tmp_path.iterdir()] == ["f.ehcp"]


def test_a_new_file_may_hold_the_made_up_family(tmp_path: Path, run: Command, rows: Rows) -> None:
    run("new", tmp_path / "f.ehcp", "--example", "--today", "2027-02-03")
    states = {row["rule"]: row["state"] for row in rows("due", tmp_path / "f.ehcp",
                                                        "--today", "2027-02-03")}  # fmt: skip
    assert "overdue" in states.values()
    assert "met" in states.values()


def test_a_made_up_family_that_cannot_be_made_leaves_no_file(
    tmp_path: Path, refusal: Command
) -> None:
    assert "2032" in refusal("new", tmp_path / "f.ehcp", "--example", "--today", "2040-01-02")
    assert list(tmp_path.iterdir()) == []


def test_a_protected_file_asks_twice_and_gives_its_recovery_code_once(
    tmp_path: Path, run: Command
) -> None:
    said = run("new", tmp_path / "f.ehcp", "--encrypt", typed="Ŵyn's £9\nŴyn's £9\n")
    code = said.removeprefix("Recovery code: ")
    assert not (tmp_path / "f.ehcp").read_bytes().startswith(b"SQLite")
    assert "Sound" in run("verify", tmp_path / "f.ehcp", typed="Ŵyn's £9\n")
    assert "Sound" in run("verify", tmp_path / "f.ehcp", typed=code + "\n")


@pytest.mark.parametrize("typed", ["", "one\nother\n"])
def test_a_protected_file_is_not_made_without_a_passphrase_typed_twice(
    tmp_path: Path, refusal: Command, typed: str
) -> None:
    assert "passphrase" in refusal("new", tmp_path / "f.ehcp", "--encrypt", typed=typed)
    assert not (tmp_path / "f.ehcp").exists()


def test_the_passphrase_may_come_from_a_file(tmp_path: Path, run: Command) -> None:
    words, file = tmp_path / "words.txt", tmp_path / "f.ehcp"
    words.write_text("correct horse\n")
    run("new", file, "--encrypt", "--passphrase-file", words)
    assert "Sound" in run("verify", file, typed="correct horse\n")
    assert "Sound" in run("verify", file, "--passphrase-file", words)


def test_a_wrong_passphrase_is_refused_and_changes_nothing(
    tmp_path: Path, run: Command, refusal: Command
) -> None:
    (tmp_path / "right").write_text("right")
    (tmp_path / "wrong").write_text("wrong")
    file = tmp_path / "f.ehcp"
    run("new", file, "--encrypt", "--passphrase-file", tmp_path / "right")
    before = file.read_bytes()
    assert "passphrase" in refusal("history", file, "--passphrase-file", tmp_path / "wrong")
    assert "passphrase" in refusal("history", file, typed="")
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00bad"], ids=["empty", "not text"])
def test_a_passphrase_file_without_words_is_refused(
    tmp_path: Path, refusal: Command, content: bytes
) -> None:
    (tmp_path / "words").write_bytes(content)
    refusal("new", tmp_path / "f.ehcp", "--encrypt", "--passphrase-file", tmp_path / "words")
    assert not (tmp_path / "f.ehcp").exists()


def test_a_child_may_be_born_on_a_british_day(file: Path, run: Command) -> None:
    identity = run("child", "add", file, "--name", "Ada", "--born", "3rd May 2012",
                   "--authority", "Anyshire", "--school", "none", "--year", "9",
                   "--reference", "A/1")  # fmt: skip
    assert len(identity) == 32


@pytest.mark.parametrize(
    ("born", "words"),
    [("31/6/2016", "30 days"), ("June 2016", "one day"), ("2030-01-01", "still to come")],
)
def test_a_birthday_that_is_no_day_is_refused(
    file: Path, refusal: Command, born: str, words: str
) -> None:
    add = ("child", "add", file, "--name", "Ada", "--authority", "A", "--born", born)
    assert words in refusal(*add)


def test_logging_prints_the_id_and_nothing_else(file: Path, run: Command, rows: Rows) -> None:
    identity = run("log", file, *CHILD, *CALL, "--who", "Priya", "--summary", "Nothing in writing")
    assert [row["id"] for row in rows("search", file, "writing")] == [identity]


def test_every_option_of_an_event_is_kept(file: Path, run: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "b.txt").write_text("b")
    run("log", file, *CHILD, "--kind", "review decision received", "--on", "June 2026",
        "--sent", "1/6/2026", "--received", "3/6/2026", "--dated", "31/5/2026",
        "--direction", "received", "--outcome", "amend", "--who", "Anyshire",
        "--channel", "letter", "--model", "early", "--summary", "In short", "--notes", "At length",
        "--paper", tmp_path / "a.txt", "--paper", tmp_path / "b.txt")  # fmt: skip
    with Family.open(file, None, lambda: date(2026, 11, 22)) as family:
        (event,) = family.store.events.all()
        assert [str(when) for when in (event.on, event.sent, event.received, event.dated)] == [
            "2026-06",
            "2026-06-01",
            "2026-06-03",
            "2026-05-31",
        ]
        assert (event.outcome, event.channel, event.notes) == ("amend", "letter", "At length")
        assert family.store.attachments.count(event=event.id) == 2


def test_a_meeting_ahead_needs_no_year(file: Path, run: Command, rows: Rows) -> None:
    run("log", file, *CHILD, "--kind", "review_meeting_arranged", "--on", "1 January",
        "--summary", "Hopefully", "--today", "2030-11-22")  # fmt: skip
    assert [row["on"] for row in rows("search", file, "hopefully")] == ["2031-01-01"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--kind", "revew_meeting_held", "--on", "2026-06-02"), "review_meeting_held"),
        (("--kind", "call", "--on", "31 June 2026"), "June has 30 days"),
        (("--kind", "call", "--on", "2026-02-30"), "28 days"),
        (("--kind", "call", "--on", "whenever"), "is not a date"),
        (("--kind", "call", "--on", " "), "The day is missing"),
        (("--kind", "call", "--on", "2016-03-13"), "before Sam Example was born"),
        (("--kind", "call", "--on", "2099-01-01"), "still to come"),
        (("--kind", "review_decision_received", "--on", "2026", "--outcome", "keep"), "maintain"),
        ((*CALL, "--review", "nowhere"), "nowhere"),
        ((*CALL, "--paper", "/no/such/paper.pdf"), "There is no file"),
        ((*CALL, "--channel", "pigeon"), "letter, email"),
    ],
    ids=str,
)
def test_a_bad_event_is_refused_in_one_sentence_and_changes_nothing(
    file: Path, refusal: Command, rows: Rows, words: tuple[str, ...], sentence: str
) -> None:
    said = refusal("log", file, *CHILD, *words)
    assert sentence in said
    assert "\n" not in said
    assert names(rows("history", file)) == ["Add Sam Example"]


def test_an_unknown_child_is_refused_with_the_names_there_are(
    file: Path, refusal: Command
) -> None:
    assert "It has: Sam Example" in refusal("log", file, "--child", "Tom", *CALL)


@pytest.mark.parametrize(
    "words",
    [
        ("log", "FILE", *CHILD, *CALL, "--direction", "sideways"),
        ("log", "FILE", *CHILD, "--kind", "call"),
        ("log", "FILE", *CHILD, *CALL, "--today", "2026-06-31"),
        ("child", "add", "FILE", "--name", "Ada"),
        ("letter", "FILE", "chaser", *CHILD, "--out", "x.pdf", "--tone", "angry"),
        ("sent", "FILE", "id", "--on", "2026-06-02", "--by", "pigeon"),
        ("no-such-command",),
        ("due",),
    ],
    ids=lambda words: " ".join(map(str, words[:2])) + words[-1],
)
def test_wrong_usage_ends_with_exit_status_two(
    file: Path, wrong_usage: Command, words: tuple[str, ...]
) -> None:
    assert "Usage" in wrong_usage(*(file if word == "FILE" else word for word in words))


def test_a_person_who_writes_is_added(file: Path, run: Command, rows: Rows) -> None:
    run("person", "add", file, "--name", "Amara O'Brien", "--role", "mother", "--sender",
        "--address", "1 Hill Road, Anytown", "--email", "a@example.org",
        "--phone", "01632 960001")  # fmt: skip
    assert names(rows("history", file))[0] == "Add Amara O'Brien"


def test_importing_says_what_was_added_and_what_was_there(
    file: Path, run: Command, tmp_path: Path
) -> None:
    (tmp_path / "events.csv").write_text("date,kind\n2026-06-02,call\n")
    words = ("import", file, tmp_path / "events.csv", *CHILD)
    assert run(*words) == "events.csv: 1 added."
    assert run(*words) == "events.csv: 0 added, 1 already there."


def test_several_files_are_imported_together_or_not_at_all(
    file: Path, run: Command, refusal: Command, rows: Rows, tmp_path: Path
) -> None:
    (tmp_path / "good.csv").write_text("date,kind\n2026-06-02,call\n")
    (tmp_path / "bad.csv").write_text("date,kind\n31/6/2026,call\n")
    said = refusal("import", file, tmp_path / "good.csv", tmp_path / "bad.csv", *CHILD)
    assert "row 2" in said
    assert len(rows("history", file)) == 1


def test_skip_bad_keeps_the_bad_rows_in_a_file(file: Path, run: Command, tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_text("date,kind\n31/6/2026,call\n2026-06-01,call\n")
    assert run("import", file, tmp_path / "e.csv", *CHILD, "--skip-bad") == "e.csv: 1 added."
    assert "30 days" in (tmp_path / "e.refused.csv").read_text(encoding="utf-8-sig")


def test_what_cannot_be_imported_yet_is_said(file: Path, refusal: Command, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.4")
    assert ".csv or .xlsx" in refusal("import", file, tmp_path / "plan.pdf", *CHILD)


def test_looking_back_with_today_still_records_what_has_happened(file: Path, run: Command) -> None:
    assert run(
        "log", file, *CHILD, "--kind", "call", "--on", "2025-06-02", "--today", "2024-01-01"
    )


def test_words_of_a_record_cannot_steer_the_terminal(
    file: Path, run: Command, refusal: Command
) -> None:
    run("log", file, *CHILD, *CALL, "--summary", "red \x1b[31m bell \x07 end\x9b")
    shown = run("search", file, "bell")
    assert "bell" in shown
    assert not set(shown) & set("\x1b\x07\x9b")
    assert "\x1b" not in refusal("due", file, "--child", "\x1b[2J")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_clock_out_of_all_time_is_wrong_usage(
    tmp_path: Path, wrong_usage: Command, day: str
) -> None:
    assert "cannot be right" in wrong_usage(
        "new", tmp_path / "f.ehcp", "--example", "--today", day
    )
    assert not (tmp_path / "f.ehcp").exists()


def test_a_school_calendar_gives_a_limit_in_school_days_its_day(
    file: Path, run: Command, rows: Rows, tmp_path: Path
) -> None:
    table = tmp_path / "school.csv"
    table.write_text("from,to,what\n3/9/2026,23/10/2026,Autumn 1\n2/11/2026,18/12/2026,Autumn 2\n")
    run("log", file, "--kind", "permanently_excluded", "--on", "2026-10-19", *CHILD)
    assert run("import", file, table, *CHILD) == "school.csv: 2 school dates added."
    assert run("import", file, table, *CHILD).endswith("added, 2 already there.")
    days = {row["rule"]: row["due"] for row in rows("due", file)}
    assert days["excl_sixth_day_perm"] == "2026-11-02"


@pytest.mark.parametrize("more", ["from,to,what", "start,end,name"])
def test_a_table_of_events_is_never_taken_for_school_dates(
    file: Path, refusal: Command, rows: Rows, tmp_path: Path, more: str
) -> None:
    days = "2026-09-03,2026-12-18,Autumn term"
    lines = (f"date,kind,{more}", f"31/6/2026,Autumn term,{days}", f"2026-06-02,call,{days}")
    (tmp_path / "e.csv").write_text("\n".join(lines))
    before = len(rows("history", file))
    said = refusal("import", file, tmp_path / "e.csv", *CHILD)
    assert "row 2" in said
    assert "row 3" not in said
    assert len(rows("history", file)) == before


def test_a_good_table_of_events_may_have_columns_of_its_own(
    file: Path, run: Command, tmp_path: Path
) -> None:
    (tmp_path / "e.csv").write_text("Date,Kind,from,to\n2026-06-02,call,2026-09-03,2026-12-18\n")
    assert run("import", file, tmp_path / "e.csv", *CHILD).startswith("e.csv: 1 added.")
