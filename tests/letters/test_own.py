"""A family's own letters: made from others, from nothing, from files, and never trusted."""

from __future__ import annotations

import re
import time
from datetime import date
from pathlib import Path
from shutil import copy
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ehcp_desktop.domain.people import Child
from ehcp_desktop.errors import BadInput, BadResource, EhcpError
from ehcp_desktop.services.family import Family
from ehcp_desktop.services.letters import own, own_text, relying, sending, shelf, writing
from ehcp_desktop.services.letters.document import all_text
from ehcp_desktop.services.letters.names import template_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ehcp_desktop.domain.letter import Letter
    from ehcp_desktop.domain.people import Contact

DAY = shelf.template("chaser").law_checked
WORDS = own_text.OwnWords(
    title="Thanks to the school",
    place="school",
    subject="thank you",
    reply_days=0,
    body="{{ who_i_am }} Thank you for the help.",
)
PLAIN = own_text.changed(own_text.blank(DAY), WORDS)
SAM = Child(name="Sam Example", born=date(2016, 3, 14), authority="Anyshire County Council")
LINE = PLAIN.splitlines().index(WORDS.body) + 1
CHOICE = (
    '[facts.k]\nlabel = "k"\nkind = "choice"\nchoices = {{ x = "X" }}\n'
    'starts = {{ {} = "{}" }}\n[reply]'
)


def text_with(body: str) -> str:
    """Return the file of a letter from nothing that says something else."""
    return PLAIN.replace(WORDS.body, body)


@pytest.fixture(scope="module")
def any_family(tmp_path_factory: pytest.TempPathFactory, blank: Path) -> Iterator[Family]:
    """Yield a family that several tests share, since none asks what else it holds."""
    path = tmp_path_factory.mktemp("own") / "family.ehcp"
    with Family.open(Path(copy(blank, path)), None, lambda: DAY) as opened:
        yield opened


def said_by(family: Family, child: Child, letter: str) -> str:
    return all_text(writing.prepare(family, letter, child, blanks=True).document)


def test_a_copy_is_written_as_the_original_is(
    family: Family, child: Child, sender: Contact
) -> None:
    made = own.add(family, own.copy_of(family, "sen_support_request"))
    original = said_by(family, child, "sen_support_request")
    assert said_by(family, child, made.name) == original


@pytest.mark.parametrize("letter", template_ids())
def test_every_letter_on_the_shelf_can_be_made_ones_own(any_family: Family, letter: str) -> None:
    made = own.add(any_family, own.copy_of(any_family, letter))
    mine, theirs = own.find(any_family, made.name), shelf.template(letter)
    same = ("body", "facts", "required", "asked", "reply", "citations", "otherwise", "law_checked")
    assert [getattr(mine, key) for key in same] == [getattr(theirs, key) for key in same]


def test_a_letter_from_nothing_is_written_and_sent(
    family: Family, child: Child, sender: Contact
) -> None:
    made = own.add(family, PLAIN)
    draft = writing.save_draft(family, writing.prepare(family, made.name, child))
    sending.mark_sent(family, draft.id, family.today(), "email")
    assert "Thank you for the help." in draft.text
    assert "The Headteacher" in draft.text


def test_a_person_has_no_the_before_their_name(
    family: Family, child: Child, sender: Contact
) -> None:
    made = own.add(family, own_text.changed(PLAIN, WORDS._replace(role="Miss Jones")))
    letter = writing.prepare(family, made.name, child).document
    assert letter.recipient[0] == "Miss Jones"
    assert (letter.salutation, letter.close) == ("Dear Miss Jones", "Yours sincerely")


def test_what_is_said_without_an_if_is_required_and_the_rest_asked() -> None:
    body = "At {{ school }} on {{ review_on }}.{% if changes %} {{ changes }}{% endif %}"
    text = text_with(f"{body}\n\n{{{{ own_words }}}}")
    made = shelf.template_from_text("own.md", text)
    asking = shelf.template_from_text("own.md", own_text.with_asked(text, made))
    assert set(asking.required) >= {"school", "review_on", "sender_name"}
    assert asking.asked == ("changes", "own_words")


