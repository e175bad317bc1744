"""Lines as a stranger sees them: `.ci/lines.sh [OPTION…]`

Sets Debian's manuals in Chinese at 13 and 17 characters and looks at every line of the finished PDFs.
Exit code 0 without faults but those that `known.txt` beside this file allows, 1 with more, 75 where the
manuals cannot be had.
"""

import argparse
import collections
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from . import accounts, checks, controls, figures, glyphs, manuals, reading, setting, told

# Measure in characters, style of punctuation.
SETTINGS = [(13, "quanjiao"), (13, "kaiming"), (13, "banjiao"), (17, "quanjiao"), (17, "kaiming"), (17, "banjiao")]
ENOUGH = 300_000  # characters, blanks not counted
UNAVAILABLE = 75


def arguments():
    parser = argparse.ArgumentParser(prog="lines.sh", description=__doc__.splitlines()[0])
    parser.add_argument("cache", type=Path, help="the folder that keeps the manuals")
    parser.add_argument("--setup", action="store_true", help="fetch the manuals and check nothing")
    parser.add_argument("--text", type=Path, help="look at the lines of this file instead, each a paragraph")
    parser.add_argument("--show", type=int, default=8, help="faults of each kind to print (default: 8)")
    parser.add_argument("--controls", action="store_true", help="spoil lines and see that it is found")
    return parser.parse_args()


def look(measure, style, paragraphs):
    """Sets paragraphs and returns figures, faults and how many lines banxin told of."""
    with tempfile.TemporaryDirectory() as folder:
        made = setting.put(Path(folder), paragraphs, measure, {"punctuation": style}, lines=True)
        by_page = accounts.by_page(made.lines)
        figure, faults, codes = figures.Figures(), [], collections.Counter()
        for number, page in enumerate(glyphs.pages(made.pdf)):
            members = made.stories[number]
            text = reading.Text.of([paragraphs[at] for at in members])
            lines = reading.in_columns(page, made.sheet, setting.EM, number)
            faults += differences(reading.align(lines, text))
            told.lay(made.findings, number, members, paragraphs, lines, text)
            if made.lines:
                differing = accounts.compare(by_page.get(number + 1, []), lines, text, setting.EM)
                faults += [("line told otherwise than it stands", words) for words in differing]
            before = None
            for line in lines:
                figure.add(line, text, setting.EM)
                codes.update(line.told)
                for kind, words in checks.of_line(line, before, text, setting.EM, style):
                    faults.append((kind, f"{words}   {line.text}   ({line.place})"))
                before = line
        return figure, faults, codes


def differences(found):
    for line, wanted, stands in found:
        place = line.place if line else "nowhere"
        yield "characters lost, doubled or changed", f"“{wanted[:30]}” became “{stands[:30]}”   ({place})"


def report(measure, style, figure, faults, codes, seconds, show):
    print(f"\n{measure} characters, {style}: {figure.lines} lines ({seconds:.1f} s)")
    print(
        f"  squared openings {figure.squares:.2f}, a line {figure.mean:.5f}; "
        f"wide lines {figure.wide / max(figure.justified, 1):.2%}; "
        f"one-character last lines {figure.lone}; words divided {figure.hyphens}; "
        f"Han–Western gap {figure.gap:.3f} ± {figure.spread:.3f}"
    )
    print("  told: " + (", ".join(f"{code} {count}" for code, count in sorted(codes.items())) or "nothing"))
    kinds = collections.defaultdict(list)
    for kind, words in faults:
        kinds[kind].append(words)
    for kind, found in sorted(kinds.items()):
        print(f"  FAULT {kind}: {len(found)}")
        for words in found[:show]:
            print(f"    {words}")


def known():
    """How many faults of a kind a setting may have, from known.txt: a number and the kind on each line."""
    rows = (Path(__file__).parent / "known.txt").read_text(encoding="utf-8").splitlines()
    pairs = (row.split(" ", 1) for row in rows if row and not row.startswith("#"))
    return {kind: int(count) for count, kind in pairs}


def beyond(faults, allowed):
    """What is more than is known, kind by kind."""
    counts = collections.Counter(kind for kind, _ in faults)
    return {kind: count for kind, count in counts.items() if count > allowed.get(kind, 0)}


def of_file(path):
    """The paragraphs of a text that somebody brings."""
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def timed(measure, style, paragraphs):
    start = time.monotonic()
    return *look(measure, style, paragraphs), time.monotonic() - start


def main():
    args = arguments()
    try:
        paragraphs = of_file(args.text) if args.text else manuals.paragraphs(args.cache)
    except manuals.Unavailable as reason:
        print(f"not checked: {reason}")
        return UNAVAILABLE
    if args.setup:
        return 0
    if args.controls:
        return controls.run(paragraphs)
    characters = sum(len(reading.Text.of([text]).bare) for text in paragraphs)
    print(f"{len(paragraphs)} paragraphs, {characters} characters without blanks")
    if characters < ENOUGH and not args.text:
        print(f"FAULT fewer than {ENOUGH} characters to look at")
        return 1
    found, more, allowed = 0, False, {} if args.text else known()
    with ProcessPoolExecutor(2) as pool:
        runs = [pool.submit(timed, measure, style, paragraphs) for measure, style in SETTINGS]
        for (measure, style), made in zip(SETTINGS, runs):
            figure, faults, codes, seconds = made.result()
            report(measure, style, figure, faults, codes, seconds, args.show)
            found += len(faults)
            for kind, count in beyond(faults, allowed).items():
                print(f"  MORE THAN KNOWN {kind}: {count}, not {allowed.get(kind, 0)}")
                more = True
    print(f"\n{found} faults" + ("" if more else ", all known"))
    return 1 if more else 0


if __name__ == "__main__":
    sys.exit(main())
