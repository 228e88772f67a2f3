"""The words for what can happen, to be used with log, import and timetable."""

from __future__ import annotations

import click

from ehcp_desktop.cli.door import as_json
from ehcp_desktop.cli.show import as_rows, say, table


@click.command()
@as_json
def kinds(is_json: bool) -> None:
    """Show every kind of event: its word, what it is called, and its outcomes."""
    from ehcp_desktop.services import vocabulary
    from ehcp_desktop.services.headings import kind_rows

    words = vocabulary.load()
    rows = kind_rows(words)
    if is_json:
        as_rows(
            {"id": kind, "title": title, "group": group, "outcomes": outcomes.split()}
            for kind, title, group, outcomes in rows
        )
        return
    for heading in dict.fromkeys(group for _, _, group, _ in rows):
        say(heading)
        table(
            (f"  {kind}", f"{title} (outcome: {outcomes})" if outcomes else title)
            for kind, title, group, outcomes in rows
            if group == heading
        )
