//! Names for addresses: of ASCII letters, digits, hyphens and underlines, made of the names of files, each once whatever
//! the case of its letters, so that a folder of any system can hold files of these names.
//!
//! A name with other characters keeps those that may stay, and eight digits of its digest tell it from others. So a name
//! depends on the file's name alone, as long as no two files in different folders have the same.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::Compiled;
use crate::issue::{Content, Framing, Issue, PictureId};

use super::standings::{Owner, Standing};

/// Letters of a name that are kept.
const LONGEST: usize = 60;

/// A picture as it is shown: which, and what the editor takes off at its edges.
pub(super) type ShownPicture = (PictureId, [u32; 4]);

/// The names of everything in an issue.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// By page and owner; stories have one name on all pages.
    owners: BTreeMap<(u32, Owner), String>,
    /// In the order in which they are met.
    pub(super) pictures: Vec<(ShownPicture, String)>,
}

impl Names {
    /// Names what stands on the pages, in order.
    pub(super) fn of(issue: &Issue, compiled: &Compiled, standings: &[Vec<Standing>]) -> Names {
        let mut names = Names::default();
        let mut taken = BTreeSet::new();
        let mut pictures = BTreeSet::new();
        for (page, standings) in compiled.pages.iter().zip(standings) {
            let Some(plan) = issue.pages.iter().find(|plan| plan.number == page.number) else { continue };
            for standing in standings {
                if matches!(standing.owner, Owner::GuideEntry(..)) {
                    continue;
                }
                let key = key(page.number, standing.owner);
                let content = plan.assignments.get(standing.assignment).map(|planned| &planned.content);
                let name = || unique(&stem(issue, standing.owner, content), &mut taken);
                names.owners.entry(key).or_insert_with(name);
                let Some(content) = content.filter(|_| !standing.areas.is_empty()) else { continue };
                // All parts of a story that stand on this page.
                let parts = plan.assignments.iter().map(|planned| &planned.content);
                let own = parts.filter(|other| match (other.story(), standing.owner) {
                    (Some(part), Owner::Story(story)) => part.id == story,
                    (None, Owner::Story(_)) => false,
                    _ => std::ptr::eq(*other, content),
                });
                for shown in own.flat_map(pictures_of) {
                    let picture = issue.pictures.get(shown.0.0 as usize);
                    if picture.is_some_and(crate::issue::Picture::is_ornament) {
                        continue;
                    }
                    if names.pictures.iter().all(|(known, _)| *known != shown) {
                        let file =
                            issue.pictures.get(shown.0.0 as usize).map(|picture| picture.path.as_path());
                        let stem = file.map(file_stem).unwrap_or_default();
                        names.pictures.push((shown, unique_in_sizes(&stem, &mut pictures)));
                    }
                }
            }
        }
        names
    }

    /// The name of what stands on a page.
    pub(super) fn target(&self, page: u32, standing: &Standing) -> String {
        let owner = match standing.owner {
            Owner::GuideEntry(guide, _) => Owner::Guide(guide),
            owner => owner,
        };
        self.owners.get(&key(page, owner)).cloned().unwrap_or_default()
    }

    /// The name of a story that stands somewhere.
    pub(super) fn story(&self, id: crate::issue::StoryId) -> Option<String> {
        self.owners.get(&key(0, Owner::Story(id))).cloned()
    }

    /// The name of a picture as it is shown.
    pub(super) fn picture(&self, id: PictureId, framing: &Framing) -> String {
        let shown = (id, framing.crop);
        let found = self.pictures.iter().find(|(known, _)| *known == shown);
        found.map(|(_, name)| name.clone()).unwrap_or_default()
    }
}

/// The name of a spot on a page.
pub(super) fn spot(page: u32, target: &str) -> String {
    format!("p{page}-{target}")
}

/// Stories have one name on all pages; everything else stands on one.
fn key(page: u32, owner: Owner) -> (u32, Owner) {
    (if matches!(owner, Owner::Story(_)) { 0 } else { page }, owner)
}

fn pictures_of(content: &Content) -> Vec<ShownPicture> {
    let figures = content.figures().into_iter().map(|figure| (figure.picture, figure.framing.crop));
    let advert = match content {
        Content::Ad(advert) => Some((advert.picture, advert.framing.crop)),
        _ => None,
    };
    figures.chain(advert).collect()
}

