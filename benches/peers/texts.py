"""Paragraphs to set: those of the seed page, of the samples, and made at random."""

import json
import random
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT.parent / "shared" / "seed" / "page1.json"
CHARACTERS = ROOT / "fonts" / "charset-8105.txt"  # the table of common characters, all in the face

# What stands between clauses, as often as in newspaper prose.
MARKS = ["，"] * 50 + ["。"] * 22 + ["、"] * 14 + ["；", "：", "：“", "？", "！", "——", "……"] * 2


def seed():
    """The paragraphs of the seed page; none where it does not lie beside the project."""
    if not SEED.exists():
        return []
    page = json.loads(SEED.read_text(encoding="utf-8"))
    return [text for article in page["articles"] for text in article["paragraphs"]]


def samples():
    """The paragraphs of the samples' stories, without front matter, headings and marks."""
    found = []
    for path in sorted((ROOT / "samples").glob("*/stories/*.md")):
        text = path.read_text(encoding="utf-8")
        if text.startswith("---\n"):
            text = text.split("\n---\n", 1)[1]
        for block in text.split("\n\n"):
            words = "".join(line.strip() for line in block.strip().splitlines())
            words = re.sub(r"\]\{[^}]*\}", "]", words).replace("**", "")
            words = re.sub(r"(?<!\\)[\[\]]", "", words).replace("\\", "")
            if words and not block.strip().startswith("#"):
                found.append(words)
    return found


def repeated(characters):
    """The samples' paragraphs over and over, so many characters of them."""
    found, held, at = samples(), 0, 0
    while held < characters:
        yield found[at % len(found)]
        held += len(found[at % len(found)])
        at += 1


def all_new(characters):
    """Paragraphs from clauses of the samples in an order made at random: no two are alike, and their characters and
    marks are those of newspaper prose."""
    dice, held = random.Random(20261127), 0
    sentences = [part for words in samples() for part in re.findall(r"[^。！？]+[。！？]?[”’）》]*", words)]
    whole = [part for part in sentences if is_balanced(part)]
    while held < characters:
        words = "".join(dice.sample(whole, dice.randint(1, 6)))
        held += len(words)
        yield words


def is_balanced(words):
    """Whether every opening mark of a sentence is closed in it, and it ends as one."""
    pairs = ["“”", "‘’", "（）", "《》", "〈〉", "【】"]
    return words[-1] in "。！？”" and all(words.count(a) == words.count(b) for a, b in pairs)


def made_up(count):
    """Paragraphs of Han characters at random, with the marks of newspaper prose about as often as there."""
    dice = random.Random(20261123)
    han = [letter for letter in CHARACTERS.read_text(encoding="utf-8") if "\u4e00" <= letter <= "\u9fff"]
    # 20 to 300 characters, short paragraphs more often.
    return [paragraph(dice, han, int(20 * 15 ** dice.random())) for _ in range(count)]


def paragraph(dice, han, length):
    """Clauses of 3 to 14 characters; a mark about every ten, pairs around some clauses."""
    parts, count = [], 0
    while count < length:
        clause = "".join(dice.choices(han, k=dice.randint(3, 14)))
        if dice.random() < 0.12:
            at = dice.randint(0, len(clause) - 1)
            clause = clause[:at] + dice.choice(["“{}”", "《{}》", "（{}）"]).format(clause[at:])
        count += len(clause) + 1
        if count >= length:
            parts.append(clause + dice.choice("。。。。。。。！？"))
        else:
            parts.append(clause + dice.choice(MARKS))
    return balanced("".join(parts))


def balanced(text):
    """Closes a quotation mark that was opened and not closed, and drops one that closes nothing."""
    out, is_open = [], False
    for letter in text:
        if letter == "“":
            if is_open:
                continue
            is_open = True
        elif letter == "”":
            if not is_open:
                continue
            is_open = False
        out.append(letter)
    return "".join(out) + ("”" if is_open else "")


def for_tex(words):
    """Words with what TeX would take for commands written out."""
    return re.sub(r"[\\{}$&#^_~%]", lambda mark: {"\\": r"\textbackslash{}"}.get(mark[0], "\\" + mark[0]), words)
