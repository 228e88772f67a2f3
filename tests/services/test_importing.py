from __future__ import annotations

import csv
import os
import zipfile
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from ehcp_desktop.domain.when import When
from ehcp_desktop.errors import BadInput
from ehcp_desktop.services.importing import (
    Checked,
    Parts,
    checked_in_parts,
    import_events,
    taken_in_parts,
)
from ehcp_desktop.services.spreadsheet import read_table

if TYPE_CHECKING:
    from pathlib import Path

    from ehcp_desktop.domain.event import Event
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family


def csv_file(folder: Path, text: str, name: str = "events.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def xlsx_file(folder: Path, *rows: tuple[object, ...]) -> Path:
    from openpyxl import Workbook

    workbook = Workbook()
    for row in rows:
        workbook.worksheets[0].append(row)
    workbook.save(folder / "events.xlsx")
    return folder / "events.xlsx"


def only_event(family: Family) -> Event:
    (event,) = family.store.events.all()
    return event


def test_only_date_and_kind_are_needed_in_any_order(
    family: Family, child: Child, tmp_path: Path
) -> None:
    import_events(family, child, csv_file(tmp_path, "kind,date\nCall,2/6/2026\n"))
    event = only_event(family)
    assert (event.kind, event.on, event.child) == ("call", When.parse("2026-06-02"), child.id)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2026-06-02", "2026-06-02"),
        ("2/6/2026", "2026-06-02"),
        ("2 June 2026", "2026-06-02"),
        ("June 2026", "2026-06"),
        ("2026-06", "2026-06"),
        ("2025", "2025"),
        ("not sure", None),
    ],
)
def test_dates_may_be_british_or_iso(
    family: Family, child: Child, tmp_path: Path, written: str, kept: str | None
) -> None:
    import_events(family, child, csv_file(tmp_path, f"date,kind\n{written},note\n"))
    assert only_event(family).on == (When.parse(kept) if kept else None)


@pytest.mark.parametrize("written", ["last Friday", "yesterday", "a week ago", "Tuesday"])
def test_a_day_told_from_today_is_refused_in_a_spreadsheet(
    family: Family, child: Child, tmp_path: Path, written: str
) -> None:
    with pytest.raises(BadInput, match=f"“{written}” means another day next week"):
        import_events(family, child, csv_file(tmp_path, f"date,kind\n{written},note\n"))


@pytest.mark.parametrize(
    "kind", ["review_meeting_held", "Review meeting held", "REVIEW-Meeting held"]
)
def test_kinds_are_matched_loosely(
    family: Family, child: Child, tmp_path: Path, kind: str
) -> None:
    import_events(family, child, csv_file(tmp_path, f"date,kind\n2026-06-02,{kind}\n"))
    assert only_event(family).kind == "review_meeting_held"


@pytest.mark.parametrize(
    ("separator", "encoding"),
    [(",", "utf-8-sig"), (";", "utf-8"), ("\t", "utf-16"), (",", "cp1252"), (";", "utf-8-sig")],
)
def test_any_separator_and_encoding_a_spreadsheet_writes_is_read(
    family: Family, child: Child, tmp_path: Path, separator: str, encoding: str
) -> None:
    text = separator.join(["date", "kind", "who"]) + "\r\n"
    text += separator.join(["2026-06-02", "call", "Zoë O'Brien – SENCO"]) + "\r\n"
    import_events(family, child, csv_file(tmp_path, text, encoding=encoding))
    assert only_event(family).who == "Zoë O'Brien – SENCO"


def test_every_column_is_kept(family: Family, child: Child, tmp_path: Path) -> None:
    text = (
        "date,kind,outcome,who,channel,direction,sent,received,dated,by,model,summary,notes\n"
        "2026-06-02,promise made,,Mrs Bell,call,received,1/6/2026,3/6/2026,31/5/2026,"
        "9/6/2026,,In short,At length\n"
    )
    import_events(family, child, csv_file(tmp_path, text))
    event = only_event(family)
    dates = [str(when) for when in (event.sent, event.received, event.dated, event.by)]
    assert dates == ["2026-06-01", "2026-06-03", "2026-05-31", "2026-06-09"]
    assert (event.who, event.channel, event.direction) == ("Mrs Bell", "call", "received")
    assert (event.summary, event.notes) == ("In short", "At length")


@pytest.mark.parametrize(
    "text",
    ["=cmd|' /C calc'!A0", "+44 1632 960118", "-1", "@SUM(1)", "{{ 7 * 7 }}", "<para>x</para>"],
)
def test_what_looks_like_a_formula_is_text(
    family: Family, child: Child, tmp_path: Path, text: str
) -> None:
    import_events(family, child, csv_file(tmp_path, f'date,kind,summary\n2025,note,"{text}"\n'))
    assert only_event(family).summary == text


