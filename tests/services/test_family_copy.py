"""A copy for the family: whole, protected, checked, and written into the record; or nothing."""

from __future__ import annotations

import re
import shutil
from html import unescape
from threading import Event as Told
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import EhcpError, FileRefused, ReadOnly, WrongPassphrase
from ehcp_desktop.services import events, family_copy, papers
from ehcp_desktop.services.family import Family
from ehcp_desktop.services.family_copy import Given, Making, Wanted, give
from ehcp_desktop.storage import copying, lock
from ehcp_desktop.storage.connection import Connection
from ehcp_desktop.storage.crypto import SALT_BYTES, key_from_passphrase

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
    assert "made on 22 November 2026." in readme
    assert not any(told in readme for told in (CHOSEN, "Amara"))


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


def test_the_open_chronology_has_no_notes_of_the_familys_own(
    family: Family, child: Child, stick: Path
) -> None:
    day = When.day(family.today())
    for kind, said in (
        ("note", "We doubt Mrs Bell"),
        ("copy_given", "To Amara"),
        ("call", "Rang"),
    ):
        events.log(family, Event(child=child.id, kind=kind, on=day, by=day, summary=said))
    given = whole(give(family, Wanted(stick, "Amara", CHOSEN, open_set=True)))
    pages = [page for path in given.folder.rglob("*.pdf") for page in PdfReader(path).pages]
    words = "".join(page.extract_text() for page in pages)
    assert "Rang" in words
    assert "Bell" not in words
    assert "Amara" not in words


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
    assert given.left == "The record in one protected file, with 0 papers."
    assert event.summary == "For Amara Lee: the record in one protected file, with 0 papers."
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
    second = whole(give(family, Wanted(stick, "Amara", CHOSEN)))
    assert second.folder.name == "EHCP record 2026-11-22 (2)"
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
    left = stick / ".EHCP record 123.making"
    (left / "Open papers").mkdir(parents=True)
    (stick / ".EHCP record 123.making.lock").touch()
    given = whole(give(family, Wanted(stick, "Amara", CHOSEN)))
    assert list(stick.iterdir()) == [given.folder]


def test_two_copies_into_one_folder_at_once_are_never_mixed(
    family: Family, stick: Path, tmp_path: Path, today: date
) -> None:
    with Family.create(tmp_path / "other.ehcp", None, lambda: today) as other:
        first, second = (give(one, Wanted(stick, "Amara", CHOSEN)) for one in (family, other))
        next(first)
        next(second)
        given = whole(first)
        also = whole(second)
        for one, folder in ((family, given.folder), (other, also.folder)):
            with Family.open(folder / "EHCP record.ehcp", CHOSEN, lambda: today) as copy:
                assert copy.store.identity == one.store.identity
    assert sorted(stick.iterdir()) == [given.folder, also.folder]


def test_a_disk_that_knows_no_locks_gets_a_copy_too(
    family: Family, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(_: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(lock, "_take", refuses)
    given = whole(give(family, Wanted(stick, "Amara", CHOSEN)))
    assert list(stick.iterdir()) == [given.folder]


def test_a_copy_that_cannot_be_noted_in_the_record_is_not_left(
    family: Family, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise FileRefused("The disk is full, so this was not saved.")

    monkeypatch.setattr(family_copy, "record", full)
    with pytest.raises(FileRefused, match="The disk is full"):
        whole(give(family, Wanted(stick, "Amara", CHOSEN)))
    assert list(stick.iterdir()) == []


def test_a_row_that_reads_differently_is_found_out(
    family: Family, child: Child, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changes(path: Path) -> None:
        key = key_from_passphrase(CHOSEN, path.read_bytes()[:SALT_BYTES])
        copy = Connection(path, key, writes=True)
        copy.run("update child set school = 'Elsewhere' where id = ?", (child.id,))
        copy.close()

    monkeypatch.setattr(copying, "_bring_to_disk", changes)
    with pytest.raises(FileRefused, match="not the same"):
        whole(give(family, Wanted(stick, "Amara", CHOSEN)))


def test_a_record_too_large_for_the_stick_is_refused_before_it_is_written(
    family: Family, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    monkeypatch.setattr(family_copy, "_LARGE", 1)
    resource.setrlimit(resource.RLIMIT_FSIZE, (family.path.stat().st_size - 1, limits[1]))
    try:
        with pytest.raises(FileRefused, match="formatted as exFAT"):
            whole(give(family, Wanted(stick, "Amara", CHOSEN)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(stick.iterdir()) == []


def test_interrupted_the_writing_is_stopped_and_not_waited_for(
    family: Family, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = Told()
    monkeypatch.setattr(copying.Copier, "write", lambda *_: stopped.wait(5))
    monkeypatch.setattr(copying.Copier, "stop", lambda _: stopped.set())
    making = give(family, Wanted(stick, "Amara", CHOSEN))
    next(making)
    with pytest.raises(KeyboardInterrupt):
        making.throw(KeyboardInterrupt)
    assert stopped.is_set()
    assert list(stick.iterdir()) == []


def test_a_full_stick_says_so_and_keeps_nothing(
    family: Family, child: Child, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(family_copy, "write_through", full)
    with pytest.raises(FileRefused, match="No space left on device"):
        whole(give(family, Wanted(stick, "Amara", CHOSEN)))
    assert list(stick.iterdir()) == []
