//! Words as they are set, for what shows them elsewhere than on a page.

use super::clean::clean;
use crate::issue::{Manner, Text};

/// Words of one kind without what only typing put between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CleanedRun {
    /// The words.
    pub text: String,
    /// How they are set apart.
    pub manner: Manner,
    /// How characters are read: their numbers in `text`, and their syllables.
    pub readings: Vec<(usize, String)>,
}

/// The words of a text with the blanks and quotation marks with which they are set: as [`super::prepare`] has them
/// before it chooses faces. Characters that show nothing are left out.
pub fn cleaned(text: &Text) -> Vec<CleanedRun> {
    let (mut letters, mut controls) = (Vec::new(), Vec::new());
    clean(text, &mut letters, &mut controls);
    let mut readings = text.readings().peekable();
    let mut runs: Vec<CleanedRun> = Vec::new();
    for letter in &letters {
        let run = match runs.last_mut() {
            Some(run) if run.manner == letter.manner => run,
            _ => {
                runs.push(CleanedRun { text: String::new(), manner: letter.manner, readings: Vec::new() });
                // It was pushed just now.
                let Some(run) = runs.last_mut() else { continue };
                run
            }
        };
        while readings.next_if(|(at, _)| *at < letter.at as usize).is_some() {}
        if let Some((_, syllable)) = readings.next_if(|(at, _)| *at == letter.at as usize) {
            run.readings.push((run.text.chars().count(), syllable.to_owned()));
        }
        run.text.push(letter.character);
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::FileId;
    use crate::issue::{Emphasis, Reading, Run};

    #[test]
    fn words_are_as_they_are_set() {
        let strong = Manner { emphasis: Emphasis::Strong, ..Manner::default() };
        let reading = Reading { at: 3, syllable: "chuān".to_owned() };
        let runs = vec![
            Run::plain("  在 iPhone 上\u{200B}，", 0),
            Run { manner: strong, readings: vec![reading], ..Run::plain("霁川 \"晚报\"", 30) },
        ];
        let found = cleaned(&Text { file: FileId(0), runs });
        let shown: Vec<&str> = found.iter().map(|run| run.text.as_str()).collect();
        // Straight quotes are told, and set as they are typed.
        assert_eq!(shown, ["在iPhone上，", "霁川\"晚报\""]);
        assert_eq!(
            (found[1].manner, found[1].readings.as_slice()),
            (strong, [(1, "chuān".to_owned())].as_slice())
        );
        assert_eq!(found[0].readings, []);
    }
}
