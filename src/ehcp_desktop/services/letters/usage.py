"""What the text of a letter may ask of each fact, by the fact's kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.errors import BadResource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import nodes

    from ehcp_desktop.services.letters.facts import Fact

_KIND_WITH = {"when": "day", "full": "day", "words": "choice"}
_SAID = {"day": "a day", "choice": "a choice"}
_SAME = frozenset(("eq", "ne", "in", "notin"))


def refuse_misuse(tree: nodes.Template, facts: Mapping[str, Fact]) -> None:
    """Refuse what a fact of its kind cannot say. Raises BadResource naming the fact."""
    from jinja2 import nodes

    for field in tree.find_all(nodes.Getattr):
        _check_field(field, facts)
    for used in tree.find_all(nodes.Filter):
        _check_filter(used, facts)
    for compared in tree.find_all(nodes.Compare):
        _check_compared(compared)


def _check_field(field: nodes.Getattr, facts: Mapping[str, Fact]) -> None:
    name, wanted = _name(field.node), _KIND_WITH[field.attr]
    if name not in facts or facts[name].kind != wanted:
        said = f"“.{field.attr}” stands behind a fact that is {_SAID[wanted]}"
        raise BadResource(f"{said}; “{name}” is none." if name else f"{said} alone.")


def _check_filter(used: nodes.Filter, facts: Mapping[str, Fact]) -> None:
    name = _name(used.node)
    is_table = name in facts and facts[name].kind == "table"
    if used.name == "rows" and not is_table:
        raise BadResource(f"“|rows” stands behind a fact that is a table; “{name}” is none.")
    if used.name in ("points", "length") and not name:
        raise BadResource(f"“|{used.name}” stands behind the name of a fact alone.")


def _check_compared(compared: nodes.Compare) -> None:
    """Let a count be more than a number, and all else be the same or not."""
    from jinja2 import nodes

    is_count = isinstance(compared.expr, nodes.Filter) and compared.expr.name == "length"
    if not is_count and {each.op for each in compared.ops} - _SAME:
        raise BadResource("Of what a fact says, a letter can ask whether it is the same or not.")


def _name(node: nodes.Node | None) -> str:
    from jinja2 import nodes

    return node.name if isinstance(node, nodes.Name) else ""