/// What a name is made of.
fn stem(issue: &Issue, owner: Owner, content: Option<&Content>) -> String {
    match (owner, content) {
        (Owner::Story(id), _) => {
            issue.stories.get(id.0 as usize).map(|story| story.name.clone()).unwrap_or_default()
        }
        (_, Some(Content::Picture(figure))) => {
            let file = issue.pictures.get(figure.picture.0 as usize);
            file.map(|picture| file_stem(&picture.path)).unwrap_or_default()
        }
        (_, Some(Content::Table(table))) => table.name.clone(),
        (_, Some(Content::Ad(advert))) => advert.name.clone(),
        _ => "guide".to_owned(),
    }
}

fn file_stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A name that is not taken yet; it is then.
fn unique(stem: &str, taken: &mut BTreeSet<String>) -> String {
    let plain = plain(stem);
    let numbered = (2..).map(|number| format!("{plain}-{number}"));
    let name = std::iter::once(plain.clone()).chain(numbered).find(|name| !taken.contains(name));
    let name = name.unwrap_or(plain);
    taken.insert(name.clone());
    name
}

/// Pixels across of the smaller size of a picture, which is part of its name; there is none where the larger is not half as large
/// again.
pub(super) const SMALL: u32 = 800;

/// The name of a picture at the smaller size.
pub(super) fn small(name: &str) -> String {
    format!("{name}-{SMALL}")
}

/// A name that no other has at its smaller size either, which is named after it.
fn unique_in_sizes(stem: &str, taken: &mut BTreeSet<String>) -> String {
    loop {
        let name = unique(stem, taken);
        if taken.insert(small(&name)) {
            return name;
        }
    }
}

/// A name of small letters, digits, hyphens and underlines, which does not begin with a hyphen.
fn plain(stem: &str) -> String {
    let mut kept = String::new();
    let mut lost = false;
    for letter in stem.chars() {
        match letter.to_ascii_lowercase() {
            letter @ ('a'..='z' | '0'..='9' | '_') => kept.push(letter),
            letter => {
                lost |= !matches!(letter, '-' | ' ' | '.');
                if !kept.is_empty() && !kept.ends_with('-') {
                    kept.push('-');
                }
            }
        }
    }
    lost |= kept.len() > LONGEST;
    kept.truncate(LONGEST);
    let kept = kept.trim_end_matches('-');
    // Names that Windows keeps for devices.
    let (device, number) = kept.split_at_checked(3).unwrap_or((kept, ""));
    lost |= matches!((device, number), ("con" | "prn" | "aux" | "nul", ""))
        || matches!(device, "com" | "lpt") && number.len() == 1;
    if !lost && !kept.is_empty() {
        return kept.to_owned();
    }
    let digest = &blake3::hash(stem.as_bytes()).to_hex()[..8];
    if kept.is_empty() { format!("n{digest}") } else { format!("{kept}-{digest}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_can_stand_in_addresses_and_folders() {
        assert_eq!(plain("lead-sewers"), "lead-sewers");
        assert_eq!(plain("Lead Sewers.v2"), "lead-sewers-v2");
        let (one, other) = (plain("头版头条"), plain("头版二条"));
        assert!(one != other && one.len() == 9 && one.is_ascii(), "{one} {other}");
        assert!(plain("con").len() > 3 && plain("Com1").len() > 4 && plain("concert") == "concert");
        assert!(plain("A1-头条").starts_with("a1-"), "{}", plain("A1-头条"));
        assert!(plain(&"a".repeat(300)).len() < 80);
        assert_ne!(plain(&"a".repeat(300)), plain(&"a".repeat(301)));
        let mut taken = BTreeSet::new();
        let names = ["a", "A", "a-2", "a", ""].map(|stem| unique(stem, &mut taken));
        assert_eq!(names[..4], ["a", "a-2", "a-2-2", "a-3"]);
        assert!(!names[4].is_empty());
    }

    #[test]
    fn no_picture_is_named_like_the_smaller_size_of_another() {
        for stems in [["photo", "photo-800", "photo"], ["photo-800", "photo", "photo"]] {
            let mut taken = BTreeSet::new();
            let names = stems.map(|stem| unique_in_sizes(stem, &mut taken));
            let files: BTreeSet<String> = names.iter().flat_map(|name| [name.clone(), small(name)]).collect();
            assert_eq!(files.len(), 6, "{names:?}");
        }
    }
}
