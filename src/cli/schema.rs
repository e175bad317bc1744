//! `banxin schema`: the JSON Schemas of the files that people write.

use banxin::message::Language;
use banxin::read::Format;

use super::arguments::SchemaArgs;
use super::console::Console;
use super::outcome::Outcome;

/// Prints the schema.
pub fn run(arguments: &SchemaArgs, console: &mut Console<'_>) -> Outcome {
    console.out(&text(arguments.format, console.language));
    Outcome::Clean
}

/// The schema of a file, as it is printed.
pub fn text(format: Format, language: Language) -> String {
    let schema = serde_json::to_string_pretty(&format.schema(language));
    // Texts, numbers, lists and objects with texts for names always serialise.
    schema.expect("a schema is plain data") + "\n"
}
