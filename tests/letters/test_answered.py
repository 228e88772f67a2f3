"""What became of a letter: each point it asked for, what was promised, what answered it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services import diary, events
from ehcp_desktop.services.letters import answered, sending
from ehcp_desktop.services.letters.shelf import TONES
from ehcp_desktop.services.letters.writing import prepare, save_draft

if TYPE_CHECKING:
    from ehcp_desktop.domain.letter import Letter
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family


@pytest.fixture
def letter(family: Family, full: Child) -> Letter:
    """Return a letter about the overdue decision, emailed on Sunday 22 November 2026."""
    draft = save_draft(family, prepare(family, "review_decision_overdue", full))
    sending.mark_sent(family, draft.id, family.today(), "email")
    return family.store.letters.get(draft.id)


def come(family: Family, letter: Letter, kind: str, **fields: str | None) -> Event:
    """Log something that came on the day after the letter went."""
    family.today = lambda: When.parse("2026-11-23").first
    on = When.parse("2026-11-23")
    return events.log(family, Event(child=letter.child, kind=kind, on=on, **fields))  # type: ignore[arg-type]  # texts and ids only


def sent_with(family: Family, letter: Letter) -> str:
    event = answered.event_of(family, letter)
    assert event is not None
    return event.id


def stands(family: Family, letter: Letter) -> str:
    """Return how the answer that the letter asked for stands."""
    asked = sent_with(family, letter)
    every = [one for one in diary.due(family) if one.rule.id == "reply_asked"]
    return next(one.state for one in every if one.trigger.id == asked)


def test_the_points_are_what_the_letter_asked_for(family: Family, letter: Letter) -> None:
    texts = [point.text for point in answered.points(family, letter)]
    assert len(texts) > 1
    assert all(text in letter.text for text in texts)
    assert not any(text.endswith((";", ".", " and")) for text in texts)


def test_what_came_of_a_point_is_kept_changed_and_taken_back(
    family: Family, letter: Letter
) -> None:
    for said in ("no", "partly", "answered", ""):
        answered.say(family, letter, 1, said)
        assert answered.points(family, letter)[0].said == said
    assert family.store.answers.count() == 0
    family.store.undo()
    assert answered.points(family, letter)[0].said == "answered"


@pytest.mark.parametrize(("number", "said"), [(0, "no"), (99, "no"), (1, "perhaps")])
def test_a_point_or_word_that_there_is_not_is_refused(
    family: Family, letter: Letter, number: int, said: str
) -> None:
    with pytest.raises(BadInput, match="answered, partly, no"):
        answered.say(family, letter, number, said)


def test_nothing_is_answered_of_a_draft(family: Family, full: Child) -> None:
    draft = save_draft(family, prepare(family, "review_decision_overdue", full))
    with pytest.raises(BadInput, match="not marked as sent"):
        answered.say(family, draft, 1, "no")


def test_the_decision_itself_answers_the_letter_about_it(family: Family, letter: Letter) -> None:
    come(family, letter, "review_decision_received", outcome="maintain", who="Anyone")
    assert stands(family, letter) == "met"
    family.store.undo()
    assert stands(family, letter) == "waiting"


def test_another_step_of_the_review_leaves_it_waiting(family: Family, letter: Letter) -> None:
    come(family, letter, "review_report_received", who="The school")
    assert stands(family, letter) == "waiting"


@pytest.mark.parametrize(("said", "state"), [("no", "waiting"), ("partly", "waiting")])
def test_a_reply_that_leaves_a_point_open_does_not_end_the_wait(
    family: Family, letter: Letter, said: str, state: str
) -> None:
    come(family, letter, "email", direction="received", replies_to=sent_with(family, letter))
    assert stands(family, letter) == "met"
    answered.say(family, letter, 2, said)
    assert stands(family, letter) == state
    answered.say(family, letter, 2, "answered")
    assert stands(family, letter) == "met"


def test_a_promise_in_a_reply_belongs_to_the_letter(family: Family, letter: Letter) -> None:
    asked = sent_with(family, letter)
    reply = come(family, letter, "call", direction="received", replies_to=asked)
    promise = come(family, letter, "promise_made", replies_to=reply.id, summary="A decision")
    sent = family.store.events.get(asked)
    assert answered.replies(family, sent) == [reply]
    assert answered.promises(family, sent) == [promise]


def test_what_came_is_likely_the_answer_to_what_went_to_its_sender(
    family: Family, letter: Letter
) -> None:
    asked = family.store.events.get(sent_with(family, letter))
    call = come(family, letter, "call", direction="sent", who="Mrs Joan Bell")
    email = come(family, letter, "email", direction="received", who=asked.who)
    found = [(one.id, likely) for one, likely in answered.answerable(family, email)]
    assert found == [(asked.id, True), (call.id, False)]


def test_a_reply_is_linked_to_a_letter_and_the_link_taken_back(
    family: Family, letter: Letter
) -> None:
    email = come(family, letter, "email", direction="received", who="Someone new")
    assert stands(family, letter) == "waiting"
    linked = answered.link_reply(family, email, sent_with(family, letter))
    assert stands(family, letter) == "met"
    assert answered.link_reply(family, linked, "").replies_to is None


def test_after_a_reminder_the_complaint_to_whoever_was_written_to_follows(
    family: Family, full: Child, letter: Letter
) -> None:
    assert answered.following(family, letter) == ("chaser",)
    family.today = lambda: When.parse("2026-12-02").first
    draft = save_draft(family, prepare(family, "chaser", full))
    assert answered.following(family, draft) == ("la_complaint", "chaser")
    complaint = replace(draft, template="la_complaint", replies_to=None)
    assert answered.following(family, complaint) == ("chaser", "lgsco_complaint")


@pytest.mark.parametrize("tone", TONES)
def test_a_reminder_names_the_points_that_a_reply_left_open(
    family: Family, full: Child, letter: Letter, tone: str
) -> None:
    asked = sent_with(family, letter)
    come(family, letter, "email", direction="received", replies_to=asked)
    answered.say(family, letter, 2, "partly")
    family.today = lambda: When.parse("2026-12-02").first
    told = save_draft(family, prepare(family, "chaser", full, asked, tone=tone)).text
    open_, others = answered.points(family, letter)[1].text, answered.points(family, letter)[:1]
    assert f"- {open_}" in told
    assert "A reply came on 23\u00a0November\u00a02026" in told
    assert "no record of a reply" not in told
    assert not any(f"- {point.text}" in told for point in others)
