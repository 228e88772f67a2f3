"""The command about rule packs: which law a record uses, and what a later one would change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ehcp_desktop.cli.door import FILE, Door, as_json, on_file
from ehcp_desktop.cli.show import as_rows, heading, paragraph, say

if TYPE_CHECKING:
    from ehcp_desktop.domain.deadline import Deadline
    from ehcp_desktop.domain.pack import Moved, Pack
    from ehcp_desktop.services.letters.relying import Reread
    from ehcp_desktop.services.packs import Preview


@click.command()
@on_file
@click.argument("source", metavar="[PACK]", type=FILE, required=False)
@click.option("--apply", "applies", is_flag=True, help="Use the pack from now on.")
@click.option("--take-back", "goes_back", is_flag=True, help="Use the program's own law again.")
@as_json
def pack(door: Door, source: Path | None, applies: bool, goes_back: bool, is_json: bool) -> None:
    """Show what a law update file would change, every deadline before and after; --apply uses it.

    PACK is a file that ends in .ehcp-rules. Without one: say which law the record uses.
    """
    if goes_back if source else applies:
        raise click.UsageError("--apply needs a PACK, and --take-back takes none.")
    if source is not None:
        _show_change(door, source, applies=applies, is_json=is_json)
        return
    _show_law(door, goes_back=goes_back, is_json=is_json)


def _show_law(door: Door, *, goes_back: bool, is_json: bool) -> None:
    from ehcp_desktop.services import packs

    with door.writing() if goes_back else door.reading() as family:
        if goes_back:
            packs.take_back(family)
        law, passed_over = packs.in_force(family), packs.passed_over(family)
    if is_json:
        as_rows([_law_row(law) | {"passed_over": passed_over}])
        return
    paragraph(law.words)
    if passed_over:
        paragraph(passed_over)


def _show_change(door: Door, source: Path, *, applies: bool, is_json: bool) -> None:
    from ehcp_desktop.services import packs

    with door.writing() if applies else door.reading() as family:
        shown = packs.preview(family, source)
        names = {child.id: child.name for child in family.children}
        if applies:
            packs.apply(family, shown)
    if is_json:
        as_rows(_moved_row(moved, names[moved.shown.child]) for moved in shown.deadlines)
        return
    _say_change(shown, names)
    say("Applied; `ehcp undo` takes it back." if applies else "Nothing is changed yet.")


def _say_change(shown: Preview, names: dict[str, str]) -> None:
    paragraph(f"{shown.pack.title}. {shown.pack.plain}")
    paragraph(shown.pack.words)
    say(f"Control number (SHA-256): {shown.pack.sha256}")
    say()
    heading("Rules", len(shown.rules))
    for change in shown.rules:
        paragraph(change.words, 2)
    if shown.others:
        heading("What else changes", len(shown.others))
    for words in shown.others:
        paragraph(words, 2)
    heading("Deadlines that change", len(shown.deadlines))
    for moved in shown.deadlines:
        paragraph(f"{names[moved.shown.child]}: {moved.shown.rule.title}", 2)
        paragraph(moved.words, 4)
    _say_letters(shown.letters)


def _say_letters(letters: tuple[Reread, ...]) -> None:
    heading("Letters to read again", len(letters))
    for letter in letters:
        paragraph(letter.words, 2)
        for kept in letter.kept_words:
            paragraph(kept, 4)


def _law_row(law: Pack) -> dict[str, object]:
    return {
        "id": law.id,
        "title": law.title,
        "plain": law.plain,
        "issued": law.issued.isoformat(),
        "checked": law.checked.isoformat(),
        "reform_checked": law.reform_checked.iso(),
        "sha256": law.sha256,
    }


def _moved_row(moved: Moved, child: str) -> dict[str, object]:
    one = moved.shown
    return {
        "rule": one.rule.id,
        "title": one.rule.title,
        "child": child,
        "trigger": one.as_json(child)["trigger"],
        "before": _days(moved.before, child),
        "after": _days(moved.after, child),
    }


def _days(one: Deadline | None, child: str) -> dict[str, object] | None:
    if one is None:
        return None
    told = one.as_json(child)
    return {key: told[key] for key in ("due", "cautious", "latest", "state", "counting")}
