//! What the server hands out: the newest state of the issue, and the answers that are made of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use axum::body::Bytes;
use banxin::desk::{AreaMark, View};
use banxin::diagnostic::{Diagnostic, FileId, Severity, Sources, Span};
use banxin::gather::{Told, gather};
use banxin::geometry::{Length, Rect};
use banxin::grid::ascent;
use banxin::message::{Language, translate};
use banxin::preview::ScreenPicture;
use banxin::read::Refused;
use serde::Serialize;

use super::excerpt::{self, Excerpt};

/// Revisions whose parts are remembered, so that a browser that has one of them is sent what changed alone.
const REMEMBERED: usize = 64;

/// Pages whose plates are kept.
const PLATED: usize = 4;

/// The plates of a page by name, made by whoever asks first while the others wait.
type Plates = OnceLock<Result<BTreeMap<String, Arc<ScreenPicture>>, Diagnostic>>;

/// A page and the digests of its parts.
type PageParts = (u32, Vec<String>);

/// What is drawn on a page, and its plates.
type KeptPlates = (String, Arc<Plates>);

/// Answers as they are sent, each made by whoever asks first.
type Answers<Key> = Mutex<BTreeMap<Key, Arc<OnceLock<Option<Bytes>>>>>;

/// A state of the issue.
pub struct State {
    /// Counts states from 1.
    pub revision: u64,
    /// The newest one that could be set.
    pub view: Option<Arc<View>>,
    /// Why the issue cannot be read as it is now.
    pub refused: Option<Arc<Refused>>,
    /// The issue folder, as it was named.
    dir: PathBuf,
    /// The digests of the parts of each page in the last states, newest last.
    past: Vec<(u64, Vec<PageParts>)>,
    /// Pictures that were made for the screen, by name; they go over from state to state.
    made: Arc<Mutex<BTreeMap<String, Arc<ScreenPicture>>>>,
    /// The plates of the pages that were asked for last, by what is drawn on them, the newest last.
    plates: Arc<Mutex<Vec<KeptPlates>>>,
    /// The answers about pages, by page and the revision that the browser has (0 for none that is remembered).
    page_answers: Answers<(u32, u64)>,
    /// The overview in each language.
    overviews: Answers<&'static str>,
}

impl State {
    /// Before anything was read.
    pub fn nothing(dir: &Path) -> State {
        State {
            revision: 0,
            view: None,
            refused: None,
            dir: dir.to_path_buf(),
            past: Vec::new(),
            made: Arc::default(),
            plates: Arc::default(),
            page_answers: Answers::default(),
            overviews: Answers::default(),
        }
    }

    /// The state that follows.
    pub fn next(&self, view: Option<Arc<View>>, refused: Option<Arc<Refused>>) -> State {
        let revision = self.revision + 1;
        let mut past = self.past.clone();
        if let Some(view) = &view {
            let digests = view
                .sheets
                .iter()
                .map(|sheet| (sheet.number, sheet.parts.iter().map(|part| part.digest.clone()).collect()));
            past.push((revision, digests.collect()));
            let more = past.len().saturating_sub(REMEMBERED);
            past.drain(..more);
            // Pictures that no page shows any more are let go.
            let names = view.picture_names();
            self.made.lock().unwrap_or_else(PoisonError::into_inner).retain(|name, _| names.contains(name));
        }
        State {
            revision,
            view,
            refused,
            dir: self.dir.clone(),
            past,
            made: Arc::clone(&self.made),
            plates: Arc::clone(&self.plates),
            page_answers: Answers::default(),
            overviews: Answers::default(),
        }
    }

    /// Whether it shows the same pages and findings.
    pub fn shows(&self, view: Option<&View>, refused: Option<&Arc<Refused>>) -> bool {
        let told = |refused: Option<&Arc<Refused>>| refused.map(|refused| refused.diagnostics.clone());
        let same = |one: &View, other: &View| {
            let digests =
                |view: &View| view.sheets.iter().map(|sheet| sheet.digest.clone()).collect::<Vec<_>>();
            digests(one) == digests(other) && one.issue.findings().eq(other.issue.findings())
        };
        let pages = match (self.view.as_deref(), view) {
            (Some(one), Some(other)) => same(one, other),
            (None, None) => true,
            _ => false,
        };
        pages && told(self.refused.as_ref()) == told(refused)
    }

    /// A picture by its name; each is made once.
    pub fn picture(&self, name: &str) -> Option<Result<Arc<ScreenPicture>, Diagnostic>> {
        let made = || self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = made().get(name) {
            return Some(Ok(Arc::clone(known)));
        }
        let picture = self.view.as_ref()?.picture(name)?;
        Some(picture.map(|picture| {
            let picture = Arc::new(picture);
            made().insert(name.to_owned(), Arc::clone(&picture));
            picture
        }))
    }