def test_adding_and_removing_are_undone(family: Family) -> None:
    made = own.add(family, PLAIN)
    own.remove(family, made.name)
    assert own.templates(family) == ()
    family.store.undo()
    assert [one.id for one in own.templates(family)] == [made.name]
    family.store.undo()
    assert own.templates(family) == ()


def test_what_was_written_stands_when_its_letter_is_removed(
    family: Family, child: Child, sender: Contact
) -> None:
    made = own.add(family, PLAIN)
    draft: Letter = writing.save_draft(family, writing.prepare(family, made.name, child))
    own.remove(family, made.name)
    sending.mark_sent(family, draft.id, family.today(), "post")
    assert own.add(family, PLAIN).name == f"{made.name}_2"


def test_a_changed_letter_keeps_its_id(family: Family) -> None:
    made = own.add(family, PLAIN)
    own.change(family, made.name, PLAIN.replace("Thanks to", "Thank you to"))
    (mine,) = own.templates(family)
    assert (mine.id, mine.title) == (made.name, "Thank you to the school")


def test_a_copy_says_whose_law_it_has_and_when_its_original_has_changed(family: Family) -> None:
    text = own.copy_of(family, "chaser")
    copy = own.find(family, own.add(family, text).name)
    assert own.law_words(copy).startswith("The letter that this one was made from had its law")
    assert own.warning(copy) == ""
    older = text.replace(f'of_text = "{copy.of_text}"', 'of_text = "0"')
    assert "has changed" in own.warning(own.find(family, own.add(family, older).name))
    gone = text.replace('of = "chaser"', 'of = "gone"')
    assert "no longer comes" in own.warning(own.find(family, own.add(family, gone).name))


@pytest.mark.parametrize(
    ("right", "said"),
    [
        ("", ""),
        ('starts = "child_admitted"\n', "Once it is marked as sent, your record will say: {0}."),
        ('starts = "review_decision_received:amend"\n', "received: Change the plan”."),
        (CHOICE.format("x", "child_admitted").removesuffix("[reply]"), "say: {0}."),
        (
            '[facts.d]\nlabel = "d"\nkind = "day"\nfrom = ["child_admitted.on"]\n',
            "A day that you type in it can be logged as: {0}.",
        ),
    ],
)
def test_what_an_own_letter_puts_in_the_record_is_said_beforehand(
    family: Family, right: str, said: str
) -> None:
    before = "to = [" if right.startswith("starts") else "[reply]"
    made = own.find(family, own.add(family, PLAIN.replace(before, right + before, 1)).name)
    told = own.logs_words(family, made)
    assert said.format("“Started at the school in the plan”") in told
    assert bool(told) == bool(said)


def test_a_letter_from_nothing_says_that_nobody_checked_its_law(family: Family) -> None:
    made = own.find(family, own.add(family, PLAIN).name)
    assert own.law_words(made).startswith("This letter is your own")
    assert (own.warning(made), own.law_words(shelf.template("chaser"))) == ("", "")


