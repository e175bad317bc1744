//! Every kind of bad input is told with its code, its place and a way out; the same input mended
//! loads clean.

use std::fs;
use std::path::Path;

use banxin::diagnostic::{Diagnostic, Severity, Sources};
use banxin::load;

use crate::support::cases::{
    Expected, FILES, ISSUE, LAYOUT, STORY, assert_clean, assert_told, issue, jpeg, put, told,
};

cases! {
    malformed_toml: "issue.toml", "number = 1", "number = 1", "number = = 1"
        => "toml-syntax", Error, 9, 10, "key = \"value\"";
    unknown_key_of_the_issue: "issue.toml", "caption =", "caption =", "captoin ="
        => "unknown-key", Error, 18, 1, "did you mean `caption`?";
    wrong_type: "issue.toml", "number = 1", "number = 0x1", "number = \"2\""
        => "toml-value", Error, 9, 10, "number = 2";
    page_zero: "issue.toml", "number = 1", "number = 1", "number = 0"
        => "out-of-range", Error, 9, 10, "at least 1";
    page_without_number: "issue.toml", "number = 1\n", "number = 1\n", ""
        => "missing-key", Error, 8, 1, "number = 1";
    unknown_key_for_a_needed_one: "issue.toml", "layout =", "layout =", "laoyut ="
        => "unknown-key", Error, 3, 1, "did you mean `layout`?";
    missing_manuscript: "issue.toml", "stories/lead.md", "stories/lead.md", "stories/laed.md"
        => "missing-file", Error, 12, 8, "did you mean `lead.md` in the same folder?";
    missing_picture: "issue.toml", "pictures/river.jpg", "./pictures/river.jpg", "pictures/rivers.jpeg"
        => "missing-file", Error, 16, 8, "did you mean `river.jpg` in the same folder?";
    missing_folder: "issue.toml", "stories/lead.md", "stories/lead.md", "story/lead.md"
        => "missing-file", Error, 12, 8, "there is no folder";
    unknown_area: "issue.toml", "\"photo\"", "\"photo\"", "\"foto\""
        => "unknown-area", Error, 17, 8, "did you mean `photo`?";
    two_things_in_one_area: "issue.toml", "\"photo\"", "\"photo\"", "\"lead\""
        => "area-taken", Error, 17, 8, "photo";
    no_such_day: "issue.toml", "2026-11-23", "2026-11-30", "2026-11-31"
        => "no-such-date", Error, 2, 8, "30 days";
    no_date: "issue.toml", "2026-11-23", "2026年11月23日", "下星期一"
        => "date", Error, 2, 8, "2026-11-23";
    wrong_weekday: "issue.toml", "issue =", "weekday = \"星期一\"\nissue =", "weekday = \"星期二\"\nissue ="
        => "wrong-weekday", Warning, 6, 11, "weekday = \"星期一\"";
    wrong_lunar_date: "issue.toml", "issue =", "lunar = \"农历丙午年十月十五\"\nissue =",
        "lunar = \"农历丙午年十月十六\"\nissue ="
        => "wrong-lunar", Warning, 6, 9, "农历丙午年十月十五";
    wrong_date_in_the_masthead: "issue.toml", "issue =", "date = \"2026年11月23日\"\nissue =",
        "date = \"2026年11月22日\"\nissue ="
        => "wrong-date", Warning, 6, 8, "2026年11月23日";
    unknown_layout: "issue.toml", "\"small\"", "\"small\"", "\"smal\""
        => "unknown-layout", Error, 3, 10, "did you mean `small`?";
    empty_area: "issue.toml", "[[page.picture]]\nfile = \"pictures/river.jpg\"\narea = \"photo\"\ncaption = \"江边\"\n",
        "[[page.guide]]\narea = \"photo\"\nitems = [{ headline = \"题\", pages = [2] }]\n", ""
        => "empty-area", Note, 8, 1, "stays white";
    guide_with_two_pointers: "issue.toml", "[[page.picture]]\nfile = \"pictures/river.jpg\"\narea = \"photo\"\ncaption = \"江边\"\n",
        "[[page.guide]]\narea = \"photo\"\nitems = [{ headline = \"题\", pages = [2] }]\n",
        "[[page.guide]]\narea = \"photo\"\nitems = [{ headline = \"题\", pages = [2], pointer = \"二版\" }]\n"
        => "two-pointers", Error, 17, 36, "as written";

    unknown_key_of_a_layout: "layouts/small.toml", "pitch =", "pitch =", "picth ="
        => "unknown-key", Error, 7, 1, "did you mean `pitch`?";
    bare_number: "layouts/small.toml", "\"110mm\"\n\n", "\"110mm\"\n\n", "110\n\n"
        => "length-unit", Error, 3, 10, "\"110mm\"";
    bare_number_in_quotes: "layouts/small.toml", "\"12pt\"", "\"12pt\"", "\"12\""
        => "length-unit", Error, 7, 9, "\"12pt\"";
    no_length: "layouts/small.toml", "\"小五\"", "\"小五号\"", "\"小五字\""
        => "length", Error, 6, 8, "did you mean `小五`?";
    negative_length: "layouts/small.toml", "\"1字\"", "\"1字\"", "\"-1字\""
        => "length-sign", Error, 10, 10, "\"0\" for none";
    size_in_characters: "layouts/small.toml", "face = \"hei\"", "size = \"9pt\"", "size = \"1字\""
        => "relative-size", Error, 14, 8, "size by name";
    gap_too_wide: "layouts/small.toml", "face = \"hei\"", "western_gap = \"0.5字\"", "western_gap = \"0.6字\""
        => "out-of-range", Error, 14, 15, "0.25字";
    gap_below_nothing: "layouts/small.toml", "face = \"hei\"", "western_gap = \"0\"", "western_gap = \"-0.1字\""
        => "out-of-range", Error, 14, 15, "0.25字";
    gap_in_points: "layouts/small.toml", "face = \"hei\"", "western_gap = \"0.2em\"", "western_gap = \"2pt\""
        => "length-unit", Error, 14, 15, "0.25字";
    gap_without_a_unit: "layouts/small.toml", "face = \"hei\"", "western_gap = \"0.25字\"", "western_gap = 0.25"
        => "length-unit", Error, 14, 15, "write it with a unit: \"0.25字\" (characters)";
    opening_too_small: "layouts/small.toml", "face = \"hei\"", "max_opening = \"0.05字\"", "max_opening = \"0.01字\""
        => "out-of-range", Error, 14, 15, "0.5字";
    tracking_too_narrow: "layouts/small.toml", "face = \"hei\"", "tracking = \"-0.2字\"", "tracking = \"-0.3字\""
        => "out-of-range", Error, 14, 12, "-0.05字";
    tracking_too_wide: "layouts/small.toml", "face = \"hei\"", "tracking = \"1字\"", "tracking = \"1.1字\""
        => "out-of-range", Error, 14, 12, "0.1字";
    unknown_face: "layouts/small.toml", "\"hei\"", "\"hei\"", "\"hie\""
        => "unknown-face", Error, 14, 8, "did you mean `hei`?";
    unknown_ink: "layouts/small.toml", "face = \"hei\"", "size = \"12pt\"\nink = \"accent\"",
        "size = \"12pt\"\nink = \"acent\""
        => "unknown-ink", Error, 15, 7, "did you mean `accent`?";
    unknown_style: "layouts/small.toml", "\"own\"", "\"body\"", "\"bodi\""
        => "unknown-style", Error, 36, 9, "did you mean `body`?";
    unknown_choice: "layouts/small.toml", "face = \"hei\"", "align = \"center\"", "align = \"centre\""
        => "unknown-value", Error, 14, 9, "did you mean `center`?";
    share_over_hundred: "layouts/small.toml", "[styles.own]", "[inks]\nsea = { c = 80.5 }\n[styles.own]",
        "[inks]\nsea = { c = 805 }\n[styles.own]"
        => "out-of-range", Error, 14, 13, "percent";
    area_outside_the_columns: "layouts/small.toml", "column = 2\ncolumns = 1", "column = 2\ncolumns = 1",
        "column = 2\ncolumns = 2"
        => "area-outside-grid", Error, 30, 11, "the grid has 2 columns: from column 2 there is room for 1";
    area_outside_the_rows: "layouts/small.toml", "rows = 16\n\n[areas.photo]", "rows = 16\n\n[areas.photo]",
        "rows = 17\n\n[areas.photo]"
        => "area-outside-grid", Error, 22, 8, "the grid has 20 rows: from row 5 there is room for 16";
    areas_that_overlap: "layouts/small.toml", "column = 2\ncolumns = 1\nrow = 5", "column = 2\ncolumns = 1\nrow = 5",
        "column = 1\ncolumns = 2\nrow = 5"
        => "area-overlap", Error, 28, 8, "they share column 1 and rows 5 to 20";
    grid_wider_than_the_paper: "layouts/small.toml", "characters = 13", "characters = 14", "characters = 17"
        => "grid-too-large", Error, 5, 1, "at most 16 characters";
    grid_higher_than_the_paper: "layouts/small.toml", "\nrows = 20", "\nrows = 21", "\nrows = 27"
        => "grid-too-large", Error, 5, 1, "at most 26 rows";
    no_columns: "layouts/small.toml", "columns = 2\ncharacters", "columns = 2\ncharacters", "columns = 0\ncharacters"
        => "out-of-range", Error, 8, 11, "at least 1";
    narrow_text_columns: "layouts/small.toml", "rows = 16\n\n[areas.photo]", "rows = 16\ntext_columns = 2\n\n[areas.photo]",
        "rows = 16\ntext_columns = 3\n\n[areas.photo]"
        => "measure-too-narrow", Error, 22, 8, "at most 2 text columns";
    masthead_item_outside: "layouts/small.toml", "\"10字\"", "\"27字\"", "\"28字\""
        => "masthead-outside", Warning, 34, 1, "mm wide";
    masthead_item_of_no_kind: "layouts/small.toml", "text = \"{date}\"", "rule = \"black\"\nheight = \"1pt\"", "height = \"1pt\""
        => "masthead-item", Error, 34, 1, "rule = \"black\"";
    unknown_masthead_field: "layouts/small.toml", "{date}", "{weekday}", "{weakday}"
        => "unknown-field", Warning, 34, 1, "did you mean `weekday`?";
    pages_beyond_the_issue: "issue.toml",
        "issue = \"第4127期\"\n\n[[page]]\nnumber = 1\n\n[[page.story]]\nfile = \"stories/lead.md\"\narea = \"lead\"\n\n[[page.picture]]\nfile = \"pictures/river.jpg\"\narea = \"photo\"\ncaption = \"江边\"\n",
        "pages = \"今日4版\"\n[[page]]\nnumber = 1\n[[page.story]]\nfile = \"stories/lead.md\"\narea = \"lead\"\n[[page.guide]]\narea = \"photo\"\nitems = [{ headline = \"题\", pages = [2, 4] }]\n",
        "pages = \"今日4版\"\n[[page]]\nnumber = 1\n[[page.story]]\nfile = \"stories/lead.md\"\narea = \"lead\"\n[[page.guide]]\narea = \"photo\"\nitems = [{ headline = \"题\", pages = [2, 5] }]\n"
        => "guide-page", Warning, 14, 36, "`pages` of [masthead]";
    unknown_fit: "issue.toml", "caption =", "fit = \"contain\"\ncaption =", "fit = \"contian\"\ncaption ="
        => "unknown-value", Error, 18, 7, "did you mean `contain`?";
    face_without_file: "layouts/small.toml", "[styles.own]", "[faces.song]\nfallback = [\"kai\"]\n[styles.own]",
        "[faces.rare]\nfallback = [\"kai\"]\n[styles.own]"
        => "missing-key", Error, 13, 8, "name the font";
    unknown_fallback: "layouts/small.toml", "[styles.own]", "[faces.song]\nfallback = [\"kai\"]\n[styles.own]",
        "[faces.song]\nfallback = [\"kia\"]\n[styles.own]"
        => "unknown-face", Error, 14, 13, "did you mean `kai`?";
    missing_font: "layouts/small.toml", "[styles.own]", "[styles.own]",
        "[faces.house]\nfile = \"smal.otf\"\n[styles.own]"
        => "missing-font", Error, 14, 8, "did you mean `small.toml`?";
    no_font: "layouts/small.toml", "[styles.own]", "[styles.own]",
        "[faces.house]\nfile = \"../stories/lead.md\"\n[styles.own]"
        => "broken-font", Error, 14, 8, ".otf";
    layout_that_extends_itself: "layouts/small.toml", "[page]", "extends = \"base\"\n[page]",
        "extends = \"../layouts/small.toml\"\n[page]"
        => "layout-cycle", Error, 1, 11, "small.toml → small.toml";

    unknown_key_of_a_manuscript: "stories/lead.md", "kicker", "kicker", "kiker"
        => "unknown-key", Error, 2, 1, "did you mean `kicker`?";
    misspelt_headline: "stories/lead.md", "headline", "headline", "heading"
        => "unknown-key", Error, 3, 1, "did you mean `headline`?";
    front_matter_not_opened: "stories/lead.md", "---\nkicker: 引题", "---\nkicker：引题", "kicker：引题"
        => "front-matter-open", Error, 1, 1, "put a line of `---` before it";
    front_matter_without_fences: "stories/lead.md", "---\nkicker: 引题\nheadline: 主题\n---\n",
        "---\nheadline: 主题\n---\n", "\nheadline: 主题\n\n"
        => "front-matter-open", Error, 2, 1, "put a line of `---` before it";
    half_width_mark: "stories/lead.md", "第一段。", "第一段，长3.5米，10:30在CSDN (Chinese Software)开始。",
        "第一段,长3.5米，10:30开始。"
        => "half-width-mark", Warning, 5, 4, "write `，`";
    front_matter_left_open: "stories/lead.md", "主题\n---\n", "主题\n---\n", "主题\n"
        => "front-matter-open", Error, 1, 1, "---";
    key_given_twice: "stories/lead.md", "主题\n", "主题\nsubhead: 副题\n", "主题\nheadline: 副题\n"
        => "key-twice", Error, 4, 1, "keep one";
    story_without_headline: "stories/lead.md", "headline: 主题\n", "headline: 题\n", "headline:\n"
        => "no-headline", Warning, 1, 1, "headline: …";
    story_without_text: "stories/lead.md", "第一段。\n\n第二段。\n", "第一段。\n", "\n"
        => "empty-story", Warning, 6, 1, "paragraphs";
    mark_left_open: "stories/lead.md", "第一段。", "**第一段。**", "第一**段。"
        => "unclosed-mark", Warning, 5, 3, "close it";
    control_character: "stories/lead.md", "第一段。", "第一段。", "第一\u{1b}段。"
        => "control-character", Warning, 5, 3, "delete it";
    heading_of_another_level: "stories/lead.md", "第一段。", "### 第一段", "## 第一段"
        => "heading-level", Warning, 5, 1, "### 插题";
    pinyin_for_too_few_characters: "stories/lead.md", "第一段。",
        "[第一]{pinyin=\"dì yī\"}段。", "[第一]{pinyin=\"dì\"}段。"
        => "pinyin-count", Warning, 5, 14, "one syllable for each character";
    pinyin_for_no_character: "stories/lead.md", "第一段。", "[A段]{pinyin=duàn}。", "[A]{pinyin=duàn}段。"
        => "pinyin-count", Warning, 5, 12, "around Han characters";
    pinyin_with_a_figure: "stories/lead.md", "第一段。", "[第]{pinyin=dì}一段。", "[第]{pinyin=di4}一段。"
        => "pinyin-syllable", Warning, 5, 12, "write `dì`";
    pinyin_that_is_no_latin: "stories/lead.md", "第一段。", "[第]{pinyin=“dì”}一段。", "[第]{pinyin=“ㄉㄧˋ”}一段。"
        => "pinyin-syllable", Warning, 5, 13, "as in jì";
    misspelt_key_of_marked_words: "stories/lead.md", "第一段。", "[第]{pinyin=dì}一段。", "[第]{pinyn=dì}一段。"
        => "unknown-mark", Warning, 5, 5, "the key is `pinyin`";
}

