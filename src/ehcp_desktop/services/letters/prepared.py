"""What the family has prepared for a review, as a letter about its meeting states it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.services import getting_ready
from ehcp_desktop.services.letters.cells import row_text
from ehcp_desktop.services.letters.typed import typed_as

if TYPE_CHECKING:
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.letters.facts import Fact
    from ehcp_desktop.services.letters.gathering import Case


def prepared(case: Case, fact: Fact, review_id: str, name: str) -> object:
    """Return a part (PREPARED) of what is prepared for a review, as the kind of the fact is.

    In a table it stands in the second column: the first says where, which nobody has said yet.
    """
    said = "\n".join(_said(case.family, review_id, name))
    if fact.kind == "table":
        said = "\n".join(row_text(("", line)) for line in said.splitlines() if line.strip())
    return typed_as(fact, said, case.family)


def _said(family: Family, review_id: str, name: str) -> list[str]:
    if name in getting_ready.LISTS:
        return [one.text for one in getting_ready.lines(family, review_id, name)]
    if name == "childs_view":
        every = getting_ready.views(family, review_id, name)
        return [f"{one.topic}: {' '.join(one.text.split())}" for one in every]
    prompt = getting_ready.our_prompts()[name]
    return [getting_ready.view(family, review_id, "our_view", prompt).text]