def test_a_file_given_out_comes_in_again_once(family: Family, tmp_path: Path) -> None:
    made, path = own.add(family, PLAIN), tmp_path / "thanks (1).md"
    own.export_file(family, made.name, path)
    assert own.import_file(family, path) == made
    path.write_text(PLAIN.replace("help", "time"), encoding="utf-8")
    assert own.import_file(family, path).name != made.name
    assert len(own.templates(family)) == 2


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("thank you", "{{ colour }}", "subject: “colour” is not a fact"),
        (WORDS.body, "\nOf {{ colour }}.", f"line {LINE + 1}: “colour” is not a fact"),
        (WORDS.body, "{% if school %}x", f"line {LINE}: .*"),
        (WORDS.body, "- {{ school }}\n" * 301, "a letter has no more than 300 lines"),
        (WORDS.body, "A.\n\nIt is ¶ here.", f"line {LINE + 2}: .points stands at a point"),
        (WORDS.body, "A.\n\n{{ 1e999 }}", f"line {LINE + 2}: A letter can be filled in, "),
        ("to = [", "to = = [", r"line 5: the head cannot be read: Invalid value\.$"),
        ("[reply]", '[reply]\nwords = """', r"line 1\d: the head cannot be read: .*[a-z]\.$"),
        ("none = true", "working_days = 1e999", r"line 1\d: working_days"),
        ("none = true", "working_days = 1_000_000_000", "line 1[0-9]: working_days of .reply."),
        ("to = [", 'about = ["moon"]\nto = [', r"line \d+: about names “moon”, which is no kind"),
        ("to = [", 'about = ["call:x"]\nto = [', r"line \d+: about needs the words for any"),
        (
            "to = [",
            'about = ["call:x"]\notherwise = { any = "No." }\nto = [',
            r"line \d+: about names “x”, which is no outcome of call",
        ),
        ("to = [", 'rules = ["moon"]\nto = [', r"line \d+: rules names “moon”, which is no time"),
        ('summary = "', 'summary = "<img src=x>', r"line \d+: summary must be plain words"),
        ("[reply]", '[facts.x]\nlabel="<b>"\n[reply]', r"line \d+: facts must be plain words"),
        ("to = [", 'starts = "call:x"\nto = [', r"line \d+: starts names “x”"),
        ("[reply]", CHOICE.format("y", "call"), r"line \d+: starts .*names 'y', which is no ch"),
        ("[reply]", CHOICE.format("x", "moon"), r"line \d+: starts .*“moon”"),
        ('dear = "', 'colour = "', ".*dear is missing"),
        ("law_checked = ", f"x = {'9' * 1900}\nlaw_checked = ", ".*x is not a key"),
        ("[reply]", '[facts.x]\nlabel="x"\nfrom=["moon.on"]\n[reply]', r"line \d+: from .*“moon”"),
        (
            "[reply]",
            '[facts.x]\nlabel = "x"\nkind = "table"\ncolumns = ["a"]\n'
            'rows = { kinds = ["call"], cells = ["on"], blank = 999999999 }\n[reply]',
            r"line \d+: blank of .facts.x.rows. must be no more than 60",
        ),
    ],
)
def test_a_mistake_in_a_file_is_named_by_file_line_and_key(
    family: Family, tmp_path: Path, wrong: str, right: str, said: str
) -> None:
    path = tmp_path / "mine.md"
    assert wrong in PLAIN
    path.write_text(PLAIN.replace(wrong, right, 1), encoding="utf-8")
    with pytest.raises(BadResource, match=rf"^mine\.md[,:] {said}"):
        own.import_file(family, path)
    assert own.templates(family) == ()


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (b"\xff\xfe\x00x", "is not text in UTF-8"),
        (b"x" * 300_000, "is too long to be a letter"),
        (b"hello", "the head must stand between"),
        (b"", "the head must stand between"),
    ],
)
def test_a_file_that_is_no_letter_is_refused(
    family: Family, tmp_path: Path, held: bytes, said: str
) -> None:
    path = tmp_path / "mine.md"
    path.write_bytes(held)
    with pytest.raises(EhcpError, match=said):
        own.import_file(family, path)
    with pytest.raises(BadInput, match="cannot be read"):
        own.import_file(family, tmp_path / "gone.md")


