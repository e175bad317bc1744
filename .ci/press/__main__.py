"""Press files as strangers see them: `.ci/press.sh [--issue DIR] [--standard NAME] PDF...`

Every check gives a list of findings; none of them is mended here, and any of them fails the run.
`--controls` spoils the PDFs in known ways instead and demands that each fault is found.
"""

import argparse
import sys
import time
from pathlib import Path

from . import controls, files, plates, renders, text, validators

# What a PDF says of itself, by the name of the standard on our command line.
STANDARDS = {"x4": "PDF/X-4", "x1a": "PDF/X-1a:2003"}


def arguments():
    parser = argparse.ArgumentParser(prog="press.sh")
    parser.add_argument("pdfs", nargs="+", type=Path, metavar="PDF")
    parser.add_argument("--issue", type=Path, help="the issue folder whose headlines the PDFs must show")
    parser.add_argument("--standard", choices=STANDARDS, help="the standard that the PDFs must name")
    parser.add_argument("--controls", action="store_true", help="spoil the PDFs and see that it is found")
    return parser.parse_args()


def checks(pdf, standard):
    """Name and function of every check of a single PDF."""
    return [
        ("structure (qpdf)", lambda: files.structure(pdf)),
        ("fonts (poppler)", lambda: files.fonts(pdf)),
        ("standard and boxes (poppler)", lambda: files.boxes(pdf, STANDARDS.get(standard))),
        ("proof-pdf", lambda: validators.proof(pdf)),
        ("pdf_oxide", lambda: validators.oxide(pdf)),
        ("poppler, MuPDF and PDFium render alike", lambda: renders.alike(pdf)),
        ("plates (Ghostscript)", lambda: plates.check(pdf)),
        ("text (poppler)", lambda: text.sound(pdf)),
    ]


def run(name, check):
    """Runs a check, prints what it found and returns how much that was."""
    start = time.monotonic()
    findings = check()
    verdict = "ok" if not findings else f"{len(findings)} findings"
    print(f"  {name}: {verdict} ({time.monotonic() - start:.1f} s)")
    for finding in findings[:20]:
        print(f"    {finding}")
    return len(findings)


def main():
    args = arguments()
    found = 0
    for pdf in args.pdfs:
        print(pdf.name)
        chosen = controls.all_of(pdf) if args.controls else checks(pdf, args.standard)
        found += sum(run(name, check) for name, check in chosen)
    if args.issue and not args.controls:
        found += run("headlines (poppler)", lambda: text.headlines(args.pdfs, args.issue))
    return 1 if found else 0


sys.exit(main())
