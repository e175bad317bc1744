"""The reading PDF of an e-paper, held against PDF/UA-1 (ISO 14289-1) by a checker that others wrote.

    python pdf.py FILE...              exit code 1 if anything fails
    python pdf.py --controls FILE...   spoil the file in many ways; exit code 1 if one of them passes

`outloud` looks at the conditions of the Matterhorn Protocol that a machine can decide, and says which it looked at.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pikepdf



def told(path):
    """What is wrong with a file: findings that are errors, and whether too little was looked at."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        start = "from outloud.cli import main; main()"
        command = [sys.executable, "-c", start, "--json", report, "--quiet", "--fail-on", "never", path]
        run = subprocess.run(command, capture_output=True, text=True)
        if not report.exists():
            raise SystemExit(f"outloud gave no report: {run.stdout}{run.stderr}")
        data = json.loads(report.read_text("utf8"))
    found = []
    for file in data["results"]:
        if file["verdict"] == "unreadable":
            found.append(f"it cannot be read: {file}")
        for one in file["findings"]:
            if one["severity"] == "error":
                found.append(f"{one['rule']}: {one['message']}")
    if not data["results"]:
        raise SystemExit("no file was looked at")
    return found + own(path)


def own(path):
    """What the checker leaves out: order of Tab, the claim, and that nothing claims the press."""
    found = []
    with pikepdf.open(path) as pdf:
        if any(page.obj.get("/Tabs") != "/S" for page in pdf.pages):
            found.append("Tab does not follow the structure")
        packet = pdf.Root.Metadata.read_bytes()
        if b"pdfuaid:part" not in packet:
            found.append("it does not claim PDF/UA")
        if b"GTS_PDFX" in packet:
            found.append("it claims to be for the press")
        if not pdf.Root.get("/MarkInfo", {}).get("/Marked"):
            found.append("it is not marked")
    return found


def first(pdf, tag):
    """The first element of a tag in the tree."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, pikepdf.Array):
            waiting = list(node) + waiting
        elif isinstance(node, pikepdf.Dictionary):
            if node.get("/S") == tag:
                return node
            if "/K" in node:
                waiting.insert(0, node.K)
    raise SystemExit(f"the file has no {tag}, so that a control cannot be made")


def without_title(pdf):
    del pdf.Root.ViewerPreferences


def without_language(pdf):
    del pdf.Root.Lang


def without_claim(pdf):
    packet = pdf.Root.Metadata.read_bytes().replace(b"pdfuaid:part", b"pdfuaid:none")
    pdf.Root.Metadata.write(packet)


def without_alternative(pdf):
    del first(pdf, "/Figure").Alt


def without_structure(pdf):
    del pdf.Root.StructTreeRoot


def without_marks(pdf):
    del pdf.Root.MarkInfo


def without_tabs(pdf):
    del pdf.pages[0].Tabs


def without_unicode(pdf):
    for page in pdf.pages:
        for font in page.Resources.Font.values():
            if "/ToUnicode" in font:
                del font.ToUnicode
                return


CONTROLS = [
    without_title, without_language, without_claim, without_alternative, without_structure, without_marks, without_tabs,
    without_unicode,
]


def controls(path):
    missed = told(path)
    for spoil in CONTROLS:
        with tempfile.TemporaryDirectory() as folder:
            spoilt = Path(folder) / "spoilt.pdf"
            with pikepdf.open(path) as pdf:
                spoil(pdf)
                pdf.save(spoilt)
            found = told(spoilt)
        print(f"{'noticed' if found else 'MISSED '}  {spoil.__name__}: {found[0] if found else ''}"[:160])
        if not found:
            missed.append(spoil.__name__)
    return missed


def main():
    wanted = sys.argv[1:]
    run = controls if wanted[:1] == ["--controls"] else told
    failed = False
    for path in wanted[run is controls:]:
        found = run(path)
        failed = failed or bool(found)
        if run is told:
            print(f"{'FAILED ' if found else 'ok     '} {Path(path).name}: PDF/UA-1", *found, sep="\n        ")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