/// A broken file in the place of a whole one.
fn broken_file(file: &str, good: &[u8], bad: &[u8], expected: &Expected) {
    let dir = issue();
    put(dir.path(), file, good);
    assert_clean(dir.path(), expected.code);
    put(dir.path(), file, bad);
    assert_told(dir.path(), expected);
}

#[test]
fn cut_picture() {
    let whole = jpeg();
    let expected = Expected {
        code: "broken-picture",
        severity: Severity::Error,
        at: ("issue.toml", 16, 8),
        help: "fetch it again",
    };
    broken_file("pictures/river.jpg", &whole, &whole[..whole.len() / 2], &expected);
}

#[test]
fn no_picture_at_all() {
    let expected = Expected {
        code: "picture-kind",
        severity: Severity::Error,
        at: ("issue.toml", 16, 8),
        help: "save or export it as PDF/X",
    };
    broken_file("pictures/river.jpg", &jpeg(), b"%!PS-Adobe-3.0 EPSF-3.0", &expected);
}

#[test]
fn no_whole_pdf() {
    let expected = Expected {
        code: "placed-broken",
        severity: Severity::Error,
        at: ("issue.toml", 16, 8),
        help: "fetch it again",
    };
    broken_file("pictures/river.jpg", &jpeg(), b"%PDF-1.4", &expected);
}

