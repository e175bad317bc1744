"""The file as such: syntax, fonts, the standard it names, its boxes."""

import re
import subprocess


def output(*command):
    """What a program prints; a failure of the program is an error."""
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout


def structure(pdf):
    done = subprocess.run(["qpdf", "--check", str(pdf)], capture_output=True, text=True)
    return [] if done.returncode == 0 else (done.stdout + done.stderr).splitlines()


def fonts(pdf):
    """Every font is embedded as a subset and says what its glyphs mean."""
    lines = output("pdffonts", pdf).splitlines()
    # The columns are read by where their headings stand: names and types may hold blanks.
    columns = [lines[0].index(name) for name in ("emb", "sub", "uni")]
    findings = [
        f"not embedded, no subset or no Unicode: {line}"
        for line in lines[2:]
        if any(line[column : column + 3] != "yes" for column in columns)
    ]
    return findings if lines[2:] else ["no fonts at all"]


def boxes(pdf, expected=None):
    """The PDF names `expected` (any PDF/X where none is given), and its boxes lie in one another."""
    info = output("pdfinfo", "-box", "-f", 1, "-l", 9999, pdf)
    named = re.search(r"^PDF subtype:\s*(.*)$", info, re.M)
    named = named[1] if named else "no standard"
    findings = []
    if named != expected and (expected or not named.startswith("PDF/X")):
        findings.append(f"names {named}, not {expected or 'a PDF/X'}")
    sizes = {}
    for page, box, numbers in re.findall(r"^Page +(\d+) (\w+)Box:(.*)$", info, re.M):
        sizes[int(page), box] = [float(number) for number in numbers.split()]
    for page in sorted({page for page, _ in sizes}):
        for inner, outer in (("Trim", "Bleed"), ("Bleed", "Media")):
            if not inside(sizes[page, inner], sizes[page, outer]):
                findings.append(f"page {page}: {inner}Box is not inside {outer}Box")
        if sizes[page, "Trim"] == sizes[page, "Media"]:
            findings.append(f"page {page}: no TrimBox, or no room for marks about it")
    return findings if sizes else findings + ["no page boxes"]


def inside(inner, outer):
    left, bottom, right, top = inner
    return left >= outer[0] and bottom >= outer[1] and right <= outer[2] and top <= outer[3]
