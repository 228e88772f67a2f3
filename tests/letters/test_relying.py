"""Letters are tied to the rules they rely on, and read again when these change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.services.pack_text import DECISION, HEAD, write

from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import packs, rulebook
from ehcp_desktop.services.letters import answered, own, relying, sending, shelf
from ehcp_desktop.services.letters.kept import Edit
from ehcp_desktop.services.letters.names import template_ids
from ehcp_desktop.services.letters.renewal import write_again
from ehcp_desktop.services.letters.writing import prepare, save_draft

if TYPE_CHECKING:
    from pathlib import Path

    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family

LATE = "review_decision_overdue"


@pytest.mark.parametrize("letter", template_ids())
def test_a_letter_relies_on_every_rule_that_its_head_names(letter: str) -> None:
    made = shelf.template(letter)
    cited = {rule for citation in made.citations for rule in citation.rules}
    named = cited.union(made.answers, made.rules, made.dates, made.reply.rules)
    known = rulebook.load()
    assert named <= relying.rules_in(relying.text_of(letter))
    assert named <= known.rules.by_id.keys() | known.family_dates.keys()


def test_a_rule_names_the_letters_that_rely_on_it() -> None:
    assert shelf.template(LATE).title in relying.titles_on("review_decision")
    assert not relying.titles_on("no_such_rule")


def test_a_law_update_lists_the_letters_to_read_again_those_kept_first(
    family: Family, full: Child, tmp_path: Path
) -> None:
    sent = save_draft(family, prepare(family, LATE, full))
    sending.mark_sent(family, sent.id, family.today(), "email")
    draft = save_draft(family, prepare(family, LATE, full))
    family.today = lambda: date(2026, 12, 1)
    first, *others = packs.preview(family, write(tmp_path, HEAD + DECISION)).letters
    assert first.template.id == LATE
    assert {letter.id for letter in first.kept} == {sent.id, draft.id}
    assert others
    assert not any(letter.kept for letter in others)


def test_a_draft_is_of_older_law_once_the_law_is_updated(
    family: Family, full: Child, tmp_path: Path
) -> None:
    draft = save_draft(family, prepare(family, LATE, full))
    assert not relying.is_of_older_law(family, draft)
    family.today = lambda: date(2026, 12, 1)
    packs.apply(family, packs.preview(family, write(tmp_path, HEAD + DECISION)))
    assert relying.is_of_older_law(family, draft)
    assert not relying.is_of_older_law(family, replace(draft, state="sent"))


def test_a_draft_is_written_again_by_the_law_of_today(
    family: Family, full: Child, tmp_path: Path
) -> None:
    given = {"own_words": "Mina waits."}
    draft = save_draft(family, prepare(family, LATE, full, given=given, tone="friendly"))
    family.today = lambda: date(2026, 12, 1)
    packs.apply(family, packs.preview(family, write(tmp_path, HEAD + DECISION)))
    again = write_again(family, draft)
    assert (again.id, again.tone) == (draft.id, "friendly")
    assert "Mina waits." in again.text
    assert not relying.is_of_older_law(family, again)


def test_words_that_a_person_changed_are_not_written_over(family: Family, full: Child) -> None:
    written = prepare(family, LATE, full)
    draft = save_draft(family, replace(written, edit=Edit("My own words.", "As it was.")))
    with pytest.raises(BadInput, match="You changed the words"):
        write_again(family, draft)


def test_a_letter_of_the_familys_own_is_read_again_too(family: Family) -> None:
    made = own.add(family, own.copy_of(family, LATE))
    found = relying.to_reread(["review_decision"], (), own.templates(family))
    assert made.name in [letter.template.id for letter in found]


def test_nothing_is_said_of_a_draft_that_this_program_does_not_know(
    family: Family, full: Child
) -> None:
    draft = save_draft(family, prepare(family, LATE, full))
    assert not relying.is_of_older_law(family, replace(draft, template="of_another_program"))
    assert answered.following(family, replace(draft, template="of_another_program")) == ("chaser",)
