"""The chapters of the guide as steps: what a reader writes, runs and sees.

A comment before a block of code says what it is for; blocks without one are not touched.

    <!-- 写 PATH -->            the block is the file
    <!-- 接 PATH -->            the block goes to the end of the file
    <!-- 改 PATH -->            lines of the file after - become those after +
    <!-- 运行 CODE… -->         commands, one a line; each ends with one of the exit codes
    <!-- 输出 -->               lines of what the command before printed, in order; …… stands for lines between
    <!-- 常驻 -->               a command that stays and serves pages: it must answer at the address that it prints

Pictures have a comment of their own before the line that shows them:

    <!-- 图 PNG [X Y WIDTH HEIGHT] -->           a proof, or a part of it in millimetres
    <!-- 截屏 DIR WIDTHxHEIGHT [KEY…] -->       the page of `banxin watch` for an issue, after these keys
"""

import re
from dataclasses import dataclass
from pathlib import Path

MARK = re.compile(r"^<!-- (写|接|改|运行|输出|常驻|图|截屏)(?: (.*?))? -->$")
SHOWN = re.compile(r"^!\[[^\]]+\]\(([^)]+)\)$")


@dataclass
class Step:
    kind: str
    words: list[str]
    text: str
    place: str


class Fault(Exception):
    """Something does not come out as the guide says."""


def steps(path: Path, text: str | None = None) -> list[Step]:
    """The steps of a chapter, in order."""
    found, lines = [], (path.read_text() if text is None else text).splitlines()
    at = 0
    while at < len(lines):
        mark = MARK.match(lines[at])
        at += 1
        if not mark:
            continue
        place = f"{path.name}:{at}"
        kind, words = mark[1], (mark[2] or "").split()
        if kind in ("图", "截屏"):
            shown = SHOWN.match(lines[at]) if at < len(lines) else None
            if not shown:
                raise Fault(f"{place}: no picture follows")
            found.append(Step(kind, words, shown[1], place))
            continue
        if at >= len(lines) or not lines[at].startswith("```"):
            raise Fault(f"{place}: no block of code follows")
        end = next((line for line in range(at + 1, len(lines)) if lines[line] == "```"), None)
        if end is None:
            raise Fault(f"{place}: the block is not closed")
        if any(line.startswith("```") for line in lines[at + 1 : end]):
            raise Fault(f"{place}: the block is not closed before the next")
        found.append(Step(kind, words, "\n".join(lines[at + 1 : end]) + "\n", place))
        at = end + 1
    return found
