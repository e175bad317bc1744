"""Set lines read back from a PDF and laid beside the text that was to be set.

Blanks of the manuscript are left out of the comparison: those beside Chinese text are banxin's work, and
those between Western words are looked for as white. All other characters must stand once and in order.
"""

from dataclasses import dataclass, field

from . import rules

CLOSE = 12  # characters that must agree again behind a difference
FAR = 200  # how far a difference may reach


@dataclass
class Line:
    """A set line: what a reader sees of it and which part of the text it is."""

    left: float  # where the column begins and ends, in points
    right: float
    glyphs: list  # blanks at the end left out
    place: str  # for messages
    start: int = 0  # from which to which character of the text, blanks not counted
    end: int = 0
    paragraph: int = -1
    first: bool = False  # of its paragraph
    last: bool = False
    told: set = field(default_factory=set)  # codes of findings about it

    @property
    def text(self):
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def hyphen(self):
        """Whether it ends with a hyphen that the text does not have."""
        return len(self.glyphs) > 1 and self.glyphs[-1].text == "" and self.glyphs[-1].shape in "-‐"


@dataclass
class Text:
    """Paragraphs in a row, without their blanks."""

    bare: str
    blank: bytearray  # 1 where the manuscript has a blank before the character
    bounds: list  # where each paragraph begins, and the end

    @classmethod
    def of(cls, paragraphs):
        letters, blank, bounds = [], bytearray(), []
        for paragraph in paragraphs:
            bounds.append(len(letters))
            waits = 0
            for letter in paragraph:
                if rules.is_blank(letter):
                    waits = 1
                else:
                    letters.append(letter)
                    blank.append(waits)
                    waits = 0
        return cls("".join(letters), blank, [*bounds, len(letters)])


def in_columns(glyphs, sheet, em, page):
    """The lines of a page of columns, down each column in turn."""
    rows = {}
    for glyph in glyphs:
        rows.setdefault((sheet.column(glyph.x), sheet.row(glyph.y)), []).append(glyph)
    lines = []
    for (column, row), members in sorted(rows.items()):
        left = sheet.left(column)
        place = f"page {page + 1}, column {column + 1}, row {row + 1}"
        lines.append(Line(left, left + sheet.measure * em, without_blanks(members), place))
    return [line for line in lines if line.glyphs]


def without_blanks(glyphs):
    end = len(glyphs)
    while end and glyphs[end - 1].shape.isspace():
        end -= 1
    return glyphs[:end]


def align(lines, text):
    """Tells each line its part of the text. Returns differences as (line, what was to stand, what stands)."""
    found, owner = [], []
    for number, line in enumerate(lines):
        for glyph in line.glyphs:
            for letter in glyph.text:
                if not rules.is_blank(letter):
                    found.append(letter)
                    owner.append(number)
    found = "".join(found)
    differences = []
    at = wanted = 0  # in what stands, in what was to stand
    places = [0] * (len(found) + 1)
    while at < len(found) or wanted < len(text.bare):
        same = agree(found, at, text.bare, wanted)
        places[at : at + same] = range(wanted, wanted + same)
        at, wanted = at + same, wanted + same
        if at == len(found) and wanted == len(text.bare):
            break
        more, less = resume(found, at, text.bare, wanted)
        line = lines[owner[min(at, len(owner) - 1)]] if owner else None
        differences.append((line, text.bare[wanted : wanted + less], found[at : at + more]))
        places[at : at + more] = [wanted] * more
        at, wanted = at + more, wanted + less
    places[len(found)] = len(text.bare)
    begins = {}
    for at, number in enumerate(owner):
        begins.setdefault(number, at)
    paragraph = 0
    for number, line in enumerate(lines):
        line.start = places[begins[number]] if number in begins else 0
        line.end = places[begins[number + 1]] if number + 1 in begins else line.start
    if lines:
        lines[-1].end = len(text.bare)
    for line in lines:
        while paragraph + 2 < len(text.bounds) and line.start >= text.bounds[paragraph + 1]:
            paragraph += 1
        line.paragraph = paragraph
        line.first = line.start == text.bounds[paragraph]
        line.last = line.end >= text.bounds[paragraph + 1]
    return differences


def agree(one, at, other, to):
    """How many characters are the same from here on."""
    same, step = 0, 4096
    while step:
        if one[at + same : at + same + step] == other[to + same : to + same + step]:
            left = min(len(one) - at, len(other) - to) - same
            same += min(step, left)
            if left <= step:
                return same
        else:
            step //= 2
    return same


def resume(found, at, wanted, to):
    """The nearest place where both agree again: how many characters stand too many and how many lack."""
    for distance in range(1, FAR):
        for more in range(distance + 1):
            less = distance - more
            close = found[at + more : at + more + CLOSE]
            if close and close == wanted[to + less : to + less + CLOSE]:
                return more, less
    return len(found) - at, len(wanted) - to
