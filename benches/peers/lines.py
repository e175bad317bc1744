#!/usr/bin/env python3
"""The same text at the same measure, set by banxin and by typst, side by side.

Both get the same face (fonts/song.otf), size, first-line indent of two ems and justification; marks are
one em wide by nature in both (全角). MuPDF reads both PDFs. Exit code 1 where banxin's squared openings
are more than typst's. See README.md beside this file.
"""

import argparse
import json
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / ".ci"))

try:
    import fitz  # noqa: F401
    import pikepdf  # noqa: F401
    import typst
except ImportError as missing:
    print(f"skipped: {missing.name} is not installed")
    sys.exit(0)

from texts import made_up, samples, seed  # noqa: E402

from lines import figures, glyphs, reading, rules, setting  # noqa: E402

MEASURES = [7, 11, 13, 17, 22]
TOLERANCE = 1e-6

# typst's page is one column; it goes on over as many pages as are needed.
TYPST = """
#set page(width: {width}pt, height: 10000pt, margin: 0pt)
#set text(font: "Banxin Song", size: {em}pt, lang: "zh", region: "cn", fallback: false)
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 6pt, spacing: 6pt)
#for words in json("words.json") {{ par(text(words)) }}
"""


# Texts --------------------------------------------------------------------------------------------------------


def clean(text):
    """Without blanks beside Chinese text: both programs set that white themselves."""
    out = []
    for at, letter in enumerate(text):
        if letter in " \t":
            before = out[-1] if out else "中"
            after = text[at + 1 : at + 2] or "中"
            if not (rules.is_western(before) and rules.is_western(after)):
                continue
        out.append(letter)
    return "".join(out)


# Setting ------------------------------------------------------------------------------------------------------


def by_banxin(folder, paragraphs, measure, style):
    """Figures of banxin's lines."""
    made = setting.put(folder, paragraphs, measure, {"punctuation": style})
    figure, lost = figures.Figures(), 0
    for number, page in enumerate(glyphs.pages(made.pdf)):
        text = reading.Text.of([paragraphs[at] for at in made.stories[number]])
        lines = reading.in_columns(page, made.sheet, setting.EM, number)
        lost += len(reading.align(lines, text))
        for line in lines:
            figure.add(line, text, setting.EM)
    return figure, lost


def by_typst(folder, paragraphs, measure):
    """Figures of typst's lines."""
    folder.mkdir()
    (folder / "words.json").write_text(json.dumps(paragraphs), encoding="utf-8")
    source = TYPST.format(em=setting.EM, width=measure * setting.EM)
    (folder / "main.typ").write_text(source, encoding="utf-8")
    pdf = folder / "typst.pdf"
    typst.compile(folder / "main.typ", output=pdf, font_paths=[str(ROOT / "fonts")], ignore_system_fonts=True)
    rows = []
    for number, page in enumerate(glyphs.pages(pdf)):
        last = None
        for glyph in page:
            if last is None or abs(glyph.y - last) > 2:
                rows.append((number, []))
                last = glyph.y
            rows[-1][1].append(glyph)
    lines = [
        reading.Line(0, measure * setting.EM, reading.without_blanks(found), f"page {number + 1}")
        for number, found in rows
    ]
    lines = [line for line in lines if line.glyphs]
    text = reading.Text.of(paragraphs)
    lost = len(reading.align(lines, text))
    figure = figures.Figures()
    for line in lines:
        figure.add(line, text, setting.EM)
    return figure, lost


# Report -------------------------------------------------------------------------------------------------------

HEAD = (
    f"{'text':8} {'em':>3} {'set by':16} {'lines':>7} {'squares':>9} {'a line':>8} {'wide':>7} "
    f"{'lone':>5} {'starts':>6} {'ends':>5} {'Han–Western gap':>16}"
)


def row(name, measure, program, figure, lost):
    gap = f"{figure.gap:.3f} ± {figure.spread:.3f}" if figure.gaps else "none"
    print(
        f"{name:8} {measure:3} {program:16} {figure.lines:7} {figure.squares:9.2f} {figure.mean:8.5f} "
        f"{figure.wide / max(figure.justified, 1):7.2%} {figure.lone:5} {figure.starts:6} {figure.ends:5} {gap:>16}"
        + (f"  {lost} differences in the text" if lost else ""),
        flush=True,
    )


def beside(paragraphs, measure, styles):
    """Figures of all programs at a measure: name, style, figures, differences in the text."""
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        made = []
        for style in styles:
            made.append((f"banxin {style}", style, *by_banxin(folder / style, paragraphs, measure, style)))
        return [*made, ("typst", None, *by_typst(folder / "typst", paragraphs, measure))]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--random", type=int, default=2000, help="paragraphs made at random (default: 2000)")
    parser.add_argument("--measures", type=int, nargs="+", default=MEASURES, help="in characters")
    parser.add_argument("--styles", nargs="+", default=["quanjiao"], help="quanjiao (compared), kaiming, banjiao")
    parser.add_argument("--hold", nargs="+", default=["seed", "samples", "random"], help="texts that must not open more")
    args = parser.parse_args()
    texts = {"seed": seed(), "samples": samples(), "random": made_up(args.random)}
    start, worse, held = time.monotonic(), [], False
    print(HEAD)
    with ProcessPoolExecutor(2) as pool:
        runs = []
        for name, paragraphs in texts.items():
            if not paragraphs:
                print(f"{name}: skipped, not here")
            paragraphs = [clean(text) for text in paragraphs]
            for measure in args.measures if paragraphs else []:
                runs.append((name, measure, pool.submit(beside, paragraphs, measure, args.styles)))
        for name, measure, made in runs:
            *ours, other = made.result()
            for program, style, figure, lost in (*ours, other):
                row(name, measure, program, figure, lost)
                if style == "quanjiao" and figure.squares > other[2].squares + TOLERANCE:
                    held |= name in args.hold
                    worse.append(f"{name} at {measure}: {figure.squares:.2f}, typst {other[2].squares:.2f}")
    print(f"\n{time.monotonic() - start:.0f} s. Openings more than typst's:", "; ".join(worse) or "nowhere")
    return 1 if held else 0


if __name__ == "__main__":
    sys.exit(main())
