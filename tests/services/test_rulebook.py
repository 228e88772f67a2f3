"""The shipped law: complete, well formed, quick to read, and honest about what is law."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import holidays
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays

from ehcp_desktop import paths
from ehcp_desktop.domain.question import questions_from
from ehcp_desktop.domain.rule import Rule, rule_from_mapping
from ehcp_desktop.domain.ruleset import Derived, Ruleset
from ehcp_desktop.errors import BadInput, BadResource
from ehcp_desktop.services import concerns, rulebook, shipped, vocabulary

BOOK = rulebook.load()
RULES = list(BOOK.rules)
LEAST = {
    "id": "test",
    "title": "Test",
    "plain": "Test.",
    "owner": "authority",
    "basis": "practice",
    "citation": "None",
    "source_url": "https://example.org",
    "verified": "secondary",
    "confidence": "low",
    "checked": "2026-11-22",
    "in_force": {"from": "2014-09-01"},
}
QUESTION = """
[[question]]
id = "a"
text = "A?"
needs = "Say a."
hint = "Look at it."
choices = { yes = "Yes" }
"""
DERIVED_WORDS = {"appealable_decision", "review_concluded", "plan_ceased"}
NO_NUMBER = {
    "draft_plan_meeting",
    "early_review_request",
    "review_pfa",
    "mediation_agreement_appealable",  # its variants have
    "order_reconsider",
    "cease_consult",
    "cease_plan_stays",
    "cease_review_18plus",
    "pb_request_window",
}
IDS = (Path(__file__).parents[1] / "law" / "ids.txt").read_text("utf-8").split()


def test_every_group_of_this_version_is_there() -> None:
    assert BOOK.groups == rulebook.GROUPS
    assert len(BOOK.in_group("assessment")) == 10


def test_every_time_limit_of_our_research_is_a_rule() -> None:
    said_with_another = {also for one in BOOK.rules.starter.values() for also in one.also}
    assert len(IDS) == len(set(IDS)) == 102
    assert set(IDS) <= {rule.id for rule in RULES} | said_with_another


def test_only_rules_with_no_number_have_no_date() -> None:
    assert {rule.id for rule in RULES if not rule.has_date} == NO_NUMBER


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_what_it_is_and_where_it_stands(rule: Rule) -> None:
    assert rule.source_url.startswith("http")
    assert rule.checked == date(2026, 11, 22)
    assert len(rule.title) < 60
    assert rule.plain.endswith(".")
    assert not re.search(r"illegal|unlawful|sue|breach", f"{rule.plain} {rule.if_missed}")
    assert rule.is_law == (rule.basis in ("statutory", "case law"))
    assert bool(rule.counting) == rule.has_date


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_uses_only_words_of_the_vocabulary(rule: Rule) -> None:
    known = {kind.id: dict(kind.outcomes) for kind in vocabulary.load().kinds}
    for start in rule.starts:
        assert start.kind in known or start.kind in DERIVED_WORDS
        assert start.kind in DERIVED_WORDS or start.outcome in (None, "", *known[start.kind])
    for kinds in (rule.ends, rule.live_once, rule.revived_by, rule.revived_unless):
        assert set(kinds) <= set(known) | DERIVED_WORDS


def test_guidance_never_says_must() -> None:
    said = [rule.id for rule in RULES if not rule.is_law and " must " in rule.plain]
    assert said == ["review_early_years", "phase_review_start"]  # "not a rule they must follow"


def test_an_unknown_rule_is_refused_in_a_sentence() -> None:
    assert BOOK.rule("review_decision").citation == "SEND Regulations 2014, reg 20(10)"
    with pytest.raises(BadInput, match="ehcp rules"):
        BOOK.rule("review_decisions")


def test_a_rule_file_needs_no_code_for_a_rule_of_a_known_kind() -> None:
    added = {**LEAST, "starts": ["incident"], "limit": {"working_days": 5}, "start_words": "it"}
    assert rule_from_mapping(added, "test.toml, test", "test").counting.startswith(
        "5 working days"
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"owner": "nobody"}, "test.toml, test: owner must be one of"),
        ({"titel": "x"}, "titel is not a key"),
        ({"title": 3}, "title must be a text"),
        ({"starts": [3]}, "starts must be a list of texts"),
        ({"fallback": ["x"]}, "fallback must be a list of tables"),
        ({"checked": "soon"}, "checked must be a date"),
        ({"in_force": {"from": "2014-09-01", "until": "x"}}, "until is not a key"),
        ({"in_force": {}}, "from is missing"),
        ({"limit": {"wekks": 4}}, "limit needs one of"),
        ({"ahead": "yes"}, "ahead must be true or false"),
        ({"later_leg": {"kinds": ["incident"]}}, "later_leg: limit is missing"),
        ({"pause": {"by": "note", "until": "note"}}, "pause: since is missing"),
    ],
)
def test_a_wrong_entry_is_named_by_file_entry_and_key(
    change: dict[str, object], said: str
) -> None:
    with pytest.raises(BadResource, match=said):
        rule_from_mapping({**LEAST, **change}, "test.toml, test", "test")


ASKING = {**LEAST, "starts": ["suspended"], "assumes": ["it is long"]}
ASKED = {"answer": "suspension_length", "is": ["over_5"]}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"when": {**ASKED, "answer": "weather"}}, "when asks 'weather', which is not a question"),
        ({"when": {**ASKED, "is": ["cold"]}}, "when names 'cold', which is no answer to"),
        ({"when": {**ASKED, "is": []}}, "when does not say which answers to suspension_length"),
        ({"when": {**ASKED, "unless_told": "cold"}}, "when names 'cold'"),
        ({"when": {**ASKED, "is": True}}, "when: is must be a list"),
        ({"when": ASKED, "starts": ["incident"]}, "which is not asked of incident"),
        ({"when": ASKED, "assumes": []}, "assumes is missing"),
        ({"met_only_if": ASKED, "met_by": ["incident"]}, "met_only_if asks suspension_length"),
    ],
)
def test_a_rule_asks_only_what_can_be_answered(change: dict[str, object], said: str) -> None:
    asked = rulebook.questions()
    rulebook.checked_rule({**ASKING, "when": ASKED}, "test.toml, test", "test", asked)
    with pytest.raises(BadResource, match=f"^test.toml, test[:,].*{said}"):
        rulebook.checked_rule({**ASKING, **change}, "test.toml, test", "test", asked)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (QUESTION.replace('{ yes = "Yes" }', "{}"), "q.toml, a: choices is missing"),
        (QUESTION.replace('"Yes"', "1"), "q.toml, a, choices: yes must be a text"),
        (QUESTION.replace("id =", "name ="), "q.toml, question number 1: id is missing"),
        (f"{QUESTION}in_form = true\nasked_of = ['note:']\n", "q.toml, a: in_form cannot go with"),
        (f"{QUESTION}known_by = {{ note = 'No' }}\n", "q.toml, a: known_by names 'No'"),
        ("stray = 1\n", "q.toml: stray is not a key"),
        (f"{QUESTION}{QUESTION}", "q.toml, a: id is there twice"),
    ],
)
def test_a_wrong_question_is_named_by_file_entry_and_key(file: str, said: str) -> None:
    with pytest.raises(BadResource, match=said):
        questions_from(tomllib.loads(file), "q.toml")


def test_no_question_has_the_name_of_a_rule_or_of_a_concern() -> None:
    named = {*BOOK.rules.by_id, *BOOK.family_dates, *(one.id for one in concerns.load())}
    assert named.isdisjoint(rulebook.questions())


def test_every_question_is_asked_by_a_rule_and_of_a_known_event() -> None:
    told = [one for rule in RULES for one in (rule.condition, rule.end_condition) if one]
    asked = {question.id for question in rulebook.questions().values() if not question.always}
    assert {one.answer for one in told} - {""} == asked
    known = {kind.id: {word for word, _ in kind.outcomes} for kind in vocabulary.load().kinds}
    for question in rulebook.questions().values():
        for start in question.asked_of:
            assert start.outcome in {None, *known[start.kind]}


@pytest.mark.parametrize("key", ["title", "in_force", "checked"])
def test_a_missing_key_is_named(key: str) -> None:
    entry = {name: value for name, value in LEAST.items() if name != key}
    with pytest.raises(BadResource, match=f"test.toml, test: {key} is missing"):
        rule_from_mapping(entry, "test.toml, test", "test")


def test_rules_that_name_each_other_must_be_there() -> None:
    one = rule_from_mapping({**LEAST, "part_of": ["absent"]}, "test.toml, test", "test")
    with pytest.raises(BadResource, match="names absent"):
        Ruleset((one,), Derived()).check()


def entry(since: str, until: str | None = None, **more: object) -> Rule:
    in_force = {"from": since} | ({"to": until} if until else {})
    changed = {**LEAST, "in_force": in_force, "checked": date(2026, 11, 22), **more}
    return rule_from_mapping(changed, "test.toml, test", "test")


def test_a_changed_law_is_a_new_entry_after_the_old_one() -> None:
    old, new = entry("2014-09-01", "2026-03-31"), entry("2026-04-01", title="New")
    rules = Ruleset((old, new), Derived())
    rules.check()
    assert [rule.title for rule in rules] == ["New"]
    with pytest.raises(BadResource, match="same id"):
        Ruleset((old, entry("2026-03-31")), Derived()).check()


def test_a_folder_with_a_broken_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "derived.toml").write_text(
        (rulebook.LAW / "england" / "derived.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    (tmp_path / "other.toml").write_text('group = "other"\n', encoding="utf-8")
    with pytest.raises(BadResource, match="rule must be a list"):
        rulebook.load(tmp_path)


def test_bank_holidays_agree_with_two_other_tables() -> None:
    ours = rulebook.bank_holidays().bank_holidays
    theirs = holidays.country_holidays("GB", subdiv="ENG", years=range(2014, 2033))
    assert ours == {day for day in theirs if day.weekday() < 5}


def test_bank_holidays_of_the_whole_kingdom_agree_with_another_table() -> None:
    ours = rulebook.bank_holidays()
    theirs = {
        day
        for part in ("ENG", "WLS", "SCT", "NIR")
        for day in holidays.country_holidays("GB", subdiv=part, years=range(2014, 2033))
        if day.weekday() < 5
    }
    assert ours.bank_holidays | ours.elsewhere == theirs
    assert not ours.bank_holidays & ours.elsewhere


def test_bank_holidays_agree_with_gov_uk() -> None:
    table = BankHolidays(use_cached_holidays=True)
    theirs = {one["date"] for one in table.get_holidays(division=table.ENGLAND_AND_WALES)}
    last = max(day.year for day in theirs)
    ours = rulebook.bank_holidays().bank_holidays
    assert {day for day in ours if day.year < last} == {
        day for day in theirs if 2014 <= day.year < last
    }


@pytest.mark.parametrize("days", ['"2026-01-01"', "[1]", '["x"]'])
def test_a_broken_table_of_bank_holidays_is_refused(tmp_path: Path, days: str) -> None:
    file = tmp_path / "bank_holidays.toml"
    file.write_text(f"days = {days}\n", encoding="utf-8")
    with pytest.raises(BadResource, match="days must"):
        rulebook.bank_holidays(file)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "law.toml"
    file.write_text("a = 2026-11-22\n", encoding="utf-8")
    assert (
        shipped.read_toml_cached(file) == shipped.read_toml_cached(file) == [{"a": "2026-11-22"}]
    )
    file.write_text("a = 10000\n", encoding="utf-8")
    assert shipped.read_toml_cached(file) == [{"a": 10000}]


def test_a_new_version_of_the_program_trusts_nothing_that_an_old_one_worked_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "v.toml"
    file.write_text("a = 1", encoding="utf-8")
    assert shipped.worked_out((file,), lambda _: "counted wrongly") == "counted wrongly"
    monkeypatch.setattr(shipped, "__version__", "2026.2.0")
    assert shipped.worked_out((file,), lambda _: "counted right") == "counted right"


def test_a_spoilt_or_impossible_cache_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "law.toml"
    file.write_text("a = 1\n", encoding="utf-8")
    monkeypatch.setattr(paths, "cache_folder", lambda: tmp_path)
    shipped.read_toml_cached(file)
    for cache in tmp_path.glob("*.json"):
        cache.write_text("not json", encoding="utf-8")
    assert shipped.read_toml_cached(file) == [{"a": 1}]

    def refuse() -> Path:
        raise PermissionError

    monkeypatch.setattr(paths, "cache_folder", refuse)
    assert shipped.read_toml_cached(file) == [{"a": 1}]
