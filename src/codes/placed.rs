//! What is found in PDF files that are placed: advertisements, mostly.

codes! {
    PLACED_BROKEN = "placed-broken",
        "A PDF to be placed (PDF 广告) cannot be read, or says things that contradict each other. The press would stop at \
         it, or print half of it. Fetch the file again, or ask the agency for PDF/X-4 or PDF/X-1a.";
    PLACED_ENCRYPTED = "placed-encrypted",
        "A PDF to be placed is encrypted (加密), be it only against changes. A press file may hold nothing of the kind. Ask \
         for it without password and restrictions.";
    PLACED_PAGE = "placed-page",
        "The page of a PDF that is to be shown (页码) is not there, has no size, or has nothing on it. Name another page \
         with `sheet`, or ask for the file again.";
    PLACED_PAGES = "placed-pages",
        "A PDF to be placed has several pages (多页), and none is named, so the first one is shown. Say `sheet = 1` if it is \
         the right one.";
    SHEET_UNUSED = "sheet-unused",
        "`sheet` names the page of a picture that is no PDF (页码). It does nothing. Take it out.";
    PLACED_FONT = "placed-font",
        "A font of a placed PDF is not embedded (字体未嵌入). The press would set another one in its place, of other widths. \
         Ask for the file with all fonts embedded, or with its text as outlines.";
    PLACED_COLOUR = "placed-colour",
        "A placed PDF has colours that are no inks of the press (RGB 颜色). What they print as would be left to chance. Ask \
         for PDF/X-4 or PDF/X-1a in CMYK and spot colours.";
    PLACED_MANAGED = "placed-managed",
        "A placed PDF has colours with a profile (色彩管理), which become inks only at the printer's. Black text may come \
         from four plates there. Ask for the file in the inks of the press; it is placed as it is.";
    PLACED_TRANSPARENCY = "placed-transparency",
        "A placed PDF lets parts show through others (透明), and the press file is to be PDF/X-1a. Ask for the file \
         flattened, as PDF/X-1a; or say `standard = \"x4\"` if the printer takes it.";
    PLACED_FILTER = "placed-filter",
        "A part of a placed PDF is coded in a way (压缩方式) that the standard of the press file does not have. Ask for the \
         file as that standard, with pictures as JPEG or without loss.";
    PLACED_CONTENT = "placed-content",
        "A placed PDF has something that no press file may have (禁用内容): PostScript, pictures that stand for others, parts in \
         other files, transfer functions, or layers that are off. Ask for the file as PDF/X-4 or PDF/X-1a.";
    PLACED_LARGE = "placed-large",
        "A placed PDF is larger than can be handled (文件过大): more than 128 MB, 100 000 objects, 64 MB of operators in one \
         stream, or pictures over `picture_megapixels`. Ask for pictures of 300 dpi at their size.";
    PLACED_PLATE = "placed-plate",
        "A placed PDF prints on a plate that no ink of the layout names (多余的色版). The press would make a plate more, or \
         drop it. Often it is an ink of the house in another spelling: PANTONE 485 C and PANTONE 485 CVC are two plates. \
         Ask for the file with the name that the layout has, or in CMYK; or give the layout an ink with that `spot`.";
    PLACED_DROPPED = "placed-dropped",
        "Comments, stamps or form fields lie over a placed PDF (注释). They are not of the page, and are not printed. Ask for \
         the file with them drawn on the page, if they are to be seen.";
    PLACED_CLAIM = "placed-claim",
        "A placed PDF says which standard it keeps to (PDF/X 标识). It was checked all the same. Nothing is to be done.";
    AD_TRIM = "ad-trim",
        "广告尺寸不符: the trim box of a PDF advertisement is off its place by more than 1 mm. It is shown whole, larger or \
         smaller than it was made. Ask for one of the size that is told, or book another slot.";
    PROOF_PLACED = "proof-placed",
        "A proof (样张) shows a frame with a cross where a placed PDF stands. The press file has the page itself. Look at it in \
         a PDF reader.";
}
