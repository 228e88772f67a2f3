"""What the columns of a family's own spreadsheet may hold, and a template to begin from."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ehcp_desktop.services.importing import COLUMNS, column_of
from ehcp_desktop.services.whole_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from ehcp_desktop.services.vocabulary import Vocabulary

# The header that the README promises, in its order, with what each column is called in words.
FIELDS = {
    "date": "Date it happened",
    "kind": "What happened (kind)",
    "outcome": "What was decided",
    "who": "Who",
    "channel": "How: letter, email, call…",
    "direction": "Sent or received",
    "sent": "Day it was sent",
    "received": "Day it came",
    "dated": "Date printed on it",
    "by": "Promised by",
    "model": "What the review is called",
    "review": "Which review it belongs to",
    "summary": "In a few words",
    "notes": "Notes",
    "paper": "File name of a paper",
}
# What people call them, the likeliest first.
_OTHER_NAMES = {
    "date": "when, day, date of event, event date",
    "kind": "type, what, event, category, event type, kind of event, what happened",
    "outcome": "decision, result",
    "who": "person, name, with, who with, who from, from, contact, people, who with or from",
    "channel": "how, method, medium",
    "direction": "in or out, in/out, sent or received",
    "sent": "date sent, day sent",
    "received": "date received, day received, came",
    "dated": "letter date, date on letter, date of letter",
    "by": "promised by, due, deadline, by when",
    "summary": "what happened, description, subject, details, what was said, title, event",
    "notes": "note, comments, comment, remarks, more, details, description",
    "paper": "file, document, attachment, file name, filename",
}
_EXAMPLES = (
    {
        "date": "2/6/2026",
        "kind": "Review meeting",
        "who": "Hill Road Primary School",
        "summary": "An example: delete this row",
    },
    {
        "date": "14 June 2026",
        "kind": "Phone call",
        "who": "The council",
        "direction": "sent",
        "summary": "An example: delete this row",
        "notes": "Your own notes",
    },
)


def guess(headings: Sequence[str]) -> tuple[str, ...]:
    """Return what each column seems to hold, "" where no guess can be made; none is twice."""
    names = [" ".join(heading.casefold().split()) for heading in headings]
    found = [""] * len(names)
    for at, name in enumerate(names):
        if column_of(name) in FIELDS and column_of(name) not in found:
            found[at] = column_of(name)
    for field, others in _OTHER_NAMES.items():
        free = (name for name in others.split(", ") if name in names and field not in found)
        at = next((names.index(name) for name in free if not found[names.index(name)]), -1)
        if at >= 0:
            found[at] = field
    return tuple(found)


def are_ours(headings: Sequence[str]) -> bool:
    """Tell whether a spreadsheet names all its columns as we do."""
    named = {column_of(heading) for heading in headings if heading}
    return {"date", "kind"} <= named <= set(COLUMNS)


def write_template(vocabulary: Vocabulary, path: Path) -> Path:
    """Write an empty spreadsheet with two example rows; return the list of kinds beside it."""
    rows = [[row.get(field, "") for field in FIELDS] for row in _EXAMPLES]
    write_whole(path, _csv([list(FIELDS), *rows]))
    beside = path.with_name(f"{path.stem} - kinds.csv")
    write_whole(beside, _csv([["kind", "title", "group", "outcomes"], *kind_rows(vocabulary)]))
    return beside


def kind_rows(vocabulary: Vocabulary) -> list[list[str]]:
    """Return every kind of event: its word, its title, its group, and the outcomes it has."""
    return [
        [
            kind.id,
            kind.title,
            vocabulary.groups[kind.group],
            " ".join(word for word, _ in kind.outcomes if word),
        ]
        for kind in vocabulary.kinds
    ]


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")
