"""What may begin and end a line, and what stays whole: the level `basic`, written down from CLReq 3.1.3,
GB/T 15834-2011 and UAX #14 for Western marks, apart from banxin's own table.

A turn is a place between two lines: the character before it, the one behind it, and whether the
manuscript has a blank there.
"""

import unicodedata

NOT_AT_START = set("、，。．：；！？‼⁇⁈⁉”’」』）】〗〕］｝》〉–～·・‧／")
NOT_AT_END = set("“‘「『（【〖〔［｛《〈")
# Western marks, where no blank parts them from the word.
WESTERN_NOT_AT_START = set(",;:!?)]}%")
WESTERN_NOT_AT_END = set("([{")
DASHES = set("—―⸺")
DOTS = set("…⋯")
BEFORE_FIGURES = set("±−￥¥£€")
BEHIND_FIGURES = set("%％‰℃℉°")
SYMBOLS = set("#%&*@/\\_-")  # Western signs that are read as a character
# Behind these an address, a path or a name of a file may turn.
JOINTS = set("/.-_:?&=@")
RATIOS = set("∶×÷±＝≈")
OPENING = NOT_AT_END
STRAIGHT = set("\"'＂＇")
CLOSING = set("、，。．：；！？”’」』）】〗〕］｝》〉")
CENTRED = set("·・‧—–～／")
STOPS = set("。．！？")


def is_han(letter):
    return "\u4e00" <= letter <= "\u9fff" or "\u3400" <= letter <= "\u4dbf" or "\U00020000" <= letter <= "\U0003fffd"


def is_western(letter):
    """Letters, figures and signs of Western text."""
    return "!" <= letter <= "~" or "\u00a1" <= letter <= "\u024f" and letter not in "·×÷±°"


def is_blank(letter):
    """What a manuscript leaves between words, and characters that are none."""
    return unicodedata.category(letter) in ("Zs", "Zl", "Zp", "Cc") or letter == "\ufeff"


def characters(text):
    """How many characters a line has, marks not counted; a mark that is quoted is spoken of and counts."""
    marks = [unicodedata.category(letter)[0] in "PZC" and letter not in SYMBOLS for letter in text]
    return sum(not mark or at > 0 and text[at - 1] in NOT_AT_END for at, mark in enumerate(marks))


def prohibited_start(before, first, behind, blank):
    """Whether a line must not begin with `first`; `behind` is what follows it."""
    if first in NOT_AT_START:
        return True
    if first in DASHES and behind not in DASHES and before not in DASHES:
        return True  # a single one connects
    if blank:
        return False
    if first == "/":
        # Between two things; the first sign of a path may begin a line.
        return is_western(before) and before not in "(" or is_han(before) and is_han(behind)
    if first == "-":
        return before.isalnum() and before.isascii()
    return first in WESTERN_NOT_AT_START


def prohibited_end(last, blank):
    return last in NOT_AT_END or last in WESTERN_NOT_AT_END and not blank


def split_number(text, at):
    """Whether a turn before `text[at]` parts a figure from its sign (CLReq 6.1.2, UAX #14 LB25)."""
    two_before, before = text[max(at - 2, 0) : at - 1], text[at - 1]
    first, behind = text[at], text[at + 1 : at + 2]
    if is_figure(before) and (first in BEHIND_FIGURES or first in RATIOS and is_figure(behind)):
        return True
    return is_figure(first) and (before in BEFORE_FIGURES or before in RATIOS and is_figure(two_before))


def is_figure(letter):
    return letter.isascii() and letter.isdigit()


def split_unit(text, at):
    """Whether a turn before `text[at]` divides a dash or an ellipsis."""
    for unit in (DASHES, DOTS):
        if text[at - 1] in unit and text[at] in unit:
            start = at
            while start > 0 and text[start - 1] in unit:
                start -= 1
            # Between two ellipses a line may turn; a dash is whole, however long.
            return unit is DASHES or (at - start) % 2 == 1
    return False
