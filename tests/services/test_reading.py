"""What is read beside the rules is whole, in order, and never passes for law."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.errors import BadResource
from ehcp_desktop.resources import ROOT
from ehcp_desktop.services import reading, rulebook

if TYPE_CHECKING:
    from pathlib import Path

    from ehcp_desktop.services.reading import Proposal


@pytest.mark.parametrize("one", reading.proposals().proposals, ids=lambda one: one.title)
def test_every_proposal_is_labelled_as_not_in_force(one: Proposal) -> None:
    assert one.label in ("Not law", "Passed, but not in force")
    assert all((one.says, one.status, one.source, one.sure))


def test_no_proposal_is_ever_computed() -> None:
    titles = {one.title.casefold() for one in reading.proposals().proposals}
    rules = " ".join(file.read_text("utf-8").casefold() for file in (ROOT / "law").rglob("*.toml"))
    assert not [title for title in titles if title in rules]
    for word in ("white paper", "education for all bill", "individual support plan"):
        assert word not in rules


def test_both_days_of_checking_are_known() -> None:
    shown = reading.proposals()
    assert (shown.law_checked.isoformat(), shown.news_checked) == ("2026-11-22", "July 2026")
    assert shown.law_checked == max(rule.checked for rule in rulebook.load().rules)


def test_the_glossary_has_the_words_of_the_field_once_each_and_in_order() -> None:
    terms = [word.term.casefold() for word in reading.glossary()]
    assert 50 <= len(terms) == len(set(terms))
    assert terms == sorted(terms)


@pytest.mark.parametrize("word", reading.glossary(), ids=lambda word: word.term)
def test_a_meaning_is_short_and_plain(word: reading.Word) -> None:
    sentences = word.means.replace("?", ".").split(". ")
    assert word.means.endswith(".")
    assert all(len(sentence.split()) <= 32 for sentence in sentences)


@pytest.mark.parametrize(("typed", "found"), [("senco", "SENCO"), ("section F", "Provision")])
def test_a_word_is_found_by_its_name_or_its_meaning(typed: str, found: str) -> None:
    assert found in [word.term for word in reading.matching(reading.glossary(), typed)]


def test_an_entry_without_its_words_is_refused_by_file_and_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "glossary.toml"
    file.write_text('[[word]]\nterm = "Plan"\n')
    monkeypatch.setattr(reading, "GLOSSARY", file)
    with pytest.raises(BadResource, match=r"glossary\.toml, Plan: means is missing"):
        reading.glossary()
    file.write_text('word = "Plan"\n')
    with pytest.raises(BadResource, match="must be a list"):
        reading.glossary()
