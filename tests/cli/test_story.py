from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from click.testing import CliRunner

from ehcp_desktop.cli import ehcp

if TYPE_CHECKING:
    from conftest import Command, Rows

CHILD = ("--child", "Sam")
CALL = ("--kind", "call", "--on", "2026-06-02")


def test_undo_takes_the_last_action_back_also_after_closing(
    file: Path, run: Command, rows: Rows
) -> None:
    run("log", file, *CHILD, *CALL, "--summary", "A word to find")
    run("undo", file)
    assert rows("search", file, "word") == []
    first, second, _ = rows("history", file)
    assert (str(first["name"])[:4], second["undone"]) == ("Undo", True)


def test_history_has_a_number_a_time_and_a_name(file: Path, rows: Rows) -> None:
    (row,) = rows("history", file)
    assert (row["seq"], row["name"]) == (1, "Add Sam Example")
    assert "T" in str(row["at"])


def test_undo_with_nothing_left_is_refused(file: Path, run: Command, refusal: Command) -> None:
    run("undo", file)
    assert refusal("undo", file) == "There is nothing to undo."


@pytest.mark.parametrize(
    "query", ["speech", "spee", "child's", "12/05/2026", "a-b", "o'brien@la.gov.uk", "SEN2.1", '"']
)
def test_any_words_may_be_searched_for(file: Path, run: Command, rows: Rows, query: str) -> None:
    text = "Speech therapy, the child's, 12/05/2026 a-b o'brien@la.gov.uk SEN2.1"
    run("log", file, *CHILD, *CALL, "--notes", text)
    found = rows("search", file, query)
    assert query == '"' or [set(row) >= {"kind", "id", "on", "snippet"} for row in found] == [True]


def test_the_limit_of_a_search_holds(file: Path, run: Command, rows: Rows) -> None:
    for _ in range(3):
        run("log", file, *CHILD, *CALL, "--notes", "again")
    assert len(rows("search", file, "again", "--limit", 2)) == 2


@pytest.mark.parametrize("command", [("history",), ("search", "Sam"), ("due",), ("check",)])
def test_words_for_people_fit_eighty_columns(
    file: Path, run: Command, command: tuple[str, ...]
) -> None:
    run("log", file, *CHILD, "--kind", "review_meeting_held", "--on", "2026-01-20",
        "--notes", "Sam " + "was well liked by everyone and made some progress " * 9)  # fmt: skip
    said = run(command[0], file, *command[1:], "--today", "2026-11-22")
    assert max(map(len, said.split("\n"))) <= 80


@pytest.mark.parametrize("suffix", ["pdf", "docx", "csv", "xlsx"])
def test_a_chronology_is_written(file: Path, run: Command, tmp_path: Path, suffix: str) -> None:
    run("log", file, *CHILD, *CALL)
    out = tmp_path / f"story.{suffix}"
    run("chronology", file, *CHILD, "--out", out)
    assert out.stat().st_size > 50


@pytest.mark.parametrize("suffix", ["pdf", "docx", "txt"])
def test_the_year_ahead_is_written(file: Path, run: Command, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"year.{suffix}"
    run("year-ahead", file, *CHILD, "--out", out, "--today", "2026-11-22")
    assert out.stat().st_size > 50


def test_as_text_the_year_ahead_can_be_read_by_anything(
    file: Path, run: Command, tmp_path: Path
) -> None:
    out = tmp_path / "year.txt"
    run("year-ahead", file, *CHILD, "--out", out, "--today", "2026-11-22")
    said = out.read_text(encoding="utf-8").replace("\u00a0", " ")
    assert said.startswith("The year ahead: Sam Example\n22 November 2026 to 21 November 2027.")


@pytest.mark.parametrize("command", ["chronology", "year-ahead"])
def test_large_print_is_in_larger_letters(
    file: Path, run: Command, tmp_path: Path, command: str
) -> None:
    run("log", file, *CHILD, *CALL)
    out = tmp_path / "large.docx"
    run(command, file, *CHILD, "--out", out, "--edition", "large", "--today", "2026-11-22")
    assert docx.Document(str(out)).styles["Normal"].font.size.pt == 18


def test_a_year_ahead_of_nobody_or_of_another_kind_is_refused(
    file: Path, refusal: Command, tmp_path: Path
) -> None:
    assert "Nobody" in refusal(
        "year-ahead", file, "--child", "Nobody", "--out", tmp_path / "y.pdf"
    )
    assert ".odt" in refusal("year-ahead", file, *CHILD, "--out", tmp_path / "y.odt")
    assert not list(tmp_path.glob("y.*"))


def test_a_paper_of_the_familys_own_is_not_written_over(
    file: Path, run: Command, refusal: Command, tmp_path: Path
) -> None:
    out = tmp_path / "story.csv"
    out.write_text("mine")
    assert "already there" in refusal("chronology", file, *CHILD, "--out", out)
    assert out.read_text() == "mine"
    run("chronology", file, *CHILD, "--out", out, "--replace")
    run("chronology", file, *CHILD, "--out", out)  # as this record left it
    assert out.read_text() != "mine"


def test_verify_says_that_a_file_is_sound(file: Path, run: Command, rows: Rows) -> None:
    assert run("verify", file).startswith("Sound")
    assert rows("verify", file) == []


@pytest.mark.parametrize("command", ["due", "check", "history", "verify", "undo"])
@pytest.mark.parametrize("content", [None, b"", b"Dear Sir\n" * 900, b"PK\x03\x04" + bytes(5000)])
def test_a_file_that_is_not_ours_is_refused_and_left_alone(
    tmp_path: Path, refusal: Command, command: str, content: bytes | None
) -> None:
    path = tmp_path / "x.ehcp"
    if content is not None:
        path.write_bytes(content)
    assert "x.ehcp" in refusal(command, path)
    assert content is None or path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path, refusal: Command) -> None:
    path = tmp_path / "x.ehcp"
    with sqlite3.connect(path) as other:
        other.execute("create table t (a)")
    other.close()
    assert "not an EHCP Desktop record" in refusal("due", path)


