//! Where a run prints and what that place can show.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use banxin::message::Language;

use super::findings::ShowOptions;

/// Columns when nobody says otherwise.
const WIDTH: usize = 100;

/// Where to print.
pub struct Console<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    /// Whether findings and help are coloured.
    pub colour: bool,
    /// Whether to show progress.
    pub progress: bool,
    /// Columns for findings.
    pub width: usize,
    /// The language of messages, help and tables.
    pub language: Language,
    /// The folder in which builds keep what they make for each other; `None` for nowhere.
    pub cache: Option<PathBuf>,
    /// The command of the editor that the environment names (`VISUAL`).
    pub visual: Option<String>,
}

impl<'a> Console<'a> {
    /// Output into memory or a file: no colour, no progress.
    #[cfg(test)]
    pub fn plain(out: &'a mut dyn Write, err: &'a mut dyn Write) -> Console<'a> {
        Console {
            out,
            err,
            colour: false,
            progress: false,
            width: WIDTH,
            language: Language::English,
            cache: None,
            visual: None,
        }
    }

    /// The process's own streams. Colour is for terminals only, and not where `NO_COLOR` is set
    /// (no-color.org) or the terminal is a dumb one.
    pub fn of_process(out: &'a mut dyn Write, err: &'a mut dyn Write) -> Console<'a> {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|kind| kind == "dumb");
        let terminal = std::io::stderr().is_terminal() && !dumb;
        let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        Console {
            out,
            err,
            colour: terminal && !set("NO_COLOR"),
            progress: terminal,
            width: columns.unwrap_or(WIDTH).clamp(40, 200),
            language: language_of_locale(),
            cache: cache_place(),
            visual: std::env::var("VISUAL").ok().filter(|command| !command.is_empty()),
        }
    }

    /// How to show findings here.
    pub fn look(&self, quiet: bool) -> ShowOptions {
        ShowOptions { colour: self.colour, width: self.width, quiet, language: self.language }
    }

    /// Prints results. That nobody reads them any more (`| head`) is not an error.
    pub fn out(&mut self, text: &str) {
        let _ = self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush());
    }

    /// Prints findings and faults.
    pub fn err(&mut self, text: &str) {
        let _ = self.err.write_all(text.as_bytes()).and_then(|()| self.err.flush());
    }
}

/// Where entries go if the command line does not say so: what `BANXIN_CACHE` names, which may be `off`, else
/// `banxin` where the system keeps such files (`~/.cache` or `$XDG_CACHE_HOME`).
fn cache_place() -> Option<PathBuf> {
    use etcetera::BaseStrategy as _;
    match std::env::var_os("BANXIN_CACHE") {
        Some(said) if said == "off" || said.is_empty() => None,
        Some(said) => Some(said.into()),
        None => Some(etcetera::choose_base_strategy().ok()?.cache_dir().join("banxin")),
    }
}

/// The language of the user's locale (on Unix `LANGUAGE`, `LC_ALL`, `LC_MESSAGES`, `LANG`): Chinese where that is
/// Chinese, else English. `LC_ALL=C`, by which scripts ask for output that is the same everywhere, is English.
fn language_of_locale() -> Language {
    let plain = |locale: &str| matches!(locale.split('.').next(), Some("C" | "POSIX"));
    if std::env::var("LC_ALL").is_ok_and(|locale| plain(&locale)) {
        return Language::English;
    }
    let tag = sys_locale::get_locale();
    tag.and_then(|tag| Language::of_tag(&tag)).unwrap_or_default()
}
