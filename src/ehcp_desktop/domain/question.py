"""A question about an event that no date answers, and on which a time limit depends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple, cast

from ehcp_desktop.domain.clause import Condition, Start, starts_from
from ehcp_desktop.domain.entry import Entry
from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.rule import Rule
from ehcp_desktop.domain.ruleset import APPEALABLE

_Mapping = Mapping[str, object]


class Question(NamedTuple):
    """What may be asked of an event of the kinds `asked_of`, and what can be said to it.

    `needs` asks for it in a sentence, `hint` helps to answer; `choices` maps each answer to
    its words. `known_by` maps kinds of event to the answer that the last of them before it shows,
    "" where that leaves it open. With `in_form` it is asked when such an event is added; with
    `always` of each such event, though no time limit depends on it.
    """

    id: str
    text: str
    needs: str
    hint: str
    asked_of: tuple[Start, ...]
    choices: Mapping[str, str]
    known_by: Mapping[str, str]
    in_form: bool = False
    always: bool = False

    def is_about(self, event: Event) -> bool:
        """Return whether it is asked of an event of this kind and outcome."""
        return any(
            start.kind == event.kind and start.outcome in (None, event.outcome)
            for start in self.asked_of
        )


Questions = Mapping[str, Question]


def questions_from(content: _Mapping, where: str) -> dict[str, Question]:
    """Read the questions of a file, by id. Raises BadResource that names file, entry and key."""
    whole = Entry(content, where)
    whole.tables("question")  # only to refuse what is no list of tables
    whole.finish()
    found: dict[str, Question] = {}
    for place, mapping in enumerate(cast("list[_Mapping]", content.get("question", [])), start=1):
        entry = Entry(mapping, f"{where}, {mapping.get('id') or f'question number {place}'}")
        question = _question(entry)
        if question.id in found:
            raise entry.refuse("id", "is there twice")
        found[question.id] = question
    return found


def _question(entry: Entry) -> Question:
    question = Question(
        id=entry.text("id"),
        text=entry.text("text"),
        needs=entry.text("needs"),
        hint=entry.text("hint"),
        asked_of=starts_from(entry.texts("asked_of")),
        choices=_texts(entry, "choices"),
        known_by=_texts(entry, "known_by"),
        in_form=entry.flag("in_form"),
        always=entry.flag("always"),
    )
    entry.finish()
    if not question.choices:
        raise entry.refuse("choices", "is missing")
    if _asks_too_soon(question):
        raise entry.refuse("in_form", "cannot go with an outcome in asked_of")
    for choice in filter(None, question.known_by.values()):
        if choice not in question.choices:
            raise entry.refuse("known_by", f"names {choice!r}, which is no answer")
    return question


def _asks_too_soon(question: Question) -> bool:
    """Say whether a form would ask what a limit needs before the outcome is known."""
    is_open = any(start.outcome is not None for start in question.asked_of)
    return question.in_form and is_open and not question.always


def _texts(entry: Entry, key: str) -> dict[str, str]:
    table = entry.table(key)
    if table is None:
        return {}
    keys = table.keys()
    return {name: table.text(name) for name in keys}


def with_questions(rule: Rule, entry: Entry, questions: Questions) -> Rule:
    """Return a rule whose conditions know what to ask for.

    Raises BadResource for a question or an answer that is not there, or that cannot be given.
    """
    condition, end_condition = rule.condition, rule.end_condition
    if condition is not None and condition.answer:
        kinds = {start.kind for start in rule.starts}
        condition = _known(condition, "when", kinds, entry, questions)
        if not (rule.assumes or condition.unless_told):
            raise entry.refuse("assumes", "is missing: a limit that asks says what it assumes")
    if end_condition is not None and end_condition.answer:
        kinds = {kind for kind, told in rule.ends.items() if any(told.values())}
        end_condition = _known(end_condition, "met_only_if", kinds, entry, questions)
    if condition is rule.condition and end_condition is rule.end_condition:
        return rule
    return replace(rule, condition=condition, end_condition=end_condition)


def _known(
    asked: Condition, key: str, kinds: set[str], entry: Entry, questions: Questions
) -> Condition:
    question = questions.get(asked.answer)
    if question is None:
        raise entry.refuse(key, f"asks {asked.answer!r}, which is not a question")
    if not asked.answer_is:
        raise entry.refuse(key, f"does not say which answers to {asked.answer} it wants (is)")
    for choice in filter(None, (*asked.answer_is, asked.unless_told)):
        if choice not in question.choices:
            raise entry.refuse(key, f"names {choice!r}, which is no answer to {question.id}")
    strangers = kinds - {start.kind for start in question.asked_of} - {APPEALABLE}
    if strangers and not asked.unless_told:
        raise entry.refuse(key, f"asks {question.id}, which is not asked of {min(strangers)}")
    return asked._replace(needs=question.needs, known_by=tuple(question.known_by.items()))
