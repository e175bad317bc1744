//! What is in a file that comes in and does not get onto the page.

declare_codes! {
    SVG_BLACK = "svg-black" {
        title: "a black of a drawing that prints in four inks",
        term: "矢量图四色黑",
        severity: Warning,
        why: "Drawing programs write black ink alone (K 100) as a dark colour of the screen, such as #231815. As a colour \
              it prints in all four inks, which do not stand exactly over one another: thin lines and small words get \
              coloured edges.",
        help: "give an ink in [inks] of the layout that colour with `rgb`, or use #000000 in the drawing",
    }
    SVG_COLOUR = "svg-colour" {
        title: "a colour of a drawing that is not known",
        term: "矢量图颜色",
        severity: Warning, also: [Note],
        why: "A value that should be a colour is none, or is of a kind that banxin does not read. The colour that was said \
              before it is taken, as browsers do; without one, shapes are black. A note says that the colour for other \
              programs, which stands beside it, is used.",
        help: "write the colour as #rrggbb, or as inks with device-cmyk(c m y k)",
    }
    SVG_REFERENCE = "svg-reference" {
        title: "a reference of a drawing to what is not there",
        term: "矢量图引用",
        severity: Warning,
        why: "An element names another one that the drawing does not have, that is in another file, or that is not of \
              the kind that can stand there.",
        help: "mend the name, or save the drawing as plain SVG",
    }
    SVG_STYLE = "svg-style" {
        title: "a rule of style of a drawing that is not applied",
        term: "矢量图样式",
        severity: Warning, also: [Note],
        why: "A style sheet in the drawing has a selector, a condition or a form that is not read, so shapes may have other \
              colours and lines than in a browser. Rules for screens alone and movement are notes.",
        help: "write the values at the elements themselves, or export the drawing with presentation attributes",
    }
    SVG_UNDRAWN = "svg-undrawn" {
        title: "a shape of a drawing that is not drawn",
        term: "矢量图缺形",
        severity: Warning, also: [Note],
        why: "The drawing says that the shape is to be seen, and nothing of it came out: it has no size (a note), its \
              transform makes it flat, its clip cuts all of it, or a condition leaves it out.",
        help: "look at the shape in a drawing program, and take it out if it is not needed",
    }
    SVG_UNKNOWN = "svg-unknown" {
        title: "an element or attribute of a drawing that is not known",
        term: "矢量图未知元素",
        severity: Warning, also: [Note],
        why: "The name is none of SVG, or of a part of SVG that banxin does not draw; mostly it is misspelt.",
        help: "mend the name, or save the drawing as plain SVG",
    }
    SVG_VALUE = "svg-value" {
        title: "a value of a drawing that cannot be read",
        term: "矢量图数值",
        severity: Warning,
        why: "An attribute or property has a value that is none of its kind: a number that is no number, steps of a path \
              that break off, a word that it does not know. What stands before the fault in a path is drawn; else the \
              value is left out.",
        help: "mend the value, or save the drawing as plain SVG",
    }
    PICTURE_CHANNELS = "picture-channels" {
        title: "channels of a picture that are not printed",
        term: "图片通道",
        severity: Warning,
        why: "A TIFF has more channels than its colours and its transparency: spot colours, or selections that were stored \
              with it. They are left out.",
        help: "place a picture with spot colours as a PDF, and save others without the channels",
    }
    PICTURE_INVERTED = "picture-inverted" {
        title: "a CMYK picture that was taken the other way round",
        term: "图片反相",
        severity: Warning,
        why: "CMYK in JPEG is stored inverted by some programs, with a marker of Adobe's that is missing or wrong here. \
              As the file says more than half of the picture would have more ink than the press takes, and the other way \
              less than a tenth; so it is taken the other way.",
        help: "look at the proof, and save the picture as TIFF to be sure",
    }
    PICTURE_PAGES = "picture-pages" {
        title: "a picture file with several pictures",
        term: "多页图片",
        severity: Warning, also: [Note],
        why: "The file has several pages or frames, and the first is printed. A note says that smaller pictures stand behind \
              a photograph, as cameras store them.",
        help: "save the picture that is meant as a file of its own",
    }
    UNPLACED = "unplaced" {
        title: "a file that no page names",
        term: "未上版",
        severity: Note,
        why: "A file in stories, pictures or tables of the issue folder is named nowhere in issue.toml. It may have been \
              forgotten. Hidden files and copies that editors keep are not looked at.",
        help: "give it a place on a page, or take it out of the folder",
    }
    WRONG_KIND = "wrong-kind" {
        title: "a file of another kind than is wanted",
        term: "文件格式不符",
        severity: Error,
        why: "By its first bytes the file is something else than a text, a font or a profile, whatever its name says.",
        help: "name the right file, or save it as the kind that is wanted",
    }
}
