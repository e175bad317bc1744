"""What a finished PDF shows, glyph by glyph: MuPDF tells where each one stands and what it means.

Nothing of banxin's is used. MuPDF's trace gives every glyph in the order of painting with its origin,
its advance and the characters of the font's ToUnicode. It passes over ActualText (ISO 32000-1, 14.9.4),
which a PDF uses where a glyph stands for other characters than usual, so the spans are read from the
content stream with pikepdf and laid over the trace: both count the same glyphs in the same order.
"""

import ctypes
from typing import NamedTuple

import fitz
import pikepdf

SHOWN = {"Tj", "TJ", "'", '"'}


class Glyph(NamedTuple):
    """A glyph on a page. Lengths in points, y from the page's top."""

    text: str  # what it reads as; empty where the characters belong to the glyph before it
    shape: str  # the character that the font usually means by it
    x: float  # its origin
    y: float
    advance: float  # as the font says


def pages(pdf):
    """The glyphs of each page in the order of painting. Fails where the two readers count differently."""
    with fitz.open(pdf) as traced, pikepdf.open(pdf) as opened:
        for number, page in enumerate(opened.pages):
            yield overlaid(trace(traced[number]), spans(page), f"{pdf}, page {number + 1}")


def trace(page):
    glyphs = []
    spans = page.get_texttrace()
    # PyMuPDF 1.27 hands out `None` as the line width without a reference of its own; before Python 3.12
    # the interpreter stops when they run out.
    for _ in range(sum(span["linewidth"] is None for span in spans)):
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(None))
    for span in spans:
        for code, glyph, origin, box in span["chars"]:
            # The other characters of a ligature follow it as glyph -1.
            if glyph == -1 and glyphs:
                last = glyphs[-1]
                glyphs[-1] = last._replace(text=last.text + chr(code))
            else:
                glyphs.append(Glyph(chr(code), chr(code), origin[0], origin[1], box[2] - box[0]))
    return glyphs


def spans(page):
    """Where ActualText stands: first glyph, glyph behind the last one, text; and the number of glyphs."""
    found, open_spans, count = [], [], 0
    for operands, operator in pikepdf.parse_content_stream(page):
        operator = str(operator)
        if operator in SHOWN:
            count += sum(map(codes, operands[0] if operator == "TJ" else operands[-1:]))
        elif operator in ("BDC", "BMC"):
            text = None
            if operator == "BDC" and isinstance(operands[1], pikepdf.Dictionary):
                text = operands[1].get("/ActualText")
            open_spans.append((count, text))
        elif operator == "EMC":
            start, text = open_spans.pop()
            if text is not None and count > start:
                found.append((start, count, str(text)))
    return found, count


def codes(shown):
    """Codes of two bytes each, as composite fonts with Identity-H have; numbers of a TJ are none."""
    return len(bytes(shown)) // 2 if isinstance(shown, pikepdf.String) else 0


def overlaid(glyphs, actual, name):
    found, count = actual
    if count != len(glyphs):
        raise ValueError(f"{name}: MuPDF sees {len(glyphs)} glyphs, the content has {count}")
    for start, end, text in found:
        for at in range(start, end):
            glyphs[at] = glyphs[at]._replace(text=text if at == start else "")
    return glyphs
