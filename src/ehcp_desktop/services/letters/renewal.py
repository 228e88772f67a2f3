"""Write a draft again from the record, by the law that counts now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ehcp_desktop.errors import BadInput
from ehcp_desktop.services.letters.kept import edit_of, given_of, length_of
from ehcp_desktop.services.letters.writing import prepare, save_draft

if TYPE_CHECKING:
    from ehcp_desktop.domain.letter import Letter
    from ehcp_desktop.services.family import Family


def write_again(family: Family, letter: Letter) -> Letter:
    """Keep a draft as it would be written today; what was given by hand stays.

    Raises BadInput when the letter would no longer be true, when a person has changed its words,
    and for one that was sent.
    """
    if edit_of(letter) is not None:
        raise BadInput(
            "You changed the words of this letter yourself: open it with “Go on”, compare your"
            " words with the law of today, and keep it."
        )
    written = prepare(
        family,
        letter.template,
        family.store.children.get(letter.child),
        letter.about or None,
        given_of(letter),
        letter.tone,
        blanks=True,
        length=length_of(letter),
    )
    return save_draft(family, written, letter)
