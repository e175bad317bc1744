"""A text set by banxin: an issue folder with nothing but columns of one measure, and its PDF.

Every page is one story in one area of many columns. Faces, kerning and rules are banxin's defaults; what
is asked for beyond them is given as keys of the style `body`.
"""

import json
import math
import os
import subprocess
import unicodedata
from pathlib import Path
from typing import NamedTuple

EM = 10  # points
PITCH = 16
GUTTER = 4  # ems: more than any line may stand out
MARGIN = 50
COLUMNS = 20
ROWS = 400
HEAD_LINES = 4  # of a manuscript, before its first paragraph
ROOT = Path(__file__).resolve().parents[2]


class Sheet(NamedTuple):
    """Where the columns stand: lengths in points from the page's top left corner."""

    measure: int  # ems

    @property
    def width(self):
        return ((self.measure + GUTTER) * COLUMNS - GUTTER) * EM + 2 * MARGIN

    @property
    def height(self):
        return ROWS * PITCH + 2 * MARGIN

    def column(self, x):
        """The number of the column around a place."""
        return int((x - MARGIN + GUTTER * EM / 2) // ((self.measure + GUTTER) * EM))

    def left(self, column):
        return MARGIN + column * (self.measure + GUTTER) * EM

    def row(self, y):
        return int((y - MARGIN) // PITCH)


class Setting(NamedTuple):
    """What banxin made of the text."""

    sheet: Sheet
    pdf: Path
    stories: list  # for each page, the numbers of its paragraphs
    findings: list  # as `build --json` gives them
    lines: list  # as `check --lines --json` gives them; empty where banxin has no such thing


def marked(text):
    """A paragraph as it is written in a manuscript: marks that the format reads lose their meaning."""
    return "".join("\\" + letter if letter in "\\*#[]" else letter for letter in text)


def width(text):
    """About how wide a text is, in ems."""
    return sum(1 if unicodedata.east_asian_width(letter) in "WFA" else 0.55 for letter in text)


def stories(paragraphs, measure):
    """Paragraphs in pages: as many as surely find room."""
    found, free = [], 0
    for number, text in enumerate(paragraphs):
        # A tenth of a line is allowed for white, more where words do not fit narrow columns.
        rows = math.ceil((width(text) + 2) / (measure * (0.9 if measure > 10 else 0.7))) + 1
        if rows > free:
            found.append([])
            free = COLUMNS * ROWS * 0.9
        found[-1].append(number)
        free -= rows
    return found


def write_issue(folder, paragraphs, measure, style):
    """Writes the issue folder and returns what stands on which page."""
    sheet = Sheet(measure)
    found = stories(paragraphs, measure)
    (folder / "layouts").mkdir(parents=True, exist_ok=True)
    (folder / "stories").mkdir(exist_ok=True)
    keys = "".join(f"{key} = {json.dumps(value)}\n" for key, value in style.items())
    (folder / "layouts" / "columns.toml").write_text(
        f"""extends = "base"
[page]
width = "{sheet.width}pt"
height = "{sheet.height}pt"
[grid]
body = "{EM}pt"
pitch = "{PITCH}pt"
columns = {COLUMNS}
characters = {measure}
gutter = "{GUTTER}字"
rows = {ROWS}
head = "{MARGIN}pt"
[styles.body]
{keys}
[areas.text]
column = 1
columns = {COLUMNS}
row = 1
rows = {ROWS}
""",
        encoding="utf-8",
    )
    issue = ['paper = "行"\ndate = "2026-11-23"\nlayout = "columns"\n']
    for number, members in enumerate(found, 1):
        name = f"stories/{number:03}.md"
        issue.append(f'[[page]]\nnumber = {number}\n[[page.story]]\nfile = "{name}"\narea = "text"\n')
        words = "\n\n".join(marked(paragraphs[at]) for at in members)
        (folder / name).write_text(f"---\nshort: 行\n---\n\n{words}\n", encoding="utf-8")
    (folder / "issue.toml").write_text("\n".join(issue), encoding="utf-8")
    return found


def program():
    """The program: `BANXIN`, or what a release build left in `target`."""
    target = os.environ.get("CARGO_TARGET_DIR", ROOT / "target")
    return os.environ.get("BANXIN") or str(Path(target) / "release" / "banxin")


def run(*arguments):
    """The JSON object that banxin prints. Findings are no failure, a refusal is."""
    done = subprocess.run([program(), *map(str, arguments)], capture_output=True, text=True)
    if done.returncode > 1:
        said = (done.stdout + done.stderr)[-2000:]
        raise RuntimeError(f"banxin {arguments[0]} stopped with {done.returncode}: {said}")
    return json.loads(done.stdout)


def told_lines(folder):
    """The lines as banxin tells them; none from a program that does not know `--lines`."""
    options = subprocess.run([program(), "check", "--help"], capture_output=True, text=True).stdout
    return run("check", folder, "--lines", "--json")["lines"] if "--lines" in options else []


def put(folder, paragraphs, measure, style, lines=False):
    """Sets paragraphs at a measure in whole ems."""
    members = write_issue(folder, paragraphs, measure, style)
    pdf = folder / "lines.pdf"
    told = run("build", folder, "--output", pdf, "--json")
    return Setting(Sheet(measure), pdf, members, told["findings"], told_lines(folder) if lines else [])
