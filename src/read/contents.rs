//! From what `issue.toml` says of an area to its content: manuscripts read, pictures counted, tables taken in.

use std::path::{Path, PathBuf};

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::issue::{
    Advert, Assignment, Content, DataTable, Figure, Framing, Guide, Inset, PictureId, Story, StoryId,
    StoryPart,
};
use crate::keys::Value;
use crate::message::msg;

use super::fields::{computed, field};
use super::issue_file::IssueFile;
use super::page_file::{Entry, EntryContent, PageEntry, PictureKeys, WithFile};
use super::paths::tidy;
use super::reader::Reader;
use super::{csv, manuscript};

/// Manuscripts and pictures by the order in which pages name them.
#[derive(Default)]
pub(super) struct Assets {
    /// The stories.
    pub(super) stories: Vec<Story>,
    /// The file of each story, and where it is named.
    pub(super) story_files: Vec<(PathBuf, Span)>,
    /// The last part of each story that was planned; `None` of those that stand on no page yet.
    parts: Vec<Option<u32>>,
    /// The manuscripts of pools. One that stands on no page may be waiting to be placed.
    pub(super) pooled: Vec<PathBuf>,
    /// The file of each picture, and where it is named.
    pub(super) pictures: Vec<(PathBuf, Span)>,
    /// The page that is wanted of each picture, should it be a PDF.
    pub(super) sheets: Vec<Option<u32>>,
    /// What each picture shows, where the issue says it.
    pub(super) alts: Vec<Option<String>>,
}

impl Assets {
    /// The id of a picture, and of one page of a PDF; one that is named twice is read once.
    pub(super) fn picture(
        &mut self,
        file: &Value<String>,
        sheet: Option<&Value<u32>>,
        dir: &Path,
    ) -> PictureId {
        self.picture_that_shows(file, sheet, None, dir)
    }

    /// The same of a picture of which the issue says what it shows (`alt`). Where the same file is named with other words,
    /// or as an ornament, that is another picture.
    fn picture_that_shows(
        &mut self,
        file: &Value<String>,
        sheet: Option<&Value<u32>>,
        alt: Option<String>,
        dir: &Path,
    ) -> PictureId {
        let path = tidy(&dir.join(&file.value));
        let sheet = sheet.map(|sheet| sheet.value);
        let known = (0..self.pictures.len())
            .find(|at| self.pictures[*at].0 == path && self.sheets[*at] == sheet && self.alts[*at] == alt);
        let at = known.unwrap_or_else(|| {
            self.pictures.push((path, file.span.clone()));
            self.sheets.push(sheet);
            self.alts.push(alt);
            self.pictures.len() - 1
        });
        PictureId(at as u32)
    }

    /// The part of a story that stands at a place of the issue.
    pub(super) fn story(
        &mut self,
        file: &Value<String>,
        continued: bool,
        reader: &mut Reader,
    ) -> Option<StoryPart> {
        let path = tidy(&reader.dir.join(&file.value));
        let known = self.story_files.iter().position(|(known, _)| *known == path);
        let before = known.and_then(|at| self.parts[at]);
        if let (Some(at), Some(before)) = (known, before) {
            if continued {
                self.parts[at] = Some(before + 1);
                return Some(StoryPart { part: before + 1, ..StoryPart::whole(StoryId(at as u32)) });
            }
            reader.report(
                Diagnostic::new(codes::STORY_TWICE, msg!("the story {file} stands twice", file = file.value))
                    .at(file.span.clone(), msg!("again here"))
                    .at(self.story_files[at].1.clone(), msg!("first here"))
                    .help(msg!(
                        "give one of the two places another story; where it goes on, write continued = true"
                    )),
            );
            return None;
        }
        if continued {
            // Where its first part waits for makeup, that is told of its page.
            if !self.pooled.contains(&path) {
                reader.report(
                    Diagnostic::new(
                        codes::JUMP_WITHOUT_START,
                        msg!("no page before has the story {file}", file = file.value),
                    )
                    .at(file.span.clone(), msg!("is to go on here"))
                    .help(msg!(
                        "take `continued` out, or give its first part a place on a page before this one"
                    )),
                );
            }
            return None;
        }
        let id = self.manuscript(file, reader)?;
        self.parts[id.0 as usize] = Some(0);
        Some(StoryPart::whole(id))
    }

    /// The story of a manuscript, whether it stands on a page or not; it is read once.
    pub(super) fn manuscript(&mut self, file: &Value<String>, reader: &mut Reader) -> Option<StoryId> {
        let path = tidy(&reader.dir.join(&file.value));
        if let Some(at) = self.story_files.iter().position(|(known, _)| *known == path) {
            return Some(StoryId(at as u32));
        }
        let (id, text) = reader.text(&path, &file.span)?;
        self.story_files.push((path.clone(), file.span.clone()));
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        self.stories.push(manuscript::parse(id, &text, &name, &reader.faults));
        self.parts.push(None);
        Some(StoryId(self.stories.len() as u32 - 1))
    }
}

