//! Copy of others (来稿): Word files, OpenDocument, text in any encoding of newsrooms, pages of the web and CNML become manuscripts.
//!
//! ```text
//! bytes ──kind──▶ what it is ──reader──▶ Foreign: paragraphs, tables, pictures, what is left
//!       ──roles──▶ Story: headline, byline, crossheads, captions ──manuscript──▶ Made, with its record
//! ```
//!
//! - [`kind`] looks at the first bytes. [`docx`], [`odt`], [`text`] (with [`encoding`]), [`html`] and [`cnml`] read what they are
//!   for; everything else is named for what it is, with a way out.
//! - [`roles`] decides for all formats alike what each paragraph is to the newspaper.
//! - [`manuscript`] writes the manuscript and reads it again with banxin's own reader: it must say what was meant.
//! - [`account`] follows every character: it is placed, cleaned by a rule with a name, or told ([`left`]). A source whose
//!   account does not come out even is refused.
//!
//! Nothing here opens a file: the command line hands bytes in and writes what comes out.

mod account;
mod cells;
mod cnml;
mod container;
mod docx;
mod encoding;
mod entry;
mod figures;
mod format;
mod html;
mod kind;
mod left;
mod made;
mod manuscript;
mod model;
mod odt;
mod open;
mod record;
mod refusal;
mod roles;
mod same;
mod source;
mod styles;
mod symbols;
mod table;
mod text;
mod xml;

use std::path::Path;

use crate::codes;
use crate::diagnostic::{Diagnostic, FileId, Severity, Sources, Span};
use crate::keys::Faults;
use crate::message::{Word, commas, counted, msg, word};
use crate::read::{is_printed, parse_manuscript};

pub use account::Account;
pub use encoding::by_name as encoding_by_name;
pub use encoding_rs::Encoding;
pub use entry::{Entry, list as list_entries, of as entries_of, placed as placed_files};
pub use left::Left;
pub use made::{Csv, Imported, Made, Names};
pub use record::{Earlier, content_hash, read as read_record, write as write_record};
pub use refusal::Refusal;
pub use roles::Captioned;
pub use same::{Known as KnownStory, alike, read as read_story};
pub use source::Source;

use encoding::Decoded;
use kind::Kind;
use left::What;
use model::{Article, Foreign, Paragraph};

/// Labels of one finding.
const SHOWN: usize = 5;

/// Bytes of the largest file.
pub const LARGEST: u64 = 192 << 20;

/// The finding about a file that is larger.
pub fn too_large(path: &Path) -> Diagnostic {
    Refusal::too_large().finding(path, &mut Sources::default())
}

/// Takes a file over. Its text is added to `sources`, so that findings show their lines.
///
/// # Errors
/// Why it cannot be read at all; then nothing is made of it.
pub fn import(source: &Source<'_>, sources: &mut Sources) -> Result<Imported, Box<Diagnostic>> {
    if source.bytes.len() as u64 > LARGEST {
        return Err(Box::new(too_large(source.path)));
    }
    let kind = kind::of(source.bytes, &source.ending(), source.encoding);
    let refuse = |refusal: Refusal, sources: &mut Sources| Box::new(refusal.finding(source.path, sources));
    let mut findings = Vec::new();
    let (foreign, name, encoding) = match kind {
        Kind::Docx => (docx::read(source), word("Word file"), None),
        Kind::Odt => (odt::read(source), word("OpenDocument text"), None),
        Kind::Text => {
            let decoded = decoded(source, |_| None).map_err(|refusal| refuse(refusal, sources))?;
            let file = sources.add(source.path, decoded.text.as_str());
            findings.extend(about_encoding(&decoded, file));
            let name = decoded.encoding.name();
            let article = text_article(decoded, source.ending() == "md");
            return finish(source, article, file, (word("text"), Some(name)), findings);
        }
        Kind::Manuscript => {
            let decoded = decoded(source, |_| None).map_err(|refusal| refuse(refusal, sources))?;
            let file = sources.add(source.path, decoded.text.as_str());
            return Ok(own_manuscript(source, decoded, file));
        }
        Kind::Picture(extension) => return Ok(picture(source, extension)),
        Kind::Html | Kind::Cnml => {
            let decoded = decoded(source, html::declared).map_err(|refusal| refuse(refusal, sources))?;
            let file = sources.add(source.path, decoded.text.as_str());
            findings.extend(about_encoding(&decoded, file));
            let encoding = Some(decoded.encoding.name());
            let (read, name) = match kind {
                Kind::Html => (html::read(source, decoded.text), word("web page")),
                _ => (cnml::read(source, decoded.text), word("CNML")),
            };
            let foreign = read.map_err(|refusal| refuse(refusal, sources))?;
            return finish(source, foreign, file, (name, encoding), findings);
        }
        Kind::Other(other) => return Err(refuse(Refusal::of_kind(other), sources)),
    };
    let foreign = foreign.map_err(|refusal| refuse(refusal, sources))?;
    let file = sources.add(source.path, foreign.listing.as_str());
    finish(source, foreign, file, (name, encoding), findings)
}

