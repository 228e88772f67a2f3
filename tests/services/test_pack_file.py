"""A rule pack that cannot be relied on is refused in one sentence: file, entry and key."""

from __future__ import annotations

import hashlib
import random
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.domain.casework import calendar, case
from tests.services.pack_text import DECISION, HEAD, stamped, write

from ehcp_desktop.domain.timetable import deadlines
from ehcp_desktop.errors import EhcpError
from ehcp_desktop.services import rulebook, vocabulary
from ehcp_desktop.services.pack_file import MOST_BYTES, pack_from, read_text

if TYPE_CHECKING:
    from ehcp_desktop.domain.pack import Pack
    from ehcp_desktop.domain.ruleset import Ruleset

GOOD = HEAD + DECISION
MEETINGS = ("2026-06-02 review_meeting_held", "2027-03-09 review_meeting_held")
LOOP = """
[[rule]]
id = "one"
title = "One"
plain = "One."
group = "annual_review"
owner = "authority"
basis = "statutory"
citation = "A made-up Act"
source_url = "https://www.legislation.gov.uk/"
verified = "primary-text"
confidence = "high"
checked = 2027-02-26
in_force = { from = 2027-03-01 }
offset_rules = ["two"]
offset = { weeks = 1 }
"""
OTHER = LOOP.replace('id = "one"', 'id = "two"').replace('["two"]', '["one"]')


@cache
def book() -> rulebook.Rulebook:
    return rulebook.load()


@cache
def words() -> vocabulary.Vocabulary:
    return vocabulary.load()


def read(text: str) -> tuple[Pack, Ruleset]:
    pack, changed = pack_from(text, "new.ehcp-rules", book(), words())
    return pack, changed.rules


def refusal(text: str) -> str:
    with pytest.raises(EhcpError) as refused:
        read(text)
    return str(refused.value)


def is_one_sentence(words: str) -> bool:
    return words.endswith(".") and "\n" not in words and not re.search(r"[.!?] [A-Z]", words)


def test_a_good_pack_is_read_with_its_head_and_its_rules() -> None:
    pack, rules = read(stamped(GOOD))
    assert (pack.id, str(pack.issued), pack.reform_checked.iso()) == (
        "england-2027.03",
        "2026-12-01",
        "2026-11",
    )
    assert rules.by_id["review_decision"].citation == "A made-up Act 2027, s1"
    assert rules.by_id["review_decision"].group == "annual_review"


def test_a_pack_may_ask_what_the_program_can_ask() -> None:
    asking = DECISION.replace("review_meeting_held", "suspended").replace(
        "pairing =",
        'when = { answer = "suspension_length", is = ["over_5"] }\nassumes = ["x"]\npairing =',
    )
    _, rules = read(stamped(HEAD + asking))
    told = case("2027-11-22", ["2027-03-09 suspended"])
    due = deadlines(rules, told, calendar())
    (one,) = [one for one in due if one.rule.id == "review_decision"]
    assert (one.state, one.conditional) == ("waiting", True)
    assert one.needs == "Say how long the suspension is."


def test_the_checksum_is_what_common_tools_say(tmp_path: Path) -> None:
    pack, _ = read(read_text(write(tmp_path)))
    bare = b"".join(
        line
        for line in (tmp_path / "new.ehcp-rules").read_bytes().splitlines(keepends=True)
        if not line.startswith(b"sha256")
    )
    assert pack.sha256 == hashlib.sha256(bare).hexdigest()


def test_a_pack_that_came_with_the_line_ends_of_windows_is_the_same(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read(read_text(path))[0].id == "england-2027.03"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("", "does not begin with [pack]", id="empty"),
        pytest.param("hello", "was cut short or changed on its way (at", id="some text"),
        pytest.param('[words]\na = "b"\n', "does not begin with [pack]", id="another file"),
        pytest.param(stamped(GOOD)[:-200], "was cut short or changed", id="truncated in an entry"),
        pytest.param(
            stamped(GOOD)[:-19], "does not fit its control number", id="truncated by a line"
        ),
        pytest.param(GOOD, "pack: sha256 is missing", id="without a checksum"),
        pytest.param(stamped(GOOD).replace("s1", "s2"), "control number", id="changed on its way"),
        pytest.param(stamped(GOOD.replace("format = 1", "format = 2")), "newer EHCP", id="newer"),
        pytest.param(stamped(GOOD.replace('"england"', '"wales"')), "'wales'", id="Wales"),
        pytest.param(stamped(HEAD), "changes no rule", id="no entry"),
        pytest.param(stamped(HEAD + "rule = 4\n"), "pack: rule is not a key", id="stray key"),
    ],
)
def test_a_wrong_pack_is_refused_in_one_sentence(text: str, says: str) -> None:
    told = refusal(text)
    assert told.startswith("new.ehcp-rules")
    assert says in told
    assert is_one_sentence(told)