@pytest.mark.parametrize(("cell", "kept"), [("'=1+1", "=1+1"), ("'-", "-"), ("'tis", "'tis")])
def test_the_guard_of_our_own_exports_is_taken_away(
    family: Family, child: Child, tmp_path: Path, cell: str, kept: str
) -> None:
    import_events(family, child, csv_file(tmp_path, f"date,kind,summary\n2025,note,{cell}\n"))
    assert only_event(family).summary == kept


@pytest.mark.parametrize(
    "text",
    ["two\nlines", 'she said ""yes""', "a, b; c", "x" * 10_000, "👩‍👧 שם اسم Nguyễn"],
    ids=["lines", "quotes", "separators", "long", "scripts"],
)
def test_text_of_every_kind_is_kept(
    family: Family, child: Child, tmp_path: Path, text: str
) -> None:
    import_events(family, child, csv_file(tmp_path, f'date,kind,notes\n2025,note,"{text}"\n'))
    assert only_event(family).notes == text.replace('""', '"')


BAD = """date,kind,outcome,paper
2026-06-02,call,,
31/6/2026,call,,
2026-06-03,cal,,
2010-01-01,call,,
,call,,
2026-06-04,review decision received,keep,
2026-06-05,call,,no-such.pdf
2026-06-06,call,,../secret.txt
2026-06-07,call,,,,one too many
"""


def test_a_file_with_bad_rows_imports_nothing_and_names_every_one(
    family: Family, child: Child, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("not in the folder")
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(BadInput) as refused:
        import_events(family, child, csv_file(folder, BAD))
    head, *lines = str(refused.value).split("\n")
    assert head.startswith("8 rows of “events.csv” cannot be taken in, so nothing was imported")
    assert [line.split(":")[0].strip() for line in lines] == [f"row {row}" for row in range(3, 11)]
    for line, words in zip(lines, ["June has 30 days", "call", "born", "missing"], strict=False):
        assert words in line
    assert family.store.events.count() == 0


def test_skip_bad_takes_the_good_rows_and_writes_the_bad_ones_with_reasons(
    family: Family, child: Child, tmp_path: Path
) -> None:
    done = import_events(family, child, csv_file(tmp_path, BAD), skip_bad=True)
    assert (done.added, len(done.refused)) == (1, 8)
    assert done.refused_file == tmp_path / "events.refused.csv"
    with done.refused_file.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["date", "kind", "outcome", "paper", "reason"]
    assert rows[1][:2] == ["31/6/2026", "call"]
    assert "30 days" in rows[1][-1]


def test_a_refused_file_that_was_worked_on_is_never_written_over(
    family: Family, child: Child, tmp_path: Path
) -> None:
    (tmp_path / "events.refused.csv").write_text("mended by hand")
    done = import_events(family, child, csv_file(tmp_path, BAD), skip_bad=True)
    assert done.refused_file == tmp_path / "events.refused-2.csv"
    assert (tmp_path / "events.refused.csv").read_text() == "mended by hand"


def test_a_formula_is_not_let_loose_in_the_refused_file(
    family: Family, child: Child, tmp_path: Path
) -> None:
    text = "date,kind,summary\n31/6/2026,call,=cmd|x\n"
    done = import_events(family, child, csv_file(tmp_path, text), skip_bad=True)
    assert done.refused_file
    assert "'=cmd|x" in done.refused_file.read_text(encoding="utf-8-sig")


def test_importing_twice_adds_nothing_even_after_an_edit(
    family: Family, child: Child, tmp_path: Path
) -> None:
    path = csv_file(tmp_path, "date,kind\n2026-06-02,call\n2026-06-02,call\n2026-06-03,call\n")
    assert import_events(family, child, path).added == 3
    event = family.store.events.all()[0]
    family.store.events.save(replace(event, summary="Edited since"))
    done = import_events(family, child, path)
    assert (done.added, done.already) == (0, 3)
    assert family.store.events.count() == 3


def test_the_same_rows_written_another_way_are_the_same_rows(
    family: Family, child: Child, tmp_path: Path
) -> None:
    import_events(family, child, csv_file(tmp_path, "date,kind\n2/6/2026,Call\n"))
    sheet = xlsx_file(tmp_path, ("Kind", "Date"), ("call", datetime(2026, 6, 2)))  # noqa: DTZ001
    assert import_events(family, child, sheet).already == 1


def test_a_longer_file_adds_only_what_is_new(family: Family, child: Child, tmp_path: Path) -> None:
    import_events(family, child, csv_file(tmp_path, "date,kind\n2026-06-02,call\n"))
    longer = csv_file(tmp_path, "date,kind\n2026-06-02,call\n2026-06-02,call\n2026-06-09,note\n")
    assert import_events(family, child, longer).added == 2


def test_an_import_is_one_step_of_undo_and_can_be_done_again(
    family: Family, child: Child, tmp_path: Path
) -> None:
    path = csv_file(tmp_path, "date,kind\n2026-06-02,review meeting held\n2026-06-03,call\n")
    import_events(family, child, path)
    family.store.undo()
    assert (family.store.events.count(), family.store.reviews.count()) == (0, 0)
    assert import_events(family, child, path).added == 2


def test_papers_beside_the_spreadsheet_are_attached(
    family: Family, child: Child, tmp_path: Path
) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "minutes.txt").write_bytes(b"Minutes")
    (tmp_path / "notes.txt").write_bytes(b"Notes")
    text = "date;kind;paper\n2026-06-02;call;papers/minutes.txt; \n2026-06-03;call;notes.txt\n"
    import_events(family, child, csv_file(tmp_path, text))
    assert sorted(paper.name for paper in family.store.papers.all()) == [
        "minutes.txt",
        "notes.txt",
    ]
    assert family.store.attachments.count() == 2


