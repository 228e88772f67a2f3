"""What the text of a letter may do, and what it may ask of each fact, by the fact's kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.errors import BadResource

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jinja2 import nodes

    from ehcp_desktop.services.letters.facts import Fact

_NODES = frozenset(
    "Template Output TemplateData Name Getattr Filter If Compare Operand And Or Not Const CondExpr"
    " Tuple List".split()
)
_FIELDS = frozenset(("when", "full", "words"))
# What else the template language has, by its own names, in the words of an author.
_BEYOND = {
    name: words
    for words, names in {
        "do sums": "Add Sub Mul Div FloorDiv Mod Pow Neg Pos",
        "say a number that is not whole": "Const",
        "repeat (“for”)": "For",
        "join facts (“~”)": "Concat",
        "keep anything (“set”)": "Assign AssignBlock",
        "read another file": "Include Import FromImport Extends",
        "use brackets behind a name, as in “name(…)”": "Call",
        "take out a part of a fact with [ ]": "Getitem Slice",
        "ask anything behind “is”": "Test",
        "use anything behind “.” but when, full and words": "Getattr",
        "use anything behind “|” but points, rows, lower and length, without brackets": "Filter",
    }.items()
    for name in names.split()
}
_KIND_WITH = {"when": "day", "full": "day", "words": "choice"}
_SAID = {"day": "a day", "choice": "a choice"}
_SAME = frozenset(("eq", "ne", "in", "notin"))


def refuse_more_than_filling_in(tree: nodes.Node) -> None:
    """Refuse what could call, compute or repeat. Raises BadResource saying what it was."""
    for node in tree.iter_child_nodes():
        name = type(node).__name__
        if name not in _NODES or not _is_plain(node):
            words = _BEYOND.get(name, "do more than say facts, with “if” and “else”")
            raise BadResource(f"A letter can be filled in, but it cannot {words}.")
        refuse_more_than_filling_in(node)


def refuse_misuse(tree: nodes.Template, facts: Mapping[str, Fact]) -> None:
    """Refuse what a fact of its kind cannot say. Raises BadResource naming the fact."""
    from jinja2 import nodes

    for field in tree.find_all(nodes.Getattr):
        _check_field(field, facts)
    for used in tree.find_all(nodes.Filter):
        _check_filter(used, facts)
    for compared in tree.find_all(nodes.Compare):
        _check_compared(compared)


def said_always(tree: nodes.Template) -> set[str]:
    """Return the facts that are printed among words, whether they are known or not."""
    from jinja2 import nodes

    said = [
        each
        for output in tree.body
        if isinstance(output, nodes.Output)
        for each in output.nodes
        if not isinstance(each, nodes.TemplateData) or each.data.strip()
    ]
    if len(tree.body) == len(said) == 1:  # a paragraph of one fact is left out without it
        return set()
    printed = (each for each in said if not isinstance(each, nodes.CondExpr))
    return {name.name for each in printed for name in names_in(each)}


def names_in(node: nodes.Node) -> Iterator[nodes.Name]:
    """Yield every name of a fact in a text."""
    from jinja2 import nodes

    if isinstance(node, nodes.Name):
        yield node
    yield from node.find_all(nodes.Name)


def _is_plain(node: nodes.Node) -> bool:
    """Return whether a node is whole, reads a field of facts, and as a filter takes no more."""
    if isinstance(getattr(node, "value", None), float):
        return False
    takes = [getattr(node, key, None) for key in ("args", "kwargs", "dyn_args", "dyn_kwargs")]
    return getattr(node, "attr", "full") in _FIELDS and not any(takes)


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
