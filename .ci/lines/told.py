"""What banxin told: its findings laid over the lines that they are about."""

from . import rules
from .setting import HEAD_LINES, marked


def places(paragraph):
    """For each character of a paragraph as written in the manuscript, how many of the text stand before it."""
    found, count, escaped = [], 0, False
    for letter in marked(paragraph):
        found.append(count)
        if letter == "\\" and not escaped:
            escaped = True
        else:
            escaped = False
            count += not rules.is_blank(letter)
    return [*found, count]


def lay(findings, number, members, paragraphs, lines, text):
    """Tells the lines of story `number` which findings are about them."""
    by_paragraph = {}
    for line in lines:
        by_paragraph.setdefault(line.paragraph, []).append(line)
    name = f"stories/{number + 1:03}.md"
    for finding in findings:
        for place in finding["places"]:
            if "line" not in place or not place["file"].endswith(name):
                continue
            at, odd = divmod(place["line"] - 1 - HEAD_LINES, 2)
            if odd or not 0 <= at < len(members):
                continue
            columns = places(paragraphs[members[at]])
            start = text.bounds[at] + columns[min(place["column"] - 1, len(columns) - 1)]
            end = text.bounds[at] + columns[min(place["end_column"] - 1, len(columns) - 1)]
            if place["end_line"] != place["line"]:
                end = text.bounds[at + 1]
            for line in by_paragraph.get(at, []):
                if line.start < max(end, start + 1) and start < line.end:
                    line.told.add(finding["code"])