HEAD_KEYS = {
    "pack: id must be like england-2027.03": ('"england-2027.03"', '"England 2027"'),
    "pack: issued must be a date such as": ("issued = 2026-12-01", 'issued = "soon"'),
    "pack: checked must be a date such as": ("checked = 2026-11-30", "checked = 10:00:00"),
    'pack: reform_checked must be text such as "2026-07"': ('"2026-11"', '"lately"'),
    "pack: format must be a whole number": ("format = 1", "format = true"),
    "pack: note is not a key this program knows": ("plain =", 'note = "x"\nplain ='),
}
ENTRY_KEYS = {
    "id must be small letters": ('id = "review_decision"', 'id = "Review decision"'),
    "id is kept for the family's own dates": ('id = "review_decision"', 'id = "promise"'),
    "title is missing": ('title = "Written decision after the review"\n', ""),
    "verified must be one of": ('verified = "primary-text"', 'verified = "yes"'),
    "owner must be one of": ('owner = "authority"', 'owner = "mayor"'),
    "group must be one of": ('id = "review_decision"', 'id = "new"\ngroup = "weather"'),
    "source_url must begin with https://": ('"https://www', '"file:///www'),
    "law_url must begin with https://": ("verified =", 'law_url = "javascript:x"\nverified ='),
    "in_force ends before it begins": ("2027-03-01 }", "2027-03-01, to = 2027-01-01 }"),
    "in_force must be from 1990-01-01": ("{ from = 2027-03-01 }", "{ from = 0001-01-01 }"),
    "limit must be a table": ("limit = { weeks = 6 }", "limit = 6"),
    "limit needs one of": ("{ weeks = 6 }", "{ fortnights = 3 }"),
    "limit must count from 0 to 1000": ("{ weeks = 6 }", "{ weeks = 99999999999 }"),
    "weeks must be a whole number": ("{ weeks = 6 }", "{ weeks = 6.5 }"),
    "starts names 'review_meeting_hold', which is not a kind": ("meeting_held", "meeting_hold"),
    "met_by names 'amended', which is no outcome": ("n_received", "n_received:amended"),
    "nothing_before names 'weather'": ("pairing =", 'nothing_before = ["weather"]\npairing ='),
    "later_leg names 'weather'": (
        "pairing =",
        'later_leg = { kinds = ["weather"], limit = { weeks = 1 } }\npairing =',
    ),
    "part_of names 'nowhere', which is not a rule": ("pairing", 'part_of = ["nowhere"]\npairing'),
    "when asks 'weather', which is not a question": (
        "pairing =",
        'when = { answer = "weather", is = ["yes"] }\npairing =',
    ),
    "variant must be a list of tables": ("pairing =", "variant = [1]\npairing ="),
}  # fmt: skip


@pytest.mark.parametrize("says", HEAD_KEYS)
def test_a_bad_head_is_refused_by_file_and_key(says: str) -> None:
    told = refusal(stamped(GOOD.replace(*HEAD_KEYS[says], 1)))
    assert told.startswith(f"new.ehcp-rules, {says}")


@pytest.mark.parametrize("says", ENTRY_KEYS)
def test_a_bad_entry_is_refused_by_file_entry_and_key(says: str) -> None:
    told = refusal(stamped(HEAD + DECISION.replace(*ENTRY_KEYS[says], 1)))
    assert re.match(rf"new\.ehcp-rules, [\w ]+(, \w+)*: {re.escape(says)}", told), told
    assert is_one_sentence(told)


def test_an_entry_without_a_name_is_told_by_its_place() -> None:
    bare = DECISION.replace('id = "review_decision"\n', "")
    told = refusal(stamped(GOOD + bare))
    assert told == "new.ehcp-rules, rule number 2: id is missing."


@pytest.mark.parametrize(
    ("ended", "says"),
    [
        ('rule = "nowhere"\nlast_day = 2027-02-28\n', "rule names 'nowhere', which is no rule"),
        ('rule = "review_report"\nlast_day = 2001-01-01\n', "which is no rule by then"),
        ('rule = "review_report"\n', "last_day is missing"),
        ('rule = "review_report"\nlast_day = "soon"\n', "last_day must be a date"),
    ],
)
def test_a_bad_end_of_a_rule_is_refused(ended: str, says: str) -> None:
    told = refusal(stamped(f"{HEAD}[[ended]]\n{ended}"))
    assert told.startswith("new.ehcp-rules, ended: ")
    assert says in told


def test_two_entries_for_one_time_are_refused() -> None:
    told = refusal(stamped(GOOD + DECISION))
    assert told == ("new.ehcp-rules: Two rules have the same id review_decision at the same time.")


