"""The command for a review meeting: meeting-pack."""

from __future__ import annotations

from pathlib import Path

import click

from ehcp_desktop.cli.door import FILE, Door, on_file
from ehcp_desktop.cli.papers_out import in_edition, refuse_overwriting, remember
from ehcp_desktop.cli.show import say
from ehcp_desktop.services.documents.edition import edition


@click.command("meeting-pack")
@on_file
@click.option("--child", required=True, metavar="N", help="The child's name, first name or id.")
@click.option("--out", required=True, type=FILE, help="Where to: .pdf, .docx or .txt.")
@click.option("--review", default="", metavar="ID", help="This review, not the next to meet.")
@in_edition
@click.option("--replace", "may_replace", is_flag=True, help="Write over any file at --out.")
def meeting_pack(
    door: Door, child: str, out: Path, review: str, edition_name: str, may_replace: bool
) -> None:
    """Write the pack for a review meeting: two pages of A4.

    It has the next dates, what is late, what goes well, what is asked for, the questions and the
    papers to open. A larger edition takes the pages that it needs.
    """
    from ehcp_desktop.services.children import find_child
    from ehcp_desktop.services.getting_ready import review_to_prepare
    from ehcp_desktop.services.reports.meeting_papers import save

    with door.reading() as family:
        refuse_overwriting(out, may_replace=may_replace)
        prepared = review_to_prepare(family, find_child(family, child), review)
        save(family, prepared, "pack", out, edition(edition_name))
        remember(out, out.read_bytes())
    say(f"Written to {out}.", err=True)
