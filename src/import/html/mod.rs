//! Pages of the web as content systems export them.
//!
//! Blocks are paragraphs, headings and items of lists; `<br>` parts lines, as many systems write paragraphs; blanks and line
//! ends of the markup are put together as browsers do, and vanish between Han characters. Scripts and styles are cleaned by
//! a rule; menus, forms and side columns are told. The words of a class (`class="source"`) are names of styles.

mod names;
mod style;
mod tree;

use base64::Engine as _;

use super::account::{Clean, cleaned};
use super::left::{Left, Place, What};
use super::model::{Article, Block, Foreign, Look, Paragraph, Picture, Rise, Run, Table};
use super::refusal::Refusal;
use super::source::Source;
use super::styles::StyleRole;
use crate::read::picture_extension;
use names::{
    BLOCKS, FURNITURE, OBJECTS, block_role, class_role, is_beside, is_beside_line, is_controls, rows,
    unescaped,
};
use tree::{Node, Tree};

/// What a page says of its encoding.
pub fn declared(start: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(start).to_lowercase();
    let behind = |word: &str| text.find(word).map(|at| &text[at + word.len()..]);
    let value = behind("charset=").or_else(|| behind("encoding="))?;
    let value = value.trim_start_matches(['"', '\'', ' ']);
    let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c))).unwrap_or(value.len());
    (end > 0).then(|| value[..end].to_owned())
}

/// Whether an address is that of another server, or data, and not a file beside the page.
fn is_elsewhere(address: &str) -> bool {
    address.contains("://") || address.starts_with("//") || address.starts_with("data:")
}

/// Reads a page.
///
/// # Errors
/// When it is beyond the limits.
pub fn read(source: &Source<'_>, text: String) -> Result<Foreign, Refusal> {
    let article = article(&text, source)?;
    Ok(Foreign { listing: text, articles: vec![article] })
}

/// Reads a piece of HTML inside another file; beyond the limits it is told as it stands.
pub fn fragment(text: &str, source: &Source<'_>) -> Article {
    article(text, source).unwrap_or_else(|_| {
        let mut article = Article::default();
        article.account.read(text);
        article.account.told = article.account.source;
        article.left.push(Left { what: What::Unknown, text: text.to_owned(), at: 0..0 });
        article
    })
}

fn article(text: &str, source: &Source<'_>) -> Result<Article, Refusal> {
    let tree = Tree::parse(text)?;
    let mut lines: Vec<usize> = vec![0];
    lines.extend(text.match_indices('\n').map(|(at, _)| at + 1));
    let has_heading = tree.inside(0).any(|node| {
        let is_heading = node.name.len() == 2
            && node.name.starts_with('h')
            && node.name.ends_with(|c: char| c.is_ascii_digit());
        is_heading || class_role(node) == Some(StyleRole::Headline)
    });
    let mut reader = Reader {
        tree: &tree,
        source,
        text,
        lines,
        article: Article::default(),
        open: None,
        pending: None,
        title: None,
        has_heading,
        in_heading: false,
        lists: Vec::new(),
    };
    reader.walk(0, &Around::default());
    reader.close();
    reader.settle_title();
    Ok(reader.article)
}

/// Characters of the longest part of a page that is left out by its class alone: a class may stand around everything.
const LONGEST_BESIDE: usize = 400;

/// How words look by the elements around them.
#[derive(Clone, Debug, Default)]
struct Around {
    look: Look,
    role: Option<StyleRole>,
    centred: bool,
    size: u32,
    italic: bool,
    underlined: bool,
    struck: bool,
    coloured: bool,
    is_verbatim: bool,
    item: Option<Item>,
}

/// An item of a list.
#[derive(Clone, Debug)]
struct Item {
    number: String,
}

struct Reader<'t, 's, 'b> {
    tree: &'t Tree,
    source: &'s Source<'b>,
    text: &'t str,
    /// The first byte of each line.
    lines: Vec<usize>,
    article: Article,
    open: Option<Paragraph>,
    /// Blanks of the markup that are waiting for what comes behind them: how many, and whether a line ends among them.
    pending: Option<(usize, bool)>,
    /// The title of the page.
    title: Option<(String, Place)>,
    has_heading: bool,
    in_heading: bool,
    /// Of the lists that are open: the number of the next item, where they count.
    lists: Vec<Option<u32>>,
}

