//! `banxin new`: an issue rolled forward to another day (续编).
//!
//! The text of `issue.toml` is changed in place, value by value, so that comments and form stay. The files of stories,
//! pictures, tables and advertisements are yesterday's; the folders in which they lie are not copied, all others are
//! (layouts, fonts, schemas), with the drawings of the masthead and advertisements that run on both days.

mod pools;

use std::fs;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use banxin::diagnostic::{Diagnostic, Sources};
use banxin::issue::Date;
use banxin::issue::almanac::{days_between, lunar_name, weekday_name};
use banxin::message::{Message, commas, counted, msg, system};
use serde::Serialize;

use super::arguments::NewArgs;
use super::console::Console;
use super::files::{self, Files};

use super::json::Report;
use super::lsp::syntax::{Entry, Table, Tree, Value, ValueKind, parse};
use super::outcome::Outcome;
use super::{codes, findings};

/// Kinds of content of a page whose files are the day's own.
const CONTENT: [&str; 5] = ["story", "picture", "filler", "ad", "table"];

/// How deep folders are copied.
const DEEPEST: usize = 6;

/// Runs the verb.
pub fn run(arguments: &NewArgs, console: &mut Console<'_>) -> Outcome {
    if arguments.json {
        return report(roll(arguments), console);
    }
    match roll(arguments) {
        Ok((dir, told, found)) => {
            if !found.is_empty() {
                console.err(&findings::show(&found, &Sources::default(), console.look(false)));
            }
            let mut lines: String =
                told.iter().map(|line| format!("{}\n", line.in_language(console.language))).collect();
            lines += &format!("{}\n", dir.display());
            console.out(&lines);
            if found.is_empty() { Outcome::Clean } else { Outcome::Findings }
        }
        Err((faults, sources)) => {
            console.err(&findings::show(&faults, &sources, console.look(false)));
            Outcome::Refused
        }
    }
}

/// What is told to programs.
#[derive(Serialize)]
struct RolledReport {
    /// The folder of the new issue; `null` where none was made.
    folder: Option<PathBuf>,
    /// What was counted on, emptied, kept and taken out, in order.
    changes: Vec<String>,
}

fn report(rolled: Result<Rolled, Refused>, console: &mut Console<'_>) -> Outcome {
    let language = console.language;
    let (outcome, own, found, sources) = match rolled {
        Ok((dir, told, found)) => {
            let changes = told.iter().map(|line| line.in_language(language).into_owned()).collect();
            let outcome = if found.is_empty() { Outcome::Clean } else { Outcome::Findings };
            (outcome, RolledReport { folder: Some(dir), changes }, found, Sources::default())
        }
        Err((faults, sources)) => {
            (Outcome::Refused, RolledReport { folder: None, changes: Vec::new() }, faults, sources)
        }
    };
    console.out(&Report::new("new", outcome, own, &found, &sources, language).print());
    outcome
}

/// What was made: the folder, what was kept and emptied, and what somebody must look at.
type Rolled = (PathBuf, Vec<Message>, Vec<Diagnostic>);

/// Why nothing was made.
type Refused = (Vec<Diagnostic>, Sources);

