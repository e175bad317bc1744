"""The words of a page can be found: by a search, an archive, a reader's program."""

import tomllib
import unicodedata

from .files import output


def text_of(pdf, *options):
    return output("pdftotext", "-enc", "UTF-8", *options, pdf, "-")


def sound(pdf):
    """Every page has text, and every letter is one."""
    findings = []
    for number, page in enumerate(text_of(pdf).rstrip("\f").split("\f"), 1):
        if not page.strip():
            findings.append(f"page {number}: no text")
        strange = sorted({letter for letter in page if letter not in "\n\t" and unknown(letter)})
        findings += [f"page {number}: U+{ord(letter):04X}" for letter in strange]
    return findings


def unknown(letter):
    """No letter: the replacement character, control, private use, unassigned."""
    return letter == "\ufffd" or unicodedata.category(letter) in ("Cc", "Co", "Cn", "Cs")


def bare(text):
    """Letters and digits alone: a headline may be broken, spaced and turned."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text) if letter.isalnum())


def headlines_of(issue):
    """The headline of every manuscript that the issue places."""
    with open(issue / "issue.toml", "rb") as file:
        pages = tomllib.load(file)["page"]
    for story in (story for page in pages for story in page.get("story", [])):
        manuscript = (issue / story["file"]).read_text(encoding="utf-8")
        for line in manuscript.split("\n---", 1)[0].splitlines():
            if line.startswith("headline:"):
                yield line.removeprefix("headline:").strip().strip("\"'")


def headlines(pdfs, issue):
    """In the order of reading that pdftotext sees or in that of the file: where headlines of two lines
    stand side by side, it reads across both."""
    texts = [bare(text_of(pdf, *options)) for pdf in pdfs for options in ((), ("-raw",))]
    wanted = list(headlines_of(issue))
    lost = [headline for headline in wanted if not any(bare(headline) in text for text in texts)]
    findings = [f"not found: {headline}" for headline in lost]
    return findings if wanted else ["the issue has no headlines to look for"]