    /// One plate of a page. All of them are made at once, for the page as it is in this state.
    pub fn plate(&self, number: u32, name: &str, dpi: u32) -> Option<Result<Arc<ScreenPicture>, Diagnostic>> {
        let view = self.view.as_ref()?;
        let (_, sheet) = view.page(number)?;
        let key = format!("{number} {} {dpi}", sheet.drawn);
        let plates = {
            let mut kept = self.plates.lock().unwrap_or_else(PoisonError::into_inner);
            let known = kept.iter().position(|(known, _)| *known == key).map(|at| kept.remove(at));
            let entry = known.unwrap_or_else(|| (key, Arc::default()));
            kept.push(entry.clone());
            let more = kept.len().saturating_sub(PLATED);
            kept.drain(..more);
            entry.1
        };
        // Outside the lock: other pages are not held up while these plates are made.
        let made = plates.get_or_init(|| {
            let made = view.separations(number, dpi).unwrap_or_else(|| Ok(Vec::new()))?;
            let png = |bytes| Arc::new(ScreenPicture { bytes, media: "image/png" });
            Ok(made.into_iter().map(|(name, bytes)| (name, png(bytes))).collect())
        });
        match made {
            Ok(plates) => plates.get(name).map(|plate| Ok(Arc::clone(plate))),
            Err(fault) => Some(Err(fault.clone())),
        }
    }

    /// The texts that findings point into.
    pub fn sources(&self) -> Option<&Sources> {
        match (&self.refused, &self.view) {
            (Some(refused), _) => Some(&refused.sources),
            (None, Some(view)) => Some(view.issue.sources()),
            (None, None) => None,
        }
    }

    /// The overview as JSON.
    pub fn overview_json(&self, editor: bool, dir: &Path, language: Language) -> Bytes {
        let made = || Some(json(&self.overview(editor, dir, language)));
        answer(&self.overviews, language.tag(), made).unwrap_or_default()
    }

    /// A page as JSON.
    pub fn page_json(&self, number: u32, from: u64) -> Option<Bytes> {
        // What is not remembered is answered as nothing is: strangers cannot fill the memory.
        let known = self.past.iter().any(|(revision, _)| *revision == from);
        let from = if known { from } else { 0 };
        self.view.as_ref()?.page(number)?;
        answer(&self.page_answers, (number, from), || self.page(number, from).map(|page| json(&page)))
    }

    /// The overview: pages, faces and findings.
    fn overview(&self, editor: bool, dir: &Path, language: Language) -> Overview {
        let view = self.view.as_deref();
        let loaded = view.map(|view| &view.issue.loaded);
        let pages = view.iter().flat_map(|view| {
            view.issue.compiled.pages.iter().zip(&view.sheets).map(|(page, sheet)| PageEntry {
                number: page.number,
                facing: page.facing,
                section: page.section.clone(),
                width: pt(page.trim.width),
                height: pt(page.trim.height),
                digest: sheet.digest.clone(),
                drawn: sheet.drawn.clone(),
                plates: view.plate_names(page.number),
                pool: view.made_name(page.number).is_some(),
            })
        });
        let faces = view.iter().flat_map(|view| {
            view.faces.iter().map(|(id, face)| FaceEntry {
                family: face.family.clone(),
                settings: face.settings.clone(),
                name: loaded.map(|loaded| loaded.library.face(id).name().to_owned()).unwrap_or_default(),
            })
        });
        let mut found: Vec<FindingEntry> = Vec::new();
        if let Some(view) = view {
            let gathered = gather(view.issue.findings(), |(_, finding)| finding);
            for told in gathered.told {
                let mut places: Vec<(u32, Rect)> = Vec::new();
                for place in told.all().flat_map(|(page, finding)| view.places(*page, finding)) {
                    if !places.contains(&place) {
                        places.push(place);
                    }
                }
                let told = Told {
                    first: told.first.1,
                    like: told.like.into_iter().map(|(_, finding)| finding).collect(),
                };
                found.push(self.finding(&told, view.issue.sources(), &places, language));
            }
        }
        sort(&mut found);
        let broken = self.refused.as_ref().map(|refused| {
            let gathered = gather(&refused.diagnostics, |finding| finding);
            let told = gathered.told.iter();
            let mut found: Vec<FindingEntry> =
                told.map(|told| self.finding(told, &refused.sources, &[], language)).collect();
            sort(&mut found);
            found
        });
        Overview {
            revision: self.revision,
            paper: loaded.map(|loaded| loaded.issue.paper.clone()).unwrap_or_default(),
            date: loaded.map(|loaded| loaded.issue.date.to_chinese()).unwrap_or_default(),
            folder: dir.display().to_string(),
            editor,
            pages: pages.collect(),
            faces: faces.collect(),
            findings: found,
            broken,
        }
    }