def test_a_newer_file_is_refused_and_left_alone(file: Path, refusal: Command) -> None:
    with sqlite3.connect(file) as newer:
        newer.execute("pragma user_version = 99")
    newer.close()
    before = file.read_bytes()
    assert "newer EHCP Desktop" in refusal("due", file)
    assert "newer EHCP Desktop" in refusal("undo", file)
    assert file.read_bytes() == before


def test_a_copy_of_an_older_file_is_kept_and_named(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ehcp_desktop.storage import migrations

    now = migrations.SCHEMA
    (tmp_path / f"{now + 1:04}_later.sql").write_text("create table later (id text);")
    monkeypatch.setattr(migrations, "FOLDER", tmp_path)
    monkeypatch.setattr(migrations, "SCHEMA", now + 1)
    looked = CliRunner().invoke(ehcp, ["history", str(file)])
    assert "must be brought up to date" in looked.stderr  # looking never changes a file
    changed = CliRunner().invoke(ehcp, ["undo", str(file)])
    assert f"(format {now}).ehcp”." in changed.stderr
    assert file.with_name(f"{file.stem} (format {now}).ehcp").exists()


def test_looking_changes_nothing_in_the_file(file: Path, run: Command) -> None:
    before = file.read_bytes()
    for command in ("due", "check", "history", "verify"):
        run(command, file)
    run("chronology", file, *CHILD, "--out", file.with_name("story.csv"))
    assert file.read_bytes() == before


@pytest.mark.permissions
def test_a_read_only_file_can_be_read_and_not_changed(
    file: Path, run: Command, refusal: Command
) -> None:
    file.chmod(0o400)
    run("history", file)
    assert "read" in refusal("log", file, *CHILD, *CALL)


@pytest.mark.permissions
def test_a_file_that_may_not_be_read_is_refused(file: Path, refusal: Command) -> None:
    file.chmod(0)
    assert "cannot be read" in refusal("due", file)
    assert "may not read" in refusal("due", file, "--passphrase-file", file)


def test_while_another_program_writes_a_change_is_refused(
    file: Path, run: Command, refusal: Command
) -> None:
    from datetime import date

    from ehcp_desktop.services.family import Family

    with Family.open(file, None, lambda: date(2026, 11, 22)):
        run("history", file)
        assert "reading only" in refusal("log", file, *CHILD, *CALL)


@pytest.mark.parametrize("module", ["ehcp_desktop.cli"])
def test_the_command_runs_without_qt_and_ends_with_its_status(
    tmp_path: Path, file: Path, module: str
) -> None:
    code = (
        "import sys, runpy; sys.argv = ['ehcp', *sys.argv[1:]]\n"
        "try: runpy.run_module('ehcp_desktop.cli', run_name='__main__')\n"
        "finally: assert not [m for m in sys.modules if m.startswith('PySide6')], 'Qt'\n"
    )
    words = [sys.executable, "-c", code, "due", str(file), "--json"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("words", "status"),
    [(("--help",), 0), (("history", "absent.ehcp"), 1), (("history",), 2), (("--version",), 0)],
    ids=str,
)
def test_the_real_command_ends_with_the_status_of_the_contract(
    tmp_path: Path, words: tuple[str, ...], status: int
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ehcp_desktop.cli", *words],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )
    assert done.returncode == status
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_a_sentence(file: Path, refusal: Command, run: Command) -> None:
    run("log", file, *CHILD, *CALL)
    said = refusal("chronology", file, *CHILD, "--out", "/dev/full/story.csv", "--replace")
    assert "\n" not in said


def test_a_bug_is_told_without_a_traceback_or_a_name(tmp_path: Path) -> None:
    code = (
        "import sys; from ehcp_desktop.cli import mishap; sys.excepthook = mishap.report_bug\n"
        "raise KeyError('Sam Example')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "XDG_STATE_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)},
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    logs = [path.read_text() for path in tmp_path.rglob("ehcp.log")]
    assert "Sam Example" not in done.stderr + "".join(logs)
