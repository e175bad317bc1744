"""A check that cannot fail tells nothing: lines spoilt in known ways, each of which must be found.

Three kinds: banxin set to a rule that allows what is prohibited, finished PDFs in which one line was
changed, and lines made here by hand, turned where no line may turn.
"""

import tempfile
from pathlib import Path

import pikepdf

from . import checks, glyphs, reading, setting, told

MEASURE = 13
STYLE = "quanjiao"
LOST = "characters lost, doubled or changed"


def look(made, paragraphs, pdf=None):
    """The kinds of faults in a setting, or in another PDF that is to show the same."""
    kinds = set()
    for number, page in enumerate(glyphs.pages(pdf or made.pdf)):
        members = made.stories[number]
        text = reading.Text.of([paragraphs[at] for at in members])
        lines = reading.in_columns(page, made.sheet, setting.EM, number)
        kinds |= {LOST for _ in reading.align(lines, text)}
        told.lay(made.findings, number, members, paragraphs, lines, text)
        before = None
        for line in lines:
            kinds |= {kind for kind, _ in checks.of_line(line, before, text, setting.EM, STYLE)}
            before = line
    return kinds


# Finished PDFs ------------------------------------------------------------------------------------------------
# Each edit takes the operations of a page and the place of a `Tm` that begins a justified line of Han
# characters, whose `TJ` follows it.


def line_moved(operations, at):
    operations[at][0][4] = float(operations[at][0][4]) + 0.05 * setting.EM


def line_gone(operations, at):
    del operations[at + 1]


def line_doubled(operations, at):
    operations.insert(at + 1, operations[at])
    operations.insert(at + 1, operations[at + 2])


def with_number(operations, at, thousandths):
    """Puts a number before the last glyph but one of a line."""
    shown = []
    for item in operations[at + 1][0][0]:
        if isinstance(item, pikepdf.String):
            code = bytes(item)
            shown += [pikepdf.String(code[byte : byte + 2]) for byte in range(0, len(code), 2)]
        else:
            shown.append(item)
    place = [number for number, item in enumerate(shown) if isinstance(item, pikepdf.String)][-2]
    shown.insert(place, thousandths)
    operations[at + 1] = (pikepdf.Array([pikepdf.Array(shown)]), operations[at + 1][1])


def gap_opened(operations, at):
    with_number(operations, at, -600)


def gap_closed(operations, at):
    with_number(operations, at, 100)


EDITS = [
    ("a line moved by 0.05 em", line_moved, {"start of line", "overfull line"}),
    ("a line taken away", line_gone, {LOST}),
    ("a line shown twice", line_doubled, {LOST}),
    ("a gap opened by 0.6 em", gap_opened, {"overfull line", "gap open beyond the limit"}),
    ("a gap closed by 0.1 em", gap_closed, {"underfull line", "Han characters too close"}),
]


