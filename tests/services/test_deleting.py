"""A family's record is deleted whole, against a receipt that names nobody."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.errors import BadInput, FileRefused
from ehcp_desktop.services import deleting, papers
from ehcp_desktop.services.families import Families
from ehcp_desktop.services.family import Family

if TYPE_CHECKING:
    from datetime import date

    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.families import Listed

pytestmark = pytest.mark.usefixtures("quick_keys")


@pytest.fixture
def listed(family: Family, child: Child, tmp_path: Path) -> Listed:
    papers.attach_bytes(family, child.id, ("Report about Sam.pdf", b"%PDF-1.4"))
    family.close()
    return Families(tmp_path / "families.json").add(family.path, "Blue folder")


def test_all_that_the_program_put_beside_it_goes_and_nothing_else(
    listed: Listed, tmp_path: Path, today: date
) -> None:
    gone = ("family (format 3).ehcp", "family (format 3, copy 2).ehcp", "family.ehcp-journal")
    stays = ("family (old).ehcp", "family 2.ehcp", "notes.txt", "families.json")
    for name in (*gone, *stays):
        (tmp_path / name).write_text("\0")
    done = deleting.delete(listed, tmp_path / "receipt.txt", today)
    assert done.files == 1 + len(gone)
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted((*stays, "receipt.txt"))


def test_the_receipt_says_which_file_it_was_and_nobodys_name(
    listed: Listed, tmp_path: Path, today: date
) -> None:
    digest = hashlib.sha256(listed.path.read_bytes()).hexdigest()
    deleting.delete(listed, tmp_path / "receipt.txt", today)
    said = (tmp_path / "receipt.txt").read_text(encoding="utf-8")
    assert digest in said
    assert "Blue folder" in said
    assert "Papers in it\n1\n" in said
    assert "solid-state" in said
    assert "has no passphrase" in said
    assert "its passphrase" not in said
    assert not any(word in said for word in ("Sam", "Example", "family.ehcp", str(tmp_path)))


def test_the_receipt_can_be_a_pdf(listed: Listed, tmp_path: Path, today: date) -> None:
    deleting.delete(listed, tmp_path / "receipt.pdf", today)
    assert (tmp_path / "receipt.pdf").read_bytes().startswith(b"%PDF")


def test_without_a_receipt_nothing_is_deleted(listed: Listed, tmp_path: Path, today: date) -> None:
    for place, error in (("no folder/r.txt", FileRefused), ("receipt.docx", BadInput)):
        with pytest.raises(error):
            deleting.delete(listed, tmp_path / place, today)
    assert listed.path.is_file()


def test_a_record_that_is_open_is_not_deleted(listed: Listed, tmp_path: Path, today: date) -> None:
    with (
        Family.open(listed.path, None, lambda: today),
        pytest.raises(FileRefused, match="Blue folder is open"),
    ):
        deleting.delete(listed, tmp_path / "receipt.txt", today)
    assert listed.path.is_file()
    assert not (tmp_path / "receipt.txt").exists()


@pytest.mark.parametrize(("typed", "papers"), [("", None), ("one two three", 0)])
def test_papers_of_a_protected_record_are_counted_only_with_its_passphrase(
    tmp_path: Path, today: date, typed: str, papers: int | None
) -> None:
    path = tmp_path / "family-0001.ehcp"
    Family.create(path, "one two three", lambda: today).close()
    listed = Families(tmp_path / "families.json").add(path)
    assert deleting.delete(listed, tmp_path / "receipt.txt", today, typed).papers == papers
    assert not path.exists()


def test_of_a_protected_record_it_is_promised_that_nobody_reads_what_stays() -> None:
    said = deleting.not_promised(is_protected=True)
    assert "Without its passphrase" in said[-1]
    assert "has no passphrase" not in said[-1]


def test_a_receipt_never_takes_the_place_of_another_file(
    listed: Listed, tmp_path: Path, today: date
) -> None:
    (tmp_path / "receipt.txt").write_text("of another family")
    with pytest.raises(BadInput, match="a name of its own"):
        deleting.delete(listed, tmp_path / "receipt.txt", today)
    assert (tmp_path / "receipt.txt").read_text() == "of another family"
    assert listed.path.is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="a link needs a right there")
def test_a_link_goes_with_the_record_that_it_leads_to(
    listed: Listed, tmp_path: Path, today: date
) -> None:
    link = tmp_path / "link.ehcp"
    link.symlink_to(listed.path)
    with (
        Family.open(listed.path, None, lambda: today),
        pytest.raises(FileRefused, match="is open"),
    ):
        deleting.delete(replace(listed, path=link), tmp_path / "receipt.txt", today)
    deleting.delete(replace(listed, path=link), tmp_path / "receipt.txt", today)
    assert not any(one.exists() or one.is_symlink() for one in (link, listed.path))


@pytest.mark.parametrize("passphrase", [None, "one two three"])
def test_another_familys_record_in_its_place_is_not_deleted(
    tmp_path: Path, today: date, passphrase: str | None
) -> None:
    kept, path = Families(tmp_path / "families.json"), tmp_path / "family-0001.ehcp"
    with Family.create(path, passphrase, lambda: today) as family:
        listed = kept.note(kept.add(path), family)
    path.unlink()
    Family.create(path, passphrase, lambda: today).close()
    with pytest.raises(FileRefused, match="Family 1 now holds another record"):
        deleting.delete(listed, tmp_path / "receipt.txt", today, passphrase or "")
    assert path.is_file()
    assert not (tmp_path / "receipt.txt").exists()


def test_what_is_no_record_is_not_deleted(listed: Listed, tmp_path: Path, today: date) -> None:
    listed.path.write_text("bread and milk")
    with pytest.raises(FileRefused, match="not an EHCP Desktop record"):
        deleting.delete(listed, tmp_path / "receipt.txt", today)
    assert listed.path.read_text() == "bread and milk"


def test_a_mishap_leaves_the_record_with_the_journal_that_mends_it(
    listed: Listed, tmp_path: Path, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = tmp_path / "family.ehcp-journal"
    journal.write_bytes(b"\0")
    unlink = Path.unlink

    def fails(path: Path, missing_ok: bool = False) -> None:
        if path == listed.path:
            raise OSError(5, "Input/output error")
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", fails)
    with pytest.raises(FileRefused, match="Input/output error"):
        deleting.delete(listed, tmp_path / "receipt.txt", today)
    assert (listed.path.exists(), journal.exists()) == (True, True)
    assert not (tmp_path / "receipt.txt").exists()
