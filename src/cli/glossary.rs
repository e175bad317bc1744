//! The trade's vocabulary (术语表): what is meant by a term, where it is written in the files, and which findings are about
//! it. `explain` finds by it what has no code of its own, and synonyms of what has one.

use banxin::codes::Code;
use banxin::message::{Word, word};

/// A term.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    /// The term and its synonyms in Chinese, parted by blanks; the first one is that of banxin's own texts.
    names: &'static str,
    /// What it means.
    pub means: Word,
    /// Where it is written in the files; may be empty.
    pub written: &'static str,
    /// Codes of findings about it.
    codes: &'static [&'static str],
}

impl Term {
    /// The term and its synonyms.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.names.split(' ')
    }

    /// The codes of findings about it.
    pub fn codes(&self) -> impl Iterator<Item = Code> {
        let all = || super::codes::all();
        self.codes.iter().filter_map(move |name| all().find(|code| code == name))
    }
}

/// The term of that name.
pub fn find(name: &str) -> Option<Term> {
    terms().find(|term| term.names().any(|known| known == name.trim()))
}

/// The terms that a longer name holds, or that hold it, and the one that is most like it; the best first.
pub fn near(name: &str) -> Vec<&'static str> {
    const LIKE: f64 = 0.5;
    let name = name.trim();
    let likeness = |known: &str| {
        if known.chars().count() > 1 && name.contains(known)
            || name.chars().count() > 1 && known.contains(name)
        {
            return 1.0;
        }
        strsim::normalized_damerau_levenshtein(name, known)
    };
    let names = terms().flat_map(|term| term.names().collect::<Vec<_>>());
    let mut ranked: Vec<(f64, &'static str)> = names.map(|known| (likeness(known), known)).collect();
    ranked.retain(|(likeness, _)| *likeness >= LIKE);
    ranked.sort_by(|one, other| other.0.total_cmp(&one.0));
    ranked.into_iter().take(3).map(|(_, known)| known).collect()
}