impl Reader<'_, '_, '_> {
    /// The line of a node as a place.
    fn place(&self, node: &Node) -> Place {
        let start = self.lines.get(node.line).copied().unwrap_or(self.text.len());
        let end = self.lines.get(node.line + 1).map_or(self.text.len(), |next| next - 1);
        start..end.max(start)
    }

    fn walk(&mut self, at: usize, around: &Around) {
        let tree = self.tree;
        for child in &tree.node(at).children {
            self.node(*child, around);
        }
    }

    fn node(&mut self, at: usize, around: &Around) {
        let tree = self.tree;
        let node = tree.node(at);
        if node.name.is_empty() {
            if !node.text.is_empty() {
                self.words(node, around);
            }
            return self.walk(at, around);
        }
        match node.name.as_str() {
            "script" | "style" | "template" => {
                let text = self.tree.text(at);
                self.article.account.read(&text);
                self.article.account.clean(Clean::Script, text.chars().count());
                return;
            }
            "title" if self.title.is_none() => {
                let text = self.tree.text(at);
                self.article.account.read(&text);
                let text = cleaned(&text, &mut self.article.account);
                let words: Vec<&str> = text.split([' ', '\n']).filter(|word| !word.is_empty()).collect();
                let whole = words.join(" ");
                self.article.account.clean(Clean::Layout, text.chars().count() - whole.chars().count());
                self.title = Some((whole, self.place(node)));
                return;
            }
            "br" => return self.line_break(around),
            "img" => return self.picture(node),
            "table" => return self.table(at, around),
            "ruby" => return self.ruby(at, around),
            "form" | "fieldset" if is_controls(tree, at) => return self.leave(at, What::Furniture),
            name if FURNITURE.contains(&name) => return self.leave(at, What::Furniture),
            name if OBJECTS.contains(&name) => return self.leave(at, What::Object),
            _ => {}
        }
        if is_beside(node) && tree.text(at).chars().count() <= LONGEST_BESIDE {
            return self.leave(at, What::Furniture);
        }
        let said = style::said(node);
        if said.hidden {
            return self.leave(at, What::Hidden);
        }
        let mut inner = around.clone();
        inner.look.bold = said.bold.unwrap_or(around.look.bold);
        inner.look.dots |= said.dots;
        inner.centred = said.centred.unwrap_or(around.centred);
        inner.size = said.size.unwrap_or(around.size);
        inner.italic |= said.italic;
        inner.underlined |= said.underlined;
        inner.struck |= said.struck;
        inner.coloured |= said.coloured;
        match node.name.as_str() {
            "sup" => inner.look.rise = Rise::Super,
            "sub" => inner.look.rise = Rise::Sub,
            "pre" => inner.is_verbatim = true,
            "a" => {
                let address = node.attribute("href").unwrap_or_default();
                let is_outside =
                    ["http:", "https:", "mailto:"].iter().any(|start| address.starts_with(start));
                if is_outside && !self.tree.text(at).trim().is_empty() {
                    let left = Left { what: What::Link, text: address.to_owned(), at: self.place(node) };
                    self.article.left.push(left);
                }
            }
            "li" => inner.item = Some(Item { number: self.number() }),
            _ => {}
        }
        let is_block = BLOCKS.contains(&node.name.as_str());
        if !is_block {
            return self.walk(at, &inner);
        }
        self.close();
        inner.role = block_role(node).or(match node.name.as_str() {
            "body" | "html" => None,
            _ => around.role,
        });
        let outside = self.in_heading;
        self.in_heading |= matches!(inner.role, Some(StyleRole::Heading(_) | StyleRole::Headline));
        let is_list = matches!(node.name.as_str(), "ol" | "ul");
        if is_list {
            let first = node.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1);
            self.lists.push((node.name == "ol").then_some(first));
        }
        self.walk(at, &inner);
        self.close();
        if is_list {
            self.lists.pop();
        }
        self.in_heading = outside;
    }

    /// The number of the next item of the list that is open, as browsers show it.
    fn number(&mut self) -> String {
        match self.lists.last_mut() {
            Some(Some(next)) => {
                let number = format!("{next}. ");
                *next = next.saturating_add(1);
                number
            }
            _ => "●".to_owned(),
        }
    }

    /// Tells what is inside a node and not taken over.
    fn leave(&mut self, at: usize, what: What) {
        let node = self.tree.node(at);
        let mut text = String::new();
        let mut scripts = 0;
        // Scripts inside are scripts all the same.
        let mut open = vec![at];
        while let Some(next) = open.pop() {
            let inner = self.tree.node(next);
            if matches!(inner.name.as_str(), "script" | "style") {
                let script = self.tree.text(next);
                self.article.account.read(&script);
                scripts += script.chars().count();
            } else {
                text.push_str(&inner.text);
                open.extend(inner.children.iter().rev());
            }
        }
        self.article.account.clean(Clean::Script, scripts);
        self.article.account.read(&text);
        if text.trim().is_empty() {
            self.article.account.clean(Clean::Layout, text.chars().count());
            if what != What::Object {
                return;
            }
            let target = node.attribute("src").or_else(|| node.attribute("data")).unwrap_or(&node.name);
            text = target.to_owned();
        } else {
            self.article.account.told += text.chars().count();
        }
        let place = self.place(node);
        self.article.left.push(Left { what, text, at: place });
    }

    fn paragraph(&mut self, around: &Around, place: Place) -> &mut Paragraph {
        let account = &mut self.article.account;
        let left = &mut self.article.left;
        self.open.get_or_insert_with(|| {
            let mut paragraph = Paragraph {
                role: around.role,
                centred: around.centred,
                size: around.size,
                at: place.clone(),
                ..Paragraph::default()
            };
            if let Some(item) = &around.item {
                paragraph.push(&item.number, &around.look);
                account.added += item.number.chars().count();
                left.push(Left { what: What::Numbered, text: item.number.clone(), at: place });
            }
            paragraph
        })
    }

    /// Adds the words of a text.
    fn words(&mut self, node: &Node, around: &Around) {
        self.article.account.read(&node.text);
        let text = cleaned(&node.text, &mut self.article.account);
        let place = self.place(node);
        let mut words = String::new();
        if around.is_verbatim {
            self.settle_pending(None, &mut words);
            words.push_str(&text);
        } else {
            for c in text.chars() {
                if matches!(c, ' ' | '\n') {
                    let (count, has_end) = self.pending.unwrap_or_default();
                    self.pending = Some((count + 1, has_end || c == '\n'));
                    continue;
                }
                if self.pending.is_some() {
                    let before = words.chars().next_back();
                    let run = self.open.as_ref().and_then(|open| open.runs.last());
                    let before = before.or_else(|| run.and_then(|run| run.text.chars().next_back()));
                    self.settle_pending(before.map(|before| (before, c)), &mut words);
                }
                words.push(c);
            }
        }
        if words.is_empty() {
            return;
        }
        if words.chars().any(|c| !c.is_whitespace()) {
            let looks = [
                (What::Italic, around.italic),
                (What::Underlined, around.underlined),
                (What::Struck, around.struck),
                (What::Coloured, around.coloured && !self.in_heading),
            ];
            for (what, _) in looks.into_iter().filter(|(_, on)| *on) {
                self.article.left.push(Left { what, text: words.clone(), at: place.clone() });
            }
        }
        let look = around.look.clone();
        let paragraph = self.paragraph(around, place.clone());
        paragraph.at.end = paragraph.at.end.max(place.end);
        paragraph.size = paragraph.size.max(around.size);
        paragraph.push(&words, &look);
    }

    /// Decides what becomes of waiting blanks between two characters: one blank, or none at the start of a paragraph, behind
    /// another blank, and where a line of the markup ends between two Han characters.
    fn settle_pending(&mut self, between: Option<(char, char)>, words: &mut String) {
        let Some((count, has_end)) = self.pending.take() else { return };
        let kept = between.is_some_and(|(before, after)| {
            let wide = |c: char| c >= '\u{2e80}' || ('\u{2010}'..='\u{2026}').contains(&c);
            !(before.is_whitespace() || has_end && wide(before) && wide(after))
        });
        self.article.account.clean(Clean::Layout, count - usize::from(kept));
        if kept {
            words.push(' ');
        }
    }

    fn line_break(&mut self, around: &Around) {
        self.settle_pending(None, &mut String::new());
        self.article.account.read("\n");
        let look = around.look.clone();
        match &mut self.open {
            Some(open) => open.push("\n", &look),
            None => self.article.account.clean(Clean::Layout, 1),
        }
    }

    /// Ends the paragraph.
    fn close(&mut self) {
        self.settle_pending(None, &mut String::new());
        let Some(mut open) = self.open.take() else { return };
        let text = open.text();
        // Lines parted by <br> are looked at each for itself.
        if !text.lines().any(is_beside_line) {
            return self.article.blocks.push(Block::Paragraph(open));
        }
        let breaks = text.matches('\n').count();
        self.article.account.clean(Clean::LineEnd, breaks);
        for line in std::mem::take(&mut open).lines() {
            let text = line.text();
            if is_beside_line(&text) {
                self.article.account.told += text.chars().count();
                let at = line.at.clone();
                self.article.left.push(Left { what: What::Furniture, text, at });
            } else {
                self.article.blocks.push(Block::Paragraph(line));
            }
        }
    }

    fn picture(&mut self, node: &Node) {
        let named = ["src", "data-src", "data-original"].iter().filter_map(|name| node.attribute(name));
        let place = self.place(node);
        let addresses: Vec<&str> = named.filter(|address| !address.is_empty()).collect();
        let bytes = addresses.iter().find_map(|address| self.bytes_of(address));
        let description =
            node.attribute("alt").or_else(|| node.attribute("title")).unwrap_or_default().to_owned();
        // Words around a picture stand before and behind it.
        let words = self.open.as_ref().is_some_and(|open| !open.text().trim().is_empty());
        if words {
            self.close();
        }
        match bytes {
            Some(bytes) => {
                let extension = picture_extension(&bytes).unwrap_or("bin").to_owned();
                let picture = Picture { bytes, extension, description, at: place, ..Picture::default() };
                self.article.blocks.push(Block::Picture(picture));
            }
            None => {
                let address = addresses.first().copied().unwrap_or_default();
                let is_beside = !address.is_empty() && !is_elsewhere(address);
                let text = if address.is_empty() { description.as_str() } else { address };
                let text: String = text.chars().take(200).collect();
                let what = if is_beside { What::Absent } else { What::Linked };
                self.article.left.push(Left { what, text, at: place.clone() });
                // Its caption is known by its place.
                self.article.blocks.push(Block::Picture(Picture { at: place, ..Picture::default() }));
            }
        }
    }

    /// The bytes of a picture in the page or beside it.
    fn bytes_of(&self, address: &str) -> Option<Vec<u8>> {
        if let Some(data) = address.strip_prefix("data:") {
            let (_, encoded) = data.split_once(";base64,")?;
            let tight: String = encoded.chars().filter(|c| !c.is_whitespace()).collect();
            return base64::engine::general_purpose::STANDARD.decode(tight).ok();
        }
        let path = address.split(['?', '#']).next()?;
        if is_elsewhere(path) {
            return None;
        }
        (self.source.beside)(&unescaped(path)).or_else(|| (self.source.beside)(path))
    }

    /// A table of words, or a frame of pictures and paragraphs.
    fn table(&mut self, at: usize, around: &Around) {
        self.close();
        let tree = self.tree;
        let rows = rows(tree, at);
        let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
        let is_frame =
            widest <= 1 || tree.inside(at).skip(1).any(|node| matches!(node.name.as_str(), "table" | "img"));
        let place = self.place(tree.node(at));
        if is_frame {
            if widest > 1 {
                self.article.left.push(Left { what: What::Framed, text: String::new(), at: place });
            }
            self.walk(at, around);
            return self.close();
        }
        // What is in the table beside its cells: captions, and blanks of the markup.
        let mut table = Table { at: place.clone(), ..Table::default() };
        let mut merged = false;
        let before = std::mem::take(&mut self.article.blocks);
        for row in &rows {
            let mut cells = Vec::new();
            for cell in row {
                self.walk(*cell, &Around { item: None, ..around.clone() });
                self.close();
                cells.push(self.cell_words(table.rows.is_empty()));
                let node = tree.node(*cell);
                let span = |name: &str| {
                    node.attribute(name).and_then(|span| span.parse::<usize>().ok()).unwrap_or(1)
                };
                merged |= span("colspan") > 1 || span("rowspan") > 1;
                cells.extend(std::iter::repeat_n(String::new(), span("colspan").clamp(1, 64) - 1));
            }
            table.rows.push(cells);
        }
        self.article.blocks = before;
        self.beside_cells(at, around);
        self.close();
        self.article.blocks.push(Block::Table(table));
        if merged {
            self.article.left.push(Left { what: What::Merged, text: String::new(), at: place });
        }
    }

    /// Reads what stands in a table outside its cells.
    fn beside_cells(&mut self, at: usize, around: &Around) {
        let tree = self.tree;
        for child in &tree.node(at).children {
            match tree.node(*child).name.as_str() {
                "td" | "th" => {}
                "tr" | "tbody" | "thead" | "tfoot" => self.beside_cells(*child, around),
                _ => self.node(*child, around),
            }
        }
    }

    /// Takes the words of a cell. The first row is the head of the table, which is bold anyway.
    fn cell_words(&mut self, is_head: bool) -> String {
        let mut words: Vec<String> = Vec::new();
        for block in std::mem::take(&mut self.article.blocks) {
            if let Block::Paragraph(mut paragraph) = block {
                self.article.account.clean(Clean::Indent, paragraph.trim());
                let (account, left) = (&mut self.article.account, &mut self.article.left);
                let text = super::roles::plain(&paragraph, is_head, account, left);
                self.article.account.clean(Clean::LineEnd, text.matches('\n').count());
                words.push(text);
            }
        }
        words.retain(|text| !text.is_empty());
        words.join("\n")
    }

    /// Words with how they are read over them.
    fn ruby(&mut self, at: usize, around: &Around) {
        let tree = self.tree;
        let mut base = String::new();
        let mut reading = String::new();
        for child in &tree.node(at).children {
            let text = tree.text(*child);
            self.article.account.read(&text);
            let text = cleaned(&text, &mut self.article.account);
            match tree.node(*child).name.as_str() {
                "rt" | "rtc" => {
                    if !reading.is_empty() {
                        reading.push(' ');
                        self.article.account.added += 1;
                    }
                    reading.push_str(&text);
                }
                "rp" => self.article.account.clean(Clean::Bracket, text.chars().count()),
                _ => {
                    let tight: String = text.split_whitespace().collect();
                    self.article.account.clean(Clean::Layout, text.chars().count() - tight.chars().count());
                    base.push_str(&tight);
                }
            }
        }
        self.settle_pending(None, &mut String::new());
        let place = self.place(tree.node(at));
        if base.is_empty() {
            self.article.account.told += reading.chars().count();
            if !reading.is_empty() {
                self.article.left.push(Left { what: What::Reading, text: reading, at: place });
            }
            return;
        }
        let look = Look { reading: (!reading.is_empty()).then_some(reading), ..around.look.clone() };
        self.paragraph(around, place).runs.push(Run { text: base, look });
    }

    /// The title of the page: the headline where there is no other; else what the headings do not say is told.
    fn settle_title(&mut self) {
        let Some((title, at)) = self.title.take() else { return };
        let blanks = title.chars().count() - title.trim().chars().count();
        let title = title.trim();
        self.article.account.clean(Clean::Layout, blanks);
        if title.is_empty() {
            return;
        }
        let known = self.article.blocks.iter().take(8).find_map(|block| match block {
            Block::Paragraph(paragraph) => {
                let text = paragraph.text();
                let text = text.trim();
                (!text.is_empty() && title.starts_with(text)).then(|| text.chars().count())
            }
            _ => None,
        });
        match known {
            Some(count) => {
                self.article.account.clean(Clean::Repeat, count);
                let rest: String = title.chars().skip(count).collect();
                if !rest.is_empty() {
                    self.article.account.told += rest.chars().count();
                    self.article.left.push(Left { what: What::Furniture, text: rest, at });
                }
            }
            None if !self.has_heading => {
                let headline = Paragraph { role: Some(StyleRole::Headline), ..Paragraph::plain(title, at) };
                self.article.blocks.insert(0, Block::Paragraph(headline));
            }
            None => {
                self.article.account.told += title.chars().count();
                self.article.left.push(Left { what: What::Furniture, text: title.to_owned(), at });
            }
        }
    }
}