#[test]
fn manuscript_in_gbk() {
    let mut bad = b"---\nheadline: a\n---\nb ".to_vec();
    bad.extend([0xD6, 0xD0]);
    let expected =
        Expected { code: "not-utf8", severity: Severity::Error, at: ("stories/lead.md", 4, 3), help: "GBK" };
    broken_file(
        "stories/lead.md",
        "\u{feff}---\r\nheadline: 题\r\n---\r\n文\r\n".as_bytes(),
        &bad,
        &expected,
    );
}

#[test]
fn story_that_stands_twice() {
    let dir = issue();
    let again = "[[page.story]]\nfile = \"stories/../stories/lead.md\"\narea = \"photo\"\n";
    let start = ISSUE.find("[[page.picture]]").expect("the issue has a picture");
    put(dir.path(), "stories/second.md", STORY.as_bytes());
    let good = format!("{}{}", &ISSUE[..start], again.replace("stories/../stories/lead", "stories/second"));
    put(dir.path(), "issue.toml", good.as_bytes());
    assert_clean(dir.path(), "story-twice");
    put(dir.path(), "issue.toml", format!("{}{again}", &ISSUE[..start]).as_bytes());
    let expected = Expected {
        code: "story-twice",
        severity: Severity::Error,
        at: ("issue.toml", 16, 8),
        help: "another story",
    };
    assert_told(dir.path(), &expected);
}

