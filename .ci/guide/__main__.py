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


# What is spoilt: the kind of step, its words and what they become. Each must be noticed.
SPOILT = [
    ("a key that there is not", "写", "paper =", "papier ="),
    ("a line that the file does not have", "改", "-headline: 101路", "-headline: 102路"),
    ("a command that there is not", "运行", "banxin build", "banxin bulid"),
    ("an output that is not printed", "输出", "半角", "全角"),
    ("a block without its end", "写", "```", ""),
]


def spoilt(path: Path, kind: str, words: str, other: str) -> str | None:
    """The chapter with the first such step spoilt; nothing where it has none."""
    text = path.read_text()
    for step in steps(path):
        block = step.text + "```\n"
        if step.kind == kind and words in block and block in text:
            return text.replace(block, block.replace(words, other, 1), 1)
    return None


def controls() -> int:
    missed = 0
    for what, *how in SPOILT:
        found = next(((path, text) for path in chapters() if (text := spoilt(path, *how))), None)
        if not found:
            print(f"NOT TRIED: {what}")
            missed += 1
            continue
        before = {path: path.read_text() for path in chapters() if path < found[0]}
        try:
            follow({**before, found[0]: found[1]}, False)
        except Fault as fault:
            print(f"noticed {what}: {str(fault).splitlines()[0]}", flush=True)
        else:
            print(f"NOT NOTICED: {what}, in {found[0].name}", flush=True)
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