/// The text of a file, decoded.
fn decoded(source: &Source<'_>, declared: impl Fn(&[u8]) -> Option<String>) -> Result<Decoded, Refusal> {
    if source.bytes.len() as u64 > container::LONGEST_TEXT {
        return Err(Refusal::too_large());
    }
    encoding::decode(source.bytes, source.encoding, declared)
        .ok_or_else(|| Refusal::of_kind(kind::Other::Unknown))
}

fn text_article(decoded: Decoded, is_markdown: bool) -> Foreign {
    let mut article = text::read(&decoded.text);
    if is_markdown {
        text::read_marks(&mut article);
    }
    Foreign { listing: decoded.text, articles: vec![article] }
}

/// Findings about bytes that are no character, and about encodings that are a guess.
fn about_encoding(decoded: &Decoded, file: FileId) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let name = decoded.encoding.name();
    if !decoded.broken.is_empty() {
        let count = decoded.broken.len();
        let message = msg!(
            "〓 stands for bytes that are no character of {name}: {places}",
            name,
            places = counted(count, "place")
        );
        let mut finding = Diagnostic::new(codes::IMPORT_BYTES, message);
        for broken in decoded.broken.iter().take(SHOWN) {
            let span = Span::new(file, broken.at..broken.at + encoding::MISSING.len_utf8());
            let (offset, bytes) = (broken.offset, &broken.bytes);
            finding = finding.at(span, msg!("byte {offset}: {bytes}", offset, bytes));
        }
        found.push(finding);
    }
    if decoded.is_guess {
        let message = msg!("the encoding is a guess: {name}", name);
        found.push(Diagnostic::new(codes::IMPORT_ENCODING, message).here(Span::new(file, 0..0)));
    }
    if let Some(said) = &decoded.wrongly_declared {
        let message = msg!("the file says that it is {said}, and it is {name}", said, name);
        found.push(Diagnostic::new(codes::IMPORT_ENCODING, message).as_note().here(Span::new(file, 0..0)));
    }
    found
}