#[test]
fn faces_of_the_house() {
    let dir = issue();
    let font = banxin::font::EMBEDDED[4].1;
    put(dir.path(), "fonts/house.ttf", font);
    let face = "[faces.house]\nfile = \"../fonts/house.ttf\"\n";
    put(dir.path(), "layouts/small.toml", format!("{face}{LAYOUT}").as_bytes());
    assert_clean(dir.path(), "no-such-face");
    let loaded = load(dir.path()).expect("the issue loads");
    assert!(loaded.library.find("house").is_some());
    put(dir.path(), "layouts/small.toml", format!("{face}index = 3\n{LAYOUT}").as_bytes());
    let expected = Expected {
        code: "no-such-face",
        severity: Severity::Error,
        at: ("layouts/small.toml", 2, 8),
        help: "counted from 0",
    };
    assert_told(dir.path(), &expected);
}

/// A character that one more font has, in the text of an issue with that font.
#[test]
fn font_of_a_rare_character() {
    let library = banxin::font::Library::embedded();
    let has =
        |name: &str, c: char| library.face(library.find(name).expect("an embedded face")).glyph(c).is_some();
    let rare = ('\u{100}'..='\u{9FFF}').find(|c| has("kai", *c) && !has("song", *c) && !has("hei", *c));
    let rare = rare.expect("a character that only kai has");
    let dir = issue();
    let font = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/kai.ttf")).expect("the kai face");
    put(dir.path(), "fonts/rare.ttf", &font);
    let layout = |file: &str| {
        format!("[faces.rare]\nfile = \"{file}\"\n[faces.song]\nfallback = [\"rare\"]\n{LAYOUT}")
    };
    // Relative to the layout, and to the issue folder.
    for file in ["../fonts/rare.ttf", "fonts/rare.ttf"] {
        put(dir.path(), "layouts/small.toml", layout(file).as_bytes());
        assert_clean(dir.path(), "missing-font");
        let loaded = load(dir.path()).expect("the issue loads");
        let chain = loaded.library.chain(loaded.library.find("song").expect("song"));
        let names: Vec<&str> = chain.iter().map(|id| loaded.library.face(*id).name()).collect();
        assert_eq!(names, ["song", "rare", "kai", "hei"], "{file}");
    }
    put(dir.path(), "stories/lead.md", STORY.replace("第二段", &rare.to_string()).as_bytes());
    let set_in = || -> Vec<String> {
        let compiled = banxin::compile(&load(dir.path()).expect("the issue loads"));
        let notes = compiled.findings.into_iter().filter(|finding| finding.code.name() == "glyph-fallback");
        notes.map(|note| note.message.rsplit(' ').next().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(set_in(), ["`rare`"]);
    put(dir.path(), "layouts/small.toml", LAYOUT.as_bytes());
    assert_eq!(set_in(), ["`kai`"]);
    put(dir.path(), "stories/lead.md", STORY.as_bytes());
    put(dir.path(), "layouts/small.toml", layout("fonts/raer.ttf").as_bytes());
    let expected = Expected {
        code: "missing-font",
        severity: Severity::Error,
        at: ("layouts/small.toml", 2, 8),
        help: "did you mean `fonts/rare.ttf`?",
    };
    assert_told(dir.path(), &expected);
}

#[test]
fn styles_start_from_their_kinds() {
    let dir = issue();
    let more = "[styles.headline]\ncondense = 91\n[styles.headline-lead]\nsize = \"30pt\"\n\
                [styles.masthead-day]\nsize = \"11pt\"\n";
    put(dir.path(), "layouts/small.toml", format!("{LAYOUT}{more}").as_bytes());
    let loaded = load(dir.path()).expect("the issue loads");
    let style = |name: &str| loaded.layouts[0].style(name).expect("a style of the layout");
    let (lead, headline) = (style("headline-lead"), style("headline"));
    assert_eq!(
        (lead.face.as_str(), lead.condense, lead.lines),
        (headline.face.as_str(), 910, headline.lines)
    );
    assert_eq!(lead.size, banxin::geometry::Length::pt(30));
    assert_eq!(style("headline-vertical").condense, 900);
    assert_eq!(style("masthead-day").punctuation, style("masthead-line").punctuation);
    assert_eq!(style("credit-line").size, style("body").size);
}

#[test]
fn fit_of_a_picture() {
    use banxin::issue::{Content, PictureFit};
    let dir = issue();
    for (written, fit) in [
        ("", None),
        ("fit = \"cover\"\n", Some(PictureFit::Cover)),
        ("fit = \"contain\"\n", Some(PictureFit::Contain)),
    ] {
        put(dir.path(), "issue.toml", ISSUE.replace("caption", &format!("{written}caption")).as_bytes());
        let loaded = load(dir.path()).expect("the issue loads");
        let figures: Vec<_> = loaded.issue.pages[0]
            .assignments
            .iter()
            .filter_map(|place| match &place.content {
                Content::Picture(figure) => Some(figure.fit),
                _ => None,
            })
            .collect();
        assert_eq!(figures, [fit]);
    }
}

#[test]
fn two_pages_of_one_number() {
    let dir = issue();
    let bare = &LAYOUT[..LAYOUT.find("[styles").expect("the layout has styles")];
    let head = "[areas.folio]\ncolumn = 1\ncolumns = 2\nrow = 1\nrows = 1\n[[folio]]\ntext = \"{page}\"\nwidth = \"2字\"\n";
    let bare = format!("{bare}{head}");
    put(dir.path(), "layouts/bare.toml", bare.as_bytes());
    let second = |number| format!("{ISSUE}[[page]]\nnumber = {number}\nlayout = \"bare\"\n");
    put(dir.path(), "issue.toml", second(2).as_bytes());
    assert_clean(dir.path(), "page-twice");
    put(dir.path(), "issue.toml", second(1).as_bytes());
    let expected = Expected {
        code: "page-twice",
        severity: Severity::Error,
        at: ("issue.toml", 20, 10),
        help: "a number of its own",
    };
    assert_told(dir.path(), &expected);
}

#[test]
fn one_name_for_two_fonts() {
    let dir = issue();
    let second = "[[page]]\nnumber = 2\nlayout = \"other\"\n";
    let number = "[[masthead]]\ntext = \"{page}\"\nwidth = \"2字\"\n";
    let layout = |face: &str| format!("extends = \"small\"\n{face}{number}");
    put(dir.path(), "fonts/one.ttf", banxin::font::EMBEDDED[4].1);
    put(dir.path(), "issue.toml", format!("{ISSUE}{second}").as_bytes());
    let face = "[faces.house]\nfile = \"../fonts/one.ttf\"\n";
    put(dir.path(), "layouts/small.toml", format!("{face}{LAYOUT}").as_bytes());
    put(dir.path(), "layouts/other.toml", layout("").as_bytes());
    let severe = |findings: Vec<Diagnostic>| -> Vec<&'static str> {
        findings.iter().filter(|f| f.severity > Severity::Note).map(|f| f.code.name()).collect()
    };
    assert_eq!(severe(told(dir.path()).0), [""; 0]);
    put(dir.path(), "layouts/other.toml", layout("[faces.house]\nfile = \"small.toml\"\n").as_bytes());
    assert_eq!(severe(told(dir.path()).0), ["face-conflict"]);
}

#[test]
fn all_faults_are_told_in_one_go() {
    let dir = issue();
    let issue = ISSUE
        .replace("paper =", "papr =")
        .replace("stories/lead.md", "stories/gone.md")
        .replace("pictures/river.jpg", "pictures/gone.jpg")
        .replace("caption", "captoin");
    put(dir.path(), "issue.toml", issue.as_bytes());
    let layout = LAYOUT.replace("\"hei\"", "\"nothing\"").replace("rows = 20", "rows = \"20\"");
    put(dir.path(), "layouts/small.toml", layout.as_bytes());
    let (findings, _, loads) = told(dir.path());
    assert!(!loads);
    let mut codes: Vec<&str> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| finding.code.name())
        .collect();
    codes.sort_unstable();
    assert_eq!(
        codes,
        ["missing-file", "missing-file", "toml-value", "unknown-face", "unknown-key", "unknown-key",],
        "{findings:#?}"
    );
}

