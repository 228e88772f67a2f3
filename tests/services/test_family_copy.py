"""A copy for the family: whole, protected, checked, and written into the record; or nothing."""

from __future__ import annotations

import re
import shutil
from html import unescape
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.errors import EhcpError, FileRefused, ReadOnly, WrongPassphrase
from ehcp_desktop.services import family_copy, papers
from ehcp_desktop.services.family import Family
from ehcp_desktop.services.family_copy import Given, Making, Wanted, give
from ehcp_desktop.storage import copying

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from ehcp_desktop.domain.people import Child

CHOSEN = "their own words"
pytestmark = pytest.mark.usefixtures("quick_keys")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def whole(making: Making) -> Given:
    while True:
        try:
            next(making)
        except StopIteration as end:
            given: Given = end.value
            return given


def test_the_copy_is_the_whole_record_under_their_passphrase(
    example_family: Family, stick: Path, today: date
) -> None:
    given = whole(give(example_family, Wanted(stick, "Amara", CHOSEN)))
    store = example_family.store
    with Family.open(given.folder / "EHCP record.ehcp", CHOSEN, lambda: today) as copy:
        assert copy.children == example_family.children
        assert copy.store.identity == store.identity
        assert {copy.store.read_bytes(one.sha256) for one in copy.store.papers.all()} == {
            store.read_bytes(one.sha256) for one in store.papers.all()
        }
        assert copy.store.search("Bell") == store.search("Bell")
    with pytest.raises(WrongPassphrase):
        Family.open(given.folder / "EHCP record.ehcp", "something else", lambda: today)


def test_only_what_was_ticked_is_on_the_stick(example_family: Family, stick: Path) -> None:
    given = whole(give(example_family, Wanted(stick, "Amara", CHOSEN)))
    assert sorted(one.name for one in given.folder.iterdir()) == ["EHCP record.ehcp", "README.txt"]
    assert [one.name for one in stick.iterdir()] == ["EHCP record 2026-11-22"]
    readme = (given.folder / "README.txt").read_bytes().decode()
    assert "made on 22 November 2026 for Amara" in readme
    assert CHOSEN not in readme


def test_the_open_set_leads_to_every_letter_and_paper(example_family: Family, stick: Path) -> None:
    given = whole(give(example_family, Wanted(stick, "Amara", CHOSEN, open_set=True)))
    folder = given.folder / "Open papers"
    index = unescape((folder / "index.html").read_text(encoding="utf-8"))
    files = [one for one in folder.rglob("*.*") if one.name != "index.html"]
    overviews = 2 * len(example_family.children)
    assert len(files) == example_family.store.papers.count() + overviews
    assert all(f">{one.name}</a>" in index for one in files)
    assert len(re.findall("href=", index)) == len(files)
    assert f"{len(files) + 1} files that anyone can open" in given.left


def test_two_papers_of_one_name_are_both_there(family: Family, child: Child, stick: Path) -> None:
    for content in (b"one", b"two"):
        papers.attach_bytes(family, child.id, ("Report: Sam/2026.pdf", content))
    given = whole(give(family, Wanted(stick, "Amara", CHOSEN, open_set=True)))
    held = {one.read_bytes() for one in (given.folder / "Open papers" / "Papers").iterdir()}
    assert held == {b"one", b"two"}


def test_what_was_left_with_whom_is_in_the_record_and_can_be_undone(
    family: Family, child: Child, stick: Path, today: date
) -> None:
    given = whole(give(family, Wanted(stick, " Amara Lee ", CHOSEN)))
    (event,) = family.store.events.all(child=child.id)
    assert (event.kind, event.who, event.on and event.on.first) == (
        "copy_given",
        "Amara Lee",
        today,
    )
    assert event.summary == given.left == "The record in one protected file, with 0 papers."
    assert family.store.undo() == "Copy given to Amara Lee"
    assert family.store.events.count() == 0


def test_a_protected_record_can_keep_its_passphrase(
    tmp_path: Path, stick: Path, today: date
) -> None:
    with Family.create(tmp_path / "one.ehcp", CHOSEN, lambda: today) as family:
        given = whole(give(family, Wanted(stick, "Amara", None)))
    with Family.open(given.folder / "EHCP record.ehcp", CHOSEN, lambda: today) as copy:
        assert copy.store.is_encrypted


@pytest.mark.parametrize(
    ("to", "passphrase", "place", "words"),
    [
        pytest.param("  ", CHOSEN, ".", "who gets the copy", id="nobody"),
        pytest.param("Amara", "", ".", "needs a passphrase", id="empty passphrase"),
        pytest.param("Amara", None, ".", "needs a passphrase", id="none at all"),
        pytest.param("Amara", CHOSEN, "not there", "connect it", id="no folder"),
    ],
)
def test_what_cannot_be_given_is_refused_before_anything_is_written(
    family: Family, stick: Path, to: str, passphrase: str | None, place: str, words: str
) -> None:
    with pytest.raises(EhcpError, match=words):
        whole(give(family, Wanted(stick / place, to, passphrase)))
    assert list(stick.iterdir()) == []


def test_nothing_is_overwritten(family: Family, stick: Path) -> None:
    first = whole(give(family, Wanted(stick, "Amara", CHOSEN)))
    held = (first.folder / "EHCP record.ehcp").read_bytes()
    with pytest.raises(FileRefused, match="already there"):
        whole(give(family, Wanted(stick, "Amara", CHOSEN)))
    assert (first.folder / "EHCP record.ehcp").read_bytes() == held


def test_a_record_that_cannot_be_written_into_gives_no_copy(
    family: Family, stick: Path, today: date
) -> None:
    with (
        Family.open(family.path, None, lambda: today, read_only=True) as shown,
        pytest.raises(ReadOnly, match="left with whom"),
    ):
        whole(give(shown, Wanted(stick, "Amara", CHOSEN)))


def test_too_little_room_is_said_before_anything_is_written(
    family: Family, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type("Usage", (), {"free": 1_000_000})
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(FileRefused, match="2 MB are needed, and 1 MB are free"):
        whole(give(family, Wanted(stick, "Amara", CHOSEN)))
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize("words", ["protected record", "comparing", "open papers"])
def test_stopped_before_its_end_nothing_of_it_stays(
    example_family: Family, stick: Path, words: str
) -> None:
    making = give(example_family, Wanted(stick, "Amara", CHOSEN, open_set=True))
    next(step for step in making if step.words.endswith(words))
    making.close()
    assert list(stick.iterdir()) == []
    assert example_family.store.events.count(kind="copy_given") == 0


def test_a_stick_that_changes_what_is_written_is_found_out(
    example_family: Family, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(path: Path) -> None:
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)

    monkeypatch.setattr(copying, "_bring_to_disk", fails)
    with pytest.raises(FileRefused, match="The stick may be failing"):
        whole(give(example_family, Wanted(stick, "Amara", CHOSEN)))
    assert list(stick.iterdir()) == []


def test_what_a_killed_program_left_is_taken_away(family: Family, stick: Path) -> None:
    left = stick / ".EHCP record 2026-11-22.making"
    left.mkdir()
    (left / "EHCP record.ehcp").write_text("half")
    given = whole(give(family, Wanted(stick, "Amara", CHOSEN)))
    assert list(stick.iterdir()) == [given.folder]


def test_a_full_stick_says_so_and_keeps_nothing(
    family: Family, child: Child, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(family_copy, "write_through", full)
    with pytest.raises(FileRefused, match="No space left on device"):
        whole(give(family, Wanted(stick, "Amara", CHOSEN)))
    assert list(stick.iterdir()) == []
