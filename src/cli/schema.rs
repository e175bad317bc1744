//! `banxin schema`: the JSON Schemas of the files that people write.

use banxin::keys::Words;
use banxin::read::Format;
use clap::Args;

use super::{Console, Outcome};

#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// The file: issue, layout or manuscript (its front matter)
    #[arg(value_name = "FILE", value_parser = format)]
    format: Format,
}

/// The kind of file that is meant.
fn format(name: &str) -> Result<Format, String> {
    Format::of_word(name).ok_or_else(|| {
        let known: Vec<&str> = Format::ALL.iter().map(|(_, word)| word.written).collect();
        format!("there are schemas of: {}", known.join(", "))
    })
}

/// Prints the schema.
pub fn run(arguments: &SchemaArgs, console: &mut Console<'_>) -> Outcome {
    let schema = serde_json::to_string_pretty(&arguments.format.schema());
    // Texts, numbers, lists and objects with texts for names always serialise.
    console.out(&(schema.expect("a schema is plain data") + "\n"));
    Outcome::Clean
}
