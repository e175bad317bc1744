"""Faults of set lines, each as kind and words. Everything is measured on the PDF; banxin's findings
only serve to know what it has told.

Where a mark stands is seen by its ink: marks of one em have it in one half (opening marks in the far
one, the others in the near one), so that a line ends on the measure when the mark's full em or its half
with the ink does, and begins at the column's edge likewise.
"""

import re
import string

from . import rules

EXACT = 0.01  # em: how near to the edge is on it
IDEOGRAPHIC = "\u3000"
LIMIT = 0.5  # em: what a gap may open by
KERN = 0.05  # em: what kerning may add between two Western characters
SPREAD = 0.12  # em: white between letters of a word that is none of kerning

# Findings that tell of a line: that it is short or open, that a last line has one character.
TOLD_SHORT = {"loose-line"}
TOLD_OPEN = {"loose-line"}
TOLD_OVERFULL = {"overfull-line"}
TOLD_LONE = {"lone-character"}

# Half ems of white that a mark has by nature in each style, before or behind its ink.
HALVES = {"quanjiao": rules.OPENING | rules.CLOSING, "kaiming": rules.STOPS, "banjiao": set()}


def mark_of(glyph, em):
    """Where a mark has its ink: in the far half of an em (`open`), in the near half (`close`), in the
    middle of half an em or of an em (`middle`); None for everything else."""
    letter = glyph.text[:1] or " "
    if letter in rules.CENTRED:
        return "middle"
    if glyph.advance < 0.95 * em:
        return None  # of a Western face
    return "open" if letter in rules.OPENING else "close" if letter in rules.CLOSING else None


def ink(glyph, em):
    """From where to where a glyph reaches without the white that is taken from marks."""
    kind = mark_of(glyph, em)
    if kind == "middle":
        middle = glyph.x + glyph.advance / 2
        half = max(0.25 * em, glyph.advance / 2 if glyph.text[:1] in rules.DASHES else 0)
        return middle - half, middle + half
    left = glyph.x + (0.5 * em if kind == "open" else 0)
    right = glyph.x + (0.5 * em if kind == "close" else glyph.advance)
    return left, right


def reaches(glyph, em):
    """Where a line may begin before this glyph, and where it may end behind it."""
    left, right = ink(glyph, em)
    if glyph.text[:1] in rules.STRAIGHT:
        # Straight quotes beside Han stand in the middle of half an em, as other quotes have half an em.
        spare = max(0.5 * em - glyph.advance, 0) / 2
        ends = glyph.x + glyph.advance
        return (glyph.x, glyph.x - spare, glyph.x - spare - 0.5 * em), (ends, ends + spare, ends + spare + 0.5 * em)
    if mark_of(glyph, em) == "middle":
        middle = glyph.x + glyph.advance / 2
        return (left, glyph.x, middle - 0.5 * em), (right, glyph.x + glyph.advance, middle + 0.5 * em)
    return (left, glyph.x), (right, glyph.x + glyph.advance)


def edges(line, text, em):
    """Lines that do not begin at the edge of their column, stand out of it, or end before it."""
    first, last = line.glyphs[0], line.glyphs[-1]
    left = line.left + (2 * em if line.first else 0)
    starts, ends = reaches(first, em)[0], reaches(last, em)[1]
    if all(abs(at - left) > EXACT * em for at in starts):
        yield "start of line", f"{(first.x - left) / em:+.3f} em off the edge"
    over = (min(ends) - line.right) / em
    if over > EXACT:
        if not line.told & TOLD_OVERFULL:
            yield "overfull line", f"{over:+.3f} em"
    elif not line.last and all(abs(end - line.right) > EXACT * em for end in ends) and not line.told & TOLD_SHORT:
        yield "underfull line", f"{(last.x + last.advance - line.right) / em:+.3f} em"


def turns(line, text, em):
    """What must not begin a line, end one, or be parted by the turn before it."""
    at = line.start
    if line.first:
        return
    before, first = text.bare[at - 1], text.bare[at]
    behind = text.bare[at + 1 : at + 2] or " "
    blank = text.blank[at]
    if rules.prohibited_start(before, first, behind, blank):
        yield "prohibited start", f"{before}|{first}"
    if rules.prohibited_end(before, blank):
        yield "prohibited end", f"{before}|{first}"
    if rules.split_unit(text.bare, at):
        yield "split dash or ellipsis", f"{before}|{first}"
    if rules.split_number(text.bare, at):
        yield "number divided", text.bare[max(at - 4, 0) : at] + "|" + text.bare[at : at + 4]


def token(text, at):
    """The Western word around a turn, as (begin, end): what stands between blanks and Chinese text."""
    begin = end = at
    while begin > 0 and rules.is_western(text.bare[begin - 1]) and not text.blank[begin]:
        begin -= 1
    while end < len(text.bare) and rules.is_western(text.bare[end]) and (end == at or not text.blank[end]):
        end += 1
    return begin, end


def plain_word(word):
    """A word of a language: letters alone, no capital behind a small letter, marks about it aside."""
    word = word.strip("\"'()[]{}<>.,;:!?")
    return re.fullmatch(r"[^\W\d_]+(?:['’][^\W\d_]+)?", word) and not re.search(r"[a-z][A-Z]|[A-Z]{2}", word)