def spoil(pdf, spoilt, edit):
    with pikepdf.open(pdf) as opened:
        page = opened.pages[0]
        operations = [(list(operands), operator) for operands, operator in pikepdf.parse_content_stream(page)]
        starts = [
            at
            for at, (_, operator) in enumerate(operations[:-2])
            if str(operator) == "Tm" and plain(operations[at + 1]) and str(operations[at + 2][1]) == "Tm"
        ]
        edit(operations, starts[len(starts) // 2])
        page.Contents = opened.make_stream(pikepdf.unparse_content_stream(operations))
        opened.save(spoilt)


def plain(operation):
    """A line of at least thirteen glyphs, none of them moved: thirteen ems at their natural widths."""
    operands, operator = operation
    return str(operator) == "TJ" and len(operands[0]) == 1 and len(bytes(operands[0][0])) == 2 * MEASURE


# Lines by hand --------------------------------------------------------------------------------------------------


def by_hand(drawn):
    """Lines from a drawing: `|` is a turn, `-|` a turn with a hyphen of its own, `+` white of 0.2 em."""
    rows, glyphs_of = drawn.split("|"), []
    for number, row in enumerate(rows):
        x, found = (2.0 if number == 0 else 0.0) * setting.EM, []
        for at, letter in enumerate(row):
            if letter == "+":
                x += 0.2 * setting.EM
                continue
            own_hyphen = letter == "-" and at == len(row) - 1 and number + 1 < len(rows)
            advance = (0.5 if letter.isascii() else 1.0) * setting.EM
            if letter != " ":
                found.append(glyphs.Glyph("" if own_hyphen else letter, letter, x, 0.0, advance))
            x += 0 if letter == " " else advance
        glyphs_of.append(found)
    lines = []
    for number, found in enumerate(glyphs_of):
        right = found[-1].x + found[-1].advance
        lines.append(reading.Line(0.0, right, found, f"line {number + 1}"))
    source = "".join(row.removesuffix("-") if number + 1 < len(rows) else row for number, row in enumerate(rows))
    text = reading.Text.of([source.replace("+", "")])
    kinds = {LOST for _ in reading.align(lines, text)}
    before = None
    for line in lines:
        kinds |= {kind for kind, _ in checks.of_line(line, before, text, setting.EM, STYLE)}
        before = line
    return kinds


HYPHEN = "hyphen in an address, path or name"
DRAWN = [
    ("今天的天气|很好，我们都很|高兴。好", set()),
    ("今天|，很好很好", {"prohibited start"}),
    ("今天——|很好很好", set()),
    ("今天　好的|很好很好", set()),
    ("今天“|很好”很好", {"prohibited end"}),
    ("共和/|共享很好", set()),
    ("共和|/共享很好", {"prohibited start"}),
    ("今天—|—很好很好", {"split dash or ellipsis"}),
    ("今天——|—很好很好", {"split dash or ellipsis"}),
    ("今天…|…很好很好", {"split dash or ellipsis"}),
    ("今天……|……很好很好", set()),
    ("看/usr/share/|doc里的文件", set()),
    ("看/usr/sha-|re里的文件", {HYPHEN}),
    ("看docu-|ment里的文件", set()),
    ("看docume-|nt-base里的文件", {HYPHEN}),
    ("看GNU/Li-|nux里的文件", {HYPHEN}),
    ("看d-|ocument里的文件", {"lone letter"}),
    ("看/e|tc/里的文件", {"lone letter"}),
    ("有12|34家里的文件", {"number divided"}),
    ("比分3|∶0很好", {"number divided"}),
    ("比分3∶|0很好", {"number divided"}),
    ("气温8|℃很好", {"number divided"}),
    ("看今天的新docu|ment里的文件", {"word cut where it has no joint"}),
    ("今天很|好。", {"one character in a last line"}),
    ("看the +end的文件|很好很好", set()),
    ("看the end的文件|很好很好", {"blank lost"}),
    ("看th+e的文件|很好很好", {"letters spread"}),
]


def notice(name, wanted, found):
    """Prints a control and returns whether it failed."""
    sound = wanted <= found if wanted else not found
    print(f"  {'ok   ' if sound else 'WRONG'} {name}: {', '.join(sorted(found)) or 'nothing'}")
    return not sound


def run(paragraphs):
    paragraphs = paragraphs[:400]
    failed = 0
    for drawn, wanted in DRAWN:
        failed += notice(drawn, wanted, by_hand(drawn))
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        made = setting.put(folder / "none", paragraphs, MEASURE, {"punctuation": STYLE, "kinsoku": "none"})
        failed += notice("set with kinsoku = none", {"prohibited start", "prohibited end"}, look(made, paragraphs))
        plain_text = ["春夏秋冬东西南北上中下左右" * 8 + "山水"] * 40
        made = setting.put(folder / "plain", plain_text, MEASURE, {"punctuation": STYLE})
        failed += notice("Han characters alone", set(), look(made, plain_text))
        for name, edit, wanted in EDITS:
            spoilt = folder / "spoilt.pdf"
            spoil(made.pdf, spoilt, edit)
            failed += notice(name, wanted, look(made, plain_text, spoilt))
    print(f"{failed} faults were not noticed" if failed else "every fault was noticed")
    return 1 if failed else 0
