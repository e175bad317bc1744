//! What is to be pasted into `issue.toml` (入版清单): one list of everything that was imported and stands on no page yet.

use std::path::Path;

use banxin::import::{self, Entry};
use banxin::message::msg;
use serde::Serialize;

use super::super::arguments::ImportArgs;
use super::super::console::Console;
use super::taken::Taken;

/// An entry in the report for programs.
#[derive(Debug, Serialize)]
pub struct ToPaste {
    part: &'static str,
    file: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    caption: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    credit: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    behind: String,
}

impl ToPaste {
    /// As the report shows it.
    pub fn of(entry: &Entry) -> ToPaste {
        let Entry { part, file, caption, credit, description, behind } = entry.clone();
        ToPaste { part: part.key(), file, caption, credit, description, behind }
    }
}

/// The entries of these files that stand in no `issue.toml` of the folder yet.
pub fn entries(files: &[Taken], dir: &Path) -> Vec<Entry> {
    let issue = std::fs::read_to_string(dir.join("issue.toml")).unwrap_or_default();
    // An issue that is no TOML is told by `check`; then nothing is known to stand in it.
    let placed = import::placed_files(&issue).unwrap_or_default();
    import::list_entries(files.iter().flat_map(|taken| taken.entries.iter().cloned()), &placed)
}

/// Entries as TOML.
pub fn text(entries: &[Entry]) -> String {
    entries.iter().map(Entry::to_toml).collect::<Vec<_>>().join("\n")
}

/// Prints the list, with what to do with it.
pub fn tell(files: &[Taken], arguments: &ImportArgs, console: &mut Console<'_>) {
    let entries = entries(files, &arguments.dir);
    if arguments.quiet || entries.is_empty() {
        return;
    }
    let dir = arguments.dir.display();
    let next = msg!(
        "Next: paste this below a [[page]] of {dir}/issue.toml, write the area of each, then: banxin check {dir}",
        dir
    );
    console.out(&format!("\n{}\n\n{}", next.in_language(console.language), text(&entries)));
}
