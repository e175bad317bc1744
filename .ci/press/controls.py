"""A check that cannot fail tells nothing: PDFs spoilt in known ways, each of which must be found."""

import functools
import tempfile
from pathlib import Path

import pikepdf

from . import edit, files, plates, renders, text, validators

MILLIMETRE = 72 / 25.4


def strip(opened, *keys):
    """Takes entries out of every dictionary."""
    for item in opened.objects:
        for key in keys:
            if isinstance(item, pikepdf.Dictionary) and key in item:
                del item[key]


def fonts_away(opened):
    strip(opened, "/FontFile2", "/FontFile3")


def intent_away(opened):
    del opened.Root.OutputIntents


def mark_away(opened):
    del opened.docinfo["/GTS_PDFXVersion"]


def trim_away(opened):
    for page in opened.pages:
        del page.obj["/TrimBox"]


def meaning_away(opened):
    strip(opened, "/ToUnicode")


def on_page_one(change):
    """An edit of the operations of the first page alone, which must have something to change."""

    def run(opened):
        page = opened.pages[0]
        page.Contents = opened.make_stream(edit.edited(page, change))

    return run


def middle(operations, operators, count):
    """Where the middle `count` operations of the given kinds stand."""
    places = [place for place, (_, operator) in enumerate(operations) if operator in operators]
    start = (len(places) - count) // 2
    return set(places[max(start, 0) : start + count])


def line_away(operations):
    gone = middle(operations, edit.SHOW, 1)
    return [operation for place, operation in enumerate(operations) if place not in gone]


def picture_away(operations):
    return [operation for operation in operations if operation[1] != "Do"]


def lines_shifted(operations):
    shifted = middle(operations, {"Tm"}, 40)
    for place in shifted:
        operands = operations[place][0]
        operands[4] = float(operands[4]) + MILLIMETRE
    return operations


def black_as(*inks):
    """Black ink alone becomes another mixture."""

    def change(operations):
        for operands, operator in operations:
            if operator == "k" and [float(ink) for ink in operands] == [0, 0, 0, 1]:
                operands[:] = inks
        return operations

    return change


def knocks_out(operations):
    """Black text on a tint of cyan, without overprinting."""
    tint = [([0.2, 0, 0, 0], "k"), ([0, 0, 9999, 9999], "re"), ([], "f")]
    return tint + [operation for operation in operations if operation[1] != "gs"]


def full_flat(operations):
    """A square of three full inks beneath everything else."""
    return [([1, 1, 1, 0], "k"), ([200, 200, 50, 50], "re"), ([], "f"), *operations]


def between(whole, spoilt):
    """One renderer shows the whole PDF, the other the spoilt one."""
    return renders.alike(whole, spoilt)


def of(check):
    """A check of the spoilt PDF alone."""
    return lambda whole, spoilt: check(spoilt)


# What is spoilt, how, the check that must find it, and words that its finding must have.
CONTROLS = [
    ("fonts away", fonts_away, of(files.fonts), "not embedded"),
    ("fonts away, proof-pdf", fonts_away, of(validators.proof), "is not embedded"),
    ("fonts away, renders", fonts_away, of(renders.alike), "dark pixels"),
    ("output intent away, proof-pdf", intent_away, of(validators.proof), "OutputIntent"),
    ("output intent away, pdf_oxide", intent_away, of(validators.oxide), "OutputIntents"),
    ("name of the standard away", mark_away, of(files.boxes), "names no standard"),
    ("TrimBox away", trim_away, of(files.boxes), "TrimBox"),
    ("one line of text away", on_page_one(line_away), between, "dark pixels"),
    ("pictures away", on_page_one(picture_away), between, "a square differs"),
    ("lines shifted by 1 mm", on_page_one(lines_shifted), between, "dark pixels"),
    ("text in rich black", on_page_one(black_as(0.6, 0.5, 0.5, 1)), of(plates.check), "on another plate"),
    ("text without black ink", on_page_one(black_as(1, 1, 1, 0)), of(plates.check), "not on black"),
    ("text that knocks out", on_page_one(knocks_out), of(plates.check), "on another plate"),
    ("flat of 300 % of ink", on_page_one(full_flat), of(plates.check), "% of ink"),
    ("Unicode of the fonts away", meaning_away, of(text.sound), "U+0001"),
]


def all_of(pdf):
    return [(f"control: {name}", functools.partial(noticed, pdf, *control)) for name, *control in CONTROLS]


def noticed(pdf, spoil, check, words):
    """No finding where the check finds the fault."""
    with tempfile.TemporaryDirectory() as folder:
        spoilt = Path(folder) / "spoilt.pdf"
        edit.rewrite(pdf, spoilt, spoil)
        found = [finding for finding in check(pdf, spoilt) if words in finding]
    print(f"    {found[0]}" if found else "    nothing")
    return [] if found else ["the fault was not noticed"]