/// What stands in an area of a page. Pictures inside stories are left to [`insets`].
pub(super) fn assignment(
    entry: &Entry,
    file: &IssueFile,
    assets: &mut Assets,
    reader: &mut Reader,
) -> Option<Assignment> {
    let content = match &entry.content {
        EntryContent::Story(story) => {
            let part = assets.story(&story.file, story.keys.continued(), reader)?;
            let more = story.keys.then().into_iter().map(|area| area.value).collect();
            Content::Story(StoryPart { more, ..part })
        }
        other => content(other, &entry.span, file, assets, reader)?,
    };
    Some(Assignment { area: entry.area.value.clone(), span: entry.area.span.clone(), content })
}

/// The content by itself: of a story the first part, whether it stands on a page or not. `said` is where it is written.
pub(super) fn content(
    entry: &EntryContent,
    said: &Span,
    file: &IssueFile,
    assets: &mut Assets,
    reader: &mut Reader,
) -> Option<Content> {
    Some(match entry {
        EntryContent::Story(story) => {
            Content::Story(StoryPart::whole(assets.manuscript(&story.file, reader)?))
        }
        EntryContent::Picture(entry) => Content::Picture(figure(entry, file, assets, reader)),
        // It goes to the story in its area.
        EntryContent::Inset(..) => return None,
        EntryContent::Guide(guide) => Content::Guide(Guide {
            title: match &guide.title {
                Some(title) => field(file, title),
                None => Some(computed(file, &guide.title(), said)),
            },
            // They are filled in when all stories have their places.
            items: Vec::new(),
        }),
        EntryContent::Ad(ad) => Content::Ad(Advert {
            name: stem(&ad.file),
            picture: assets.picture(&ad.file, ad.keys.sheet.as_ref(), &reader.dir),
            framing: Framing { crop: ad.keys.crop().sides(), focus: None },
            client: ad.keys.client.as_ref().map(|client| client.value.clone()),
            link: ad.keys.link.as_ref().map(|link| link.value.clone()),
            booked: ad.keys.size.as_ref().map(|size| size.value),
            frame: ad.keys.frame(),
            label: ad.keys.label().then(|| computed(file, "广告", said)),
            span: ad.file.span.clone(),
        }),
        EntryContent::Table(table) => {
            let columns = table.keys.columns.as_ref();
            let values = csv::read(&table.file, columns.map(|columns| &columns.value[..]), reader)?;
            Content::Table(DataTable {
                name: stem(&table.file),
                title: table.keys.title.as_ref().and_then(|title| field(file, title)),
                note: table.keys.note.as_ref().and_then(|note| field(file, note)),
                columns: values.columns,
                head: values.head,
                rows: values.rows,
                span: table.file.span.clone(),
            })
        }
    })
}

/// A file's name without its ending.
pub(super) fn stem(file: &Value<String>) -> String {
    Path::new(&file.value).file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn figure(picture: &WithFile<PictureKeys>, file: &IssueFile, assets: &mut Assets, reader: &Reader) -> Figure {
    let keys = &picture.keys;
    let alt = keys.alt.as_ref().map(|alt| alt.value.trim().to_owned()).filter(|alt| {
        let said = keys.caption.as_ref().or(keys.credit.as_ref());
        let has_words = said.is_some_and(|words| !words.value.trim().is_empty());
        if alt.is_empty()
            && has_words
            && let (Some(alt), Some(words)) = (&keys.alt, said)
        {
            reader.report(
                Diagnostic::new(
                    codes::ORNAMENT_WITH_WORDS,
                    msg!("a picture with a caption or a credit is no ornament"),
                )
                .at(alt.span.clone(), msg!("this has no effect"))
                .at(words.span.clone(), msg!("its words"))
                .help(msg!(
                    "take `alt` out, or say in it what the picture shows; of an ornament, take the words out"
                )),
            );
        }
        !(alt.is_empty() && has_words)
    });
    Figure {
        picture: assets.picture_that_shows(&picture.file, keys.sheet.as_ref(), alt, &reader.dir),
        caption: keys.caption.as_ref().and_then(|caption| field(file, caption)),
        credit: keys.credit.as_ref().and_then(|credit| field(file, credit)),
        fit: keys.fit.as_ref().map(|fit| fit.value),
        framing: Framing { crop: keys.crop().sides(), focus: keys.focus.as_ref().map(|focus| focus.value) },
        span: picture.file.span.clone(),
    }
}

/// Gives the pictures inside stories to the stories in their areas.
pub(super) fn insets(
    page: &PageEntry,
    assignments: &mut [Assignment],
    file: &IssueFile,
    assets: &mut Assets,
    reader: &Reader,
) {
    for entry in &page.entries {
        let EntryContent::Inset(shown, at) = &entry.content else { continue };
        let story = assignments.iter_mut().find_map(|assignment| match &mut assignment.content {
            Content::Story(part) if assignment.area == entry.area.value => Some(part),
            _ => None,
        });
        let Some(part) = story else {
            reader.report(
                Diagnostic::new(
                    codes::INSET_WITHOUT_STORY,
                    msg!("no story of this page stands in area `{area}`", area = entry.area.value),
                )
                .at(entry.area.span.clone(), msg!("a picture is to stand inside its text"))
                .help(msg!(
                    "name the area of a story, or take `inside` out and give the picture an area of its own"
                )),
            );
            continue;
        };
        part.insets.push(Inset {
            figure: figure(shown, file, assets, reader),
            column: at.column,
            columns: at.columns,
            row: at.row,
            rows: at.rows,
            characters: at.characters,
            side: at.side,
        });
    }
}
