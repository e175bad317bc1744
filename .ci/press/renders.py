"""Three renderers of separate origin show the same page: poppler, MuPDF and PDFium.

They turn CMYK into RGB each in its own way and smooth edges differently, so no pixels are compared
one to one. Two measures, both of slightly blurred gray, on the trimmed page:

- Lost ink: a dark pixel of one render about which the other has nothing but paper. Measured on our
  samples: none. A line of text away: 122 or more; 40 lines shifted by 1 mm: 793 or more.
- Shade: the mean difference of squares of half an inch. Measured on our samples: up to 24 of 255.
  A picture away: 140 or more.
"""

import io
import itertools
import subprocess

import numpy
import pikepdf
import pymupdf
import pypdfium2
from PIL import Image, ImageFilter

DPI = 80
DARK, PAPER = 190, 235
LOST_PIXELS = 20
SQUARE, SHADE = DPI // 2, 40


def poppler(pdf, page):
    command = ["pdftoppm", "-r", str(DPI), "-f", str(page + 1), "-l", str(page + 1), str(pdf)]
    return Image.open(io.BytesIO(subprocess.run(command, check=True, capture_output=True).stdout))


def mupdf(pdf, page):
    with pymupdf.open(pdf) as opened:
        pixels = opened[page].get_pixmap(dpi=DPI)
    return Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)


def pdfium(pdf, page):
    with pypdfium2.PdfDocument(pdf) as opened:
        return opened[page].render(scale=DPI / 72).to_pil()


RENDERERS = {"poppler": poppler, "MuPDF": mupdf, "PDFium": pdfium}


def trims(pdf):
    """The trimmed part of each page's render: left, top, right, bottom in pixels."""
    with pikepdf.open(pdf) as opened:
        for page in opened.pages:
            x0, y0, x1, y1 = (float(number) for number in page.TrimBox)
            height = float(page.MediaBox[3])
            yield tuple(round(edge * DPI / 72) for edge in (x0, height - y1, x1, height - y0))


def shown(pdf, page, trim):
    """The trimmed page in gray, by renderer."""
    return {name: render(pdf, page).convert("L").crop(trim) for name, render in RENDERERS.items()}


def values(image):
    return numpy.asarray(image, dtype=numpy.int16)


def lost_ink(one, two):
    """How many dark pixels of `one` have but paper about them in `two`."""
    dark = values(one.filter(ImageFilter.BoxBlur(1))) < DARK
    near = values(two.filter(ImageFilter.BoxBlur(1)).filter(ImageFilter.MinFilter(3)))
    return int((dark & (near > PAPER)).sum())


def shade(one, two):
    """The largest mean difference of a square."""
    one, two = (values(image.filter(ImageFilter.BoxBlur(3))) for image in (one, two))
    difference = abs(one - two)
    rows, columns = (side // SQUARE for side in difference.shape)
    squares = difference[: rows * SQUARE, : columns * SQUARE].reshape(rows, SQUARE, columns, SQUARE)
    return float(squares.mean(axis=(1, 3)).max())


def compare(one, two):
    """Says how two gray renders of a page differ, if they do."""
    lost = lost_ink(one, two) + lost_ink(two, one)
    findings = [f"{lost} dark pixels without ink about them in the other"] if lost > LOST_PIXELS else []
    differs = shade(one, two)
    return findings + ([f"a square differs by {differs:.0f} of 255"] if differs > SHADE else [])


def alike(pdf, other=None):
    """Compares each pair of renderers; the second shows `other`, where that is given."""
    findings = []
    for page, trim in enumerate(trims(pdf)):
        ours = shown(pdf, page, trim)
        theirs = shown(other, page, trim) if other else ours
        for one, two in itertools.combinations(RENDERERS, 2):
            where = f"page {page + 1}, {one} and {two}"
            findings += [f"{where}: {text}" for text in compare(ours[one], theirs[two])]
    return findings