HOSTILE = [
    "{{ ''.__class__.__mro__ }}",
    "{{ own_words.__class__.__mro__[1].__subclasses__() }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__['os'] }}",
    "{{ namespace().__init__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ own_words|attr('__class__') }}",
    "{{ changes|map(attribute='__class__')|list }}",
    "{% include '/etc/passwd' %}",
    "{% extends '/etc/passwd' %}",
    "{% import 'os' as os %}{{ os.system('id') }}",
    "{% from 'x' import y %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% set x = changes %}",
    "{% call x() %}{% endcall %}",
    "{% filter upper %}x{% endfilter %}",
    "{% for a in range(10**9) %}{{ a }}{% endfor %}",
    "{% for a in changes recursive %}{{ loop(changes) }}{% endfor %}",
    "{{ 'a' * 10**9 }}",
    "{{ [1] * 10**9 }}",
    "{{ 10**10**10 }}",
    "{{ '%1000000000d'|format(1) }}",
    "{{ 'a'|center(1000000000) }}",
    "{{ own_words.format('x') }}",
    "{{ own_words ~ own_words }}",
    "{{ own_words[0:1] }}",
    "{{ {'a': 1} }}",
    "{% if own_words is defined %}x{% endif %}",
    "{{ " + "(" * 9_000 + "1" + ")" * 9_000 + " }}",
    "{{ not " * 3_000,
    "{% if school %}" * 400 + "{% endif %}" * 400,
    "{% if school" + " and school" * 5_000 + " %}x{% endif %}",
    "{{ 0x" + "f" * 7_000 + " }}",
    "{{ self }}",
    "[angry] {{ school }}",
    "**",
]


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_a_letter_that_would_do_more_is_refused_at_once_in_a_sentence(
    any_family: Family, body: str
) -> None:
    began = time.process_time()
    with pytest.raises(BadResource, match=rf"^Your letter, line {LINE}: ") as refused:
        own.add(any_family, text_with(body))
    assert time.process_time() - began < 1
    assert len(str(refused.value)) < 400
    assert "\n" not in str(refused.value)
    assert not re.search(r"cannot do this|[a-z][A-Z]|\bNeg|\bGet", str(refused.value))


def test_marks_of_other_languages_in_a_text_are_words(family: Family, child: Child) -> None:
    body = 'See <img src="/etc/passwd"/> <para><b>x</b> &lt; =HYPERLINK("http://x")'
    made = own.add(family, text_with(body))
    assert body in said_by(family, child, made.name)  # test_rendered prints such words


PARTS = st.sampled_from(
    "{{ }} {% %} if endif else for in school review_on .when .__class__ |points |rows changes ( )"
    " ** 10 'a' * [firm] \n\n - 1. ## == and not range(9) # ¶".split(" ")
)


@given(st.lists(PARTS | st.text(max_size=5), max_size=25).map(" ".join))
@settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))
def test_any_text_is_kept_and_can_be_written_or_is_refused(
    family: Family, child: Child, body: str
) -> None:
    try:
        made = own.add(family, text_with(body))
    except EhcpError:
        return
    said_by(family, child, made.name)
    family.store.undo()


WHOLE = [PLAIN, *map(relying.text_of, ("adjustments_not_applied", "school_events_log"))]
CUTS = st.tuples(st.integers(0, 9_999), st.integers(0, 60), st.sampled_from(
    ["", "[", "]", "{", "}", '"', "= 1", "true", "-1", "99999999999", "2026-99-99", "[x]\n",
     "[[facts]]\n", "+++\n", "\n", "none", "[]", '["x"]', "{}", "\x00", "é", "{{", "<b>", " | "]
))  # fmt: skip


@given(st.sampled_from(WHOLE), st.lists(CUTS, min_size=1, max_size=4))
@settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))
def test_any_file_is_taken_in_and_can_be_written_or_is_refused_in_a_sentence(
    any_family: Family, tmp_path: Path, whole: str, cuts: list[tuple[int, int, str]]
) -> None:
    for place, length, put_in in cuts:
        at = place % len(whole)
        whole = whole[:at] + put_in + whole[at + length :]
    path = tmp_path / "any.md"
    path.write_text(whole, encoding="utf-8")
    child = any_family.children or [any_family.store.children.save(SAM)]
    try:
        said_by(any_family, child[0], own.import_file(any_family, path).name)
    except EhcpError:  # the file is wrong, or its letter is not true now
        return


@given(st.text(max_size=60), st.text(max_size=60))
@example("", "The Governors")
@settings(deadline=None, max_examples=60)
def test_any_words_come_back_from_a_file_as_they_were_typed(title: str, role: str) -> None:
    from ehcp_desktop.services.letters.filling import clean

    typed = WORDS._replace(title=title, situation="x", role=role)
    found = own_text.words_of(own_text.changed(own_text.blank(DAY), typed))
    assert found.title == clean(title).strip()
    typed_role = clean(role).strip().removeprefix("The ").strip()
    assert found.role == (typed_role or "Headteacher")