/// All terms, in the order of the guide.
pub fn terms() -> impl Iterator<Item = Term> {
    let term = |names, means, written, codes| Term { names, means, written, codes };
    [
        term("一期 本期 当期", word("one day of the paper, in a folder of its own"), "issue.toml", &["missing-file"]),
        term("印版 分色图 版材 制版", word("a plate of the press, one for each ink"), "banxin build DIR --plates", &[]),
        term("叠印 镂空", word("an ink printed over what lies below it, or that knocked out"), "overprint", &[]),
        term("特性文件 色彩特性", word("an ICC file that describes the colours of the press"), "profile of [press]", &[]),
        term("版 版面 版次", word("a page of the paper, and its number"), "[[page]], number", &["page-twice", "no-page-number"]),
        term("头版 一版 要闻版", word("the first page, which carries the masthead and the most important stories"), "number = 1, layout = \"front-page\"", &["masthead-nowhere", "page-cut"]),
        term("版式 版样 画版", word("what a page looks like: its grid, areas and styles"), "layouts/NAME.toml, extends", &["unknown-layout", "layout-cycle"]),
        term("版心", word("the part of the sheet on which type stands; white lies around it"), "[grid]", &["grid-too-large", "area-outside-grid"]),
        term("栏 基本栏 分栏", word("one of the strips of equal width into which the type area is divided"), "columns", &["measure-too-narrow", "area-outside-grid"]),
        term("行 行数 栏高", word("one of the rows into which the type area is divided; every line of text stands on one"), "rows", &["rows-short", "overset", "underset"]),
        term("行距 行高", word("from one row to the next"), "pitch of [grid]", &["rows-overlap"]),
        term("栏宽 行长", word("how many characters a line of a column has"), "characters of [grid]", &["measure-too-narrow"]),
        term("栏间 栏空 中缝", word("the white between two columns"), "gutter of [grid]", &["gutter-through"]),
        term("破栏 合栏 变栏", word("the place of some basic columns is divided into another number of columns; several columns become one"), "text_columns, division", &["gutter-through", "measure-too-narrow"]),
        term("版区 版块 区块", word("a named place of the page for a story, a picture or an advertisement"), "[areas.NAME]", &["unknown-area", "area-overlap", "empty-area"]),
        term("区组", word("areas that share a strip of columns and stand one under the other"), "[stacks.NAME]", &["area-place", "rows-short"]),
        term("余行 占满 剩下的行", word("an area that takes the rows that are left"), "rows = \"rest\", rows = \"2fr\"", &["share-empty"]),
        term("缺口 缺角", word("a corner that an area leaves to something else"), "notch", &["notch-too-large", "headline-in-notch"]),
        term("加框 花边 边框", word("a box around an area"), "frame", &["inset-too-large", "thin-rule"]),
        term("底纹 衬底 网底", word("a tint behind an area or a headline"), "tint, headline_tint", &["text-unreadable", "headline-unreadable"]),
        term("栏线 分栏线 隔线", word("a rule between the columns of an area"), "column_rule", &["thin-rule", "rule-too-wide"]),
        term("通版 跨版 中缝版", word("two pages that lie side by side as one"), "fold of [grid], facing", &["facing-without-fold", "spread-pages", "fold-in-text"]),
        term("报头", word("the block of the first page with the name of the paper, its date and number"), "[masthead], area masthead", &["masthead-nowhere", "masthead-outside", "masthead-too-long"]),
        term("报眼 报耳", word("the small place beside the masthead, for a story, a guide or an advertisement"), "area ear", &["unknown-area", "empty-area"]),
        term("报眉 眉线 书眉", word("the line at the head of inside pages: number, date, section, editor"), "[[folio]], area folio", &["folio-nowhere", "folio-outside", "folio-too-long"]),
        term("导读 导读栏 索引", word("lines on the first page that lead to stories of other pages"), "[[page.guide]]", &["guide-overset", "guide-here", "guide-page", "guide-story-nowhere"]),
        term("稿件 文章 稿子", word("a story, in a file of its own"), "[[page.story]], file", &["missing-file", "empty-story", "story-twice"]),
        term("头条", word("the most important story of a page, at its head"), "area = \"lead\"", &["headline-order"]),
        term("引题 肩题 眉题", word("the line over the headline"), "kicker", &["headline-overset", "headline-too-long"]),
        term("主题 大标题 标题", word("the headline"), "headline", &["no-headline", "headline-too-long", "headline-turn", "headline-order"]),
        term("副题 副标题 子题", word("the line under the headline"), "subhead", &["headline-overset", "headline-too-long"]),
        term("倒题 标题倒挂 倒头", word("a headline that is larger than one above it"), "headline_order of [lint]", &["headline-order"]),
        term("竖题 竖标题", word("a headline that runs down"), "headline = \"left\", headline = \"right\"", &["headline-width", "headline-too-long"]),
        term("盖文题 串文题 文夹题 文包题", word("headlines over, beside, between and amid the text"), "headline_at", &["headline-outside-area", "text-leaves-headline"]),
        term("反白题 底纹题", word("a headline in white on a dark panel, or on a tint"), "headline_tint", &["headline-unreadable"]),
        term("题区 题位", word("the place of a headline"), "headline_at, headline_size", &["headline-outside-area", "headline-size", "headline-rows"]),
        term("插题 小标题 分题", word("a small headline between paragraphs"), "### at the head of a line", &["empty-crosshead", "heading-level"]),
        term("题图 插图 文中图", word("a picture inside the text of a story"), "inside of [[page.picture]]", &["inset-on-headline", "inset-outside-area"]),
        term("图说 图片说明 图注", word("the words under a picture"), "caption", &["caption-overset", "caption-too-long"]),
        term("图片署名 摄影署名", word("who took or drew a picture"), "credit", &["caption-overset"]),
        term("署名 作者 记者名", word("who wrote a story"), "byline", &["keep-split"]),
        term("电头 本报讯", word("the words at the head of a report that tell where it comes from"), "[…]{.lead}", &["unknown-mark"]),
        term("转版 下转 上接 接排 转接", word("a story that goes on on another page or in another area"), "continued = true, more", &["jump-unused", "jump-empty", "jump-without-start", "reading-jumps"]),
        term("转版题", word("the short headline over the part of a story that goes on elsewhere"), "short", &["jump-empty"]),
        term("网点百分比 网点 浓淡", word("how strong a colour is"), "tint, c m y k", &["ink-coverage"]),
        term("补白", word("a short text that fills a place that is left"), "[[page.filler]]", &["underset"]),
        term("不拆词 不拆词表", word("names that are not divided over two lines"), "keep", &["keep-split", "keep-blank", "keep-long"]),
        term("避头尾 禁则 避头点", word("which marks may not begin or end a line"), "kinsoku", &["forced-split"]),
        term("挤压 标点挤压 密排 紧排", word("punctuation loses the empty half of its square, where marks meet and at the ends of lines; that happens by itself"), "punctuation, line_end", &["loose-line", "overfull-line"]),
        term("拉伸 疏排 加空", word("gaps of a line are opened so that it fills its column; that happens by itself"), "[house]", &["loose-line"]),
        term("开明 全角 半角 标点风格", word("how wide punctuation is set"), "punctuation", &["half-width-mark"]),
        term("孤字 寡字", word("a last line of a single character"), "", &["lone-character"]),
        term("孤行 寡行 背题", word("a row that stands alone at the head or the foot of a column"), "", &["lone-row"]),
        term("压窄 长字 缩字 长体", word("letters of a headline narrower than they are drawn"), "condense of a style", &["headline-too-long", "masthead-too-long", "folio-too-long"]),
        term("字号 号数", word("the size of letters, in points or by the Chinese names"), "size of a style", &["type-size"]),
        term("字体 字面", word("the design of letters"), "[faces], face of a style", &["unknown-face", "glyph-missing", "glyph-fallback"]),
        term("楷体 楷书 宋体 黑体 仿宋", word("the designs that a newspaper is set in: 宋体 for text, 黑体 and 小标宋 for headlines, 楷体 for bylines, letters and captions; `banxin fonts` lists those that there are"), "face = \"kai\" of a style", &["unknown-face"]),
        term("字库 字体文件 装字体 缺字", word("the fonts that there are: banxin's own, those that are installed, and files in the issue"), "[faces], banxin fonts", &["unknown-face", "glyph-missing"]),
        term("诗 诗歌 分行", word("lines that end where the poet ended them: each line is a paragraph of its own, with a blank line before it and without indent"), "indent = 0 of a style", &[]),
        term("超文 溢出 排不下 放不下 文字太多 超版", word("copy that is longer than its area"), "[copyfit]", &["overset", "headline-overset", "guide-overset", "table-overset", "caption-overset"]),
        term("欠文 缺文 文字太少 不够长", word("copy that is shorter than its area"), "[copyfit]", &["underset", "white-hole"]),
        term("调版 挤版 凑版", word("stories are made to fit by steps that the house allows"), "[copyfit]", &["copyfit"]),
        term("断版 通栏断", word("a straight cut across the whole page"), "", &["page-cut", "gutter-through"]),
        term("碰题 顶题 并题", word("two headlines side by side or one under the other with nothing between"), "size_step of [lint]", &["headlines-collide"]),
        term("天窗 开天窗 空白 留白", word("an empty place on the page"), "white_columns, white_rows of [lint]", &["white-hole", "empty-area"]),
        term("广告 广告规格", word("an advertisement, booked in columns and rows"), "[[page.ad]]", &["ad-booking", "ad-proportions", "ad-day"]),
        term("出血 裁切 辅助信息区", word("what reaches beyond the trimmed page and is cut off"), "bleed, slug of [page]", &["page-too-large"]),
        term("四色 专色 套色", word("process inks, and inks that are mixed by themselves"), "[inks], spot", &["ink-coverage", "coloured-text", "tint-without-spot"]),
        term("总墨量 墨量", word("the sum of all inks at one place"), "ink_limit of [press]", &["ink-coverage"]),
        term("样张 大样 小样 清样", word("a picture of the page for reading and signing"), "banxin build DIR --png", &[]),
        term("付印 付印文件 签版 出片", word("the file for the press"), "banxin build DIR", &[]),
        term("数字报 电子报 热区", word("pages and articles for the web, with places on a page that lead to its stories"), "banxin epaper DIR -o FOLDER", &["epaper-folder", "epaper-differs"]),
        term("续编 新一期 换日期", word("the next issue, made from the one before"), "banxin new DATE --from DIR", &["issue-number", "cannot-roll", "not-copied"]),
    ]
    .into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_once_and_codes_exist() {
        let mut seen = std::collections::BTreeSet::new();
        for term in terms() {
            for name in term.names() {
                assert!(seen.insert(name), "{name} stands twice");
            }
            assert_eq!(term.codes().count(), term.codes.len(), "{term:?}");
        }
    }

    /// Every term of the guide's table is explained, by its code or by this list.
    #[test]
    fn the_terms_of_the_guide_are_explained() {
        let guide = include_str!("../../docs/指南/README.md");
        let table = guide.split("## 术语表").nth(1).expect("the table");
        let rows = table.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| 术语"));
        let (mut count, mut missing) = (0, Vec::new());
        for row in rows {
            let cell = row.split('|').nth(1).unwrap_or_default();
            let names = cell.split(['、', '（', '）', '：']).map(str::trim).filter(|name| !name.is_empty());
            for name in names {
                let found = banxin::codes::search(name, super::super::codes::all());
                if find(name).is_none() && found.codes.is_empty() {
                    missing.push(name);
                }
                count += 1;
            }
        }
        assert!(count > 60 && missing.is_empty(), "{count} {missing:?}");
    }
}
