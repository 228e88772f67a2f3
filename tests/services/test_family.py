"""An open family record holds what every service needs, and leaves nothing behind."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from ehcp_desktop.domain.people import Child
from ehcp_desktop.errors import FileRefused
from ehcp_desktop.services import papers
from ehcp_desktop.services.family import Family
from ehcp_desktop.services.private_folder import PrivateFolder, remove_left_behind

LEAVE = """
import os, sys
from ehcp_desktop.services.private_folder import PrivateFolder
folder = PrivateFolder()
print(folder.put("letter.pdf", b"secret"), flush=True)
sys.stdin.readline()
os._exit(1)
"""


def test_a_record_is_made_and_opened_again(tmp_path: Path, today: date) -> None:
    path = tmp_path / "family.ehcp"
    with Family.create(path, None, lambda: today) as family:
        child = family.store.children.save(Child(name="Sam", born=date(2016, 3, 14)))
        assert (family.path, family.today(), family.children) == (path, today, [child])
    with Family.open(path, None, lambda: today) as family:
        assert family.children == [child]
    with Family.open(path, None, lambda: today, read_only=True) as family:
        assert family.store.read_only


def test_rules_words_and_working_days_are_at_hand(family: Family) -> None:
    assert family.rulebook.rules
    assert family.vocabulary.kind("Call")
    assert not family.calendar.is_working_day(date(2026, 12, 25))
    assert family.rulebook is family.rulebook


def test_papers_left_behind_by_a_killed_program_are_taken_away_at_the_next_start() -> None:
    words = [sys.executable, "-c", LEAVE]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        left = Path(other.stdout.readline().strip())
        remove_left_behind()
        assert left.read_bytes() == b"secret"  # its program is still running
        other.stdin.write("\n")
    remove_left_behind()
    assert not left.parents[1].exists()


def test_a_private_folder_can_be_used_again_after_it_was_taken_away() -> None:
    folder = PrivateFolder()
    folder.remove()
    for _ in range(2):
        path = folder.put("letter.pdf", b"a")
        folder.remove()
        assert not path.parents[1].exists()


def test_a_paper_that_cannot_be_copied_out_is_said() -> None:
    folder = PrivateFolder()
    with pytest.raises(FileRefused, match="cannot be copied out"):
        folder.put("x" * 300, b"a")
    folder.remove()


def test_a_cache_that_cannot_be_read_stops_nothing(
    private_home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setattr("ehcp_desktop.paths.cache_folder", lambda: tmp_path / "file")
    remove_left_behind()


def test_a_second_window_may_read_papers_while_the_first_writes(
    family: Family, child: Child, today: date
) -> None:
    paper = papers.attach_bytes(family, child.id, ("a.txt", b"speech"))
    with Family.open(family.path, None, lambda: today) as second:
        assert second.store.held_by
        assert papers.copy_out(second, paper.id).read_bytes() == b"speech"
