"""The command that gives a family a copy of its record."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ehcp_desktop.cli.door import FILE, Door, ask_passphrase, on_file, read_passphrase
from ehcp_desktop.cli.show import say
from ehcp_desktop.errors import PassphraseNeeded

if TYPE_CHECKING:
    from ehcp_desktop.services.family import Family
    from ehcp_desktop.services.family_copy import Given, Making


@click.command()
@on_file
@click.argument("folder", metavar="DIR", type=FILE)
@click.option("--to", required=True, metavar="WHO", help="Who gets it; the record notes it.")
@click.option("--open-set", is_flag=True, help="Also letters and papers that anyone can open.")
@click.option(
    "--copy-passphrase-file", "chosen", type=FILE, metavar="PATH",
    help="The passphrase of the copy; without it, that of FILE, or you are asked for one.",
)  # fmt: skip
def copy(door: Door, folder: Path, to: str, open_set: bool, chosen: Path | None) -> None:
    """Give the family a copy of its record, such as on a stick, and note what was left with whom.

    In DIR a new folder gets the record in one protected file, read again and compared before it
    counts, and a text that says what it is. Nothing is overwritten.
    """
    from ehcp_desktop.services.family_copy import Wanted, give

    with door.recording() as family:
        passphrase = read_passphrase(chosen) if chosen else _asked(family)
        given = _whole(give(family, Wanted(folder, to, passphrase, open_set)))
    say(f"{given.left} Written to {given.folder}.")


def _asked(family: Family) -> str | None:
    """Return None for the passphrase of the record itself, or ask where it has none."""
    if family.store.is_encrypted:
        return None
    why = PassphraseNeeded("A copy for a stick needs a passphrase; give --copy-passphrase-file.")
    return ask_passphrase(why, twice=True)


def _whole(making: Making) -> Given:
    with closing(making):  # interrupted, it takes back what it has begun
        while True:
            try:
                next(making)
            except StopIteration as end:
                given: Given = end.value
                return given
