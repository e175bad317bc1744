#!/usr/bin/env python3
"""Writes the works that the programs are compared with, as an issue of banxin and as sources of its peers.

    python3 benches/peers/works.py FOLDER [WORK…]

| work | what it is |
|---|---|
| `front` | one front page: the stories of `../shared/seed/page1.json`, or of the sample where it is absent |
| `four` | 40,000 characters on four pages, a story each |
| `million` | 1,000,000 characters on 95 pages, a story each, from the samples' paragraphs over and over |
| `new` | the same with paragraphs of which no two are alike |
| `running` | the text of `million` as one story over all the pages |

Pages are 390 mm × 550 mm with six columns of 17 characters at 9 pt and 117 rows of 12 pt. A folder FOLDER/WORK
holds `issue/` for banxin, `work.typ` and `words.json` for typst, and `work.tex` in the dialect of each TeX.
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(Path(__file__).parent))

import texts  # noqa: E402

COLUMNS, MEASURE, ROWS = 6, 17, 117
# What a page holds under a headline, a little less than fits.
PAGE = 10_600
# What it holds more without the headline, where a story goes on.
GOES_ON = 650

LAYOUT = f"""
page = {{ width = "390mm", height = "550mm" }}
grid = {{ columns = {COLUMNS}, characters = {MEASURE}, rows = {ROWS}, body = "9pt", pitch = "12pt", gutter = "1字" }}
areas.text = {{ column = 1, columns = {COLUMNS}, row = 1, rows = {ROWS} }}
"""


def stories(paragraphs, size):
    """The paragraphs in stories of about so many characters."""
    story, held = [], 0
    for words in paragraphs:
        if story and held + len(words) > size:
            yield story
            story, held = [], 0
        story.append(words)
        held += len(words)
    if story:
        yield story


def banxin(folder, pages, running):
    """An issue: a page for each story, or one story that goes on from page to page."""
    (folder / "stories").mkdir(parents=True)
    (folder / "layouts").mkdir()
    (folder / "layouts" / "work.toml").write_text(LAYOUT, encoding="utf-8")
    issue = ['paper = "试排报"', "date = 2026-11-23", 'layout = "work"']
    whole = []
    for number, story in enumerate(pages, 1):
        name = "stories/all.md" if running else f"stories/{number:03}.md"
        issue += ["", "[[page]]", f"number = {number}", "", "[[page.story]]", 'area = "text"', f'file = "{name}"']
        if running and number > 1:
            issue.append("continued = true")
        if running:
            whole += story
        else:
            write(folder / name, story)
    if running:
        write(folder / "stories/all.md", whole)
    (folder / "issue.toml").write_text("\n".join(issue) + "\n", encoding="utf-8")


def write(path, story):
    path.write_text("---\nheadline: 试排\n---\n\n" + "\n\n".join(story) + "\n", encoding="utf-8")


TYPST = """
#set page(width: 390mm, height: 550mm, margin: (x: 20mm, y: 20mm), columns: 6)
#set columns(gutter: 9pt)
#set text(font: "Banxin Song", size: 9pt, lang: "zh", region: "cn", fallback: false)
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 3pt, spacing: 3pt)
#for words in json("words.json") { par(text(words)) }
"""

TEX = {
    "xelatex": r"""\documentclass{article}
\usepackage[paperwidth=390mm,paperheight=550mm,margin=20mm]{geometry}
\usepackage{multicol}
\usepackage{xeCJK}
\setCJKmainfont[Path=FONTS/]{song.otf}
""",
    "lualatex": r"""\documentclass{article}
\usepackage[paperwidth=390mm,paperheight=550mm,margin=20mm]{geometry}
\usepackage{multicol}
\usepackage{luatexja-fontspec}
\setmainjfont[Path=FONTS/]{song.otf}
""",
    "uplatex": r"""\documentclass[uplatex]{article}
\usepackage[dvipdfmx,paperwidth=390mm,paperheight=550mm,margin=20mm]{geometry}
\usepackage{multicol}
\kanjiskip=0pt plus 1pt
""",
}

TEX_BODY = r"""\setlength{\parindent}{18pt}\setlength{\columnsep}{9pt}\pagestyle{empty}
\begin{document}\fontsize{9pt}{12pt}\selectfont
\begin{multicols}{6}
%s
\end{multicols}
\end{document}
"""


def peers(folder, paragraphs):
    """The same paragraphs one after the other in six columns."""
    (folder / "words.json").write_text(json.dumps(paragraphs, ensure_ascii=False), encoding="utf-8")
    (folder / "work.typ").write_text(TYPST, encoding="utf-8")
    escaped = "\n\n".join(texts.for_tex(words) for words in paragraphs)
    for program, head in TEX.items():
        head = head.replace("FONTS", str(ROOT / "fonts"))
        (folder / f"{program}.tex").write_text(head + TEX_BODY % escaped, encoding="utf-8")


def work(name):
    """The paragraphs of a work."""
    if name == "front":
        return texts.seed() or texts.samples()
    if name == "four":
        return list(texts.repeated(40_000))
    if name == "new":
        return list(texts.all_new(1_000_000))
    return list(texts.repeated(1_000_000))


def main(out, names):
    for name in names or ["front", "four", "million", "new", "running"]:
        folder = Path(out) / name
        folder.mkdir(parents=True)
        paragraphs = work(name)
        banxin(folder / "issue", list(stories(paragraphs, PAGE + GOES_ON * (name == "running"))), name == "running")
        peers(folder, paragraphs)
        print(f"{name}: {sum(map(len, paragraphs))} characters")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
