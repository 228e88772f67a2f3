"""A family's record is deleted whole, against a receipt that names nobody."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.errors import BadInput, FileRefused
from ehcp_desktop.services import deleting, papers
from ehcp_desktop.services.families import Families
from ehcp_desktop.services.family import Family

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

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
        (tmp_path / name).write_text("x")
    done = deleting.delete(listed, tmp_path / "receipt.txt", today, 1)
    assert done.files == 1 + len(gone)
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted((*stays, "receipt.txt"))


def test_the_receipt_says_which_file_it_was_and_nobodys_name(
    listed: Listed, tmp_path: Path, today: date
) -> None:
    digest = hashlib.sha256(listed.path.read_bytes()).hexdigest()
    counted = deleting.count_papers(listed.path, "", today)
    deleting.delete(listed, tmp_path / "receipt.txt", today, counted)
    said = (tmp_path / "receipt.txt").read_text(encoding="utf-8")
    assert digest in said
    assert "Blue folder" in said
    assert "Papers in it\n1\n" in said
    assert "solid-state" in said
    assert not any(word in said for word in ("Sam", "Example", "family.ehcp", str(tmp_path)))


def test_the_receipt_can_be_a_pdf(listed: Listed, tmp_path: Path, today: date) -> None:
    deleting.delete(listed, tmp_path / "receipt.pdf", today, None)
    assert (tmp_path / "receipt.pdf").read_bytes().startswith(b"%PDF")


def test_without_a_receipt_nothing_is_deleted(listed: Listed, tmp_path: Path, today: date) -> None:
    for place, error in (("no folder/r.txt", FileRefused), ("receipt.docx", BadInput)):
        with pytest.raises(error):
            deleting.delete(listed, tmp_path / place, today, 1)
    assert listed.path.is_file()


def test_a_record_that_is_open_is_not_deleted(listed: Listed, tmp_path: Path, today: date) -> None:
    with (
        Family.open(listed.path, None, lambda: today),
        pytest.raises(FileRefused, match="Blue folder is open"),
    ):
        deleting.delete(listed, tmp_path / "receipt.txt", today, 1)
    assert listed.path.is_file()
    assert not (tmp_path / "receipt.txt").exists()


def test_papers_of_a_protected_record_are_counted_only_with_its_passphrase(
    tmp_path: Path, today: date
) -> None:
    path = tmp_path / "family-0001.ehcp"
    Family.create(path, "one two three", lambda: today).close()
    assert deleting.count_papers(path, "", today) is None
    assert deleting.count_papers(path, "one two three", today) == 0
