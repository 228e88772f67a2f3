from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from tests.cli.conftest import attempted

if TYPE_CHECKING:
    from conftest import Command, Rows

WRITE = ("review_decision_overdue", "--child", "Sam")
TODAY = ("--today", "2026-11-23")


@pytest.fixture
def reviewed(file: Path, run: Command) -> Path:
    """Return a family whose review has had no decision, with somebody to write."""
    run("person", "add", file, "--name", "Amara O'Brien", "--role", "mother", "--sender",
        "--address", "1 Hill Road, Anytown", *TODAY)  # fmt: skip
    run("log", file, "--child", "Sam", "--kind", "review_meeting_held", "--on", "2026-06-02",
        "--model", "Progress Review", *TODAY)  # fmt: skip
    return file


def test_the_letters_that_can_be_written_are_listed(rows: Rows, run: Command) -> None:
    found = {str(row["id"]): row["title"] for row in rows("letters")}
    assert {"review_decision_overdue", "review_decision_ask", "chaser"} <= set(found)
    assert all(name in run("letters") for name in found)


def test_each_letter_says_what_it_asks_and_of_which_kind_it_is(rows: Rows) -> None:
    found = {str(row["id"]): row for row in rows("letters")}
    chaser, corrections = found["chaser"], found["minutes_correction"]
    assert (chaser["group"], chaser["shape"], chaser["lengths"]) == (
        "Everyday",
        "letter",
        ["standard"],
    )
    assert chaser["tones"] == ["friendly", "firm", "formal"]
    assert [each["id"] for each in chaser["asks"]] == [*chaser["required"], "own_words"]  # type: ignore[attr-defined]  # JSON
    assert any(each["columns"] for each in corrections["asks"])  # type: ignore[attr-defined]  # JSON


def test_a_letter_is_written_in_large_print(reviewed: Path, run: Command, tmp_path: Path) -> None:
    out = tmp_path / "large.docx"
    run("letter", reviewed, *WRITE, "--out", out, "--edition", "large", *TODAY)
    assert docx.Document(str(out)).styles["Normal"].font.size.pt == 18


def test_the_short_letter_is_shorter(reviewed: Path, run: Command, tmp_path: Path) -> None:
    request = ("ehcna_request", "--child", "Sam", "--set", "evidence=A report of 3 May")
    for length in ("standard", "short"):
        out = tmp_path / f"{length}.txt"
        run("letter", reviewed, *request, "--out", out, "--length", length, *TODAY)
    assert (tmp_path / "short.txt").stat().st_size < (tmp_path / "standard.txt").stat().st_size


def test_a_day_that_was_typed_for_a_letter_is_kept_and_undone_with_it(
    reviewed: Path, run: Command, rows: Rows, tmp_path: Path
) -> None:
    asked = ("ehcna_no_response", "--child", "Sam", "--set", "asked_on=2026-09-01")
    run("letter", reviewed, *asked, "--out", tmp_path / "l.txt", "--blanks", *TODAY)
    assert "ehcna_decision" in {row["rule"] for row in rows("due", reviewed, *TODAY)}
    run("undo", reviewed)
    assert "ehcna_decision" not in {row["rule"] for row in rows("due", reviewed, *TODAY)}


def test_who_writes_is_typed_once_and_known_from_then_on(
    file: Path, run: Command, tmp_path: Path
) -> None:
    letter = ("letter", file, "sen_support_request", "--child", "Sam", "--blanks", *TODAY)
    typed = ("--set", "sender_name=Amara O'Brien", "--set", "sender_address=1 Hill Road")
    run(*letter, *typed, "--out", tmp_path / "first.txt")
    run(*letter, "--set", "sender_email=a@b.example", "--out", tmp_path / "second.txt")
    said = (tmp_path / "second.txt").read_text("utf-8")
    assert all(words in said for words in ("Amara O'Brien", "1 Hill Road"))


def test_what_is_known_of_who_writes_stays_when_a_name_is_typed(
    reviewed: Path, run: Command, tmp_path: Path
) -> None:
    out = ("--out", tmp_path / "l.txt", "--replace", *TODAY)
    run("letter", reviewed, *WRITE, "--set", "sender_name=Amara Lee", *out)
    run("letter", reviewed, *WRITE, *out)
    said = (tmp_path / "l.txt").read_text("utf-8")
    assert "Amara Lee" in said
    assert "1 Hill Road" in said


@pytest.mark.parametrize(("typed", "is_said"), [((), True), (("reply_by=2026-12-24",), False)])
def test_a_reply_in_school_days_says_that_the_terms_are_not_known(
    file: Path, tmp_path: Path, typed: tuple[str, ...], is_said: bool
) -> None:
    letter = ("letter", file, "sen_support_request", "--child", "Sam", "--blanks", *TODAY)
    sets = [word for pair in typed for word in ("--set", pair)]
    done = attempted((*letter, *sets, "--out", tmp_path / "l.txt"), None)
    assert ("the school’s terms are not in your record" in done.stderr) == is_said


@pytest.mark.parametrize("suffix", ["pdf", "docx", "txt"])
def test_a_letter_is_written_and_its_id_printed_alone(
    reviewed: Path, run: Command, tmp_path: Path, suffix: str
) -> None:
    out = tmp_path / f"letter.{suffix}"
    identity = run("letter", reviewed, *WRITE, "--out", out, *TODAY)
    assert len(identity) == 32
    assert out.stat().st_size > 500