fn roll(arguments: &NewArgs) -> Result<Rolled, Refused> {
    let alone = |fault: Diagnostic| (vec![fault], Sources::default());
    let from = &arguments.from;
    let path = from.join("issue.toml");
    let cannot = |message: Message| alone(Diagnostic::new(codes::CANNOT_ROLL, message).in_file(&path));
    let bytes = fs::read(&path).map_err(|error| {
        cannot(msg!("{path} cannot be read: {why}", path = path.display(), why = system(&error)))
    })?;
    let text =
        String::from_utf8(bytes).map_err(|_| cannot(msg!("{path} is not UTF-8", path = path.display())))?;
    if let Err(refused) = banxin::load(from) {
        // A story that is missing is no matter; a file that is not TOML is.
        let broken = refused.diagnostics.iter().filter(|fault| fault.code.name() == "toml-syntax");
        let broken: Vec<Diagnostic> = broken.cloned().collect();
        if !broken.is_empty() {
            return Err((broken, refused.sources));
        }
    }
    let mut roll = Roll::new(&text, arguments.date);
    let Some(old) = roll.value(&[], "date").and_then(|value| Date::parse(&words(&text, value)).ok()) else {
        return Err(cannot(msg!("the older issue has no date")));
    };
    let days = days_between(old, arguments.date);
    if days <= 0 {
        let day = old.to_chinese();
        return Err(cannot(msg!("the older issue is of {day}, which is not before the new day", day)));
    }
    let mut found = Vec::new();
    roll.dates();
    roll.number(arguments.issue.as_deref(), days, || counts_days(from, old), &mut found);
    roll.pages(old);
    let files = roll.files(from, &text, &mut found);
    // Beside the older folder, also where that is `.`.
    let whole = from.canonicalize().unwrap_or_else(|_| from.clone());
    let beside = if from.file_name().is_some() { from.parent() } else { whole.parent() };
    let new = || beside.unwrap_or(Path::new("")).join(arguments.date.to_iso());
    let dir = arguments.dir.clone().unwrap_or_else(new);
    files::create(&dir, &files).map_err(|faults| (faults, Sources::default()))?;
    Ok((dir, roll.told, found))
}

/// The words of a value, without quotes.
fn words(text: &str, value: &Value) -> String {
    match value.text() {
        Some((words, _)) => words.to_owned(),
        None => text[value.span.clone()].to_owned(),
    }
}

/// Whether the paper counts days: an older issue beside this one, at least two days before it, is as many numbers
/// before it as days. `None` where there is no such issue.
fn counts_days(from: &Path, date: Date) -> Option<bool> {
    let number = |dir: &Path| {
        let text = fs::read_to_string(dir.join("issue.toml")).ok()?;
        let roll = Roll::new(&text, date);
        let day = Date::parse(&words(&text, roll.value(&[], "date")?)).ok()?;
        let number = issue_number(&words(&text, roll.value(&["masthead"], "issue")?))?.1;
        Some((day, number))
    };
    let (_, own) = number(from)?;
    let whole = from.canonicalize().ok()?;
    let folder = whole.parent()?;
    let mut beside: Vec<PathBuf> =
        fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    beside.sort();
    let older = beside.iter().filter_map(|dir| number(dir)).filter(|(day, _)| days_between(*day, date) >= 2);
    let (day, older) = older.max_by_key(|(day, _)| *day)?;
    Some(own.checked_sub(older)? == u64::try_from(days_between(day, date)).ok()?)
}

/// The figures of a text that are the number of an issue: the last ones before 期 or 号, or the only ones.
fn issue_number(text: &str) -> Option<(Range<usize>, u64)> {
    let is_figure = |c: char| c.is_ascii_digit();
    let counts = |at: &usize| text[..*at].trim_end().ends_with(is_figure);
    let sign = text.match_indices(['期', '号']).map(|(at, _)| at).rfind(counts);
    let groups = text.split(|c: char| !is_figure(c)).filter(|group| !group.is_empty()).count();
    let end = match sign {
        Some(at) => text[..at].trim_end().len(),
        None if groups == 1 => text.rfind(is_figure)? + 1,
        None => return None,
    };
    let start = text[..end]
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    Some((start..end, text[start..end].parse().ok()?))
}

/// An issue file that is being changed.
struct Roll<'t> {
    text: &'t str,
    tree: Tree,
    date: Date,
    edits: Vec<(Range<usize>, String)>,
    told: Vec<Message>,
    /// Old and new paths of manuscripts and tables.
    renamed: Vec<(String, String)>,
    /// Files of yesterday's content.
    content: Vec<String>,
    /// Files of content that stay.
    kept: Vec<String>,
    /// Layouts that makeup wrote for yesterday's pages.
    made: Vec<String>,
    /// Pools that were emptied.
    pools: Vec<String>,
}

