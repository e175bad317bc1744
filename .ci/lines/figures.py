"""How even lines are: amounts in ems of the text's size."""

import statistics
from dataclasses import dataclass, field

from . import rules

WIDE = 1.05


@dataclass
class Figures:
    """Sums over set lines. Openings are those of justified lines: all but the last of a paragraph."""

    lines: int = 0
    justified: int = 0
    squares: float = 0.0
    wide: int = 0
    lone: int = 0
    starts: int = 0
    ends: int = 0
    hyphens: int = 0
    gaps: list = field(default_factory=list)  # between Han and Western, of justified lines

    def add(self, line, text, em):
        self.lines += 1
        self.hyphens += line.hyphen
        start, end = line.start, line.end
        if not line.first and start:
            before, first, behind = text.bare[start - 1], text.bare[start], text.bare[start + 1 : start + 2]
            self.starts += rules.prohibited_start(before, first, behind or " ", text.blank[start])
        if line.last:
            self.lone += not line.first and rules.characters(text.bare[start:end]) <= 1
            return
        self.ends += rules.prohibited_end(text.bare[end - 1], text.blank[end])
        self.justified += 1
        wide = False
        for glyph, after in zip(line.glyphs, line.glyphs[1:]):
            one, other = rules.is_han(glyph.text[:1] or " "), rules.is_han(after.text[:1] or " ")
            if one and other:
                advance = (after.x - glyph.x) / em
                self.squares += max(advance - 1, 0) ** 2
                wide |= advance > WIDE
            elif one and is_word(after) or other and is_word(glyph):
                self.gaps.append((after.x - glyph.x - glyph.advance) / em)
        self.wide += wide

    @property
    def mean(self):
        return self.squares / max(self.justified, 1)

    @property
    def gap(self):
        return statistics.fmean(self.gaps) if self.gaps else 0.0

    @property
    def spread(self):
        return statistics.pstdev(self.gaps) if self.gaps else 0.0


def is_word(glyph):
    """A letter or figure of Western text."""
    return glyph.text[:1].isalnum() and rules.is_western(glyph.text[0])
