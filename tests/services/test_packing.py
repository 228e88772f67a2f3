"""Rules survive being kept as plain lists: nothing is lost, and nothing is checked twice."""

from __future__ import annotations

import json
import tomllib
from dataclasses import asdict
from pathlib import Path

import pytest

from ehcp_desktop import paths
from ehcp_desktop.domain.rule import Rule
from ehcp_desktop.errors import BadResource
from ehcp_desktop.services import rulebook
from ehcp_desktop.services.packing import packed, unpacked

ENGLAND = rulebook.LAW / "england"
FILES = {
    file.name: tomllib.loads(file.read_text("utf-8"))
    for file in ENGLAND.glob("*.toml")
    if file.stem != "derived"
}


def test_every_rule_is_the_same_after_it_was_kept() -> None:
    asked = rulebook.questions()
    for rule in (
        rule for name, file in FILES.items() for rule in rulebook.rules_from(name, file, asked)
    ):
        kept = unpacked(json.loads(json.dumps(packed(rule))))
        assert isinstance(kept, Rule)
        assert asdict(kept) == asdict(rule)


def law_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with one small rule file, and a cache of its own."""
    monkeypatch.setattr(paths, "cache_folder", lambda: folder)
    for name in ("derived.toml", "personal_budget.toml"):
        (folder / name).write_text((ENGLAND / name).read_text("utf-8"), encoding="utf-8")
    return folder


def test_rules_are_checked_only_when_their_files_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, checks = law_in(tmp_path, monkeypatch), []
    monkeypatch.setattr(rulebook.Ruleset, "check", lambda rules: checks.append(len(rules)))
    first, second = rulebook.load(folder), rulebook.load(folder)
    assert [rule.id for rule in first.rules] == [rule.id for rule in second.rules]
    assert checks == [2]
    text = (folder / "personal_budget.toml").read_text("utf-8")
    (folder / "personal_budget.toml").write_text(f"{text}\n# a word more\n", encoding="utf-8")
    rulebook.load(folder)
    assert checks == [2, 2]


def test_a_broken_rule_is_never_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = law_in(tmp_path, monkeypatch)
    broken = (folder / "personal_budget.toml").read_text("utf-8").replace("statutory", "hearsay")
    (folder / "personal_budget.toml").write_text(broken, encoding="utf-8")
    for _ in range(2):
        with pytest.raises(BadResource, match="pb_request_window: basis must be one of"):
            rulebook.load(folder)