def test_rows_may_stand_in_any_order_and_still_find_their_review(
    family: Family, child: Child, tmp_path: Path
) -> None:
    text = (
        "date,kind,model\n2026-06-12,review report received,\n"
        "2026-05-18,review invitation received,\n"
        "2026-06-02,review meeting held,Progress Review\n2025-06-11,review meeting held,annual\n"
    )
    import_events(family, child, csv_file(tmp_path, text))
    by_kind = {(event.kind, str(event.on)): event.review for event in family.store.events.all()}
    newest = by_kind["review_meeting_held", "2026-06-02"]
    assert by_kind["review_report_received", "2026-06-12"] == newest
    assert by_kind["review_invitation_received", "2026-05-18"] == newest
    assert family.store.reviews.get(str(newest)).model == "progress"


def test_the_review_column_groups_rows_by_its_words(
    family: Family, child: Child, tmp_path: Path
) -> None:
    text = (
        "date,kind,review\n2026-06-02,review meeting held,Summer\n"
        "2026-06-09,review meeting held,Second\n2026-06-12,review report received,Summer\n"
    )
    import_events(family, child, csv_file(tmp_path, text))
    labels = {review.id: review.label for review in family.store.reviews.all()}
    grouped = {str(event.on): labels[str(event.review)] for event in family.store.events.all()}
    assert grouped == {"2026-06-02": "Summer", "2026-06-09": "Second", "2026-06-12": "Summer"}


def test_columns_that_are_not_known_are_named(
    family: Family, child: Child, tmp_path: Path
) -> None:
    done = import_events(family, child, csv_file(tmp_path, "date,kind,Mood\n2025,note,good\n"))
    assert done.ignored == ("Mood",)


def test_excel_dates_numbers_and_formulas_are_read_as_they_look(
    family: Family, child: Child, tmp_path: Path
) -> None:
    sheet = xlsx_file(
        tmp_path,
        ("date", "kind", "summary", "by", "sent"),
        (date(2026, 6, 2), "call", "=cmd|' /C calc'!A0", None, 2026),
        (None, None, None, None, None),
        ("June 2026", "note", 12.0, None, None),
    )
    import_events(family, child, sheet)
    first, second = family.store.events.all(order="kind")
    assert (str(first.on), first.summary, str(first.sent)) == (
        "2026-06-02",
        "=cmd|' /C calc'!A0",
        "2026",
    )
    assert (str(second.on), second.summary) == ("2026-06", "12")


def test_a_formula_over_several_cells_is_text_too(
    family: Family, child: Child, tmp_path: Path
) -> None:
    from openpyxl.worksheet.formula import ArrayFormula

    formula = ArrayFormula("C2:C3", "=SUM(A1:A2)")
    import_events(
        family, child, xlsx_file(tmp_path, ("date", "kind", "notes"), ("2025", "note", formula))
    )
    assert only_event(family).notes == "=SUM(A1:A2)"


