from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pypdf
import pytest

from ehcp_desktop.services.family import Family

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Command

CHILD = ("--child", "Sam")
TODAY = ("--today", "2026-11-22")


@pytest.fixture
def met(file: Path, run: Command) -> Path:
    """Return a file with a meeting that was held, and a later one that is to come."""
    for kind, on in (("held", "2 June 2026"), ("arranged", "10 December 2026")):
        words = ("--kind", f"review_meeting_{kind}", "--on", on, "--model", f"Meeting {kind}")
        run("log", file, *CHILD, *words, *TODAY)
    return file


def test_the_pack_is_of_the_next_meeting(met: Path, run: Command, tmp_path: Path) -> None:
    out = tmp_path / "pack.pdf"
    run("meeting-pack", met, *CHILD, "--out", out, *TODAY)
    pages = pypdf.PdfReader(out).pages
    assert len(pages) == 2
    assert "Meeting arranged, Thursday 10 December 2026" in pages[0].extract_text()


def test_once_no_meeting_is_to_come_it_is_of_the_last(
    met: Path, run: Command, tmp_path: Path
) -> None:
    out = tmp_path / "pack.txt"
    run("meeting-pack", met, *CHILD, "--out", out, "--today", "2027-01-10")
    assert "10 December 2026" in out.read_text("utf-8").replace("\u00a0", " ")


def test_it_can_be_of_another_review_and_in_large_print(
    met: Path, run: Command, tmp_path: Path
) -> None:
    with Family.open(met, None, lambda: date(2026, 11, 22)) as family:
        (held,) = family.store.events.all(kind="review_meeting_held")
    out = tmp_path / "pack.pdf"
    words = ("--review", held.review, "--edition", "large")
    run("meeting-pack", met, *CHILD, "--out", out, *words, *TODAY)
    assert "Meeting held" in pypdf.PdfReader(out).pages[0].extract_text()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((*CHILD, "--out", "pack.csv"), "can be saved as .pdf, .docx, .txt, not as “.csv”"),
        ((*CHILD, "--out", "pack.pdf", "--review", "none"), "no review “none” of Sam Example"),
        (("--child", "Nobody", "--out", "pack.pdf"), "Nobody"),
    ],
)
def test_a_pack_that_cannot_be_made_is_refused(
    met: Path,
    refusal: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert says in refusal("meeting-pack", met, *words, *TODAY)
    assert not list(tmp_path.glob("pack.*"))


def test_without_a_meeting_on_record_it_says_what_to_do(
    file: Path, refusal: Command, tmp_path: Path
) -> None:
    said = refusal("meeting-pack", file, *CHILD, "--out", tmp_path / "pack.pdf", *TODAY)
    assert said == ("No review meeting of Sam Example is recorded. Log the meeting first.")


def test_a_file_that_is_there_is_not_written_over(
    met: Path, refusal: Command, tmp_path: Path
) -> None:
    out = tmp_path / "pack.pdf"
    out.write_bytes(b"precious")
    assert "already there" in refusal("meeting-pack", met, *CHILD, "--out", out, *TODAY)
    assert out.read_bytes() == b"precious"
