//! How an issue is read without seeing it: bookmarks, threads and the structure of the sample
//! issue's press file, read back through lopdf.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::sample::{Sample, Setting, each, line, page};
use super::write;
use super::write_tests::{follow, read};
use crate::issue::{StoryId, Text};
use crate::page::{ItemKind, Page, Role};
use crate::{Compiled, read};

/// The issue of four pages, two of them a spread; a story jumps from the first to the last.
struct Issue {
    loaded: read::Loaded,
    compiled: Compiled,
    pdf: Document,
}

fn issue() -> &'static Issue {
    static ISSUE: OnceLock<Issue> = OnceLock::new();
    ISSUE.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/four-pages");
        let loaded = crate::load(&folder).expect("the sample is sound");
        let compiled = crate::compile(&loaded);
        let pdf = written(&loaded, &compiled.pages);
        Issue { loaded, compiled, pdf }
    })
}

fn written(loaded: &read::Loaded, pages: &[Page]) -> Document {
    let file = write(&super::Document::of(loaded, pages));
    Document::load_mem(&file.expect("it can be written")).expect("it can be read")
}

fn bare(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// The same with the quotation marks of lines across, which lines down have others for.
fn spoken(text: &str) -> String {
    let across = |character: char| match character {
        '『' => '“',
        '』' => '”',
        '「' => '‘',
        '」' => '’',
        other => other,
    };
    bare(text).chars().map(across).collect()
}

fn string(object: &Object) -> String {
    crate::pdf_read::objects::text(Some(object)).expect("a text string")
}

fn numbers(object: &Object) -> Vec<f64> {
    let numbers = object.as_array().expect("an array").iter();
    numbers.map(|number| f64::from(number.as_float().expect("a number"))).collect()
}

fn id_of(dictionary: &Dictionary, key: &str) -> ObjectId {
    dictionary.get(key.as_bytes()).and_then(Object::as_reference).unwrap_or_else(|_| panic!("no {key}"))
}

fn page_ids(pdf: &Document) -> Vec<ObjectId> {
    pdf.get_pages().into_values().collect()
}

/// The bookmarks under one, their links checked: title, page, height of the place they lead to.
fn bookmarks(pdf: &Document, parent: ObjectId) -> Vec<(ObjectId, String, usize, f64)> {
    let pages = page_ids(pdf);
    let above = pdf.get_dictionary(parent).expect("a bookmark");
    let (mut list, mut before) = (Vec::new(), None);
    let mut next = above.get(b"First").and_then(Object::as_reference).ok();
    while let Some(id) = next {
        let mark = pdf.get_dictionary(id).expect("a bookmark");
        assert!(!mark.has(b"A"), "an action");
        assert_eq!(id_of(mark, "Parent"), parent);
        assert_eq!(mark.get(b"Prev").and_then(Object::as_reference).ok(), before);
        let to = mark.get(b"Dest").and_then(Object::as_array).expect("a destination");
        let page = to[0].as_reference().expect("a page");
        let page = pages.iter().position(|known| *known == page).expect("a page of the file");
        let y = f64::from(to[3].as_float().expect("a height"));
        list.push((id, string(mark.get(b"Title").expect("a title")), page, y));
        before = Some(id);
        next = mark.get(b"Next").and_then(Object::as_reference).ok();
    }
    assert_eq!(above.get(b"Last").and_then(Object::as_reference).ok(), before);
    list
}

#[test]
fn bookmarks_lead_to_the_pages_and_to_the_heads_of_their_stories() {
    let Issue { compiled, pdf, .. } = issue();
    let root = id_of(pdf.catalog().expect("a catalog"), "Outlines");
    let pages = bookmarks(pdf, root);
    let titles: Vec<&str> = pages.iter().map(|(_, title, ..)| title.as_str()).collect();
    assert_eq!(titles, ["第1版", "第2–3版 专题", "第4版 副刊"]);
    let mut all = 0;
    for (number, (id, _, at, _)) in pages.iter().enumerate() {
        assert_eq!(number, *at);
        let page = &compiled.pages[number];
        let stories = bookmarks(pdf, *id);
        assert_eq!(stories.len(), page.stories.len());
        let count = pdf.get_dictionary(*id).and_then(|mark| mark.get(b"Count")?.as_i64());
        assert_eq!(count.ok(), Some(stories.len() as i64));
        all += 1 + stories.len();
        for ((_, title, at, y), story) in stories.iter().zip(&page.stories) {
            assert_eq!(*at, number);
            assert!(
                title.starts_with(&story.title) && title.ends_with("（续）") == story.continued,
                "{title}"
            );
            let head = story.headline.expect("all of them have headlines").y;
            let place = page.trim.height + page.bleed + page.slug - head;
            assert!((y - place.to_pt()).abs() < 0.01, "{title} is at {y}");
        }
    }
    let count = pdf.get_dictionary(root).and_then(|root| root.get(b"Count")?.as_i64());
    assert_eq!(count.ok(), Some(all as i64));
    assert!(bookmarks(pdf, pages[2].0).iter().any(|(_, title, ..)| title == "老城雨水污水从此分家（续）"));
}

#[test]
fn pages_are_labelled_with_their_numbers_and_spreads_with_both() {
    let Issue { loaded, compiled, pdf } = issue();
    let labels = |pdf: &Document| {
        let labels = follow(pdf, pdf.catalog().expect("a catalog"), "PageLabels").as_dict().expect("labels");
        let pairs = labels.get(b"Nums").and_then(Object::as_array).expect("numbers").chunks(2);
        let told = pairs.map(|pair| {
            let label = pair[1].as_dict().expect("a label");
            let prefix = label.get(b"P").map(string).unwrap_or_default();
            (pair[0].as_i64().expect("a page"), prefix, label.get(b"St").and_then(Object::as_i64).ok())
        });
        told.collect::<Vec<_>>()
    };
    let wanted = [(0, String::new(), Some(1)), (1, "2–3".to_owned(), None), (2, String::new(), Some(4))];
    assert_eq!(labels(pdf), wanted);
    let last = written(loaded, &compiled.pages[2..]);
    assert_eq!(labels(&last), [(0, String::new(), Some(4))]);
    // Pages that follow each other are one range.
    let mut sample = Sample::new();
    sample.pages.push(page(3));
    let file = write(&sample.document()).expect("the sample can be written");
    assert_eq!(labels(&Document::load_mem(&file).expect("a PDF")), [(0, String::new(), Some(1))]);
}

/// The page and the rectangle of a bead.
type Bead = (usize, Vec<f64>);

/// The threads: their titles and beads.
fn threads(pdf: &Document) -> Vec<(String, Vec<Bead>)> {
    let pages = page_ids(pdf);
    let threads = follow(pdf, pdf.catalog().expect("a catalog"), "Threads").as_array().expect("threads");
    let mut of_pages: Vec<Vec<ObjectId>> = vec![Vec::new(); pages.len()];
    let mut list = Vec::new();
    for thread in threads {
        let id = thread.as_reference().expect("a thread");
        let thread = pdf.get_dictionary(id).expect("a thread");
        let info = follow(pdf, thread, "I").as_dict().expect("info");
        let first = id_of(thread, "F");
        assert_eq!(id_of(pdf.get_dictionary(first).expect("a bead"), "T"), id);
        let (mut beads, mut at) = (Vec::new(), first);
        loop {
            let bead = pdf.get_dictionary(at).expect("a bead");
            let page = id_of(bead, "P");
            let number = pages.iter().position(|known| *known == page).expect("a page of the file");
            of_pages[number].push(at);
            beads.push((number, numbers(bead.get(b"R").expect("a rectangle"))));
            let next = id_of(bead, "N");
            assert_eq!(id_of(pdf.get_dictionary(next).expect("a bead"), "V"), at);
            at = next;
            if at == first {
                break;
            }
        }
        list.push((string(info.get(b"Title").expect("a title")), beads));
    }
    for (page, beads) in pages.iter().zip(of_pages) {
        let told = pdf.get_dictionary(*page).and_then(|page| page.get(b"B")?.as_array()).expect("beads");
        let told: Vec<ObjectId> = told.iter().map(|bead| bead.as_reference().expect("a bead")).collect();
        assert_eq!(told, beads);
    }
    list
}

#[test]
fn a_thread_leads_through_each_story_from_column_to_column_and_page_to_page() {
    let Issue { loaded, compiled, pdf } = issue();
    let threads = threads(pdf);
    assert_eq!(threads.len(), loaded.issue.stories.len());
    let mut lines = 0;
    for (title, beads) in &threads {
        let placed = compiled.pages.iter().flat_map(|page| &page.stories);
        let story = placed.clone().find(|story| story.title == *title).expect("a story of that title").story;
        for (number, rect) in beads {
            let page = &compiled.pages[*number];
            let around = (page.bleed + page.slug).to_pt();
            let (right, top) = (page.trim.width.to_pt() + around, page.trim.height.to_pt() + around);
            assert!(rect[0] < rect[2] && rect[1] < rect[3], "{title}: {rect:?} is empty");
            let inside = rect[0] > around - 0.01 && rect[2] < right + 0.01;
            assert!(inside && rect[1] > around - 0.01 && rect[3] < top + 0.01, "{title}: {rect:?}");
        }
        assert!(beads.is_sorted_by_key(|(page, _)| *page));
        // Lines of the copy follow the beads: none stands outside, none goes back.
        let mut reached = 0;
        for (number, page) in compiled.pages.iter().enumerate() {
            let around = (page.bleed + page.slug).to_pt();
            for item in page.items.iter().filter(|item| item.story == Some(story)) {
                let (Role::Block { .. }, ItemKind::Text(run)) = (item.role, &item.kind) else { continue };
                let x = run.origin.x.to_pt() + around;
                let y = (page.trim.height - run.origin.y).to_pt() + around;
                let holds = |(at, rect): &Bead| {
                    let across = rect[0] - 0.01 < x && x < rect[2] + 0.01;
                    *at == number && across && rect[1] - 0.01 < y && y < rect[3] + 0.01
                };
                let at = beads[reached..].iter().position(holds);
                reached += at.unwrap_or_else(|| panic!("{title}: a line at {x} {y} of page {number}"));
                lines += 1;
            }
        }
    }
    assert!(lines > 500, "{lines} lines were looked at");
    let (title, beads) = &threads[0];
    assert_eq!(title, "三年埋下二百一十四公里管道 老城雨水污水从此分家");
    assert_eq!((beads[0].0, beads[beads.len() - 1].0), (0, 2));
}

/// The marked contents of a page, each once, and what is painted outside of any mark.
fn audit(operations: &[Operation]) -> (Vec<i64>, usize) {
    let (mut ids, mut open, mut loose) = (Vec::new(), 0, 0);
    for operation in operations {
        let content = |properties: &Object| properties.as_dict().and_then(|all| all.get(b"MCID")?.as_i64());
        match operation.operator.as_str() {
            "BMC" => open += 1,
            "BDC" => {
                let id = operation.operands.get(1).and_then(|properties| content(properties).ok());
                assert!(open == 0 || id.is_none(), "contents within each other");
                ids.extend(id);
                open += 1;
            }
            "EMC" => open -= 1,
            "f" | "F" | "f*" | "S" | "s" | "B" | "B*" | "b" | "b*" | "sh" | "BI" | "Do" | "Tj" | "TJ"
            | "'" | "\"" => loose += usize::from(open == 0),
            _ => {}
        }
        assert!(open >= 0, "a mark ends that did not begin");
    }
    assert_eq!(open, 0, "a mark does not end");
    ids.sort_unstable();
    (ids, loose)
}

#[test]
fn everything_painted_is_content_or_artifact() {
    let pdf = &issue().pdf;
    for (number, id) in pdf.get_pages() {
        let content = Content::decode_strict(&pdf.get_page_content(id)).expect("the content parses");
        let (ids, loose) = audit(&content.operations);
        assert_eq!(loose, 0, "page {number}");
        assert_eq!(ids, (0..ids.len() as i64).collect::<Vec<_>>());
        // Without its artifacts' marks it would not pass.
        let mut bare = content.operations;
        let begin = bare.iter().position(|operation| operation.operator == "BMC").expect("an artifact");
        let end = bare[begin..].iter().position(|operation| operation.operator == "EMC").expect("its end");
        bare.remove(begin + end);
        bare.remove(begin);
        assert!(audit(&bare).1 > 0, "page {number}");
    }
}

/// An element of the structure.
#[derive(Debug)]
struct Element {
    tag: String,
    /// Its own contents, and its kids'.
    text: String,
    alt: Option<String>,
    kids: Vec<Element>,
}

/// The tree below an element; takes what it has of the pages' contents.
fn element(pdf: &Document, id: ObjectId, contents: &mut BTreeMap<(ObjectId, i64), String>) -> Element {
    let dictionary = pdf.get_dictionary(id).expect("an element");
    let tag = dictionary.get(b"S").and_then(Object::as_name).expect("a type");
    let tag = String::from_utf8(tag.to_vec()).expect("ASCII");
    let alt = dictionary.get(b"Alt").ok().map(string);
    let mut found = Element { tag, text: String::new(), alt, kids: Vec::new() };
    let one;
    let kids = match dictionary.get(b"K") {
        Ok(Object::Array(kids)) => kids.as_slice(),
        Ok(kid) => {
            one = [kid.clone()];
            &one
        }
        Err(_) => &[],
    };
    let tree = follow(pdf, pdf.catalog().expect("a catalog"), "StructTreeRoot").as_dict().expect("a tree");
    let parents = follow(pdf, tree, "ParentTree").as_dict().expect("parents");
    let parents = parents.get(b"Nums").and_then(Object::as_array).expect("numbers");
    for kid in kids {
        let (page, content) = match kid {
            Object::Reference(kid) => {
                let below = pdf.get_dictionary(*kid).expect("an element");
                assert_eq!(id_of(below, "P"), id, "a kid of another parent");
                let below = element(pdf, *kid, contents);
                found.text.push_str(&below.text);
                found.kids.push(below);
                continue;
            }
            Object::Integer(content) => (id_of(dictionary, "Pg"), *content),
            Object::Dictionary(elsewhere) => {
                (id_of(elsewhere, "Pg"), elsewhere.get(b"MCID").and_then(Object::as_i64).expect("a content"))
            }
            _ => panic!("{kid:?} is no kid"),
        };
        let text = contents.remove(&(page, content));
        found.text.push_str(&text.unwrap_or_else(|| panic!("content {content} is taken twice or not there")));
        let key = pdf.get_dictionary(page).and_then(|page| page.get(b"StructParents")?.as_i64());
        let key = key.expect("the page's key") as usize;
        let told = parents[key * 2 + 1].as_array().expect("elements")[content as usize].as_reference();
        assert_eq!(told.ok(), Some(id), "the parent of content {content}");
    }
    found
}

/// The structure of a file; all of its contents are in it, each once.
fn structure(pdf: &Document) -> Element {
    let mut contents = BTreeMap::new();
    for (number, id) in pdf.get_pages() {
        let operations = Content::decode_strict(&pdf.get_page_content(id)).expect("it parses").operations;
        contents.extend(audit(&operations).0.into_iter().map(|content| ((id, content), String::new())));
        let texts = read(pdf, number).marked;
        contents.extend(texts.into_iter().map(|(content, text)| ((id, content), text)));
    }
    let catalog = pdf.catalog().expect("a catalog");
    let tree = follow(pdf, catalog, "StructTreeRoot").as_dict().expect("a tree");
    let marked = catalog.get(b"MarkInfo").and_then(|info| info.as_dict()?.get(b"Marked")?.as_bool());
    assert_eq!(marked.ok(), Some(true));
    let root = element(pdf, id_of(tree, "K"), &mut contents);
    assert_eq!(contents.keys().collect::<Vec<_>>(), Vec::<&(ObjectId, i64)>::new(), "not in the tree");
    root
}

#[test]
fn articles_hold_their_manuscripts_paragraph_by_paragraph() {
    let Issue { loaded, compiled, pdf } = issue();
    let document = structure(pdf);
    assert_eq!(document.tag, "Document");
    assert!(document.kids[0].text.contains("JICHUAN RIBAO"), "the masthead is read first");
    let articles: Vec<&Element> = document.kids.iter().filter(|kid| kid.tag == "Art").collect();
    let mut order: Vec<StoryId> = Vec::new();
    for story in compiled.pages.iter().flat_map(|page| &page.stories) {
        if !order.contains(&story.story) {
            order.push(story.story);
        }
    }
    assert_eq!(articles.len(), order.len());
    for (article, id) in articles.iter().zip(order) {
        let story = &loaded.issue.stories[id.0 as usize];
        let heads =
            [("P", &story.kicker), ("H1", &story.headline), ("P", &story.subhead), ("P", &story.byline)];
        let blocks = story.blocks.iter().map(|block| match block {
            crate::issue::Block::Paragraph(text) => ("P", text),
            crate::issue::Block::Crosshead(text) => ("H2", text),
        });
        let ends = [("P", &story.source), ("P", &story.credit)];
        let given = |(tag, text): (&'static str, &'static Option<Text>)| Some((tag, text.as_ref()?));
        let wanted =
            heads.into_iter().filter_map(given).chain(blocks).chain(ends.into_iter().filter_map(given));
        let wanted: Vec<(&str, String)> = wanted.map(|(tag, text)| (tag, spoken(&text.to_plain()))).collect();
        let told = article.kids.iter().map(|kid| (kid.tag.as_str(), spoken(&kid.text)));
        let told: Vec<(&str, String)> = told.take(wanted.len()).collect();
        assert_eq!(told, wanted, "{}", story.name);
    }
    let figures = articles[0].kids.iter().filter(|kid| kid.tag == "Figure");
    let alts: Vec<_> = figures.map(|figure| figure.alt.as_deref()).collect();
    assert_eq!(alts, [Some("雨污分流工程完工后的石埠老城青石河。两个孩子蹲在河边石阶上捞虾。")]);
}

#[test]
fn tables_and_guides_are_told_as_such() {
    let document = structure(&issue().pdf);
    let inner = |tag: &str| {
        let sections = document.kids.iter().filter(|kid| kid.tag == "Sect");
        sections.flat_map(|section| &section.kids).find(|kid| kid.tag == tag).expect("it is there")
    };
    let table = inner("Table");
    assert_eq!((table.kids[0].tag.as_str(), table.kids[0].text.as_str()), ("Caption", "霁江八座桥一览"));
    for (number, row) in table.kids[1..].iter().enumerate() {
        assert_eq!((row.tag.as_str(), row.kids.len()), ("TR", 4));
        let wanted = if number == 0 { "TH" } else { "TD" };
        assert!(row.kids.iter().all(|cell| cell.tag == wanted), "row {number}");
    }
    let guide = inner("TOC");
    assert_eq!((guide.kids[0].tag.as_str(), guide.kids[0].text.as_str()), ("Caption", "导读"));
    assert!(guide.kids.len() == 4 && guide.kids[1..].iter().all(|item| item.tag == "TOCI"));
}

#[test]
fn pictures_say_what_they_are() {
    let document = structure(&issue().pdf);
    let sections = document.kids.iter().filter(|kid| kid.tag == "Sect").flat_map(|section| &section.kids);
    let alts: Vec<&str> = sections.filter_map(|kid| kid.alt.as_deref()).collect();
    // The name, the advertisement at the foot, then the pictures of the other pages.
    assert_eq!(alts[..2], ["霁川日报", "广告"]);
    assert!(alts.len() > 3 && alts[2].chars().count() > 8, "{alts:?}");
}

#[test]
fn running_heads_are_on_the_page_but_not_in_its_structure() {
    let Issue { compiled, pdf, .. } = issue();
    let heads = |page: &Page| {
        let furniture = page.items.iter().filter(|item| item.role == Role::Furniture);
        let mut words = String::new();
        for item in furniture {
            let ItemKind::Text(run) = &item.kind else { continue };
            words.extend(page.glyphs[run.glyphs.clone()].iter().map(|glyph| page.glyph_text(glyph)));
        }
        words
    };
    let heads: Vec<String> = compiled.pages.iter().map(heads).collect();
    assert!(heads[1].contains("霁川日报") && heads[2].contains("副刊"), "{heads:?}");
    for ((page, number), head) in compiled.pages.iter().zip(1..).zip(&heads) {
        let told: usize = read(pdf, number).marked.values().map(String::len).sum();
        assert_eq!(told + head.len(), page.text.len(), "page {number}");
    }
}

#[test]
fn rows_of_a_table_are_all_as_wide_where_cells_are_empty() {
    let mut sample = Sample::new();
    let mut only = page(1);
    let cells = [(0, 0, "甲"), (0, 1, "乙"), (0, 2, "丙"), (1, 1, "丁"), (2, 2, "戊"), (3, 0, "己")];
    for (row, column, text) in cells {
        let at = (40.0 + 30.0 * f64::from(column), 60.0 + 20.0 * f64::from(row));
        line(&mut only, &sample.library, &Setting::of("song", 10.0), at, &each(text));
        only.items.last_mut().expect("a cell").role = Role::Cell { row, column };
    }
    line(&mut only, &sample.library, &Setting::of("song", 10.0), (40.0, 160.0), &each("注"));
    only.items.last_mut().expect("a note").role = Role::TableNote;
    sample.pages = vec![only];
    let file = write(&sample.document()).expect("the sample can be written");
    let document = structure(&Document::load_mem(&file).expect("a PDF"));
    let section = &document.kids[0];
    let texts = |row: &Element| row.kids.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
    let rows: Vec<_> = section.kids[0].kids.iter().map(texts).collect();
    assert_eq!(rows, [["甲", "乙", "丙"], ["", "丁", ""], ["", "", "戊"], ["己", "", ""]]);
    assert_eq!((section.kids[1].tag.as_str(), section.kids[1].text.as_str()), ("P", "注"));
}

#[test]
fn a_page_by_itself_has_only_its_own_bookmarks_threads_and_contents() {
    let Issue { loaded, compiled, .. } = issue();
    let alone = written(loaded, &compiled.pages[2..]);
    let root = id_of(alone.catalog().expect("a catalog"), "Outlines");
    assert_eq!(bookmarks(&alone, root).len(), 1);
    assert_eq!(threads(&alone).len(), compiled.pages[2].stories.len());
    let document = structure(&alone);
    let jumped = document.kids.iter().find(|kid| kid.text.contains("（上接第一版）")).expect("it is there");
    assert_eq!((jumped.tag.as_str(), jumped.kids[0].tag.as_str()), ("Art", "P"));
}
