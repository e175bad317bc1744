"""Two validators of PDF/X, and why some of what they say is set aside."""

import asyncio

import pdf_oxide
import pikepdf
from proof_pdf import core
from proof_pdf.models import Profile

# Newsprint: 240 % of ink, 200 dpi, type from 7 pt, rules from 0.25 pt, no RGB, artwork to the bleed.
# veraPDF, which proof-pdf runs for PDF/A, is not wanted here.
PROFILE = Profile(
    pdfa=False,
    max_tac=240,
    min_dpi=200,
    min_text_pt=7,
    min_stroke_pt=0.25,
    strict_cmyk=True,
    require_bleed=True,
)
PROOF_SET_ASIDE = {
    # Measured over the whole sheet, where marks in the colour /All have 400 %; plates.py measures
    # the trimmed page.
    "tac": "the sheet outside the trim has registration marks",
    # Said of any page that overprints more than text; what overprinting does is seen on the plates.
    "overprint": "rules and tints in black overprint by design",
}
OXIDE_SET_ASIDE = {
    # It looks for the font program in the Type 0 font, whose descendant has it; files.py and
    # proof-pdf look there.
    "XFONT-001": "every composite font is taken for one that is not embedded",
}
# Of PDF/X-1a both know less than of PDF/X-4: proof-pdf is made for PDF/X-4, and the Python interface of
# pdf_oxide takes PDF/X-1a:2001 only.
PROOF_SET_ASIDE_X1A = {"pdfx-xmp": "the mark of PDF/X-4 in the XMP packet"}
OXIDE_SET_ASIDE_X1A = {
    "XMETA-005": "PDF/X-1a asks for no XMP packet",
    "XMETA-006": "the packet, where there is one, names 2003 and not 2001",
}


def standard(pdf):
    with pikepdf.open(pdf) as opened:
        return str(opened.docinfo.get("/GTS_PDFXVersion", ""))


def proof(pdf):
    aside = PROOF_SET_ASIDE | (PROOF_SET_ASIDE_X1A if standard(pdf).startswith("PDF/X-1a") else {})
    report = asyncio.run(core.verify_file(pdf, PROFILE))
    return [finding.label() for finding in report.findings if finding.check not in aside]


def oxide(pdf):
    x1a = standard(pdf).startswith("PDF/X-1a")
    aside = OXIDE_SET_ASIDE | (OXIDE_SET_ASIDE_X1A if x1a else {})
    report = pdf_oxide.PdfDocument(str(pdf)).validate_pdf_x("1a_2001" if x1a else "4")
    findings = report["errors"] + report["warnings"]
    return [finding for finding in findings if not any(code in finding for code in aside)]
