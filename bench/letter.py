"""A letter from its template to a PDF, against reportlab's own layout of the same text.

Prints milliseconds for each, in turn in one process and warm, and the ratio. Goal 2, at most 4.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ehcp_desktop.domain.event import Event
from ehcp_desktop.domain.people import Child, Contact
from ehcp_desktop.domain.when import When
from ehcp_desktop.services import events, people
from ehcp_desktop.services.family import Family
from ehcp_desktop.services.letters.plain import text
from ehcp_desktop.services.letters.render import render
from ehcp_desktop.services.letters.writing import prepare

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportlab.platypus import Flowable

    from ehcp_desktop.services.letters.document import LetterDocument

TEMPLATE = "review_decision_overdue"
ROUNDS = 60


def main() -> None:
    """Print the three times and the two ratios."""
    with TemporaryDirectory() as folder:
        family, child = _family(Path(folder))
        written = prepare(family, TEMPLATE, child).document
        times = _in_turn(
            lambda: _platypus(written),
            lambda: render(written, ".pdf"),
            lambda: render(prepare(family, TEMPLATE, child).document, ".pdf"),
        )
        family.close()
    floor, layout, whole = (statistics.median(each) * 1000 for each in times)
    say = sys.stdout.write
    say(f"reportlab platypus, same text   {floor:7.2f} ms\n")
    say(f"our document to PDF             {layout:7.2f} ms   {layout / floor:5.2f} x\n")
    say(f"record and template to PDF      {whole:7.2f} ms   {whole / floor:5.2f} x\n")


def _in_turn(*work: Callable[[], object]) -> list[list[float]]:
    times: list[list[float]] = [[] for _ in work]
    for round_number in range(ROUNDS + 5):
        for each, taken in zip(work, times, strict=True):
            start = time.perf_counter()
            each()
            if round_number >= 5:  # the first are not warm
                taken.append(time.perf_counter() - start)
    return times


def _platypus(document: LetterDocument) -> bytes:
    from xml.sax.saxutils import escape

    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

    style = getSampleStyleSheet()["BodyText"]
    flow: list[Flowable] = []
    for part in text(document).split("\n\n"):
        flow += [Paragraph(escape(part).replace("\n", "<br/>"), style), Spacer(1, 8)]
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=A4).build(flow)
    return stream.getvalue()


def _family(folder: Path) -> tuple[Family, Child]:
    family = Family.create(folder / "family.ehcp", None, lambda: date(2026, 11, 22))
    child = Child(name="Sam Okafor-Lee", born=date(2015, 3, 14), authority="Northmoor Council")
    family.store.children.save(child)
    sender = Contact(name="Amara Okafor-Lee", address="14 Larch Close\nNM4 2QT", is_sender=True)
    people.add_person(family, sender, "Mother", child)
    day = When.day(date(2026, 6, 2))
    events.log(family, Event(child=child.id, kind="review_meeting_held", on=day))
    return family, child


if __name__ == "__main__":
    main()
