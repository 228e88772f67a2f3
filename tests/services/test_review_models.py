"""What a way of reviewing leaves out is told for each, with its source and how sure that is."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.review import MODELS
from ehcp_desktop.errors import BadResource
from ehcp_desktop.resources import ROOT
from ehcp_desktop.services import review_models, rulebook
from ehcp_desktop.services.review_models import Model, Source, Told, Way

if TYPE_CHECKING:
    from pathlib import Path

SHOWN = review_models.review_models()
FILE = tomllib.loads(review_models.FILE.read_text(encoding="utf-8"))
NOT_LAW = ("council", "reported", "remark")
LAW = ("statutory", "case law", "guidance")


def cited() -> dict[str, dict[str, str]]:
    """Return each provision that was looked up by its name, "SEND Regs 2014 reg 20(10)"."""
    held = tomllib.loads((ROOT / "law" / "citations.toml").read_text(encoding="utf-8"))["law"]
    return {f"{law['key']} {one['at']}".strip(): one for law in held for one in law["cited"]}


def sources(basis: tuple[str, ...]) -> list[Source]:
    told = [one for model in SHOWN.models.values() for one in model.leaves_out]
    told += [one for model in SHOWN.models.values() for one in model.published.values()]
    every = [one.source for one in told] + [one for each in SHOWN.aspects for one in each.sources]
    return sorted({one for one in every if one.basis in basis})


def leaves_out(basis: tuple[str, ...]) -> list[Told]:
    every = [one for model in SHOWN.models.values() for one in model.leaves_out]
    return [one for one in every if one.source.basis in basis]


def test_every_way_of_reviewing_that_can_be_recorded_is_told_of() -> None:
    assert list(SHOWN.models) == list(MODELS)


@pytest.mark.parametrize("model", SHOWN.models.values(), ids=lambda model: model.id)
def test_each_model_says_in_short_what_it_leaves_out(model: Model) -> None:
    assert len(model.leaves_out) in (2, 3, 4)
    assert all(told.title and told.words.endswith(".") for told in model.leaves_out)
    assert all(len(told.words.split()) <= 40 for told in model.leaves_out)
    assert model.called.startswith(("a ", "an "))


@pytest.mark.parametrize("name", FILE["source"])
def test_every_source_has_a_link_and_says_how_sure_it_is(name: str) -> None:
    source = FILE["source"][name]
    assert source["url"].startswith("http")
    assert source["sure"].endswith(".")
    assert review_models.FILE.read_text(encoding="utf-8").count(f'"{name}"') >= 1


@pytest.mark.parametrize("source", sources(LAW), ids=lambda source: source.name)
def test_law_is_cited_only_where_it_was_looked_up(source: Source) -> None:
    rules = {rule.id: rule for rule in rulebook.load().rules}
    looked_up = [cited().get(name) or rules[name] for name in source.cited]
    told = [one if isinstance(one, dict) else vars(one) for one in looked_up]
    read = {str(one.get(key)) for one in told for key in ("source", "source_url", "law_url")}
    assert source.url in read | {as_it_stands(one) for one in read}
    is_own = {one["verified"] == "primary-text" for one in told if "at" in one}
    if "own words" in source.sure:
        assert (False in is_own) is ("partly" in source.sure)


def as_it_stands(url: str) -> str:
    """Return the address of a regulation as it stands now, in English."""
    return re.sub(r"/\d{4}-\d\d-\d\d.*|\?.*", "", url.replace("/cy/", "/"))


@pytest.mark.parametrize("source", sources(NOT_LAW), ids=lambda one: one.name)
def test_what_a_council_says_is_never_called_law(source: Source) -> None:
    assert not source.cited
    assert "Law" not in source.said
    assert ("As reported" in source.sure) is (source.basis == "reported")


@pytest.mark.parametrize("source", sources(LAW), ids=lambda source: source.name)
def test_law_is_linked_as_it_stands_not_as_it_once_stood(source: Source) -> None:
    assert not re.search(r"/cy/|/\d{4}-\d\d-\d\d", source.url)


def test_words_of_a_council_found_elsewhere_say_where() -> None:
    found = {source.said for source in sources(("council",)) if ".gov.uk" not in source.url}
    assert {said.partition(":")[0].rpartition(" ")[2] for said in found} == {
        "bromleybeaconacademy.org.uk",
        "vdocuments.mx",
        "wiltshirelocaloffer.org.uk",
    }


@pytest.mark.parametrize("told", leaves_out(NOT_LAW), ids=lambda told: told.title)
def test_what_the_law_says_is_not_told_as_a_page_of_a_council(told: Told) -> None:
    assert not re.search(r"\b(?:law|must|owed|appeal)", f"{told.title} {told.words}")


def test_each_move_has_the_day_of_the_law_with_its_rule() -> None:
    told = SHOWN.models["phase_transfer"].leaves_out[0]
    assert all(day in told.words for day in ("15 February", "31 March", "five months"))
    assert {"phase_15feb", "phase_31mar", "phase_post16_5months"} <= set(told.source.cited)


def test_what_is_only_reported_says_so_in_its_words() -> None:
    told = [one for model in SHOWN.models.values() for one in model.published.values()]
    assert all(one.words.startswith("It is said that") for one in told if is_reported(one))


def is_reported(told: Told) -> bool:
    return told.source.basis == "reported"


@pytest.mark.parametrize("way", SHOWN.ways, ids=lambda way: way.title)
def test_each_way_side_by_side_says_what_it_is_and_how_sure_that_is(way: Way) -> None:
    assert all((way.what, way.leaves_out, way.ask, way.source, way.sure))
    assert way.source_url.startswith("http")


def test_there_are_four_ways_and_only_the_dashboard_is_as_reported() -> None:
    places = [way.place for way in SHOWN.ways]
    assert places[1:] == ["Bromley", "Wiltshire", "Kensington and Chelsea"]
    assert [way.place for way in SHOWN.ways if way.as_reported] == ["Kensington and Chelsea"]
    assert [model.id for model in SHOWN.ways[1].models] == ["progress", "transition_and_change"]


def test_the_steps_of_every_review_are_rules_of_law() -> None:
    rules = rulebook.load()
    assert all(rules.rule(step).is_law for step in SHOWN.steps)


@pytest.mark.parametrize(
    ("was", "now", "wrong"),
    [
        ('source = "bromley"', 'source = "leeds"', "source names 'leeds', which is no source"),
        ("[model.published.often]", "[model.published.colour]", "'colour', which is no aspect"),
        ('models = ["dashboard"]', 'models = ["tablet"]', "'tablet', which is no model"),
        ('basis = "reported"', 'basis = "rumour"', "basis must be one of"),
    ],
)
def test_a_mistake_is_reported_by_file_entry_and_key(
    was: str, now: str, wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "review_models.toml"
    file.write_text(review_models.FILE.read_text(encoding="utf-8").replace(was, now, 1))
    monkeypatch.setattr(review_models, "FILE", file)
    with pytest.raises(BadResource, match=rf"review_models\.toml.*{wrong}"):
        review_models.review_models()
