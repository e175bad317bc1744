//! What is found when the press file and proofs are made.

declare_codes! {
    OUTPUT_PROFILE = "output-profile" {
        title: "a profile that is not for a CMYK press",
        term: "输出特性文件",
        severity: Error,
        why: "The profile of the printing condition is damaged or does not describe a CMYK press. A PDF/X file cannot \
              be made with it.",
        help: "write the path of the printer's CMYK profile in `profile` of [press]",
    }
    SPOT_ALTERNATE = "spot-alternate" {
        title: "one spot colour with two different process colours",
        term: "专色替代色",
        severity: Error,
        why: "The process colours that stand for a spot colour (专色) on proofs differ between two places. Proofs would \
              show one of them wrong.",
        help: "write the same shares everywhere",
    }
    SPOT_NAME = "spot-name" {
        title: "a spot colour with a reserved name",
        term: "专色名称",
        severity: Error,
        why: "The name of a spot colour (专色) has a meaning of its own in PDF, such as Black or All.",
        help: "write the name that the ink maker uses",
    }
    PLATES = "plates" {
        title: "separations that cannot be drawn",
        term: "分色",
        severity: Error,
        why: "The file is damaged, or a page has more pixels at that resolution than the program can hold.",
        help: "choose a smaller --dpi",
    }
    PDF_WRITER = "pdf-writer" {
        title: "a fault of the program while a PDF is written",
        term: "程序故障",
        severity: Error,
        why: "The PDF could not be written for a reason inside banxin.",
        help: "please report it with the files of the issue",
    }
    PROOF_SIZE = "proof-size" {
        title: "a proof that is too large",
        term: "样张过大",
        severity: Error,
        why: "A proof (样张) of that resolution has more pixels than the program can hold. The press file is not \
              affected.",
        help: "choose a smaller --dpi, such as 150",
    }
    PROOF_ENCODING = "proof-encoding" {
        title: "a proof that cannot be written as PNG",
        term: "样张编码",
        severity: Error,
        why: "A proof (样张) could not be encoded. The press file is not affected.",
        help: "choose a smaller --dpi",
    }
    PROOF_PROFILE = "proof-profile" {
        title: "the output profile does not say how inks look",
        term: "样张颜色",
        severity: Warning,
        why: "The output profile (输出特性文件) has no table from inks to colours, so proofs (样张) are mixed as inks look \
              on newsprint. The press file is not affected.",
        help: "name a profile with tables for both ways (A2B and B2A), as printers give them",
    }
    PROOF_PICTURE = "proof-picture" {
        title: "a JPEG that cannot be decoded for the proof",
        term: "样张图片",
        severity: Error,
        why: "A JPEG of the page cannot be decoded for the proof (样张). The press may fail on it too.",
        help: "save the picture again from its original",
    }
}
