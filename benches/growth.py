#!/usr/bin/env python3
"""How the cost of a build grows with the size of what is built: instructions of the whole process, counted by callgrind.

    cargo build --release
    python3 benches/growth.py [WORK…] [--sizes N] [--most EXPONENT]

Each work is built at three or more sizes, each twice as large as the one before. What a build of next to nothing takes is
taken off; the exponent is the slope of the logarithms between the smallest and the largest size: 1 where twice as much costs
twice as much. Exit code 1 where an exponent is over `--most` (1.05). `BANXIN` names another program than
`target/release/banxin`.

| work | what grows |
|---|---|
| `pages` | pages with a story each |
| `running` | pages that one story runs over |
| `areas` | areas of one page, each with a short story |
| `paragraph` | the characters of one paragraph |
| `table` | the rows of a table |
| `pictures` | pictures on one page, all different |
| `findings` | slips of typing in one story |
"""

import argparse
import math
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "benches" / "peers"))

import texts  # noqa: E402
import works  # noqa: E402

PROGRAM = os.environ.get("BANXIN", str(ROOT / "target" / "release" / "banxin"))


def sized(name, size):
    """The first size of each work, times `size`."""
    return {"pages": 5, "running": 5, "areas": 60, "paragraph": 20_000, "table": 100, "pictures": 8, "findings": 500}[
        name
    ] * size


def layout(folder, text):
    (folder / "layouts").mkdir(parents=True, exist_ok=True)
    (folder / "stories").mkdir(exist_ok=True)
    (folder / "layouts" / "work.toml").write_text(text, encoding="utf-8")


def issue(folder, entries):
    head = 'paper = "试排报"\ndate = 2026-11-23\nlayout = "work"\n\n[[page]]\nnumber = 1\n'
    (folder / "issue.toml").write_text(head + "".join(entries), encoding="utf-8")


def story(folder, name, paragraphs):
    works.write(folder / "stories" / f"{name}.md", paragraphs)
    return f'\n[[page.story]]\narea = "{name}"\nfile = "stories/{name}.md"\n'


def pages(folder, size, running=False):
    paragraphs = list(texts.all_new(size * works.PAGE))
    capacity = works.PAGE + works.GOES_ON * running
    works.banxin(folder, list(works.stories(paragraphs, capacity)), running)


def grid(rows, areas):
    """A page of six columns that is as high as its rows."""
    height = rows * 12 + 100
    return (
        f'page = {{ width = "390mm", height = "{height}pt" }}\n'
        f'grid = {{ columns = 6, characters = 17, rows = {rows}, body = "9pt", pitch = "12pt", gutter = "1字" }}\n' + areas
    )


def areas(folder, size):
    words = texts.all_new(size * 200)
    rows = (size + 5) // 6 * 10
    listed, entries = [], []
    for number in range(size):
        place = f"column = {number % 6 + 1}, columns = 1, row = {number // 6 * 10 + 1}, rows = 9"
        listed.append(f"areas.a{number} = {{ {place} }}\n")
    layout(folder, grid(rows, "".join(listed)))
    for number in range(size):
        entries.append(story(folder, f"a{number}", [next(words)[:80]]))
    issue(folder, entries)


def paragraph(folder, size):
    rows = size // (17 * 6) + 20
    layout(folder, grid(rows, f"areas.a = {{ column = 1, columns = 6, row = 1, rows = {rows} }}\n"))
    issue(folder, [story(folder, "a", ["".join(texts.all_new(size))[:size]])])


def table(folder, size):
    rows = size * 2 + 20
    layout(folder, grid(rows, f"areas.a = {{ column = 1, columns = 6, row = 1, rows = {rows} }}\n"))
    cells = [f"第{number}号,江滩路{number}号,{number * 7 % 1000},{number * 13 % 97}.5" for number in range(size)]
    (folder / "table.csv").write_text("项目,地点,数量,比例\n" + "\n".join(cells) + "\n", encoding="utf-8")
    issue(folder, ['\n[[page.table]]\narea = "a"\nfile = "table.csv"\n'])


def pictures(folder, size):
    rows = (size + 5) // 6 * 10
    listed, entries = [], []
    (folder / "pictures").mkdir(parents=True)
    for number in range(size):
        place = f"column = {number % 6 + 1}, columns = 1, row = {number // 6 * 10 + 1}, rows = 9"
        listed.append(f"areas.a{number} = {{ {place} }}\n")
        shade = number * 5 % 256
        pixels = bytes((shade + x * y) % 256 for y in range(90) for x in range(120) for _ in range(3))
        (folder / "pictures" / f"{number}.png").write_bytes(png(120, 90, pixels))
        entries.append(f'\n[[page.picture]]\narea = "a{number}"\nfile = "pictures/{number}.png"\n')
    layout(folder, grid(rows, "".join(listed)))
    issue(folder, entries)


def png(width, height, pixels):
    """A PNG of RGB pixels."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + pixels[at * width * 3 : (at + 1) * width * 3] for at in range(height))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def findings(folder, size):
    rows = size // 4 + 40
    layout(folder, grid(rows, f"areas.a = {{ column = 1, columns = 6, row = 1, rows = {rows} }}\n"))
    issue(folder, [story(folder, "a", [f"第{number}项工程昨天,通车了。" for number in range(size)])])


MAKE = {
    "pages": pages,
    "running": lambda folder, size: pages(folder, size, running=True),
    "areas": areas,
    "paragraph": paragraph,
    "table": table,
    "pictures": pictures,
    "findings": findings,
}


def instructions(folder, out):
    """Instructions of a build without a cache and on one thread."""
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", PROGRAM, "build", str(folder)]
    command += ["-o", str(out), "--no-cache", "--quiet"]
    run = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "RAYON_NUM_THREADS": "1"})
    if run.returncode not in (0, 1):
        sys.exit(f"{folder}: exit code {run.returncode}\n{run.stderr[-2000:]}")
    return int(re.search(r"Collected : (\d+)", run.stderr)[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("works", nargs="*", help="all, unless some are named")
    parser.add_argument("--sizes", type=int, default=3)
    parser.add_argument("--most", type=float, default=1.05)
    given = parser.parse_args()
    if not shutil.which("valgrind"):
        print("skipped: valgrind is not installed")
        return 0
    worst = 0.0
    with tempfile.TemporaryDirectory() as room:
        room = Path(room)
        for name in given.works or MAKE:
            counts = []
            tiny = room / f"{name}-0"
            MAKE[name](tiny, max(sized(name, 1) // 50, 1))
            base = instructions(tiny, room / "out.pdf")
            for step in range(given.sizes):
                folder = room / f"{name}-{step + 1}"
                size = sized(name, 2**step)
                MAKE[name](folder, size)
                counts.append((size, instructions(folder, room / "out.pdf") - base))
                shutil.rmtree(folder)
            (first, low), (last, high) = counts[0], counts[-1]
            exponent = math.log(high / low) / math.log(last / first)
            worst = max(worst, exponent)
            print(f"{name:10} exponent {exponent:.3f}")
            for size, count in counts:
                bar = "█" * max(1, round(48 * count / high))
                print(f"  {size:>8} {count / 1e6:>10.1f} million {bar}", flush=True)
    if worst > given.most:
        print(f"an exponent is over {given.most}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
