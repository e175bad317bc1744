#!/usr/bin/env python3
"""Makes frames.ttf, the variable font of the tests, and frames.otf. Needs fontTools 4.60; the same bytes at every run.

    python3 tests/fonts/make.py

Every character is a square frame whose strokes are 20 units wide at weight 100 and 220 at 900. The
axis `wdth` narrows the letter A from 600 to 400 units, its advance too. 葛 has two variation sequences: with
U+E0100 its usual glyph, with U+E0101 a solid square. The font was drawn for this purpose and has no other
source; it is under the licence of the program.
"""
import os
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables.TupleVariation import TupleVariation

os.environ["SOURCE_DATE_EPOCH"] = "0"
HAN = "望江桥今天通车早上题目一则葛"
glyphs = {ord(c): f"u{ord(c):04X}" for c in HAN + "A"}
order = [".notdef", *glyphs.values(), "solid"]


def square(pen, left, bottom, right, top, inside=False):
    points = [(left, bottom), (left, top), (right, top), (right, bottom)]
    points = points[::-1] if inside else points
    pen.moveTo(points[0])
    for point in points[1:]:
        pen.lineTo(point)
    pen.closePath()


def frame(right, stroke):
    pen = TTGlyphPen(None)
    square(pen, 50, -70, right, 830)
    if stroke:
        square(pen, 50 + stroke, -70 + stroke, right - stroke, 830 - stroke, inside=True)
    return pen.glyph()


outlines = {name: frame(950, 20) for name in order}
outlines["u0041"] = frame(550, 20)
outlines["solid"] = frame(950, 0)
advances = {name: 600 if name == "u0041" else 1000 for name in order}

font = FontBuilder(1000, isTTF=True)
font.setupGlyphOrder(order)
font.setupCharacterMap(glyphs, uvs=[(0x845B, 0xE0100, None), (0x845B, 0xE0101, "solid")])
font.setupGlyf(outlines)
font.setupHorizontalMetrics({name: (advances[name], 50) for name in order})
font.setupHorizontalHeader(ascent=880, descent=-120)
font.setupNameTable({"familyName": "Test Frames", "styleName": "Thin", "psName": "TestFrames"})
font.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
font.setupPost(keepGlyphNames=False)
font.setupFvar(
    [("wght", 100, 100, 900, "Weight"), ("wdth", 75, 100, 100, "Width")],
    [
        {"stylename": "Thin", "location": {"wght": 100, "wdth": 100}},
        {"stylename": {"en": "Bold", "zh": "粗体"}, "location": {"wght": 900, "wdth": 100}},
    ],
)
# Twice as wide at the outside as inside: the points of the inner square, in the order of `square`.
inner = [(-200, 200), (-200, -200), (200, -200), (200, 200)]
heavier = [(0, 0)] * 4 + inner + [(0, 0)] * 4
right = [(0, 0), (0, 0), (-200, 0), (-200, 0)]
narrower = right + [(-200, 0), (-200, 0), (0, 0), (0, 0)] + [(0, 0), (-200, 0), (0, 0), (0, 0)]
variations = {name: [TupleVariation({"wght": (0, 1, 1)}, heavier)] for name in order if name != "solid"}
variations["u0041"].append(TupleVariation({"wdth": (-1, -1, 0)}, narrower))
font.setupGvar(variations)
font.font["head"].created = font.font["head"].modified = 3_850_000_000
font.font.recalcTimestamp = False
font.save(os.path.join(os.path.dirname(os.path.abspath(__file__)), "frames.ttf"))

# The same frames, of one weight, in outlines of PostScript (CFF): frames.otf.


def drawn(right, stroke):
    pen = T2CharStringPen(600 if right < 900 else 1000, None)
    square(pen, 50, -70, right, 830)
    if stroke:
        square(pen, 50 + stroke, -70 + stroke, right - stroke, 830 - stroke, inside=True)
    return pen.getCharString()


font = FontBuilder(1000, isTTF=False)
font.setupGlyphOrder(order)
font.setupCharacterMap(glyphs)
shapes = {name: drawn(550 if name == "u0041" else 950, 0 if name == "solid" else 60) for name in order}
font.setupCFF("TestFramesCFF", {"FullName": "Test Frames CFF"}, shapes, {})
font.setupHorizontalMetrics({name: (advances[name], 50) for name in order})
font.setupHorizontalHeader(ascent=880, descent=-120)
font.setupNameTable({"familyName": "Test Frames CFF", "styleName": "Regular", "psName": "TestFramesCFF"})
font.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
font.setupPost(keepGlyphNames=False)
addOpenTypeFeaturesFromString(font.font, "feature vert { sub u671B by solid; } vert; feature liga { sub u6C5F u6865 by solid; } liga;")
font.font["head"].created = font.font["head"].modified = 3_850_000_000
font.font.recalcTimestamp = False
font.save(os.path.join(os.path.dirname(os.path.abspath(__file__)), "frames.otf"))