    /// A page, with the SVG of the parts that a browser at revision `from` does not have.
    fn page(&self, number: u32, from: u64) -> Option<PageAnswer> {
        let view = self.view.as_ref()?;
        let (page, sheet) = view.page(number)?;
        let grid = view.grid(number)?;
        let known = self.past.iter().find(|(revision, _)| *revision == from);
        let known = known.and_then(|(_, pages)| pages.iter().find(|(page, _)| *page == number));
        let has = |digest: &String| known.is_some_and(|(_, digests)| digests.contains(digest));
        let sources = view.issue.sources();
        let parts = sheet.parts.iter().map(|part| PartAnswer {
            digest: part.digest.clone(),
            at: [pt(part.at.x), pt(part.at.y)],
            svg: (!has(&part.digest)).then(|| part.svg.to_string()),
        });
        let columns = (1..=grid.columns).map(|column| pt(grid.column_left(column)));
        Some(PageAnswer {
            revision: self.revision,
            number,
            width: pt(page.trim.width),
            height: pt(page.trim.height),
            digest: sheet.digest.clone(),
            parts: parts.collect(),
            areas: sheet.areas.iter().map(|area| self.area(area, sources)).collect(),
            holes: sheet
                .holes
                .iter()
                .map(|hole| HoleAnswer { rect: rect(&hole.rect), columns: hole.columns, rows: hole.rows })
                .collect(),
            grid: GridAnswer {
                top: pt(grid.top),
                body: pt(grid.body),
                pitch: pt(grid.pitch),
                column: pt(grid.column),
                rows: grid.rows,
                columns: columns.collect(),
                baseline: pt(ascent(grid.body)),
            },
        })
    }

    fn finding(
        &self,
        told: &Told<&Diagnostic>,
        sources: &Sources,
        places: &[(u32, Rect)],
        language: Language,
    ) -> FindingEntry {
        let finding = told.first;
        let labels = told.all().flat_map(|finding| &finding.labels);
        let labels = labels.map(|label| self.place(&label.span, sources));
        let file = told.all().filter_map(|finding| finding.path.as_ref()).map(|path| FilePlace {
            file: absolute(path).display().to_string(),
            name: self.name(path),
            line: 1,
            column: 1,
        });
        let mut files: Vec<FilePlace> = Vec::new();
        for place in labels.chain(file) {
            if !files.contains(&place) {
                files.push(place);
            }
        }
        FindingEntry {
            level: finding.severity,
            severity: finding.severity.name(),
            code: finding.code.name(),
            title: translate(finding.code.entry().title, language).to_owned(),
            message: finding.message.in_language(language).into_owned(),
            help: finding.way_out(language).into_owned(),
            excerpts: told
                .all()
                .flat_map(|finding| excerpt::of(finding, sources, language, |path| self.name(path)))
                .collect(),
            files,
            pages: places
                .iter()
                .map(|(page, place)| PagePlaceEntry { page: *page, rect: rect(place) })
                .collect(),
        }
    }

    /// A place as the page shows it and the editor is given it. Layouts of banxin's own are in the binary: the page
    /// names them, but no editor can open them.
    pub fn place(&self, span: &Span, sources: &Sources) -> FilePlace {
        let (line, column) = sources.line_column(span.file, span.range.start);
        let path = sources.path(span.file);
        FilePlace { file: absolute(path).display().to_string(), name: self.name(path), line, column }
    }

    /// A path from the issue folder on.
    fn name(&self, path: &Path) -> String {
        path.strip_prefix(&self.dir).unwrap_or(path).display().to_string()
    }

    fn area(&self, area: &AreaMark, sources: &Sources) -> AreaAnswer {
        let told = |span: &Option<Span>| span.as_ref().map(|span| self.place(span, sources));
        AreaAnswer {
            name: area.name.clone(),
            parts: area.parts.iter().map(rect).collect(),
            cells: area.cells,
            content: area.content,
            title: area.title.clone(),
            goes_on: area.goes_on,
            fit: area.fit.map(|fit| FitAnswer {
                needed: fit.needed,
                offered: fit.offered,
                over: fit.over,
                short: fit.short,
                columns: fit.columns,
            }),
            source: told(&area.source),
            assignment: told(&area.assignment),
            layout: self.place(&area.layout, sources),
        }
    }
}

