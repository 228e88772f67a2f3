"""Papers are kept byte for byte, once, and copied out where only this account can read."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Child
from ehcp_desktop.errors import BadInput, FileRefused
from ehcp_desktop.services import papers
from ehcp_desktop.services.family import Family

DATA = bytes(range(256)) * 10


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "Letter of 2 June.PDF"
    path.write_bytes(DATA)
    return path


@pytest.fixture
def event(family: Family, child: Child) -> Event:
    return family.store.events.save(Event(child=child.id, kind="letter"))


def test_a_paper_is_kept_byte_for_byte(family: Family, child: Child, letter: Path) -> None:
    paper = papers.attach(family, child.id, letter, title="The decision")
    assert papers.read(family, paper.id) == DATA
    assert (paper.name, paper.size, paper.kind) == ("Letter of 2 June.PDF", 2560, "pdf")
    assert paper.title == "The decision"


def test_a_paper_is_tied_to_its_event(
    family: Family, child: Child, letter: Path, event: Event
) -> None:
    paper = papers.attach(family, child.id, letter, event.id)
    assert papers.of_event(family, event.id) == [paper]
    assert family.store.undo() == "Add the paper Letter of 2 June.PDF"
    assert (papers.of_event(family, event.id), family.store.papers.all()) == ([], [])


def test_the_same_bytes_again_add_nothing(
    family: Family, child: Child, letter: Path, event: Event
) -> None:
    first = papers.attach(family, child.id, letter, event.id)
    assert papers.attach_bytes(family, child.id, ("copy.pdf", DATA), event.id) == first
    assert papers.of_event(family, event.id) == [first]


def test_a_paper_can_be_untied_and_stays(
    family: Family, child: Child, letter: Path, event: Event
) -> None:
    paper = papers.attach(family, child.id, letter, event.id)
    papers.untie(family, paper.id, event.id)
    assert (papers.of_event(family, event.id), family.store.papers.all()) == ([], [paper])


def test_a_paper_that_cannot_be_read_is_refused(
    family: Family, child: Child, letter: Path
) -> None:
    with pytest.raises(BadInput, match="is a folder"):
        papers.attach(family, child.id, letter.parent)
    with pytest.raises(BadInput, match="There is no file"):
        papers.attach(family, child.id, letter.with_name("none.pdf"))
    with pytest.raises(BadInput, match="cannot be read"):
        papers.attach(family, child.id, letter.with_name("x" * 300))


def test_a_paper_that_is_too_large_is_refused(
    family: Family, child: Child, letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "LARGEST", 2559)
    with pytest.raises(BadInput, match="larger than 100 megabytes"):
        papers.attach(family, child.id, letter)
    with pytest.raises(BadInput, match="larger than 100 megabytes"):
        papers.attach_bytes(family, child.id, (letter.name, DATA))
    assert family.store.history(9)[0].name == "Save child"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_a_paper_is_copied_out_for_this_account_alone_until_the_record_closes(
    family: Family, child: Child, letter: Path, private_home: Path
) -> None:
    old = os.umask(0)
    try:
        paper = papers.attach(family, child.id, letter)
        paths = [papers.copy_out(family, paper.id) for _ in range(2)]
    finally:
        os.umask(old)
    assert [path.read_bytes() for path in paths] == [DATA, DATA]
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}
    assert stat.S_IMODE(paths[0].parent.stat().st_mode) == 0o700
    assert private_home in paths[0].parents
    family.close()
    assert not paths[0].parents[1].exists()


def test_a_paper_is_copied_to_a_folder_but_never_over_a_file(
    family: Family, child: Child, letter: Path, tmp_path: Path
) -> None:
    paper = papers.attach(family, child.id, letter)
    with pytest.raises(FileRefused, match="already exists"):
        papers.copy_out(family, paper.id, letter.parent)
    with pytest.raises(FileRefused, match="cannot be written"):
        papers.copy_out(family, paper.id, tmp_path / "nowhere")
    (tmp_path / "out").mkdir()
    assert papers.copy_out(family, paper.id, tmp_path / "out").read_bytes() == DATA


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\con.pdf", "C__con.pdf"),
        ("NUL.txt", "_NUL.txt"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("letter. ", "letter"),
        ("", "paper"),
        ("\0\n", "paper"),
        ("..", "paper"),
        ("Ŵyn’s plan.pdf", "Ŵyn’s plan.pdf"),
        ("é" * 200 + ".pdf", "é" * 73 + ".pdf"),
        ("\ud800.pdf", "_.pdf"),
    ],
)
def test_a_name_leads_nowhere_else_and_is_taken_by_every_system(name: str, safe: str) -> None:
    assert papers.safe_name(name) == safe


def test_a_hostile_name_is_copied_out_harmlessly(
    family: Family, child: Child, letter: Path
) -> None:
    paper = papers.attach(family, child.id, letter)
    family.store.papers.save(replace(paper, name="../../../escaped.pdf"))
    assert papers.copy_out(family, paper.id).name == "_.._.._escaped.pdf"
