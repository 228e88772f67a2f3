"""The `ehcp` command: the same program without a window. It never imports Qt."""

from __future__ import annotations

import sys

import click

from ehcp_desktop.cli.group import Refusing
from ehcp_desktop.cli.mishap import report_bug

COMMANDS = {
    "new": "record:new",
    "child": "record:child",
    "person": "record:person",
    "log": "record:log",
    "answer": "answer:answer",
    "import": "record:import_",
    "kinds": "kinds:kinds",
    "due": "law:due",
    "check": "law:check",
    "reviews": "reviews:reviews",
    "timetable": "law:timetable",
    "rules": "law:rules",
    "pack": "pack:pack",
    "letters": "letters:letters",
    "letter": "letters:letter",
    "sent": "letters:sent",
    "own-letter": "own_letter:own_letter",
    "search": "story:search",
    "chronology": "story:chronology",
    "year-ahead": "story:year_ahead",
    "calendar": "story:calendar",
    "meeting-pack": "meeting:meeting_pack",
    "copy": "copy:copy",
    "undo": "story:undo",
    "history": "story:history",
    "verify": "story:verify",
}


@click.command(cls=Refusing, modules=COMMANDS)
@click.version_option(package_name="ehcp-desktop")
def ehcp() -> None:
    """Keep a family's EHC plan record: what happened, what is late, and the letters.

    Each command says more with --help. Information, not legal advice.
    """


def main() -> None:
    """Run the command that the person typed; this is the entry point `ehcp`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            in_pipe = {} if stream.isatty() else {"encoding": "utf-8"}
            stream.reconfigure(errors="replace", **in_pipe)
    sys.excepthook = report_bug
    ehcp.main(prog_name="ehcp")