@pytest.mark.parametrize(
    ("entries", "way"),
    [
        pytest.param(LOOP + OTHER, "one → two → one", id="two rules"),
        pytest.param(LOOP.replace('"two"', '"one"'), "one → one", id="itself"),
        pytest.param(
            LOOP + OTHER.replace('"one"', '"three"')
            + LOOP.replace('id = "one"', 'id = "three"').replace('["two"]', '["one"]'),
            "one → two → three → one",
            id="three rules",
        ),
        pytest.param(
            LOOP + OTHER.replace("offset_rules", "part_of").replace("offset = { weeks = 1 }", ""),
            "one → two → one",
            id="a part of what waits for it",
        ),
        pytest.param(
            DECISION.replace("review_decision", "appeal_2months", 1).replace(
                '["review_meeting_held"]', '["plan_ceased"]'
            ),
            "plan_ceased → appeal_2months → plan_ceased",
            id="the end of a plan that its own window decides",
        ),
    ],
)  # fmt: skip
def test_a_loop_of_triggers_is_refused_in_one_sentence(entries: str, way: str) -> None:
    told = refusal(stamped(HEAD + entries))
    assert f"the rules wait for each other in a loop ({way})" in told
    assert is_one_sentence(told)


def test_ways_that_meet_again_are_no_loop() -> None:
    two = LOOP.replace('id = "one"', 'id = "two"').replace('["two"]', '["review_next"]')
    three = two.replace('id = "two"', 'id = "three"')
    _, rules = read(stamped(HEAD + LOOP.replace('["two"]', '["two", "three"]') + two + three))
    assert {"one", "two", "three"} <= set(rules.by_id)


def test_the_shipped_rules_could_be_a_pack_themselves() -> None:
    entries = ""
    for file in (rulebook.LAW / "england").glob("*.toml"):
        head, mark, rules = file.read_text("utf-8").partition("[[rule]]\n")
        group = re.search(r'^group = "\w+"\n', head, re.MULTILINE)
        entries += (mark + rules).replace(mark, f"{mark}{group[0]}") if group else ""
    _, whole = read(stamped(HEAD + entries))
    assert list(whole.by_id) == list(book().rules.by_id)
    assert len(whole.entries) == len(book().rules.entries)


def test_a_file_that_is_no_text_or_far_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.ehcp-rules"
    for data, says in (
        (b"\xff\xfe\x00", "is not a law update file"),
        (b"#" * 2 * MOST_BYTES, "large"),
    ):
        path.write_bytes(data)
        with pytest.raises(EhcpError, match=says):
            read_text(path)
    with pytest.raises(EhcpError, match="cannot be read"):
        read_text(tmp_path)


@pytest.mark.parametrize("seed", range(10))
def test_a_thousand_damaged_packs_are_refused_or_work(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # damages files in the same way each time
    whole = stamped(GOOD + LOOP.replace('"two"', '"review_next"')).encode()
    outcomes = set()
    for number in range(100):
        path = tmp_path / "damaged.ehcp-rules"
        path.write_bytes(_damaged(chance, whole, stamps=bool(number % 2)))
        outcomes.add(_tried(path))
    assert outcomes <= {"refused", "works"}


def _damaged(chance: random.Random, whole: bytes, *, stamps: bool) -> bytes:
    """Cut the file short, turn bytes, or swap two pieces; then perhaps give it a new checksum."""
    data = bytearray(whole)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(data))
        how = chance.randrange(4)
        if how == 0:
            data[place] ^= 1 << chance.randrange(8)
        elif how == 1:
            data[place : place + chance.randint(1, 30)] = b""
        elif how == 2:
            data[place:place] = chance.choice((b"[", b'"', b"9" * 9, b"\n", b"{ }", b"= true\n"))
        elif chance.random() < 0.3:
            del data[max(place, 1) :]
    text = re.sub(rb"^sha256.*\n", b"", data, flags=re.MULTILINE).decode("utf-8", "replace")
    return stamped(text).encode() if stamps else bytes(data)


def _tried(path: Path) -> str:
    """Read a pack and, if it can be read, lay events beside its law."""
    try:
        _, rules = read(read_text(path))
    except EhcpError as refused:
        return "garbled" if "\n" in str(refused) else "refused"
    deadlines(rules, case("2027-06-01", MEETINGS), calendar())
    return "works"


def test_the_example_of_the_document_is_a_pack() -> None:
    words = (Path(__file__).parents[2] / "docs" / "rule-packs.md").read_text("utf-8")
    example = re.search(r"```toml\n(.*?)```", words, re.DOTALL)
    assert example
    bare = re.sub(r"^sha256.*\n", "", example[1], flags=re.MULTILINE)
    pack, _ = read(stamped(bare.replace("some_other_rule", "review_report")))
    assert (pack.id, [rule.id for rule in pack.rules], list(pack.ended)) == (
        "england-2027.03",
        ["review_decision"],
        ["review_report"],
    )
