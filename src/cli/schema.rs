//! `banxin schema`: the JSON Schemas of the files that people write.

use super::arguments::SchemaArgs;
use super::console::Console;
use super::outcome::Outcome;

/// Prints the schema.
pub fn run(arguments: &SchemaArgs, console: &mut Console<'_>) -> Outcome {
    let schema = serde_json::to_string_pretty(&arguments.format.schema());
    // Texts, numbers, lists and objects with texts for names always serialise.
    console.out(&(schema.expect("a schema is plain data") + "\n"));
    Outcome::Clean
}