/// The answer of this key; outside the lock, so that others are not held up while it is made.
fn answer<Key: Ord>(answers: &Answers<Key>, key: Key, make: impl FnOnce() -> Option<Bytes>) -> Option<Bytes> {
    let place = Arc::clone(answers.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default());
    place.get_or_init(make).clone()
}

fn json(value: &impl Serialize) -> Bytes {
    // Maps with text for keys and finite numbers: there is nothing that JSON lacks.
    serde_json::to_vec(value).unwrap_or_default().into()
}

/// The path as other programs find it.
fn absolute(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

/// A length in points, to the thousandth.
pub fn pt(length: Length) -> f64 {
    (length.to_pt() * 1000.0).round() / 1000.0
}

pub fn rect(rect: &Rect) -> [f64; 4] {
    [pt(rect.x), pt(rect.y), pt(rect.width), pt(rect.height)]
}

/// The worst first, in the order in which they were found.
fn sort(found: &mut [FindingEntry]) {
    found.sort_by_key(|finding| std::cmp::Reverse(finding.level));
}

/// Whether a file is one that the issue was read from, so that the editor may open it.
pub fn is_source(path: &Path, state: &State) -> bool {
    let texts = state.sources().into_iter().chain(state.view.as_ref().map(|view| view.issue.sources()));
    let mut paths =
        texts.flat_map(|sources| (0..sources.iter().count()).map(|at| sources.path(FileId(at as u32))));
    let pictures = state.view.iter().flat_map(|view| &view.issue.loaded.issue.pictures);
    paths.any(|known| absolute(known) == path)
        || pictures.into_iter().any(|picture| absolute(&picture.path) == path)
}

/// The issue as a whole.
#[derive(Serialize)]
struct Overview {
    revision: u64,
    paper: String,
    date: String,
    folder: String,
    editor: bool,
    pages: Vec<PageEntry>,
    faces: Vec<FaceEntry>,
    findings: Vec<FindingEntry>,
    broken: Option<Vec<FindingEntry>>,
}

#[derive(Serialize)]
struct PageEntry {
    number: u32,
    facing: Option<u32>,
    section: Option<String>,
    width: f64,
    height: f64,
    digest: String,
    /// Tells what is drawn, whatever is said of it.
    drawn: String,
    plates: Vec<String>,
    /// Whether it can be made up from a pool.
    pool: bool,
}

#[derive(Serialize)]
struct FaceEntry {
    family: String,
    settings: String,
    name: String,
}

#[derive(Serialize)]
struct FindingEntry {
    #[serde(skip)]
    level: Severity,
    severity: &'static str,
    code: &'static str,
    title: String,
    message: String,
    help: String,
    /// The lines that it points at.
    excerpts: Vec<Excerpt>,
    files: Vec<FilePlace>,
    pages: Vec<PagePlaceEntry>,
}

/// A place in a file.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct FilePlace {
    /// The whole path.
    pub file: String,
    /// The path as findings name it.
    pub name: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

#[derive(Serialize)]
struct PagePlaceEntry {
    page: u32,
    rect: [f64; 4],
}

/// A page.
#[derive(Serialize)]
struct PageAnswer {
    revision: u64,
    number: u32,
    width: f64,
    height: f64,
    digest: String,
    parts: Vec<PartAnswer>,
    areas: Vec<AreaAnswer>,
    holes: Vec<HoleAnswer>,
    grid: GridAnswer,
}

#[derive(Serialize)]
struct PartAnswer {
    digest: String,
    at: [f64; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    svg: Option<String>,
}

#[derive(Serialize)]
struct AreaAnswer {
    name: String,
    parts: Vec<[f64; 4]>,
    cells: [u32; 4],
    content: Option<&'static str>,
    title: String,
    goes_on: bool,
    fit: Option<FitAnswer>,
    source: Option<FilePlace>,
    assignment: Option<FilePlace>,
    layout: FilePlace,
}

#[derive(Serialize)]
struct FitAnswer {
    needed: u32,
    offered: u32,
    over: usize,
    short: u32,
    columns: u32,
}

#[derive(Serialize)]
struct HoleAnswer {
    rect: [f64; 4],
    columns: u32,
    rows: u32,
}

#[derive(Serialize)]
struct GridAnswer {
    top: f64,
    body: f64,
    pitch: f64,
    column: f64,
    rows: u32,
    /// The left edge of each basic column.
    columns: Vec<f64>,
    /// From the top of a row to its baseline.
    baseline: f64,
}

#[cfg(test)]
mod tests;