impl<'t> Roll<'t> {
    fn new(text: &'t str, date: Date) -> Roll<'t> {
        Roll {
            text,
            tree: parse(text),
            date,
            edits: Vec::new(),
            told: Vec::new(),
            renamed: Vec::new(),
            content: Vec::new(),
            kept: Vec::new(),
            made: Vec::new(),
            pools: Vec::new(),
        }
    }

    /// The value of a key in the table of that path, also where the key is written with dots.
    fn value(&self, path: &[&str], key: &str) -> Option<&Value> {
        let full: Vec<&str> = path.iter().copied().chain([key]).collect();
        self.tree.tables.iter().find_map(|table| {
            let entry = table.entries.iter().find(|entry| {
                table.path.iter().chain(&entry.path).map(|name| name.text.as_str()).eq(full.iter().copied())
            })?;
            entry.value.as_ref()
        })
    }

    fn set(&mut self, span: Range<usize>, words: &str) {
        self.edits.push((span, quoted(words)));
    }

    fn dates(&mut self) {
        let day = self.date;
        let all = [
            (&[][..], "date", day.to_iso()),
            (&["masthead"][..], "date", day.to_chinese()),
            (&["masthead"][..], "weekday", weekday_name(day).to_owned()),
            (&["masthead"][..], "lunar", lunar_name(day)),
        ];
        for (path, key, words) in all {
            if let Some(span) = self.value(path, key).map(|value| value.span.clone()) {
                self.set(span, &words);
            }
        }
        let (day, weekday) = (day.to_chinese(), weekday_name(day));
        self.told.push(msg!("day: {day}, {weekday}", day, weekday));
    }

    fn number(
        &mut self,
        given: Option<&str>,
        days: i64,
        counts_days: impl FnOnce() -> Option<bool>,
        found: &mut Vec<Diagnostic>,
    ) {
        let Some(value) = self.value(&["masthead"], "issue") else { return };
        let (span, old) = (value.span.clone(), words(self.text, value));
        let next = match (given, issue_number(&old)) {
            (Some(given), _) => given.to_owned(),
            (None, Some((at, number))) => {
                let step = if days == 1 {
                    1
                } else {
                    match counts_days() {
                        Some(true) => days.unsigned_abs(),
                        Some(false) => 1,
                        None => {
                            let message = msg!(
                                "{days} days lie between the two issues; the number is counted on by one",
                                days
                            );
                            found.push(Diagnostic::new(codes::ISSUE_NUMBER, message));
                            1
                        }
                    }
                };
                // As many figures as before: 第0099期 becomes 第0100期.
                let figures = format!("{:0width$}", number.saturating_add(step), width = at.len());
                format!("{}{figures}{}", &old[..at.start], &old[at.end..])
            }
            (None, None) => {
                let message = msg!("it is not clear which figures of `{old}` count the issues", old = &old);
                found.push(Diagnostic::new(codes::ISSUE_NUMBER, message));
                return;
            }
        };
        self.set(span, &next);
        self.told.push(msg!("number: {next}", next));
    }

    /// Empties what stands on the pages.
    fn pages(&mut self, old: Date) {
        let tables = std::mem::take(&mut self.tree.tables);
        let mut page = String::from("1");
        let (mut stories, mut emptied) = (0, 0);
        for table in &tables {
            let path: Vec<&str> = table.path.iter().map(|name| name.text.as_str()).collect();
            match path[..] {
                ["page"] => {
                    if let Some(number) = self.said(&table.entries, "number") {
                        page = number;
                    }
                    if self.said(&table.entries, "pool").is_some() {
                        let made = self.said(&table.entries, "made");
                        self.made.push(format!("layouts/{}.toml", made.unwrap_or(format!("made-{page}"))));
                    }
                    for entry in &table.entries {
                        stories += self.inline(entry, &page);
                    }
                }
                ["page", "story"] => {
                    stories += 1;
                    self.story(&table.entries, &page);
                }
                ["page" | "pools", .., "ad"] => self.advert(table, old),
                ["pools", pool, "story" | "picture" | "table"] => {
                    self.content.extend(self.said(&table.entries, "file"));
                    self.pool_item(table, pool, &tables);
                }
                ["pools", pool, "guide"] => self.pool_item(table, pool, &tables),
                ["pools", _, "guide", "items"] => self.comment_out(table),
                ["pools", pool] => {
                    for entry in &table.entries {
                        self.inline_in_pool(entry, pool);
                    }
                }
                ["page", "picture" | "filler" | "table"] => {
                    emptied += 1;
                    self.comment_out(table);
                    self.content.extend(self.said(&table.entries, "file"));
                }
                ["page", "guide"] => {
                    if let Some(items) = table.entries.iter().find(|entry| entry.path[0].text == "items")
                        && let Some(value) = &items.value
                    {
                        self.edits.push((value.span.clone(), "[]".to_owned()));
                        self.told.push(msg!("emptied: the guide of page {page}", page = &page));
                    }
                }
                ["page", "guide", "items"] => self.comment_out(table),
                _ => {}
            }
        }
        self.tree.tables = tables;
        self.told.push(msg!("emptied: {stories}; every place is kept", stories = counted(stories, "story")));
        for pool in std::mem::take(&mut self.pools) {
            self.told.push(msg!("kept as comments: the stories and pictures of pool `{pool}`", pool));
        }
        if emptied > 0 {
            let places = counted(emptied, "place");
            self.told.push(msg!("kept as comments: {places} of pictures, fillers and tables", places));
        }
    }

    fn said(&self, entries: &[Entry], key: &str) -> Option<String> {
        let entry = entries.iter().find(|entry| entry.path.len() == 1 && entry.path[0].text == key)?;
        Some(words(self.text, entry.value.as_ref()?))
    }

    /// Content that is written in a line of its page; how many stories it has.
    fn inline(&mut self, entry: &Entry, page: &str) -> usize {
        let name = entry.path[0].text.as_str();
        let Some(Value { kind: ValueKind::List(items), span, .. }) = &entry.value else { return 0 };
        let tables = items.iter().filter_map(|item| match &item.kind {
            ValueKind::Table(entries) => Some(entries),
            _ => None,
        });
        let mut stories = 0;
        for entries in tables {
            match name {
                "story" => {
                    stories += 1;
                    self.story(entries, page);
                }
                _ if CONTENT.contains(&name) => self.content.extend(self.said(entries, "file")),
                _ => {}
            }
        }
        if name != "story" && CONTENT.contains(&name) {
            self.edits.push((span.clone(), "[]".to_owned()));
        }
        stories
    }

    /// Gives a story an empty manuscript that is named by its place.
    fn story(&mut self, entries: &[Entry], page: &str) {
        let (Some(file), area) = (self.said(entries, "file"), self.said(entries, "area").unwrap_or_default())
        else {
            return;
        };
        self.content.push(file.clone());
        let known = self.renamed.iter().find(|(old, _)| *old == file).map(|(_, new)| new.clone());
        let new = known.unwrap_or_else(|| {
            // A manuscript that lies elsewhere gets its successor in the issue folder.
            let folder = file.rfind('/').map_or("", |at| &file[..=at]);
            let is_inside =
                plain(Path::new(folder)).components().all(|part| matches!(part, Component::Normal(_)));
            let folder = if is_inside { folder } else { "stories/" };
            let base = format!("{folder}{page}-{area}");
            let numbered = (2..).map(|number| format!("{base}-{number}.md"));
            let free = |name: &String| !self.renamed.iter().any(|(_, taken)| taken == name);
            let mut names = std::iter::once(format!("{base}.md")).chain(numbered);
            names.find(free).unwrap_or_else(|| format!("{base}.md"))
        });
        if !self.renamed.iter().any(|(old, _)| *old == file) {
            self.renamed.push((file, new.clone()));
        }
        let entry = entries.iter().find(|entry| entry.path[0].text == "file");
        if let Some(value) = entry.and_then(|entry| entry.value.as_ref()) {
            self.set(value.span.clone(), &new);
        }
    }

    /// Keeps an advertisement that runs on both days; others are kept as comments.
    fn advert(&mut self, table: &Table, old: Date) {
        let Some(file) = self.said(&table.entries, "file") else { return };
        let days = table.entries.iter().find(|entry| entry.path[0].text == "days");
        let days: Vec<Date> = match days.and_then(|entry| entry.value.as_ref()) {
            Some(Value { kind: ValueKind::List(days), .. }) => {
                days.iter().filter_map(|day| Date::parse(&words(self.text, day)).ok()).collect()
            }
            _ => Vec::new(),
        };
        self.content.push(file.clone());
        if days.contains(&old) && days.contains(&self.date) {
            self.told.push(msg!("kept: the advertisement {file}, which runs on both days", file = &file));
            self.kept.push(file);
        } else {
            self.told.push(msg!(
                "taken out: the advertisement {file}, which does not run on both days",
                file = &file
            ));
            self.comment_out(table);
        }
    }

    /// Makes comments of a table's lines.
    fn comment_out(&mut self, table: &Table) {
        let end = table.entries.last().map_or(table.heading.end, |entry| entry.span().end);
        let end = self.text[end..].find('\n').map_or(self.text.len(), |at| end + at);
        let lines: Vec<String> = self.text[table.heading.start..end]
            .lines()
            .map(|line| if line.is_empty() { "#".to_owned() } else { format!("# {line}") })
            .collect();
        self.edits.push((table.heading.start..end, lines.join("\n")));
    }

    /// The files of the new issue.
    fn files(&mut self, from: &Path, text: &str, found: &mut Vec<Diagnostic>) -> Files {
        let mut issue = text.to_owned();
        self.edits.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
        for (span, words) in &self.edits {
            issue.replace_range(span.clone(), words);
        }
        let mut files: Files = vec![("issue.toml".into(), issue.into_bytes())];
        for (old, new) in &self.renamed {
            files.push((
                new.into(),
                skeleton(&fs::read_to_string(from.join(old)).unwrap_or_default()).into_bytes(),
            ));
        }
        let named = [self.value(&["masthead"], "name_art"), self.value(&[], "keep")];
        let named: Vec<String> = named.into_iter().flatten().map(|value| words(text, value)).collect();
        let stay: Vec<PathBuf> = named.iter().chain(&self.kept).map(|file| plain(Path::new(file))).collect();
        let content: Vec<PathBuf> = self.content.iter().map(|file| plain(Path::new(file))).collect();
        let folders: Vec<&Path> = content
            .iter()
            .filter_map(|file| file.parent())
            .filter(|folder| !folder.as_os_str().is_empty())
            .collect();
        let (mut copied, mut left, mut deeper, mut not_made) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        walk(from, Path::new(""), 0, &mut deeper, &mut |path| {
            let is_own = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            let is_day = content.iter().any(|file| file == path)
                || folders.iter().any(|folder| path.starts_with(folder));
            if self.made.iter().any(|made| Path::new(made) == path) {
                not_made.push(path.display().to_string());
                return;
            }
            if path == Path::new("issue.toml") || is_own || (is_day && !stay.iter().any(|file| file == path))
            {
                return;
            }
            match fs::read(from.join(path)) {
                Ok(bytes) => {
                    copied.push(path.display().to_string());
                    files.push((path.to_path_buf(), bytes));
                }
                Err(error) => left.push((path.to_path_buf(), Some(system(&error)))),
            }
        });
        left.extend(deeper.into_iter().map(|path| (path, None)));
        for (path, error) in left {
            let file = path.display();
            let message = match error {
                Some(error) => msg!("{file} was not copied: {error}", file, error),
                None => msg!("{file} was not copied: it lies more than 6 folders deep", file),
            };
            found.push(Diagnostic::new(codes::NOT_COPIED, message).in_file(from.join(&path)));
        }
        if !copied.is_empty() {
            self.told.push(msg!("kept: {files}", files = commas(&copied)));
        }
        if !not_made.is_empty() {
            let files = commas(&not_made);
            self.told.push(msg!("left behind: {files}; makeup writes them anew", files));
        }
        files
    }
}

/// A text as TOML writes it; the escapes of JSON are TOML's too, but for DEL.
fn quoted(words: &str) -> String {
    serde_json::Value::from(words).to_string().replace('\u{7f}', "\\u007f")
}

/// The path without `.`.
fn plain(path: &Path) -> PathBuf {
    path.components().filter(|part| !matches!(part, Component::CurDir)).collect()
}

/// Calls `each` for every file below a folder but those in `out` and in hidden folders, and for a folder that cannot
/// be read. `left` gets the folders that lie too deep.
fn walk(root: &Path, inside: &Path, depth: usize, left: &mut Vec<PathBuf>, each: &mut dyn FnMut(&Path)) {
    let Ok(entries) = fs::read_dir(root.join(inside)) else {
        each(inside);
        return;
    };
    let mut names: Vec<std::ffi::OsString> =
        entries.filter_map(|entry| Some(entry.ok()?.file_name())).collect();
    names.sort();
    for name in names {
        let path = inside.join(&name);
        let hidden = name.to_string_lossy().starts_with('.');
        if !root.join(&path).is_dir() {
            each(&path);
        } else if hidden || path == Path::new("out") {
        } else if depth < DEEPEST {
            walk(root, &path, depth + 1, left, each);
        } else {
            left.push(path);
        }
    }
}

/// The front matter of a manuscript with its keys and no values.
fn skeleton(old: &str) -> String {
    let mut keys: Vec<&str> = Vec::new();
    let mut fences = 0;
    for line in old.lines().map(str::trim) {
        if line.len() >= 3 && line.bytes().all(|byte| byte == b'-') {
            fences += 1;
            if fences == 2 {
                break;
            }
        } else if fences == 1
            && let Some(colon) = line.find([':', '：'])
        {
            keys.push(line[..colon].trim());
        }
    }
    if !keys.contains(&"headline") {
        keys.push("headline");
    }
    let lines: String = keys.iter().map(|key| format!("{key}: \n")).collect();
    format!("---\n{lines}---\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_counted_where_the_number_stands() {
        assert_eq!(issue_number("总第4127期"), Some(("总第".len().."总第4127".len(), 4127)));
        assert_eq!(issue_number("2026年第9期").map(|(_, number)| number), Some(9));
        assert_eq!(issue_number("第十期"), None);
        let counted = |text: &str| issue_number(text).map(|(_, number)| number);
        assert_eq!(counted("第1234期　今日4版"), Some(1234));
        assert_eq!(counted("1951年创刊　第88 号　今日4版"), Some(88));
        assert_eq!(counted("1951年创刊　今日4版"), None, "which of them counts cannot be known");
        assert_eq!(counted("No. 77"), Some(77));
    }

    #[test]
    fn a_skeleton_has_the_keys_of_yesterday() {
        assert_eq!(
            skeleton("---\nkicker: 引题\nheadline: 主题\n---\n文"),
            "---\nkicker: \nheadline: \n---\n\n"
        );
        assert_eq!(skeleton("文"), "---\nheadline: \n---\n\n");
    }
}