#[test]
fn no_issue_at_all() {
    let dir = tempfile::tempdir().expect("a folder for the test");
    let (findings, _, loads) = told(dir.path());
    assert!(!loads);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].code.name(), "missing-file");
    assert!(findings[0].help.as_deref().is_some_and(|help| help.contains("issue.toml")));
}

#[test]
fn what_loads_is_what_was_written() {
    let dir = issue();
    let loaded = load(dir.path()).expect("the issue loads");
    let issue = &loaded.issue;
    assert_eq!(issue.paper, "岚港日报");
    let field = |name: &str| issue.masthead.get(name).map(banxin::issue::Text::to_plain).unwrap_or_default();
    assert_eq!(field("name"), "岚港日报");
    assert_eq!(field("date"), "2026年11月23日");
    assert_eq!(field("weekday"), "星期一");
    assert_eq!(field("lunar"), "农历丙午年十月十五");
    assert_eq!(field("issue"), "第4127期");
    assert!(issue.masthead.get("url").is_none());
    assert_eq!(issue.stories[0].name, "lead");
    assert_eq!(issue.stories[0].blocks.len(), 2);
    let areas: Vec<&str> = issue.pages[0].assignments.iter().map(|place| place.area.as_str()).collect();
    assert_eq!(areas, ["masthead", "lead", "photo"]);
    assert_eq!(issue.pictures[0].data.proportions(), (64, 48));
    let layout = &loaded.layouts[issue.pages[0].layout];
    assert_eq!(layout.grid.characters, 13);
    let body = layout.style("body").expect("the base has body");
    assert_eq!((body.face.as_str(), body.strong_face.as_str(), body.indent), ("song", "hei", 2000));
    // Every field that is written in the file is verbatim there.
    let text = &loaded.sources.get(issue.stories[0].file).expect("the manuscript").text;
    let headline = issue.stories[0].headline.as_ref().expect("the headline");
    assert_eq!(&text[headline.whole().range], "主题");
}

