use super::*;
use crate::import::model::Look;

/// Lines of an article: the text, whether it is bold, centred, and its size.
fn decided(lines: &[(&str, bool, bool, u32)]) -> Story {
    let mut article = Article::default();
    for (text, bold, centred, size) in lines {
        article.account.read(text);
        let mut paragraph = Paragraph { centred: *centred, size: *size, ..Paragraph::default() };
        paragraph.push(text, &Look { bold: *bold, ..Look::default() });
        article.blocks.push(Block::Paragraph(paragraph));
    }
    decide(&mut article)
}

fn plain_lines(lines: &[&str]) -> Story {
    decided(&lines.iter().map(|text| (*text, false, false, 0)).collect::<Vec<_>>())
}

fn text(slot: &Option<Paragraph>) -> String {
    slot.as_ref().map(Paragraph::text).unwrap_or_default()
}

/// Kicker, headline, subhead, byline, source.
fn heads(story: &Story) -> [String; 5] {
    [&story.kicker, &story.headline, &story.subhead, &story.byline, &story.source].map(text)
}

const BODY: &str = "昨天傍晚，江面起了雾，四个渡口都停了船。";

#[test]
fn plain_text_is_told_by_the_number_of_its_short_lines() {
    assert_eq!(heads(&plain_lines(&["主题", BODY])), ["", "主题", "", "", ""]);
    assert_eq!(heads(&plain_lines(&["主题", "下面的一行", BODY])), ["", "主题", "下面的一行", "", ""]);
    assert_eq!(heads(&plain_lines(&["主题一行", "——副题", BODY])), ["", "主题一行", "——副题", "", ""]);
    assert_eq!(
        heads(&plain_lines(&["肩上一行", "主题一行", "下面一行字", BODY])),
        ["肩上一行", "主题一行", "下面一行字", "", ""]
    );
    assert_eq!(heads(&plain_lines(&["主题一行字", "岑小苔", BODY])), ["", "主题一行字", "", "岑小苔", ""]);
    // Verse: the first line is the headline, the others are text.
    let verse = plain_lines(&["江上", "一只船", "两只船", "三只船", "都不见了", BODY]);
    assert_eq!((text(&verse.headline).as_str(), verse.body.len()), ("江上", 5));
    // A report without a headline, and one line alone.
    assert_eq!(heads(&plain_lines(&["本报讯（记者闻溪）江面起了雾", BODY]))[1], "");
    let alone = plain_lines(&["只有一行"]);
    assert_eq!((text(&alone.headline).as_str(), alone.body.len()), ("", 1));
}

#[test]
fn looks_tell_the_head_from_the_text() {
    let story = decided(&[
        ("肩上一行", false, true, 28),
        ("主题第一行", true, true, 44),
        ("主题第二行", true, true, 44),
        ("下面的一行", false, true, 28),
        ("本报记者　闻溪", false, true, 21),
        (BODY, false, false, 21),
        ("又一个小题", true, false, 21),
        (BODY, false, false, 21),
    ]);
    assert_eq!(
        heads(&story),
        ["肩上一行", "主题第一行\u{3000}主题第二行", "下面的一行", "本报记者　闻溪", ""]
    );
    let crossheads: Vec<bool> = story.body.iter().map(|piece| piece.is_crosshead).collect();
    assert_eq!(crossheads, [false, true, false]);
    assert_eq!(story.guessed.len(), 6);
}

#[test]
fn a_line_that_is_larger_and_last_is_no_crosshead() {
    let story = decided(&[("题", true, false, 44), (BODY, false, false, 21), ("完", true, false, 21)]);
    assert!(story.body.iter().all(|piece| !piece.is_crosshead));
}

#[test]
fn names_of_styles_go_before_looks() {
    let mut article = Article::default();
    let add = |role, text: &str, article: &mut Article| {
        article.account.read(text);
        article.blocks.push(Block::Paragraph(Paragraph { role, ..Paragraph::plain(text, 0..0) }));
    };
    add(None, "眉上一行", &mut article);
    add(Some(StyleRole::Heading(1)), "主题\n第二行", &mut article);
    add(None, "岑小苔", &mut article);
    add(Some(StyleRole::Heading(2)), "第一节", &mut article);
    add(Some(StyleRole::Body), BODY, &mut article);
    add(Some(StyleRole::Heading(1)), "第二节", &mut article);
    add(Some(StyleRole::Body), "短短一段", &mut article);
    add(Some(StyleRole::Source), "霁川日报", &mut article);
    let story = decide(&mut article);
    assert_eq!(heads(&story), ["眉上一行", "主题\u{3000}第二行", "", "岑小苔", "霁川日报"]);
    let body: Vec<(String, bool)> =
        story.body.iter().map(|piece| (piece.words.text(), piece.is_crosshead)).collect();
    let wanted = [("第一节", true), (BODY, false), ("第二节", true), ("短短一段", false)];
    assert_eq!(body, wanted.map(|(text, is_crosshead)| (text.to_owned(), is_crosshead)));
}

#[test]
fn labels_tell_roles_and_are_taken_off() {
    let story = plain_lines(&["标题：霁江通航", "作者：闻溪", "来源：霁川日报", BODY]);
    assert_eq!(heads(&story), ["", "霁江通航", "", "闻溪", "来源：霁川日报"]);
}
