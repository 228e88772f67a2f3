"""One plain page as a PDF file, without any library: for the papers of the made-up family."""

from __future__ import annotations

import textwrap

_COLUMNS = 88  # letters of 11 point Helvetica that are sure to fit between the margins
_START = "BT /F1 11 Tf 15 TL 57 785 Td"
_END = "ET"


def page(text: str) -> bytes:
    """Return an A4 page with these lines, folded to its width; the same text, the same bytes.

    Letters that Western European typewriters lack become question marks.
    """
    lines = [part for line in text.strip().split("\n") for part in _folded(line)]
    drawn = [_START, *(f"({_escaped(line)}) Tj T*" for line in lines), _END]
    return _file("\n".join(drawn).encode("cp1252", "replace"))


def _folded(line: str) -> list[str]:
    return textwrap.wrap(line.replace("\u00a0", " "), _COLUMNS) or [""]


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _file(content: bytes) -> bytes:
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    )
    written = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, start=1):
        places.append(len(written))
        written += b"%d 0 obj%b endobj\n" % (number, part)
    index = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(parts) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % count
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, len(written))
    return written + head + index + tail
