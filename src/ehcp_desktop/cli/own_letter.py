"""Commands about a family's own letters: take in, give out, make from another, remove."""

from __future__ import annotations

from pathlib import Path

import click

from ehcp_desktop.cli.door import FILE, Door, on_file
from ehcp_desktop.cli.papers_out import refuse_overwriting, remember
from ehcp_desktop.cli.show import say


@click.group("own-letter")
def own_letter() -> None:
    """Keep letters of your own in a FILE; `ehcp letter` writes them as any other.

    docs/letters.md says how such a file is written.
    """


@own_letter.command("add")
@on_file
@click.argument("path", type=FILE)
def add(door: Door, path: Path) -> None:
    """Take a letter in from a file and print its id; a mistake is named by its line.

    It also says what the letter will put in the record, if that is more than that it was sent.
    The same file again adds nothing.
    """
    from ehcp_desktop.services.letters import own

    with door.writing() as family:
        letter = own.import_file(family, path).name
        say(letter)
        if logs := own.logs_words(family, own.find(family, letter)):
            say(logs, err=True)


@own_letter.command("copy")
@on_file
@click.argument("template")
def copy(door: Door, template: str) -> None:
    """Make a letter your own, to be changed, and print the id of the copy."""
    from ehcp_desktop.services.letters import own

    with door.writing() as family:
        say(own.add(family, own.copy_of(family, template)).name)


@own_letter.command("change")
@on_file
@click.argument("letter")
@click.argument("path", type=FILE)
def change(door: Door, letter: str, path: Path) -> None:
    """Put what a file says in place of a letter of your own."""
    from ehcp_desktop.services.letters import own

    with door.writing() as family:
        own.change(family, letter, own.read_file(path), path.name)
        say(f"Changed {letter}.")


@own_letter.command("export")
@on_file
@click.argument("template")
@click.argument("path", type=FILE)
@click.option("--replace", "may_replace", is_flag=True, help="Write over any file at PATH.")
def export(door: Door, template: str, path: Path, may_replace: bool) -> None:
    """Write a letter to a file, to be changed or given to others; it holds no facts."""
    from ehcp_desktop.services.letters import own

    with door.reading() as family:
        refuse_overwriting(path, may_replace=may_replace)
        own.export_file(family, template, path)
        remember(path, path.read_bytes())
        say(f"Written to {path}.")


@own_letter.command("remove")
@on_file
@click.argument("letter")
def remove(door: Door, letter: str) -> None:
    """Remove a letter of your own; what was written with it stays."""
    from ehcp_desktop.services.letters import own

    with door.writing() as family:
        own.remove(family, letter)
        say(f"Removed {letter}; `ehcp undo` takes that back.")
