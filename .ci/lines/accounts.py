"""Whether what `banxin check --lines` tells of its lines is what the PDF shows."""

from . import checks, rules

POINTS = 72 / 25.4  # in a millimetre


def by_page(told):
    """The lines of text of each page, in their order."""
    found = {}
    for line in told:
        if line["role"] == "body":
            found.setdefault(line["page"], []).append(line)
    return found


def bare(text):
    return "".join(letter for letter in text if not rules.is_blank(letter))


def compare(told, lines, text, em):
    """Differences between the lines told of a page and those that stand on it."""
    if len(told) != len(lines):
        yield f"{len(told)} lines told, {len(lines)} stand on the page"
        return
    for account, line in zip(told, lines):
        stands = text.bare[line.start : line.end]
        left = line.left + (2 * em if line.first else 0)
        end = left + account["width"] * em
        ends = checks.reaches(line.glyphs[-1], em)[1]
        if bare(account["text"]) != stands:
            yield f"told “{account['text']}”, stands “{stands}”   ({line.place})"
        elif abs(account["x_mm"] * POINTS - left) > checks.EXACT * em:
            yield f"told at {account['x_mm']} mm: {stands}   ({line.place})"
        elif all(abs(end - other) > checks.EXACT * em for other in ends):
            off = (ends[1] - end) / em
            yield f"told {account['width']} em wide, ends {off:+.3f} em from there: {stands}   ({line.place})"
