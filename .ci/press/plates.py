"""Small black text stands on the black plate and on no other, and no spot has too much ink.

Every page is separated twice, as it is and without its text. Where small dark text stands, the black
plate has to differ between the two, and no other plate may: ink there would be a rich black, and ink
that is missing there a hole in a picture or tint that the text should overprint. Because both are the
same page, it does not matter what lies beneath the text.
"""

import re
import subprocess
import tempfile
from pathlib import Path

import numpy
import pikepdf
import pymupdf
from PIL import Image

from . import edit

DPI = 100
SMALL = 12  # points; larger type may have a colour
DARK = 0.35  # of each of red, green and blue as MuPDF shows it: black ink alone has 0.14
TOTAL_INK = 240  # per cent, on newsprint

Image.MAX_IMAGE_PIXELS = None  # a spread of two broadsheet pages is no attack


def separate(pdf, folder):
    folder.mkdir()
    command = ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", f"-r{DPI}", "-sDEVICE=tiffsep"]
    subprocess.run([*command, "-o", str(folder / "%d.tif"), str(pdf)], check=True, capture_output=True)


def plates_of(folder, page):
    """The plates of a page by name, 0 for paper and 255 for full ink."""
    plates = {}
    for file in sorted(folder.glob(f"{page}(*).tif")):
        name = re.fullmatch(r"\d+\((.*)\)", file.stem, re.S)[1]
        plates[name] = 255 - numpy.asarray(Image.open(file))
    return plates


def small_dark_letters(page):
    """Letter and box, in points from the top left of the sheet, of small dark text."""
    for span in page.get_texttrace():
        if span["size"] > SMALL or max(span["color"]) > DARK:
            continue
        for code, _, _, (x0, y0, x1, y1) in span["chars"]:
            if x0 == x1 and span["wmode"] == 1:
                x1 += span["size"]  # upright letters in a vertical line have no advance to the right
            # The second half of a glyph that stands for two letters has no width.
            if x0 < x1 and not chr(code).isspace():
                yield chr(code), (x0, y0, x1, y1)


def window(box):
    """The pixels that a box covers, wholly or in part."""
    x0, y0, x1, y1 = (edge * DPI / 72 for edge in box)
    return slice(max(int(y0), 0), int(y1) + 2), slice(max(int(x0), 0), int(x1) + 2)


def misplaced(page, whole, bare):
    """Letters of a page that are missing on the black plate or seen on another; and how many there are."""
    black = whole["Black"] != bare["Black"]
    coloured = numpy.zeros_like(black)
    for name in whole.keys() - {"Black"}:
        coloured |= whole[name] != bare[name]
    findings, count = [], 0
    for letter, box in small_dark_letters(page):
        count += 1
        if not black[window(box)].any():
            findings.append(f"“{letter}” at {place(box)} is not on black")
        if coloured[window(box)].any():
            findings.append(f"“{letter}” at {place(box)} is on another plate")
    return findings, count


def place(box):
    return f"{box[0]:.0f},{box[1]:.0f} pt"


def total_ink(plates, trim):
    """The most ink on one spot of the trimmed page, in per cent."""
    total = sum(plate.astype(numpy.int32) for plate in plates.values())
    x0, y0, x1, y1 = (float(edge) * DPI / 72 for edge in trim)
    height = total.shape[0]
    return total[int(height - y1) + 1 : int(height - y0) - 1, int(x0) + 1 : int(x1) - 1].max() / 2.55


def check(pdf):
    findings, letters = [], 0
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        edit.without_text(pdf, work / "bare.pdf")
        separate(pdf, work / "whole")
        separate(work / "bare.pdf", work / "bare")
        with pymupdf.open(pdf) as shown, pikepdf.open(pdf) as read:
            for number, page in enumerate(shown, 1):
                whole, bare = plates_of(work / "whole", number), plates_of(work / "bare", number)
                found, count = misplaced(page, whole, bare)
                ink = total_ink(whole, read.pages[number - 1].TrimBox)
                if ink > TOTAL_INK:
                    found.append(f"{ink:.0f} % of ink")
                findings += [f"page {number}: {text}" for text in found]
                letters += count
    return findings if letters else findings + ["no small dark text on any page: nothing was checked"]
