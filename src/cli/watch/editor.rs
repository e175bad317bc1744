//! Opens the editor at a line: a command with `{file}`, `{line}` and `{column}` in it.

use std::path::Path;
use std::process::{Command, Stdio};

/// Commands that open a window of their own at a line, by the name of the program, and what follows the name.
const KNOWN: [(&str, &str); 20] = [
    ("code", "-g {file}:{line}:{column}"),
    ("code-insiders", "-g {file}:{line}:{column}"),
    ("codium", "-g {file}:{line}:{column}"),
    ("vscodium", "-g {file}:{line}:{column}"),
    ("cursor", "-g {file}:{line}:{column}"),
    ("windsurf", "-g {file}:{line}:{column}"),
    ("zed", "{file}:{line}:{column}"),
    ("zeditor", "{file}:{line}:{column}"),
    ("subl", "{file}:{line}:{column}"),
    ("mate", "--line {line}:{column} {file}"),
    ("gvim", "--remote-silent +call\\ cursor({line},{column}) {file}"),
    ("mvim", "--remote-silent +call\\ cursor({line},{column}) {file}"),
    ("neovide", "{file} -- +call\\ cursor({line},{column})"),
    ("emacsclient", "-n +{line}:{column} {file}"),
    ("gedit", "+{line}:{column} {file}"),
    ("gnome-text-editor", "+{line} {file}"),
    ("kate", "-l {line} -c {column} {file}"),
    ("geany", "-l {line} --column {column} {file}"),
    ("notepad++", "-n{line} -c{column} {file}"),
    ("idea", "--line {line} --column {column} {file}"),
];

/// The command that opens a file at a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor(Vec<String>);

impl Editor {
    /// The editor of a command line such as `code -g {file}:{line}:{column}`. A known program without places for
    /// file and line gets its own; others get the file behind them. `None` for an empty or broken command.
    pub fn of(command: &str) -> Option<Editor> {
        let mut words = shlex::split(command)?;
        let program = words.first()?.clone();
        if !command.contains("{file}") {
            let stem = Path::new(&program).file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
            let own = KNOWN.iter().find(|(known, _)| *known == stem).map_or("{file}", |(_, rest)| rest);
            words.extend(shlex::split(own)?);
        }
        Some(Editor(words))
    }

    /// The editor of the environment's `VISUAL`, where it is one that opens a window: a program that needs a
    /// terminal cannot be started from a browser.
    pub fn of_visual(command: &str) -> Option<Editor> {
        let words = shlex::split(command)?;
        let stem = Path::new(words.first()?).file_stem()?.to_string_lossy().to_lowercase();
        let is_known = KNOWN.iter().any(|(known, _)| *known == stem);
        // `code --wait` is what other programs want: here nobody waits.
        let words: Vec<String> = words.into_iter().filter(|word| word != "--wait" && word != "-w").collect();
        let joined = shlex::try_join(words.iter().map(String::as_str)).ok()?;
        if is_known || command.contains("{file}") { Editor::of(&joined) } else { None }
    }

    /// The words of the command for a place.
    fn words(&self, file: &Path, line: usize, column: usize) -> Vec<String> {
        let (file, line, column) = (file.display().to_string(), line.to_string(), column.to_string());
        let fill = |word: &String| {
            word.replace("{line}", &line).replace("{column}", &column).replace("{file}", &file)
        };
        self.0.iter().map(fill).collect()
    }

    /// Starts it and does not wait for it.
    ///
    /// # Errors
    /// When the program cannot be started.
    pub fn open(&self, file: &Path, line: usize, column: usize) -> std::io::Result<()> {
        let words = self.words(file, line, column);
        let Some((program, arguments)) = words.split_first() else { return Ok(()) };
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        // Its end is waited for, so that no dead process stays behind.
        std::thread::spawn(move || child.wait());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(command: &str) -> Vec<String> {
        Editor::of(command).expect("a command").words(Path::new("/a b/稿.md"), 12, 3)
    }

    #[test]
    fn places_are_filled_in_and_names_with_blanks_stay_whole() {
        assert_eq!(words("ed --at {line},{column} {file}"), ["ed", "--at", "12,3", "/a b/稿.md"]);
        assert_eq!(words("code"), ["code", "-g", "/a b/稿.md:12:3"]);
        assert_eq!(words("'/opt/my ed' -x"), ["/opt/my ed", "-x", "/a b/稿.md"]);
        assert_eq!(words("gvim")[2], "+call cursor(12,3)");
        assert_eq!(Editor::of("  "), None);
        assert_eq!(Editor::of("a 'b"), None);
    }

    #[test]
    fn an_editor_that_needs_a_terminal_is_not_started_from_a_browser() {
        assert_eq!(Editor::of_visual("vim"), None);
        assert_eq!(Editor::of_visual("code --wait"), Editor::of("code"));
        assert_eq!(Editor::of_visual("/usr/bin/kate"), Editor::of("/usr/bin/kate"));
    }
}
