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
}