def test_a_bad_row_of_a_sheet_is_named_by_its_row(
    family: Family, child: Child, tmp_path: Path
) -> None:
    sheet = xlsx_file(tmp_path, ("date", "kind"), (None, None), ("31/6/2026", "call"))
    with pytest.raises(BadInput, match=r"row 3: .*30 days"):
        import_events(family, child, sheet)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("events.csv", b"", "empty"),
        ("events.csv", b"\n\n,,\n", "empty"),
        ("events.csv", b"when,what\n2025,note\n", "no column called date"),
        ("events.csv", b"date,what\n2025,note\n", "no column called kind"),
        ("events.csv", b"date,kind,Date\n2025,note,2025\n", "two columns called date"),
        ("events.csv", b'date,kind\n2025,"note\n', "quotation marks"),
        ("events.csv", b"date,kind\n\0\0", "not a table of text"),
        ("events.csv", b"date,kind,notes\n2025,note," + b"x" * 200_000, "very long"),
        ("events.csv", b"date,kind\n" + b"2025,note\n" * 20_001, "split it"),
        ("events.csv", b"date,kind\n2025,note" + b",x" * 300, "split it"),
        ("events.xlsx", b"not a zip file", "broken or not an Excel file"),
        ("events.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600), "password"),
        ("events.xlsx", b"PK\x03\x04" + bytes(60), "broken or not an Excel file"),
        ("events.ods", b"x", "ends in .csv or .xlsx"),
        ("plan.pdf", b"%PDF-1.4", "ends in .csv or .xlsx"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    family: Family, child: Child, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadInput, match=words):
        import_events(family, child, tmp_path / name)
    assert family.store.events.count() == 0


def test_a_file_or_folder_that_is_not_a_spreadsheet_is_refused(
    family: Family, child: Child, tmp_path: Path
) -> None:
    (tmp_path / "folder.csv").mkdir()
    for path in (tmp_path / "absent.csv", tmp_path / "folder.csv", tmp_path):
        with pytest.raises(BadInput):
            import_events(family, child, path)


def test_a_zip_file_that_is_no_workbook_is_refused(
    family: Family, child: Child, tmp_path: Path
) -> None:
    path = tmp_path / "events.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("readme.txt", "nothing")
    with pytest.raises(BadInput, match="broken or not an Excel file"):
        import_events(family, child, path)


def test_a_zip_bomb_is_left_alone(family: Family, child: Child, tmp_path: Path) -> None:
    path = tmp_path / "events.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 210_000_000)
    with pytest.raises(BadInput, match="unpacks to far more"):
        import_events(family, child, path)


def test_a_workbook_cut_short_is_refused(family: Family, child: Child, tmp_path: Path) -> None:
    sheet = xlsx_file(tmp_path, ("date", "kind"), ("2025", "note"))
    with zipfile.ZipFile(sheet) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(sheet, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content[: len(content) // 2])
    with pytest.raises(BadInput, match="broken or not an Excel file"):
        import_events(family, child, sheet)


def test_a_file_over_twenty_megabytes_is_refused(
    family: Family, child: Child, tmp_path: Path
) -> None:
    path = tmp_path / "events.csv"
    path.touch()
    os.truncate(path, 20_000_001)
    with pytest.raises(BadInput, match="larger than 20 MB"):
        import_events(family, child, path)


@pytest.mark.permissions
def test_nothing_is_imported_when_the_refused_rows_cannot_be_written(
    family: Family, child: Child, tmp_path: Path
) -> None:
    folder = tmp_path / "read-only"
    folder.mkdir()
    path = csv_file(folder, BAD)
    folder.chmod(0o500)
    with pytest.raises(PermissionError):
        import_events(family, child, path, skip_bad=True)
    folder.chmod(0o700)
    assert family.store.events.count() == 0


def test_an_import_that_is_stopped_leaves_nothing_behind(
    family: Family, child: Child, tmp_path: Path
) -> None:
    path = tmp_path / "long.csv"
    rows = [f"{1 + n % 28}/6/2025,call,Call {n}\n" for n in range(200)]
    path.write_text("date,kind,summary\n2/6/2025,review meeting held,\n" + "".join(rows))
    checked = run_to_its_end(checked_in_parts(family, child, path, read_table(path)))
    parts = taken_in_parts(family, child, checked)
    steps = [next(parts) for _ in range(4)]
    assert (steps[-1].rows > 0, family.store.events.count() > 0) == (True, True)
    parts.close()
    assert (family.store.events.count(), family.store.reviews.count()) == (0, 0)
    assert family.store.can_undo == "Save child"
    assert family.store.verify() == []


def run_to_its_end(parts: Parts[Checked]) -> Checked:
    while True:
        try:
            next(parts)
        except StopIteration as end:
            return end.value
