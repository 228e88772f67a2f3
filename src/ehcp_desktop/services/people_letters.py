"""Which letters the grid of people leads to, where the record lets them be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ehcp_desktop.services.people_grid import is_council_missing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ehcp_desktop.services.people_grid import Line
    from ehcp_desktop.services.review_step import Step

_NEVER_CAME = frozenset({"no", "not_recorded"})
_PAPERS, _REPORT = "review_papers_request", "review_report_overdue"
_DECISION = ("review_decision_ask", "review_decision_overdue")


class LetterOffer(NamedTuple):
    """A letter, the id of the event that it is about, and why, as a sentence."""

    template: str
    about: str
    why: str

    @property
    def title(self) -> str:
        """What the letter is called on the shelf."""
        from ehcp_desktop.services.letters.shelf import template

        return template(self.template).title


def letters(found: Sequence[Line], steps: Sequence[Step]) -> list[LetterOffer]:
    """Return the letters that follow from who is missing, in the order to write them."""
    return [*_for_papers(found, steps), *_for_the_decision(found, steps)]


def _for_papers(found: Sequence[Line], steps: Sequence[Step]) -> Iterator[LetterOffer]:
    """Yield the letter for what is missing before the meeting, or, after it, for the report."""
    ways = (
        (_PAPERS, "Still missing: {who}.", ("invited", "received"), frozenset({"late"})),
        (_PAPERS, "Still to come: {who}.", ("invited", "received"), frozenset({"waiting"})),
        (_REPORT, "No advice is recorded from {who}.", ("received",), _NEVER_CAME),
    )
    for template, why, columns, states in ways:
        missing = [one for one in found if _is_missing(one, columns, states)]
        about = _writable(template, steps) if missing else ""
        if about:
            who = _listed([one.person.name for one in missing])
            yield LetterOffer(template, about, why.format(who=who))
            return


def _is_missing(line: Line, columns: Sequence[str], states: frozenset[str]) -> bool:
    return any(name in line.wanted and line.cell(name).state in states for name in columns)


def _for_the_decision(found: Sequence[Line], steps: Sequence[Step]) -> Iterator[LetterOffer]:
    if not is_council_missing(found):
        return
    why = "Nobody is recorded as having come from the council, and the decision is theirs."
    offered = ((template, _writable(template, steps)) for template in _DECISION)
    yield from [LetterOffer(template, about, why) for template, about in offered if about][:1]


def _writable(template_id: str, steps: Sequence[Step]) -> str:
    """Return the id of the event that a letter can be about in this review, "" for none.

    As the letter itself does, ask how the limits stand that decide whether it would be true.
    """
    from ehcp_desktop.services.letters.shelf import template

    letter = template(template_id)
    limits = (step.deadline for step in steps if step.deadline is not None)
    open_ones = (
        one.trigger.id
        for one in limits
        if one.rule.id in letter.rules and one.state in letter.states
    )
    return next(open_ones, "")


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
