"""A family's own letters from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Command, Rows, attempted

CHILD = ("--child", "Sam")


@pytest.fixture
def path(file: Path) -> Path:
    return file.with_name("mine.md")


def test_a_letter_is_given_out_changed_and_taken_in(
    file: Path, path: Path, run: Command, rows: Rows
) -> None:
    run("own-letter", "export", file, "sen_support_request", path)
    path.write_text(path.read_text("utf-8").replace("Dear", "Hello"), encoding="utf-8")
    letter = run("own-letter", "add", file, path)
    first, *others = rows("letters", "--record", file)
    assert (first["id"], first["own"]) == (letter, True)
    assert not any(each["own"] for each in others)


def test_a_letter_of_ones_own_is_written_as_any_other(file: Path, run: Command) -> None:
    letter, out = run("own-letter", "copy", file, "sen_support_request"), file.with_suffix(".txt")
    run("letter", file, letter, *CHILD, "--out", out, "--blanks")
    assert "Yours" in out.read_text("utf-8")


def test_what_a_letter_logs_is_said_beside_its_id(file: Path, path: Path, run: Command) -> None:
    run("own-letter", "export", file, "sen_support_request", path)
    text = path.read_text("utf-8").replace("to = [", 'starts = "child_admitted"\nto = [', 1)
    path.write_text(text, encoding="utf-8")
    done = attempted(("own-letter", "add", file, path), None)
    assert done.stdout == "own_sen_support_request\n"
    assert "“Started at the school in the plan”" in done.stderr


def test_a_mistake_is_named_by_its_line_and_changes_nothing(
    file: Path, path: Path, run: Command, refusal: Command, rows: Rows
) -> None:
    letter = run("own-letter", "copy", file, "sen_support_request")
    run("own-letter", "export", file, letter, path)
    path.write_text(path.read_text("utf-8") + "\n{{ colour }}\n", encoding="utf-8")
    line = len(path.read_text("utf-8").splitlines())
    said = f"mine.md, line {line}: “colour” is not a fact of this letter."
    assert refusal("own-letter", "change", file, letter, path) == said
    assert refusal("own-letter", "add", file, path) == said
    assert sum(bool(each["own"]) for each in rows("letters", "--record", file)) == 1


def test_a_removed_letter_comes_back_with_undo(file: Path, run: Command, rows: Rows) -> None:
    letter = run("own-letter", "copy", file, "chaser")
    run("own-letter", "remove", file, letter)
    assert not rows("letters", "--record", file)[0]["own"]
    run("undo", file)
    assert rows("letters", "--record", file)[0]["id"] == letter


def test_a_paper_of_the_family_is_not_written_over(
    file: Path, path: Path, refusal: Command
) -> None:
    path.write_text("mine", encoding="utf-8")
    assert "already there" in refusal("own-letter", "export", file, "chaser", path)
    assert path.read_text("utf-8") == "mine"
