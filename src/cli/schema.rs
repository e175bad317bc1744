//! `banxin schema`: the JSON Schemas of the files that people write, and of the data of an e-paper.

use banxin::epaper;
use banxin::message::Language;
use banxin::read::Format;
use serde::Serialize;

use super::arguments::SchemaArgs;
use super::console::Console;
use super::outcome::Outcome;
use super::values::Schema;

/// Prints the schema.
pub fn run(arguments: &SchemaArgs, console: &mut Console<'_>) -> Outcome {
    let text = match arguments.file {
        Schema::Written(format) => text(format, console.language),
        Schema::Epaper => printed(&epaper::schema()),
    };
    console.out(&text);
    Outcome::Clean
}

/// The schema of a file, as it is printed.
pub fn text(format: Format, language: Language) -> String {
    printed(&format.schema(language))
}

fn printed(schema: &impl Serialize) -> String {
    // Texts, numbers, lists and objects with texts for names always serialise.
    serde_json::to_string_pretty(schema).expect("a schema is plain data") + "\n"
}