def words(line, before, text, em):
    """What is wrong with a Western word that is divided between the line before and this one."""
    at = line.start
    if line.first or text.blank[at] or before is None:
        return
    if not (rules.is_western(text.bare[at - 1]) and rules.is_western(text.bare[at])):
        return
    begin, end = token(text, at)
    word = text.bare[begin:end]
    here, there = text.bare[max(begin, before.start) : at], text.bare[at : min(end, line.end)]
    shown = f"{here}{'-' if before.hyphen else ''}|{there}"
    if before.hyphen and not plain_word(word):
        yield "hyphen in an address, path or name", shown
    if lone(here) or lone(there) or min(letters(here[::-1]), letters(there)) == 1:
        yield "lone letter", shown
    if re.fullmatch(r"[+-]?\d+(?:[.,:/]\d+)*%?", word):
        yield "number divided", shown
    cut = text.bare[at - 1].isalnum() and text.bare[at].isalnum() and not before.hyphen
    if cut and not too_wide(line, before, text, em):
        yield "word cut where it has no joint", shown


def letters(part):
    """How many letters a part begins with; both counts matter where a turn is inside letters."""
    return len(part) - len(part.lstrip(string.ascii_letters))


def too_wide(line, before, text, em):
    """Whether the part that a turn cuts, from joint to joint, fits into no line, so that it must be cut."""
    begin = end = line.start
    while begin > before.start and inside(text, begin):
        begin -= 1
    while end < line.end and (end == line.start or inside(text, end)):
        end += 1
    if inside(text, begin) or inside(text, end):
        return True  # over more than two lines
    wide = sum(advance_of(part, begin, end) for part in (before, line))
    return wide > before.right - before.left - (2 * em if before.first else 0)


def inside(text, at):
    """Whether one part of a Western word, from joint to joint, stands on either side of a place."""
    if not 0 < at < len(text.bare) or text.blank[at] or text.bare[at - 1] in rules.JOINTS:
        return False
    return all(rules.is_western(letter) for letter in text.bare[at - 1 : at + 1])


def advance_of(line, begin, end):
    """How wide the glyphs of a line are that stand for the text from `begin` to `end`."""
    place, wide = line.start, 0.0
    for glyph in line.glyphs:
        if not glyph.shape.isspace():
            wide += glyph.advance if begin <= place < end else 0
            place += len(glyph.text)
    return wide


def lone(part):
    """Whether a letter is all that a line has of a word, marks aside."""
    solid = [letter for letter in part if letter.isalnum()]
    return len(solid) == 1 and solid[0].isalpha()


def last_line(line, before, text, em):
    """A last line of one character that nothing tells of, or that the line before could have helped."""
    if not line.last or line.first or rules.characters(text.bare[line.start : line.end]) > 1:
        return
    shown = f"{before.text if before else ''} | {line.text}"
    if not line.told & TOLD_LONE:
        yield "one character in a last line", shown
    elif before and can_give(before, em):
        yield "one character in a last line, and the line before could give one", shown


def can_give(line, em):
    """Whether a line may end one character earlier and be opened within the limit all the same: its last
    two are Han, between which a line may always turn, and its other Han characters can share the em. A
    line with word spaces, which open first and are bound by the same limit, is not judged."""
    if any(glyph.shape.isspace() for glyph in line.glyphs):
        return False
    hans = [rules.is_han(glyph.text[:1] or " ") for glyph in line.glyphs]
    if len(hans) < 3 or not all(hans[-2:]):
        return False
    pairs = [(one, other) for one, other, *both in zip(line.glyphs, line.glyphs[1:-1], hans, hans[1:]) if all(both)]
    advances = [(other.x - one.x) / em for one, other in pairs]
    gone = (line.glyphs[-1].x - line.glyphs[-2].x) / em
    return bool(advances) and max(advances) - 1 + gone / len(advances) <= LIMIT


def gaps(line, text, em, style):
    """Gaps that are open beyond the limit, letters spread, Han characters that lie over each other."""
    widest, at, stop = 0.0, "", False
    halves = HALVES[style]
    # The ideographic blank is an em of text, other blanks are white.
    glyphs = [glyph for glyph in line.glyphs if glyph.shape == IDEOGRAPHIC or not glyph.shape.isspace()]
    place = line.start
    for glyph, after in zip(glyphs, glyphs[1:]):
        place += len(glyph.text.strip())
        white = (ink(after, em)[0] - ink(glyph, em)[1]) / em
        one, other = glyph.text[:1] or " ", after.text[:1] or " "
        blank = place < len(text.blank) and text.blank[place] and IDEOGRAPHIC not in (one, other)
        if rules.is_han(one) and rules.is_han(other) and white < -EXACT:
            yield "Han characters too close", f"{one}{other} {white:+.3f} em"
        if one.isascii() and other.isascii() and one.isalnum() and other.isalnum():
            if blank and white < 0.1:
                yield "blank lost", f"{one} {other} {white:+.3f} em"
            if not blank and white > SPREAD:
                yield "letters spread", f"{one}{other} {white:+.3f} em"
        # The white of a full stop goes to the mark that closes behind it.
        closes = mark_of(glyph, em) == "close"
        stop = closes and (one in halves and one in rules.STOPS or stop)
        marks = closes and (stop or one in halves) or mark_of(after, em) == "open" and other in halves
        own = 0.5 if marks else 0.0
        if one in rules.STRAIGHT or other in rules.STRAIGHT:
            own += 0.13 + (0.5 if style == "quanjiao" and not marks else 0.0)
        if blank or rules.is_western(one) != rules.is_western(other):
            own += 0.25
        if rules.is_western(one) and rules.is_western(other):
            own += KERN
        if white - own > widest:
            widest, at = white - own, f"{one}{other}"
    if not line.last and widest > LIMIT + EXACT and not line.told & TOLD_OPEN:
        yield "gap open beyond the limit", f"{at} {widest:+.3f} em"


def of_line(line, before, text, em, style):
    """All faults of a line. `before` is the line before it, None for the first one of a page."""
    yield from edges(line, text, em)
    yield from turns(line, text, em)
    yield from words(line, before, text, em)
    yield from last_line(line, before, text, em)
    yield from gaps(line, text, em, style)
