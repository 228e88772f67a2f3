from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from ehcp_desktop.domain.meeting import MeetingLine
from ehcp_desktop.domain.review import Review
from ehcp_desktop.services import meeting, meeting_end
from ehcp_desktop.services.reports import meeting_sheet

if TYPE_CHECKING:
    from ehcp_desktop.domain.people import Child
    from ehcp_desktop.services.family import Family


@pytest.mark.parametrize(("count", "shown"), [(1, 1), (40, 7)])
def test_the_sheet_is_one_tagged_page_of_sixteen_points_with_as_much_to_do_as_fits(
    family: Family, child: Child, count: int, shown: int
) -> None:
    review = Review(child=child.id)
    with family.store.action("a meeting"):
        for number in range(count):
            for kind in ("action", "agreed", "question"):
                line = MeetingLine(
                    review=review.id, on=family.today(), kind=kind, text=f"{kind} {number}"
                )
                meeting.keep_line(family, review, line)
    ended = meeting_end.finish(family, review)
    pages = PdfReader(io.BytesIO(meeting_sheet.pdf(family, ended.held)))
    assert len(pages.pages) == 1
    assert "/StructTreeRoot" in pages.trailer["/Root"]
    text = pages.pages[0].extract_text()
    assert f"action {shown - 1}" in text
    assert ("more in our notes" in text) is (count > 1)
    assert ("40 agreed, 40 not answered yet" in text) is (count > 1)
    assert meeting_sheet.TABLE.size == 16


def test_the_sheet_has_both_sides_and_their_own_words(family: Family, child: Child) -> None:
    review = Review(child=child.id)
    blank = MeetingLine(review=review.id, on=family.today(), who="Mrs Bell", text="")
    for line in (
        replace(blank, id="1", text="He is fine", exact=True),
        replace(blank, id="2", text="It is enough / it is not", kind="difference"),
        replace(blank, id="3", text="The weather"),
    ):
        meeting.keep_line(family, review, line)
    ended = meeting_end.finish(family, review)
    shown = dict(meeting_sheet.told(family, ended.held, 9, 9).sections)
    assert shown["In their own words"][0].lead == "Mrs Bell: “He is fine”"
    assert shown["Seen differently"][0].lead == "Mrs Bell: It is enough / We: it is not"
    assert "The weather" not in str(shown)


def test_the_sheet_says_who_was_here(family: Family, child: Child) -> None:
    review = Review(child=child.id)
    meeting.sign_in(family, review, "Mrs Bell, SENCO")
    ended = meeting_end.finish(family, review)
    assert "Here: Mrs Bell" in meeting_sheet.told(family, ended.held, 0, 0).opening
