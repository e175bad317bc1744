//! `banxin init`: an issue to begin with, which builds with notes alone.

use std::path::PathBuf;

use banxin::diagnostic::{Diagnostic, Sources};
use banxin::issue::Date;
use banxin::message::{Language, msg};
use banxin::read::Format;

use super::arguments::InitArgs;
use super::console::Console;
use super::outcome::Outcome;
use super::{codes, files, findings, schema, templates};

/// Runs the verb.
pub fn run(arguments: &InitArgs, console: &mut Console<'_>) -> Outcome {
    let template = arguments.template;
    let name = arguments.name.as_deref().unwrap_or(template.paper);
    let made = match today_or(arguments.date) {
        _ if !templates::is_fit_name(name) => Err(vec![Diagnostic::new(
            codes::PAPER_NAME,
            msg!("`{name}` cannot be the name of a paper", name),
        )]),
        date => {
            let date = date.to_iso();
            let mut all = template.files(name, &date);
            all.extend(schemas(console.language));
            files::create(&arguments.dir, &all)
        }
    };
    if let Err(faults) = made {
        console.err(&findings::show(&faults, &Sources::default(), console.look(false)));
        return Outcome::Refused;
    }
    let dir = arguments.dir.display();
    let made = msg!(
        "{dir}/issue.toml           what stands on the pages\n\
         {dir}/layouts/front.toml   the grid, the styles and the areas\n\
         {dir}/stories              the manuscripts\n\
         {dir}/pictures             the pictures\n\n\
         Next: banxin watch {dir} --open    shows the page while you write\n\
         Then: banxin build {dir}           writes the PDF\n",
        dir
    );
    console.out(&made.in_language(console.language));
    Outcome::Clean
}

/// The day that is given, else today where this machine is.
pub fn today_or(given: Option<Date>) -> Date {
    given.unwrap_or_else(|| {
        let today = jiff::ZonedDateTime::now().date();
        Date {
            year: today.year().into(),
            month: today.month().unsigned_abs(),
            day: today.day().unsigned_abs(),
        }
    })
}

/// The schemas of the files of an issue, for editors that read `#:schema` in a first line.
fn schemas(language: Language) -> impl Iterator<Item = (PathBuf, Vec<u8>)> {
    [("issue", Format::Issue), ("layout", Format::Layout)].into_iter().map(move |(name, format)| {
        (format!("schema/{name}.schema.json").into(), schema::text(format, language).into_bytes())
    })
}