/// What is left of a manuscript when front matter, marks and white space are taken away.
fn bare(text: &str) -> String {
    let body = text.splitn(3, "---\n").nth(2).expect("the samples have front matter");
    let body = body.replace("### ", "").replace("**", "");
    body.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn no_character_of_a_manuscript_is_lost() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/front-page/stories");
    let mut read = 0;
    for entry in fs::read_dir(samples).expect("the samples") {
        let text = fs::read_to_string(entry.expect("a sample").path()).expect("a sample");
        let dir = issue();
        put(dir.path(), "stories/lead.md", text.as_bytes());
        let loaded = load(dir.path()).expect("the sample loads");
        assert_eq!(loaded.findings, []);
        let words: String =
            loaded.issue.stories[0].blocks.iter().map(|block| block.text().to_plain()).collect();
        let words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
        assert_eq!(words, bare(&text));
        read += 1;
    }
    assert!(read >= 5);
}

/// Loads an issue without its picture, whose decoding would take most of the time.
fn load_text(files: &[(&str, String)]) -> (Vec<Diagnostic>, Sources, bool) {
    let dir = tempfile::tempdir().expect("a folder for the test");
    for (file, text) in files {
        put(dir.path(), file, text.as_bytes());
    }
    told(dir.path())
}

fn without_picture() -> Vec<(&'static str, String)> {
    let start = ISSUE.find("[[page.picture]]").expect("the issue has a picture");
    FILES
        .iter()
        .map(|(file, text)| (*file, if *file == "issue.toml" { &ISSUE[..start] } else { text }.to_string()))
        .collect()
}

