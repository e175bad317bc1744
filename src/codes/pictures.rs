//! What is found in pictures, drawings and fonts.

declare_codes! {
    FACE_CONFLICT = "face-conflict" {
        title: "one name for two fonts",
        term: "字体重名",
        severity: Error,
        why: "Two layouts of the issue give one name of a face to different fonts.",
        help: "give one of them another name",
    }
    FACE_DEFAULT = "face-default" {
        title: "a variable font without a choice of its instance",
        term: "可变字体",
        severity: Warning,
        why: "The font is a variable one, and the layout does not say which of its instances the face is. The default \
              of the font is used, which may be a very thin one.",
        help: "write `weight`, `axes` or `instance` in [faces]",
    }
    FACE_INSTALLED = "face-installed" {
        title: "a face that is a font of this machine",
        term: "系统字体",
        severity: Note,
        why: "A layout names the face by the name of a font that is installed here. Another machine may not have it, or \
              have another version of it, and would set other lines.",
        help: "copy the font file beside the layouts and name it with `file`",
    }
    FACE_SOURCE = "face-source" {
        title: "a face of a file and of an installed font at once",
        term: "字体来源",
        severity: Error,
        why: "[faces] gives a face both `file` and `name`. They may be two fonts.",
        help: "keep one of them",
    }
    FACE_INSTANCE = "face-instance" {
        title: "an instance of a variable font that cannot be used",
        term: "可变字体实例",
        severity: Error,
        why: "[faces] asks for a name or an axis that the font does not have, for a value beyond the axis, or for an \
              instance of a font that is not variable.",
        help: "write one of the names or values that the finding tells",
    }
    BROKEN_FONT = "broken-font" {
        title: "a damaged font file",
        term: "字体损坏",
        severity: Error,
        why: "The file is not a font, or it is damaged.",
        help: "install the font again, or use another version of it",
    }
    NO_SUCH_FACE = "no-such-face" {
        title: "a font file without a face of that number",
        term: "字体序号",
        severity: Error,
        why: "`index` names a face that the font file does not have.",
        help: "count from 0, or leave `index` out",
    }
    FONT_EMBEDDING = "font-embedding" {
        title: "a font that may not be embedded",
        term: "字体嵌入授权",
        severity: Error,
        why: "The licence bits of the font forbid embedding, and a press file must contain its fonts.",
        help: "use another font, or a version of this one whose licence allows embedding",
    }
    FONT_GLYPH = "font-glyph" {
        title: "a glyph that the font does not have",
        term: "字形",
        severity: Error,
        why: "A page names a glyph that its font does not have: it was set with another version of the font.",
        help: "set the page again with the font that is installed now",
    }
    FONT_SUBSET = "font-subset" {
        title: "a font that cannot be reduced to the glyphs in use",
        term: "字体子集",
        severity: Error,
        why: "The tables of the font are damaged or of a kind that banxin cannot reduce.",
        help: "use another version of the font",
    }
    PICTURE_TURNED = "picture-turned" {
        title: "a CMYK picture that is to be turned",
        term: "照片方向",
        severity: Warning,
        why: "The file says that the picture is to be turned for viewing. Press-ready data are used as they are, so \
              the picture would lie on its side.",
        help: "turn the picture in an image editor and save it",
    }
    PICTURE_RESOLUTION = "picture-resolution" {
        title: "a picture with too few pixels",
        term: "图片精度不足",
        severity: Warning,
        why: "At its size on the page the picture has too few pixels to the inch and prints coarse or in steps. \
              Newsprint needs about 200, line art 600.",
        help: "use a larger file, or show the picture smaller",
    }
    BROKEN_PICTURE = "broken-picture" {
        title: "a damaged picture",
        term: "图片损坏",
        severity: Error,
        why: "The file cannot be decoded; mostly it was not copied completely.",
        help: "fetch the picture again",
    }
    PICTURE_KIND = "picture-kind" {
        title: "a file that is not a picture of a known kind",
        term: "图片格式",
        severity: Error, also: [Warning],
        why: "The file is not JPEG, PNG, TIFF, WebP, GIF, SVG or PDF, which are the kinds that banxin reads.",
        help: "save the picture as one of these",
    }
    PICTURE_TOO_LARGE = "picture-too-large" {
        title: "a picture that is too large",
        term: "图片尺寸",
        severity: Error,
        why: "The picture has more pixels than `picture_megapixels` of [press] allows, or its compressed parts unpack \
              to far more data than a picture of its size has.",
        help: "make the picture smaller (300 pixels to the inch are enough for print), or raise the limit",
    }
    PICTURE_PROFILE = "picture-profile" {
        title: "the colour profile of a picture does not fit",
        term: "图片色彩特性文件",
        severity: Warning, also: [Note],
        why: "The profile in the picture is damaged, and the colours are read as sRGB; or the picture is in CMYK for \
              another press, and its inks are used as they are (a note).",
        help: "save the picture with the right profile",
    }
    PICTURE_INK = "picture-ink" {
        title: "a CMYK picture with too much ink",
        term: "图片墨量过大",
        severity: Warning,
        why: "The picture has more ink in some places than the paper takes. CMYK pictures are not changed, so it will \
              set off and stick.",
        help: "convert the picture to the profile of the press in an image editor",
    }
    PICTURE_MISSING = "picture-missing" {
        title: "a picture that the issue does not contain",
        term: "缺图",
        severity: Error,
        why: "A page names a picture that was not read with the issue.",
        help: "set the issue again",
    }
    PICTURE_DATA = "picture-data" {
        title: "the pixels of a picture cannot be read",
        term: "图片数据",
        severity: Error,
        why: "The picture can be opened, but its pixels cannot be decoded completely.",
        help: "save the picture again from its original",
    }
    BROKEN_PROFILE = "broken-profile" {
        title: "the newsprint profile of banxin cannot be read",
        term: "色彩特性文件",
        severity: Error,
        why: "The colour profile that is part of the program is damaged.",
        help: "install banxin again",
    }
    SVG_LIMIT = "svg-limit" {
        title: "a drawing that is too large",
        term: "矢量图过大",
        severity: Error,
        why: "The drawing has too many elements, nests them too deep, or has entities that expand without end.",
        help: "simplify the drawing, or place it as pixels",
    }
    SVG_EMPTY = "svg-empty" {
        title: "a drawing in which nothing is drawn",
        term: "空矢量图",
        severity: Warning,
        why: "No shape of the SVG is filled or stroked.",
        help: "give the drawing shapes that are filled or stroked",
    }
    SVG_TEXT = "svg-text" {
        title: "text in a drawing",
        term: "矢量图文字",
        severity: Warning,
        why: "Text of an SVG is not printed: it depends on fonts of the computer that made the drawing.",
        help: "convert the text to outlines in the drawing program",
    }
    SVG_GRADIENT = "svg-gradient" {
        title: "a gradient in a drawing",
        term: "渐变",
        severity: Warning,
        why: "A gradient that begins anew at its end is painted once; beyond it stands its last colour.",
        help: "give the shape a plain colour, or place the drawing as pixels",
    }
    SVG_RASTER = "svg-raster" {
        title: "a picture inside a drawing",
        term: "嵌入位图",
        severity: Warning,
        why: "A picture of pixels inside an SVG is not printed.",
        help: "place the picture as a file of its own",
    }
    SVG_EFFECT = "svg-effect" {
        title: "a clip, mask or filter of a drawing",
        term: "蒙版、滤镜",
        severity: Warning,
        why: "This effect of the SVG is not applied, so shapes may show that should be hidden.",
        help: "cut the shapes in the drawing program",
    }
    SVG_PATTERN = "svg-pattern" {
        title: "a pattern in a drawing",
        term: "图案填充",
        severity: Warning,
        why: "A shape that is filled with a pattern is not printed.",
        help: "give the shape a plain colour",
    }
    SVG_TRANSPARENCY = "svg-transparency" {
        title: "a transparent shape in a drawing",
        term: "矢量图透明",
        severity: Warning,
        why: "Transparent shapes of the SVG are printed in the colour that they have on white paper, also where they \
              lie on other things.",
        help: "make the shapes opaque if they lie on other things",
    }
}
