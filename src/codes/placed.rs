//! What is found in PDF files that are placed, mostly advertisements.

declare_codes! {
    PLACED_BROKEN = "placed-broken" {
        title: "a placed PDF that cannot be read",
        term: "PDF 损坏",
        severity: Error,
        why: "The PDF is damaged, or parts of it contradict each other. The press would stop at it or print half of \
              it.",
        help: "fetch the file again, or ask for PDF/X-4 or PDF/X-1a",
    }
    PLACED_ENCRYPTED = "placed-encrypted" {
        title: "an encrypted placed PDF",
        term: "PDF 加密",
        severity: Error,
        why: "The PDF is protected, by a password or only against changes. A press file must not contain encrypted \
              parts.",
        help: "ask for the file without password and restrictions",
    }
    PLACED_PAGE = "placed-page" {
        title: "the page of a placed PDF cannot be shown",
        term: "PDF 页码",
        severity: Error,
        why: "The PDF does not have the page that is to be shown, or the page has no size or no content.",
        help: "name another page with `sheet`, or ask for the file again",
    }
    PLACED_PAGES = "placed-pages" {
        title: "a placed PDF with several pages",
        term: "多页 PDF",
        severity: Note,
        why: "The PDF has several pages and the issue does not name one, so the first is shown.",
        help: "write `sheet = 1` if the first page is the right one, or the number of another",
    }
    SHEET_UNUSED = "sheet-unused" {
        title: "`sheet` on a picture that is not a PDF",
        term: "sheet 无效",
        severity: Warning,
        why: "`sheet` names a page of a PDF. This picture is not a PDF, so `sheet` has no effect.",
        help: "take `sheet` out",
    }
    PLACED_FONT = "placed-font" {
        title: "a placed PDF without its fonts",
        term: "字体未嵌入",
        severity: Error,
        why: "A font of the PDF is not embedded. The press would use another font with other widths in its place.",
        help: "ask for the file with all fonts embedded, or with its text converted to outlines",
    }
    PLACED_COLOUR = "placed-colour" {
        title: "a placed PDF in RGB",
        term: "RGB 颜色",
        severity: Error,
        why: "The PDF has colours that are not inks of the press, and nobody knows what they would print as.",
        help: "ask for PDF/X-4 or PDF/X-1a in CMYK and spot colours",
    }
    PLACED_MANAGED = "placed-managed" {
        title: "a placed PDF with colours that are converted by a profile",
        term: "色彩管理",
        severity: Warning,
        why: "The PDF has colours that a profile describes and that become inks only at the printer. Black text may be \
              printed from four plates there. The PDF is placed as it is.",
        help: "ask for the file in the inks of the press",
    }
    PLACED_TRANSPARENCY = "placed-transparency" {
        title: "transparency in a placed PDF for PDF/X-1a",
        term: "透明",
        severity: Error,
        why: "The press file is to be PDF/X-1a, which has no transparency, and the PDF uses it.",
        help: "ask for the file flattened, as PDF/X-1a, or write `standard = \"x4\"` if the printer takes PDF/X-4",
    }
    PLACED_FILTER = "placed-filter" {
        title: "a placed PDF with a compression that the standard does not allow",
        term: "压缩方式",
        severity: Error,
        why: "A part of the PDF is compressed in a way that the standard of the press file does not have.",
        help: "ask for the file in that standard, with pictures as JPEG or without loss",
    }
    PLACED_CONTENT = "placed-content" {
        title: "a placed PDF with something that no press file may contain",
        term: "禁用内容",
        severity: Error,
        why: "The PDF contains PostScript, pictures that stand in for others (OPI), parts in other files, transfer \
              functions, or layers that are switched off.",
        help: "ask for the file as PDF/X-4 or PDF/X-1a",
    }
    PLACED_LARGE = "placed-large" {
        title: "a placed PDF that is too large",
        term: "文件过大",
        severity: Error,
        why: "The PDF has more than 128 MB, 100 000 objects or 64 MB of operators in one stream, or pictures larger \
              than `picture_megapixels`.",
        help: "ask for the file with pictures of 300 ppi at their size",
    }
    PLACED_PLATE = "placed-plate" {
        title: "a placed PDF prints on a plate that the layout does not name",
        term: "多余的色版",
        severity: Warning,
        why: "A spot colour of the PDF is not an ink of the layout. The press would make one plate more, or leave the \
              colour out. Often it is an ink of the house in another spelling: PANTONE 485 C and PANTONE 485 CVC are two \
              plates.",
        help: "ask for the file with the name that the layout has, or in CMYK; or give the layout an ink with that `spot`",
    }
    PLACED_DROPPED = "placed-dropped" {
        title: "comments or form fields of a placed PDF",
        term: "注释",
        severity: Warning,
        why: "Comments, stamps or form fields lie over the page of the PDF. They are not part of the page and are not \
              printed.",
        help: "if they are to be printed, ask for the file with them drawn on the page",
    }
    PLACED_CLAIM = "placed-claim" {
        title: "the standard that a placed PDF claims",
        term: "PDF/X 标识",
        severity: Note,
        why: "The PDF says which PDF/X standard it keeps to. banxin checked it all the same.",
        help: "nothing is to be done",
    }
    PROOF_PLACED = "proof-placed" {
        title: "a proof does not show a placed PDF as it prints",
        term: "样张中的 PDF",
        severity: Warning,
        why: "A picture in a placed PDF is damaged, or the PDF uses something that the proof (样张) does not draw. The \
              press file contains the page itself.",
        help: "look at the press file in a PDF reader before it goes to press",
    }
}