#[test]
fn files_mangled_at_every_line_never_stop_the_reader() {
    let whole = without_picture();
    for at in 0..whole.len() {
        let lines: Vec<&str> = whole[at].1.split_inclusive('\n').collect();
        for line in 0..lines.len() {
            let half: String = {
                let count = lines[line].chars().count() / 2;
                lines[line].chars().take(count).collect()
            };
            let mangled = [
                lines[..line].concat() + &lines[line + 1..].concat(),
                lines[..line].concat(),
                lines[..line].concat() + &half,
                lines[..line].concat() + &half + "\n" + &lines[line + 1..].concat(),
                lines[..=line].concat() + &lines[line..].concat(),
                lines[..line].concat()
                    + &lines[line].replace(char::is_numeric, "9999")
                    + &lines[line + 1..].concat(),
            ];
            for text in mangled {
                let mut files = whole.clone();
                files[at].1 = text;
                let (findings, sources, loads) = load_text(&files);
                let errors = findings.iter().any(|finding| finding.severity == Severity::Error);
                assert_eq!(loads, !errors, "{findings:#?}");
                for finding in findings {
                    assert!(finding.help.is_some(), "{finding:?}");
                    for label in finding.labels {
                        let source = sources.get(label.span.file).expect("its file was read");
                        assert!(label.span.range.start <= source.text.len(), "{}", finding.code.name());
                    }
                }
            }
        }
    }
}