/// Makes manuscripts of what was read.
fn finish(
    source: &Source<'_>,
    foreign: Foreign,
    file: FileId,
    (kind, encoding): (Word, Option<&'static str>),
    mut findings: Vec<Diagnostic>,
) -> Result<Imported, Box<Diagnostic>> {
    let mut made = Vec::new();
    let several = foreign.articles.len() > 1;
    for article in foreign.articles {
        let (one, found) =
            make(article, file, &source.stem()).map_err(|finding| Box::new(finding.in_file(source.path)))?;
        findings.extend(found);
        if one.manuscript.is_some() || !one.tables.is_empty() || !one.pictures.is_empty() {
            made.push(one);
        } else if several {
            findings.push(empty(source));
        }
    }
    if made.is_empty() {
        findings.push(empty(source));
    }
    Ok(Imported { kind, encoding, made, findings, listing: foreign.listing })
}

fn empty(source: &Source<'_>) -> Diagnostic {
    Diagnostic::new(codes::IMPORT_EMPTY, msg!("there is no text in it, no table and no picture"))
        .in_file(source.path)
}

fn make(mut article: Article, file: FileId, stem: &str) -> Result<(Made, Vec<Diagnostic>), Diagnostic> {
    let mut story = roles::decide(&mut article);
    let Article { mut left, mut account, .. } = article;
    let mut findings = Vec::new();
    let has_words = story.headline.is_some() || !story.body.is_empty() || story.kicker.is_some();
    let has_heads =
        [&story.subhead, &story.byline, &story.source, &story.credit].iter().any(|slot| slot.is_some());
    let name = name_of(story.headline.as_ref(), stem);
    let mut manuscript = None;
    if has_words || has_heads {
        if story.headline.is_none() {
            account.added += stem.chars().count();
            story.headline = Some(Paragraph::plain(stem, 0..0));
            let message = msg!("there is no headline; the name of the file stands for it");
            findings.push(Diagnostic::new(codes::IMPORT_HEADLINE, message).here(Span::new(file, 0..0)));
        }
        match manuscript::write(&mut story, &mut account, &mut left) {
            Some(written) => {
                account.placed += written.placed;
                manuscript = Some(written.text);
            }
            None => return Err(uneven()),
        }
    }
    if !story.guessed.is_empty() {
        let mut roles: Vec<Word> = Vec::new();
        for (role, _) in &story.guessed {
            if !roles.contains(role) {
                roles.push(*role);
            }
        }
        let message = msg!("known by place and look, not by a style: {roles}", roles = commas(roles));
        let mut finding = Diagnostic::new(codes::IMPORT_ROLES, message);
        for (role, at) in story.guessed.iter().take(SHOWN) {
            finding = finding.at(Span::new(file, at.clone()), msg!("{role}", role = *role));
        }
        findings.push(finding);
    }
    let tables = story.tables.iter().filter_map(|table| {
        let text = table::write(table, &mut account)?;
        Some(Csv { text, behind: table.behind.clone() })
    });
    let tables = tables.collect();
    for captioned in &story.pictures {
        account.placed += captioned.caption.chars().count() + captioned.credit.chars().count();
        if !is_printed(&captioned.picture.extension) {
            let text = captioned.picture.extension.clone();
            left.push(Left { what: What::Unprintable, text, at: captioned.picture.at.clone() });
        }
    }
    if !account.is_even() {
        return Err(uneven());
    }
    findings.extend(left::findings(&left, file));
    Ok((Made { name, manuscript, tables, pictures: story.pictures, left, account }, findings))
}

/// The finding about an account that does not come out even: a fault of banxin's own.
fn uneven() -> Diagnostic {
    Diagnostic::new(
        codes::IMPORT_ACCOUNT,
        msg!("not every character of this file is accounted for; nothing was written"),
    )
}

/// Characters of the longest name of a file.
const LONGEST_NAME: usize = 20;

/// A name for files: the letters of the headline, else those of the file's name.
fn name_of(headline: Option<&Paragraph>, stem: &str) -> String {
    let letters = |text: &str| -> String {
        let plain: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
        let mut name = String::new();
        for word in plain.split_whitespace() {
            if name.chars().last().is_some_and(|c| c.is_ascii()) && word.starts_with(|c: char| c.is_ascii()) {
                name.push('-');
            }
            name.push_str(word);
        }
        name.chars().take(LONGEST_NAME).collect()
    };
    let by_headline = headline.map(|headline| letters(&headline.text())).filter(|name| !name.is_empty());
    let name = by_headline.or_else(|| Some(letters(stem)).filter(|name| !name.is_empty()));
    name.unwrap_or_else(|| "copy".to_owned())
}

/// A manuscript of banxin's own is taken over as it is; what its reader finds wrong with it is told.
fn own_manuscript(source: &Source<'_>, decoded: Decoded, file: FileId) -> Imported {
    let mut findings = about_encoding(&decoded, file);
    let encoding = decoded.encoding.name();
    let text = decoded.text;
    let faults = Faults::default();
    let story = parse_manuscript(file, &text, &source.stem(), &faults);
    let faults: Vec<Diagnostic> =
        faults.take().into_iter().filter(|fault| fault.severity != Severity::Note).collect();
    if !faults.is_empty() {
        let message =
            msg!("this manuscript is taken over with {faults}", faults = counted(faults.len(), "fault"));
        let mut finding = Diagnostic::new(codes::IMPORT_MANUSCRIPT, message);
        for fault in faults.iter().take(SHOWN) {
            let span = fault.labels.first().map_or(Span::new(file, 0..0), |label| label.span.clone());
            finding = finding.at(span, fault.message.clone());
        }
        findings.push(finding);
    }
    let mut account = Account::default();
    account.read(&text);
    account.placed = account.source;
    let headline = story.headline.as_ref().map(|headline| Paragraph::plain(headline.to_plain(), 0..0));
    let made = Made {
        name: name_of(headline.as_ref(), &source.stem()),
        manuscript: Some(text.clone()),
        account,
        ..Made::default()
    };
    Imported { kind: word("manuscript"), encoding: Some(encoding), made: vec![made], findings, listing: text }
}

/// A picture is taken over as it is.
fn picture(source: &Source<'_>, extension: &str) -> Imported {
    let picture = model::Picture {
        bytes: source.bytes.to_vec(),
        extension: extension.to_owned(),
        ..model::Picture::default()
    };
    let captioned = Captioned { picture, caption: String::new(), credit: String::new() };
    let made = Made { name: name_of(None, &source.stem()), pictures: vec![captioned], ..Made::default() };
    Imported {
        kind: word("picture"),
        encoding: None,
        made: vec![made],
        findings: Vec::new(),
        listing: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Block;

    fn imported(name: &str, bytes: &[u8]) -> Imported {
        let source = Source { path: Path::new(name), bytes, encoding: None, beside: &|_| None };
        import(&source, &mut Sources::default()).expect("it can be read")
    }

    fn codes_of(imported: &Imported) -> Vec<&'static str> {
        imported.findings.iter().map(|finding| finding.code.name()).collect()
    }

    #[test]
    fn an_account_that_is_not_even_stops_everything() {
        let mut article = Article::default();
        article.account.read("三个字和一个丢掉的");
        article.blocks.push(Block::Paragraph(Paragraph::plain("三个字", 0..0)));
        let finding = make(article, FileId(0), "稿").expect_err("characters are missing");
        assert_eq!(finding.code, "import-account");
        let mut article = Article::default();
        article.account.read("三个字");
        article.blocks.push(Block::Paragraph(Paragraph::plain("三个字", 0..0)));
        assert!(make(article, FileId(0), "稿").is_ok());
    }

    #[test]
    fn markdown_is_read_or_told() {
        let faulty = imported("稿.md", "---\nheadline: 题\n没有冒号\n---\n一段。\n".as_bytes());
        assert_eq!(codes_of(&faulty), ["import-manuscript"]);
        let sound = imported("稿.md", "---\nheadline: 题\n---\n一段。\n".as_bytes());
        assert_eq!(codes_of(&sound), [""; 0]);
        let mut bytes =
            "---\nheadline: 题\n---\n本报讯（记者闻溪）江面起了雾，四个渡口停了船。\n".as_bytes().to_vec();
        bytes.splice(24..24, [0xFF]);
        let broken = imported("稿.md", &bytes);
        assert_eq!(codes_of(&broken), ["import-bytes"]);
        let other = imported("稿.md", "# 题\n\n**导语。**一段 2 * 3 * 4。\n\n## 小题\n\n二段。\n".as_bytes());
        assert_eq!(
            other.made[0].manuscript.as_deref(),
            Some("---\nheadline: 题\n---\n**导语。**一段 2 \\* 3 \\* 4。\n\n### 小题\n\n二段。\n")
        );
    }

    #[test]
    fn blank_lines_without_end_take_time_in_proportion() {
        let begun = std::time::Instant::now();
        let blank = imported("稿.txt", format!("题\n\n{}一段话在这里。\n", "\n".repeat(60_000)).as_bytes());
        assert_eq!(blank.made.len(), 1);
        // Lines that were cut at a measure and go on without end.
        let cut = imported(
            "稿.txt",
            format!("题\n\n{}", format!("{}\n", "江".repeat(30)).repeat(5_000)).as_bytes(),
        );
        assert_eq!(cut.made.len(), 1);
        assert!(begun.elapsed().as_secs() < 15);
    }

    #[test]
    fn what_has_nothing_is_told() {
        let blank = imported("空.txt", "\n　　\n".as_bytes());
        assert!(blank.made.is_empty());
        assert_eq!(codes_of(&blank), ["import-empty"]);
    }

    #[test]
    fn elements_that_are_not_known_are_told_with_their_words() {
        let text = "<CNML><Items><Item><MetaInfo><Titles><HeadLine>题</HeadLine></Titles></MetaInfo><Mood>欢快</Mood>\
                    <Contents><ContentItem><DataContent>正文一段。</DataContent></ContentItem></Contents></Item></Items></CNML>";
        let news = imported("稿.xml", text.as_bytes());
        assert_eq!(codes_of(&news), ["import-unknown"]);
        assert_eq!(news.made[0].left[0].text, "欢快");
        assert_eq!(news.made[0].manuscript.as_deref(), Some("---\nheadline: 题\n---\n正文一段。\n"));
    }

    #[test]
    fn texts_outside_the_items_of_an_exchange_are_told() {
        let text = "<CNML><Items>散字<Title>一组稿件</Title><Item><Titles><HeadLine>题</HeadLine></Titles><Contents><ContentItem>\
                    <DataContent>正文一段。</DataContent></ContentItem></Contents></Item><Mood>欢快</Mood></Items></CNML>";
        let news = imported("稿.xml", text.as_bytes());
        let left: Vec<&str> = news.made[0].left.iter().map(|left| left.text.as_str()).collect();
        assert_eq!(left, ["散字", "欢快", "一组稿件"]);
        assert_eq!(news.made[0].account.source, "散字一组稿件题正文一段。欢快".chars().count());
        assert_eq!(news.made[0].manuscript.as_deref(), Some("---\nheadline: 题\n---\n正文一段。\n"));
    }

    #[test]
    fn an_encoding_that_the_file_gets_wrong_is_told() {
        let page = "<meta charset=\"utf-8\"><h1>霁江轮渡恢复通航</h1><p>市轮渡公司说，四个渡口都已开放，两岸市民往来如常。</p>";
        let (bytes, _, _) = encoding_rs::GB18030.encode(page);
        let imported = imported("页.html", &bytes);
        assert_eq!(codes_of(&imported), ["import-encoding"]);
        assert_eq!(imported.encoding, Some("gb18030"));
    }

    #[test]
    fn names_of_files_are_letters_of_the_headline() {
        let named = |text: &str| name_of(Some(&Paragraph::plain(text, 0..0)), "稿");
        assert_eq!(named("霁江“两岸”　通航 / 试运行"), "霁江两岸通航试运行");
        assert_eq!(named("New York Times"), "New-York-Times");
        assert_eq!(named("……"), "稿");
        assert_eq!(name_of(None, "../.."), "copy");
    }
}
