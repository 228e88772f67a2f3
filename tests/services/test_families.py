"""The list of families that an advocate helps: files and labels, and nobody's name."""

from __future__ import annotations

import stat
import sys
from dataclasses import replace
from datetime import date, datetime
from threading import Timer
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.advocacy import AuthorityToAct, Retention
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput, FileRefused
from ehcp_desktop.services import families as module
from ehcp_desktop.services.families import MISSING, PROTECTED, READABLE, Families
from ehcp_desktop.services.family import Family
from ehcp_desktop.storage.lock import Lock, lock_path

if TYPE_CHECKING:
    from pathlib import Path

LIST = "families.json"
pytestmark = pytest.mark.usefixtures("quick_keys")


@pytest.fixture
def families(tmp_path: Path) -> Families:
    return Families(tmp_path / LIST)


def test_a_family_is_called_by_its_label_or_its_number(families: Families, family: Family) -> None:
    listed = families.add(family.path)
    assert listed.name == "Family 1"
    families.relabel(listed.id, " Blue folder ")
    assert [one.name for one in families.all()] == ["Blue folder"]


@pytest.mark.skipif(sys.platform == "win32", reason="modes are of other systems")
def test_only_this_account_can_read_the_list(
    families: Families, family: Family, tmp_path: Path
) -> None:
    families.add(family.path)
    assert stat.S_IMODE((tmp_path / "families.json").stat().st_mode) == 0o600


def test_a_number_is_never_given_twice(families: Families, blank: Path, family: Family) -> None:
    families.take_off(families.add(blank).id)
    assert families.add(family.path).number == 2
    assert families.new_path().name == "family-0003.ehcp"


def test_a_record_is_on_the_list_once(families: Families, family: Family) -> None:
    families.add(family.path)
    with pytest.raises(BadInput, match="on the list already"):
        families.add(family.path)


def test_what_is_no_record_is_not_listed(families: Families, tmp_path: Path) -> None:
    (tmp_path / "shopping.ehcp").write_text("bread")
    with pytest.raises(FileRefused, match="not an EHCP Desktop record"):
        families.add(tmp_path / "shopping.ehcp")


@pytest.mark.parametrize(("passphrase", "state"), [(None, READABLE), ("one two", PROTECTED)])
def test_whether_a_file_is_protected_is_seen_without_opening_it(
    families: Families, tmp_path: Path, today: date, passphrase: str | None, state: str
) -> None:
    path = tmp_path / "family-0001.ehcp"
    Family.create(path, passphrase, lambda: today).close()
    listed = families.add(path)
    assert listed.state == state
    path.unlink()
    assert listed.state == MISSING


def test_what_the_list_knows_of_an_opened_family_is_days(
    families: Families, family: Family, today: date
) -> None:
    kept, ends = date(2027, 5, 22), When.day(date(2026, 12, 10))
    family.store.retentions.save(Retention(until=kept))
    family.store.authorities_to_act.save(
        AuthorityToAct(given_by="Ms Lee", given_to="Jo Marsh", until=ends)
    )
    noted = families.note(families.add(family.path), family)
    assert (noted.opened, noted.keep_until, noted.authority_until) == (today, kept, ends.last)
    assert families.all() == (noted,)


def test_the_list_holds_nobodys_name(
    families: Families, example_family: Family, tmp_path: Path
) -> None:
    families.note(families.add(example_family.path), example_family)
    held = (tmp_path / "families.json").read_text()
    assert "Family" not in held
    assert not any(word in held for word in ("Sam", "Okafor", "Lee", "Hollybank"))


def test_another_record_in_the_place_of_a_family_is_not_taken_for_it(
    families: Families, family: Family, tmp_path: Path, today: date
) -> None:
    listed = families.note(families.add(family.path), family)
    with (
        Family.create(tmp_path / "other.ehcp", None, lambda: today) as other,
        pytest.raises(BadInput, match="Family 1 now holds another record"),
    ):
        families.note(listed, other)


def test_a_moved_file_is_found_again_but_never_another_familys(
    families: Families, family: Family, blank: Path
) -> None:
    listed, other = families.add(family.path), families.add(blank)
    with pytest.raises(BadInput, match="the record of Family 2"):
        families.move(replace(listed, path=other.path))
    moved = family.path.rename(family.path.with_name("family-0001.ehcp"))
    families.move(replace(listed, path=moved))
    assert families.holding(moved) == replace(listed, path=moved)


def test_a_sentence_names_the_family_and_not_its_file(families: Families, family: Family) -> None:
    listed = families.add(family.path)
    said = f"“{family.path}” cannot be read; “{family.path.name}” is held."
    assert listed.without_place(said) == "“Family 1” cannot be read; “Family 1” is held."


@pytest.mark.parametrize("held", ["", "{", "[]", '{"last": 1}', '{"families": [1]}'])
def test_a_list_that_cannot_be_read_is_left_as_it_is(tmp_path: Path, held: str) -> None:
    file = tmp_path / "families.json"
    file.write_text(held)
    with pytest.raises(FileRefused, match="The records themselves are untouched"):
        Families(file).all()
    assert file.read_text() == held


def test_what_two_windows_change_is_all_kept(
    families: Families, family: Family, blank: Path, today: date, tmp_path: Path
) -> None:
    opened = families.add(family.path)
    Families(tmp_path / LIST).add(blank, "Green folder")
    Families(tmp_path / LIST).relabel(opened.id, "Blue folder")
    noted = families.note(opened, family)
    assert (noted.name, noted.opened) == ("Blue folder", today)
    assert [one.name for one in families.all()] == ["Blue folder", "Green folder"]


def test_the_list_waits_for_another_window_and_then_says_so(
    families: Families, family: Family, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(module, "_TRIES", 2)
    lock = Lock(lock_path(tmp_path / LIST), datetime.now().astimezone())
    with pytest.raises(FileRefused, match="Another window is changing the list"):
        families.add(family.path)
    Timer(0.03, lock.release).start()
    monkeypatch.setattr(module, "_TRIES", 100)
    assert families.add(family.path).number == 1


@pytest.mark.skipif(sys.platform == "win32", reason="a link needs a right there")
def test_a_link_leads_to_the_record_that_is_listed(
    families: Families, family: Family, tmp_path: Path
) -> None:
    (tmp_path / "link.ehcp").symlink_to(family.path)
    listed = families.add(tmp_path / "link.ehcp")
    assert listed.path == family.path
    families.move(replace(listed, path=tmp_path / "link.ehcp"))
    assert families.get(listed.id).path == family.path


def test_after_how_long_a_family_closes_is_kept(families: Families) -> None:
    assert families.lock_minutes == 10
    families.set_lock_minutes(0)
    assert families.lock_minutes == 0


@pytest.mark.parametrize("is_deleted", [False, True])
def test_a_family_taken_off_has_its_label_again_once_it_is_added(
    families: Families, blank: Path, is_deleted: bool
) -> None:
    made = families.add(blank, "Blue folder")
    families.take_off(made.id, is_deleted=is_deleted)
    again = families.add(blank)
    assert (again.label, again.number) == (("", 2) if is_deleted else ("Blue folder", 1))
    assert [one.name for one in families.all()] == [again.name]
