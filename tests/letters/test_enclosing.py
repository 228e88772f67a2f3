"""What the record encloses with a letter, and the window of its envelope."""

from __future__ import annotations

from datetime import date

import pytest
from pypdf import PdfReader

from ehcp_desktop.domain.people import Child
from ehcp_desktop.services import example, plans
from ehcp_desktop.services.family import Family
from ehcp_desktop.services.letters import envelope, window
from ehcp_desktop.services.letters.enclosing import Enclosure, made, makeable

NAMED = ("chronology", "Section F of the plan", "Sections B and F", "emails with the school")


def read(pdf: bytes) -> str:
    from io import BytesIO

    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_without_a_plan_only_the_chronology_can_be_made(family: Family, child: Child) -> None:
    assert makeable(family, child, NAMED) == [Enclosure("chronology", "chronology")]


def test_the_plan_is_enclosed_word_for_word(family: Family) -> None:
    child = example.fill(family)
    version = plans.versions(family, child.id)[0]
    kept = plans.sections(family, version.plan.id)["F"].text
    found = makeable(family, child, NAMED)
    assert [one.made_of for one in found] == ["chronology", "F", "B F"]
    said = read(made(family, child, found[1]))
    assert " ".join(kept.split())[:200] in said
    assert "Extract of the EHC plan: Section F" in said


def test_the_chronology_is_the_one_of_the_record(family: Family) -> None:
    child = example.fill(family)
    assert "Chronology" in read(made(family, child, Enclosure("chronology", "chronology")))


@pytest.mark.parametrize(
    ("lines", "fit"),
    [
        (["one"] * 6, True),
        (["one"] * 7, False),
        (["The Director of Children’s Services and Education for the whole of the county"] * 4, 0),
    ],
)
def test_an_address_of_six_lines_shows_in_the_window(lines: list[str], fit: bool) -> None:
    assert window.fits(lines) == bool(fit)


def test_the_test_page_says_how_far_the_address_was_moved() -> None:
    page = read(envelope.fold_test_page(date(2026, 11, 22), 4))
    assert "Moved down by 4 mm" in page
    assert "actual size" in page