def test_a_log_is_a_spreadsheet_when_its_name_says_so(
    reviewed: Path, run: Command, refusal: Command, tmp_path: Path
) -> None:
    event = ("--child", "Sam", "--kind", "incident", "--on", "2026-07-01")
    run("log", reviewed, *event, "--notes", "Lesson or place: Maths", *TODAY)
    log = ("letter", reviewed, "school_events_log", "--child", "Sam", *TODAY)
    run(*log, "--out", tmp_path / "log.csv")
    assert "2026-07-01,,Maths," in (tmp_path / "log.csv").read_text(encoding="utf-8-sig")
    said = refusal("letter", reviewed, *WRITE, "--out", tmp_path / "l.csv", *TODAY)
    assert ".pdf, .docx, .txt" in said


def test_a_letter_is_dated_and_counted_on_the_day_that_today_says(
    reviewed: Path, run: Command, tmp_path: Path
) -> None:
    run("letter", reviewed, *WRITE, "--out", tmp_path / "l.txt", "--today", "2026-07-23")
    text = (tmp_path / "l.txt").read_text(encoding="utf-8").replace("\u00a0", " ")
    assert "23 July 2026" in text
    assert "23 days" in text


def test_facts_that_are_missing_are_named_and_nothing_is_written(
    file: Path, run: Command, refusal: Command, tmp_path: Path
) -> None:
    said = refusal("letter", file, *WRITE, "--out", tmp_path / "l.txt", *TODAY)
    assert said.startswith("This letter still needs: ")
    assert "name" in said
    assert not (tmp_path / "l.txt").exists()
    run("letter", file, *WRITE, "--out", tmp_path / "l.txt", "--blanks", *TODAY)
    assert "[" in (tmp_path / "l.txt").read_text(encoding="utf-8")


def test_a_letter_may_be_sent_and_books_its_chase(
    reviewed: Path, run: Command, rows: Rows, refusal: Command, tmp_path: Path
) -> None:
    identity = run("letter", reviewed, *WRITE, "--out", tmp_path / "l.pdf", *TODAY)
    (tmp_path / "receipt.txt").write_text("posted")
    words = ("sent", reviewed, identity, "--on", "23/11/2026", "--by", "post",
             "--proof", tmp_path / "receipt.txt", *TODAY)  # fmt: skip
    assert "Chase an answer on" in run(*words)
    assert refusal(*words)
    asked = [row for row in rows("due", reviewed, *TODAY) if row["rule"] == "reply_asked"]
    assert [row["state"] for row in asked] == ["waiting"]


def test_a_letter_cannot_have_gone_before_it_was_written(
    reviewed: Path, run: Command, refusal: Command, tmp_path: Path
) -> None:
    identity = run("letter", reviewed, *WRITE, "--out", tmp_path / "l.pdf", *TODAY)
    said = refusal("sent", reviewed, identity, "--on", "2/6/2026", "--by", "post", *TODAY)
    assert "give that day or a later one" in said


def test_facts_may_be_given_by_hand(reviewed: Path, run: Command, tmp_path: Path) -> None:
    words = "It matters to us, {{ 7 * 7 }} <para> =cmd|."
    run("letter", reviewed, *WRITE, "--out", tmp_path / "l.txt", *TODAY,
        "--set", f"own_words={words}", "--tone", "formal")  # fmt: skip
    assert words in (tmp_path / "l.txt").read_text(encoding="utf-8")


def test_a_fact_by_hand_without_an_equals_sign_is_wrong_usage(
    reviewed: Path, wrong_usage: Command, tmp_path: Path
) -> None:
    wrong_usage("letter", reviewed, *WRITE, "--out", tmp_path / "l.txt", "--set", "own_words")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("no_such_letter l.pdf", "There is no letter called"),
        ("review_decision_overdue l.odt", ".pdf"),
        ("review_decision_overdue no-such-folder/l.pdf", "no-such-folder"),
    ],
)
def test_a_letter_that_cannot_be_written_is_refused_and_not_kept(
    reviewed: Path, refusal: Command, rows: Rows, words: str, sentence: str
) -> None:
    before = len(rows("history", reviewed))
    template, out = words.split()
    out = str(reviewed.parent / out)
    assert sentence in refusal(
        "letter", reviewed, template, "--child", "Sam", "--out", out, *TODAY
    )
    assert len(rows("history", reviewed)) == before
    assert not list(reviewed.parent.glob(".ehcp-*"))


def test_a_letter_that_could_be_about_two_meetings_names_both_with_their_ids(
    reviewed: Path, run: Command, refusal: Command
) -> None:
    run("log", reviewed, "--child", "Sam", "--kind", "review_meeting_held", "--on", "2025-06-03",
        *TODAY)  # fmt: skip
    said = refusal("letter", reviewed, *WRITE, "--out", reviewed.with_suffix(".txt"), *TODAY)
    assert "“3 June 2025: Review meeting” (" in said.replace("\u00a0", " ")
    assert said.endswith("; say which with --about.")


def test_a_paper_at_the_same_place_is_only_written_over_when_it_is_this_records_own(
    reviewed: Path, run: Command, refusal: Command, tmp_path: Path
) -> None:
    words = ("letter", reviewed, *WRITE, "--out", tmp_path / "l.txt", *TODAY)
    run(*words)
    run(*words)
    (tmp_path / "l.txt").write_text("worked on by hand")
    assert "already there" in refusal(*words)
    assert (tmp_path / "l.txt").read_text() == "worked on by hand"
    run(*words, "--replace")


def test_a_letter_for_a_file_on_a_full_disk_is_refused_in_a_sentence(
    reviewed: Path, refusal: Command
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs a device that is always full")
    assert refusal("letter", reviewed, *WRITE, "--out", "/dev/full/l.txt", *TODAY)
