//! What is found when files are written.

codes! {
    CANNOT_WRITE = "cannot-write",
        "A file cannot be written (写入失败): the disk is full, or you have no right to. What was there before is still there. Make room, or choose another place with -o.";
    OUTPUT_NOT_PDF = "output-not-pdf",
        "-o names something that is no PDF (输出文件), or a file that is there and is none. It is not written over. Choose a name that ends in .pdf.";
    NO_SUCH_PAGE = "no-such-page",
        "--page names a page that the issue does not have (版次). Write one of those that are named.";
    OUTPUT_PROFILE = "output-profile",
        "The profile of the printing condition (输出特性文件) is not one for a CMYK press. A PDF/X file cannot be made with it.";
    OUTPUT_NOT_PNG = "output-not-png",
        "A proof or a separation (大样、分色) would be written over a file that is something else. Nothing is written then. Choose another name with -o, or move the file away.";
    TEXT_UNREADABLE = "text-unreadable",
        "Letters and the tint behind them (底纹) are nearly as light as each other: readers would not see the words. Choose a lighter tint or another ink for the letters.";
    PRESS_FILE = "press-file",
        "A file that `check --press` (印前检查) is to look at is not there, may not be read, or is no PDF. The rules that it holds PDFs against are press-1 to press-36, which `check --explain press-16` tells.";
    PLATES = "plates",
        "The separations (分色) of a page cannot be drawn: the file is broken, or the page has more pixels at that resolution than can be held. Give less with --dpi.";
    PRESS_DIFFERS = "press-differs",
        "Two pages of the issue are laid out for different presses (印厂要求): their layouts give different values in [press]. All pages go into one file, which has one standard and one output profile. Say [press] once, in a layout that all of them extend.";
    SPOT_ALTERNATE = "spot-alternate",
        "One spot ink (专色) stands for two different process colours. Proofs would show one of them wrong. Give it the same shares everywhere.";
    SPOT_NAME = "spot-name",
        "A spot ink (专色) has a name that PDF keeps for itself, such as Black or All. Name it as the ink maker does.";
    FONT_EMBEDDING = "font-embedding",
        "The licence of a font forbids embedding (字体嵌入授权). A press file must carry its fonts. Use another font.";
    FONT_GLYPH = "font-glyph",
        "A page names a glyph that its font does not have (字形). The page was set with another version of the font; set it again.";
    FONT_SUBSET = "font-subset",
        "A font cannot be cut to the glyphs in use (字体子集). Use another version of it.";
    PICTURE_MISSING = "picture-missing",
        "A page names a picture that is not in the issue (缺图). Set the issue again.";
    PICTURE_DATA = "picture-data",
        "The pixels of a picture do not come out (图片数据). Save the picture again; it may have been cut off.";
    PDF_WRITER = "pdf-writer",
        "The PDF could not be written for a reason inside the program (程序故障). Please report it with the files of the issue.";
    PROOF_SIZE = "proof-size",
        "A proof (样张) of that resolution would be too large. Choose a smaller --dpi, such as 150. The press file is not concerned.";
    PROOF_ENCODING = "proof-encoding",
        "A proof (样张) could not be encoded as PNG. The press file is not concerned. Try a smaller --dpi.";
    PROOF_PROFILE = "proof-profile",
        "The output profile (输出特性文件) does not say how inks look on paper, so that proofs (样张) are mixed as inks look on \
         newsprint. The press file is not concerned. Name a profile with tables for both ways, as printers give them.";
    PROOF_PICTURE = "proof-picture",
        "A JPEG cannot be decoded for the proof (样张). Save the picture again from its original, for the press may fail on it too.";
}
