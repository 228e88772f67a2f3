"""How rules are said on the screen: their groups, what they rest on, who owes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ehcp_desktop.domain.when import spoken_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ehcp_desktop.domain.rule import Rule
    from ehcp_desktop.services.ages import Change


def _tr(text: str) -> str:
    return QCoreApplication.translate("RuleWords", text)


def basis(rule: Rule) -> tuple[str, str]:
    """Return the icon and the words for what a rule rests on; guidance is never called law."""
    return basis_of(rule.basis)


def basis_of(word: str) -> tuple[str, str]:
    """Return the icon and the words for a basis, by its word in the files of law."""
    return {
        "statutory": ("landmark", _tr("Law")),
        "case law": ("landmark", _tr("Law, as a court has decided")),
        "guidance": ("file-text", _tr("Guidance, not law")),
        "practice": ("hand", _tr("Good practice, not law")),
    }[word]


def owner(rule: Rule) -> str:
    """Return who must do it, as the screen calls them."""
    return {
        "authority": _tr("The council"),
        "school": _tr("The school or college"),
        "health_body": _tr("The health service or another adviser"),
        "governing_board": _tr("The school’s governors"),
        "mediation_adviser": _tr("The mediation adviser"),
        "tribunal": _tr("The Tribunal"),
        "family": _tr("You, the family"),
    }[rule.owner]


def group_title(group: str) -> str:
    """Return the heading over a group of rules."""
    known = {
        "assessment": _tr("Assessment and first plan"),
        "annual_review": _tr("Reviews"),
        "phase_transfer": _tr("Moving to the next school"),
        "reassessment": _tr("Assessing again"),
        "mediation": _tr("Mediation"),
        "appeal": _tr("Appeals"),
        "tribunal_order": _tr("After the Tribunal decides"),
        "unopposed": _tr("When the council gives way in an appeal"),
        "move": _tr("Moving to another council"),
        "cease": _tr("Ending the plan"),
        "redress": _tr("Complaints, claims and courts"),
        "information": _tr("Asking for information"),
        "exclusion": _tr("Exclusion and days away from school"),
        "school_life": _tr("School life"),
        "personal_budget": _tr("Personal budget"),
    }
    return known.get(group) or group.replace("_", " ").capitalize()


def needs(rule: Rule) -> str:
    """Return what must be known besides the dates."""
    asked = (one.needs for one in (rule.condition, rule.end_condition) if one is not None)
    return " ".join(filter(None, (rule.needs, *asked)))


def counting(rule: Rule) -> str:
    """Say how a rule is counted, or that it has no number and so is never worked out."""
    if rule.counting:
        return rule.counting
    if rule.by_direction:
        return _tr("No number in the law: the day is the one that was set in writing.")
    return _tr("No number: nothing is counted, so no day is worked out for it.")


def in_short(rule: Rule) -> str:
    """Say in a list what is not as with other rules: no number, or not verified."""
    told = [] if rule.has_date else [_tr("No number of days")]
    if rule.verified == "unverified":
        told.append(_tr("Not verified"))
    return " · ".join(told)


def sure(rule: Rule) -> str:
    """Say how sure a rule is where that is less than sure; else ""."""
    return {
        "medium": _tr("Fairly sure. It can be read in more than one way, or few sources say it."),
        "low": _tr("Not sure. Ask for advice before you rely on it."),
    }.get(rule.confidence, "")


def in_force(rule: Rule, today: date) -> str:
    """Say since when or from when, and until when, the rule holds."""
    first, last = rule.in_force
    if last is None:
        words = _tr("Since {day}") if first <= today else _tr("From {day}")
        return words.format(day=spoken_day(first))
    return _tr("From {first} to {last}").format(first=spoken_day(first), last=spoken_day(last))


def checked(rule: Rule | Change) -> str:
    """Say when the rule was last checked, and against what."""
    if rule.verified == "secondary":
        words = _tr("{day}, against published guides")
        law = _tr("; the law itself is at legislation.gov.uk") if rule.is_law else ""
        return words.format(day=spoken_day(rule.checked)) + law
    how = {
        "primary-text": _tr("in the words of the law itself"),
        "derived": _tr("worked out from other rules"),
    }.get(rule.verified, _tr("not verified against a source: ask before you rely on it"))
    return _tr("{day}, {how}").format(day=spoken_day(rule.checked), how=how)


def matching(rules: Iterable[Rule], words: str) -> list[Rule]:
    """Return the rules that hold every one of these words, in their order."""
    wanted = words.casefold().split()
    return [rule for rule in rules if all(word in _told(rule) for word in wanted)]


def _told(rule: Rule) -> str:
    parts = (
        rule.title,
        rule.plain,
        rule.citation,
        rule.counting,
        rule.note,
        rule.exceptions,
        rule.if_missed,
        group_title(rule.group),
        owner(rule),
        basis(rule)[1],
    )
    return " ".join(parts).casefold()