#[test]
fn keep_lists_are_read_and_their_slips_are_told() {
    let codes = |list: Option<&str>, house: &str| {
        let issue = ISSUE.replacen("layout =", "keep = \"names.txt\"\nlayout =", 1);
        let issue = issue.split("[[page.picture]]").next().unwrap_or_default().to_owned();
        let layout = format!("{LAYOUT}\n[house]\n{house}");
        let mut files: Vec<(&str, String)> = vec![
            ("issue.toml", issue),
            ("layouts/small.toml", layout),
            ("stories/lead.md", STORY.to_owned()),
        ];
        files.extend(list.map(|list| ("names.txt", list.to_owned())));
        let (findings, sources, _) = load_text(&files);
        let ours = |finding: &&Diagnostic| {
            finding.code.name() != "empty-area" && finding.code.name() != "unused-area"
        };
        let shown = findings.iter().filter(ours).map(|finding| {
            let place = finding
                .labels
                .first()
                .and_then(|label| sources.get(label.span.file)?.text.get(label.span.range.clone()));
            assert!(finding.help.is_some(), "{finding:?}");
            format!("{}: {}", finding.code.name(), place.unwrap_or(""))
        });
        shown.collect::<Vec<_>>()
    };
    let sound = "# 人名\n林青记者\n\n  霁川市水务局  \n";
    assert_eq!(codes(Some(sound), ""), Vec::<String>::new());
    assert_eq!(codes(Some(sound), "keep = [\"names.txt\"]\nmay_start = \"·\""), Vec::<String>::new());
    assert_eq!(codes(Some("林青\n林青\n"), ""), ["keep-twice: 林青"]);
    assert_eq!(codes(Some("林青 记者\n"), ""), ["keep-blank: 林青 记者"]);
    assert_eq!(codes(Some("林\n"), ""), ["keep-short: 林"]);
    assert_eq!(codes(Some("霁川市水务局河道清淤工程处\n"), ""), ["keep-long: 霁川市水务局河道清淤工程处"]);
    assert_eq!(codes(None, ""), ["missing-file: \"names.txt\""]);
    assert_eq!(codes(Some(sound), "keep = [\"nomes.txt\"]"), ["missing-file: \"nomes.txt\""]);
    assert_eq!(codes(Some(sound), "may_end = \"《（\"\nnot_at_end = \"（\""), ["mark-in-both: \"（\""]);
}

#[test]
fn crop_and_focus_of_a_picture() {
    use banxin::issue::{Content, Framing};
    let dir = issue();
    let written = |lines: &str| ISSUE.replace("caption", &format!("{lines}\ncaption"));
    let whole = written("crop = { left = 10, bottom = 5 }\nfocus = [0, 25]");
    put(dir.path(), "issue.toml", whole.as_bytes());
    let loaded = load(dir.path()).expect("the issue loads");
    let figures = loaded.issue.pages[0].assignments.iter().filter_map(|place| match &place.content {
        Content::Picture(figure) => Some(figure.framing),
        _ => None,
    });
    assert!(figures.eq([Framing { crop: [10, 0, 0, 5], focus: Some([0, 25]) }]));
    for (lines, code, at, help) in [
        ("crop = { left = 60, right = 40 }", "out-of-range", ("issue.toml", 18, 8), "less than 100"),
        ("crop = { left = -1 }", "out-of-range", ("issue.toml", 18, 17), "at least 0"),
        ("crop = { up = 1 }", "unknown-key", ("issue.toml", 18, 10), "left, top, right, bottom"),
        ("crop = 10", "toml-value", ("issue.toml", 18, 8), "{ … }"),
        ("focus = [40]", "out-of-range", ("issue.toml", 18, 9), "focus = [40, 25]"),
        ("focus = [40, 125]", "out-of-range", ("issue.toml", 18, 9), "focus = [40, 25]"),
        ("focus = [40, \"a\"]", "toml-value", ("issue.toml", 18, 14), "[40, 25]"),
    ] {
        put(dir.path(), "issue.toml", written(lines).as_bytes());
        assert_told(dir.path(), &Expected { code, severity: Severity::Error, at, help });
    }
}
