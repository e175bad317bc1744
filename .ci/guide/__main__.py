"""The guide in docs/指南 against the program. See ../guide.sh."""

import sys
import tempfile
from pathlib import Path

from . import pictures
from .chapters import Fault, steps
from .reader import ROOT, Reader

GUIDE = ROOT / "docs/指南"


def chapters() -> list[Path]:
    return sorted(GUIDE.glob("[0-9]*.md"))


def follow(texts: dict[Path, str | None], draw: bool) -> int:
    """Does the chapters one after the other in one folder; gives the number of steps."""
    done = 0
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) / "work"
        work.mkdir()
        reader = Reader(work)
        for path, text in texts.items():
            for step in steps(path, text):
                if step.kind in ("图", "截屏"):
                    if draw:
                        pictures.draw(step, reader, GUIDE)
                    elif not (GUIDE / step.text).exists():
                        raise Fault(f"{step.place}: there is no {step.text}; .ci/guide.sh --pictures draws it")
                else:
                    reader.do(step)
                done += 1
            if draw or text is None:
                print(f"{path.name}: done", flush=True)
    return done


# What is spoilt: the mark of the step, the words and what they become. Each must be noticed.
SPOILT = [
    ("a key that there is not", "issue.toml", "paper =", "papier ="),
    ("a command that there is not", "运行", "banxin check", "banxin chek"),
    ("an output that is not printed", "输出", "\n```text\n", "\n```text\n这一行没有印出来\n"),
    ("a block without its end", "写", "\n```\n", "\n"),
]


def controls() -> int:
    missed = 0
    for what, near, words, other in SPOILT:
        for path in chapters():
            text = path.read_text()
            mark = next((at for at in range(len(text)) if text.startswith("<!-- ", at) and near in text[at:text.find("-->", at)]
                         and words in text[at:]), None)
            if mark is None:
                continue
            spoilt = text[:mark] + text[mark:].replace(words, other, 1)
            try:
                follow({one: spoilt if one == path else one.read_text() for one in chapters() if one <= path}, False)
            except Fault as fault:
                print(f"noticed {what}: {str(fault).splitlines()[0]}")
            else:
                print(f"NOT NOTICED: {what}, in {path.name}")
                missed += 1
            break
        else:
            print(f"NOT TRIED: {what}")
            missed += 1
    return missed


def main(option: str) -> int:
    if option == "--controls":
        return 1 if controls() else 0
    try:
        done = follow(dict.fromkeys(chapters()), option == "--pictures")
    except Fault as fault:
        print(fault, file=sys.stderr)
        return 1
    print(f"{done} steps")
    return 0 if done else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
