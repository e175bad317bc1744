//! The command line's help and its complaints in the user's language.
//!
//! clap writes English. For Chinese, the tree of commands is translated before it parses: what each verb and option
//! says is looked up in the table, headings come from a template of our own, and what clap adds to an option in
//! English (its default) is said in the option's own words. A wrong command line is told from the parts that clap
//! gives ([`complaint`]).

use std::ffi::OsString;

use banxin::message::{Language, Message, Word, msg, translate, word};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};

/// The language that a command line asks for by `--lang`, before it is parsed.
pub fn wanted(arguments: &[OsString]) -> Option<Language> {
    let words: Vec<_> = arguments.iter().map(|word| word.to_string_lossy()).collect();
    let words = words.split(|word| word == "--").next().unwrap_or_default();
    words.iter().enumerate().find_map(|(at, word)| match word.strip_prefix("--lang") {
        Some("") => Language::of_tag(words.get(at + 1)?),
        Some(rest) => Language::of_tag(rest.strip_prefix('=')?),
        None => None,
    })
}

/// The commands with their help in a language.
pub fn translated(mut command: Command, language: Language) -> Command {
    if language == Language::English {
        return command;
    }
    command.build();
    of_command(command, language)
}

fn of_command(command: Command, language: Language) -> Command {
    let say = |english: &str| translate(english, language).to_owned();
    let told = |text: Option<&clap::builder::StyledStr>| text.map(|text| say(&text.to_string()));
    let (about, after) = (told(command.get_about()), told(command.get_after_help()));
    let template = format!(
        "{{before-help}}{{about-with-newline}}\n{}{{usage}}\n\n{{all-args}}{{after-help}}",
        word("Usage: ").in_language(language)
    );
    let mut command = command
        .help_template(template)
        .subcommand_help_heading(word("Commands").in_language(language))
        .mut_args(|argument| of_argument(argument, language))
        .mut_subcommands(|command| of_command(command, language));
    if let Some(about) = about {
        command = command.about(about);
    }
    if let Some(after) = after {
        command = command.after_help(after);
    }
    command
}

fn of_argument(argument: Arg, language: Language) -> Arg {
    let heading = if argument.is_positional() { word("Arguments") } else { word("Options") };
    let mut help = argument.get_help().map(|text| translate(&text.to_string(), language).to_owned());
    let default: Vec<_> = argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    let is_flag = !argument.get_action().takes_values();
    if let Some(help) = help.as_mut().filter(|_| !default.is_empty() && !is_flag) {
        let shown = msg!("[default: {value}]", value = default.join(" "));
        help.push(' ');
        help.push_str(&shown.in_language(language));
    }
    let argument = argument.help_heading(heading.in_language(language)).hide_default_value(true);
    match help {
        Some(help) => argument.help(help),
        None => argument,
    }
}

/// Of the verbs that clap suggests for one that does not exist, keeps the one that is most like it.
pub fn nearest_verb(fault: &mut clap::Error) {
    let (Some(ContextValue::String(written)), Some(ContextValue::Strings(near))) =
        (fault.get(ContextKind::InvalidSubcommand), fault.get(ContextKind::SuggestedSubcommand))
    else {
        return;
    };
    let likeness = |verb: &&String| strsim::damerau_levenshtein(written, verb);
    if let Some(nearest) = near.iter().min_by_key(likeness).cloned() {
        fault.insert(ContextKind::SuggestedSubcommand, ContextValue::Strings(vec![nearest]));
    }
}

/// What is wrong with a command line, in a language, with how it is used; `None` where clap's own words are to be
/// shown.
pub fn complaint(fault: &clap::Error, language: Language) -> Option<String> {
    if language == Language::English {
        return None;
    }
    let text = |kind: ContextKind| match fault.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(" ")),
        ContextValue::Number(number) => Some(number.to_string()),
        ContextValue::StyledStr(text) => Some(text.to_string()),
        ContextValue::StyledStrs(texts) => {
            Some(texts.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
        }
        _ => None,
    };
    let argument = text(ContextKind::InvalidArg).unwrap_or_default();
    let value = text(ContextKind::InvalidValue).unwrap_or_default();
    let why = match fault.kind() {
        ErrorKind::UnknownArgument => msg!("there is no argument `{argument}`", argument),
        ErrorKind::InvalidSubcommand => {
            let verb = text(ContextKind::InvalidSubcommand).unwrap_or_default();
            msg!("there is no verb `{verb}`", verb)
        }
        ErrorKind::MissingRequiredArgument => msg!("these are missing: {argument}", argument),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            msg!("a verb is missing")
        }
        ErrorKind::InvalidValue if value.is_empty() => msg!("`{argument}` needs a value", argument),
        ErrorKind::InvalidValue => msg!("`{argument}` cannot be `{value}`", argument, value),
        ErrorKind::ValueValidation => {
            let source = std::error::Error::source(fault);
            let why = match source.and_then(|source| source.downcast_ref::<Wrong>()) {
                Some(Wrong(why)) => why.clone(),
                None => Message::verbatim(source.map(ToString::to_string).unwrap_or_default()),
            };
            msg!("`{argument}` cannot be `{value}`: {why}", argument, value, why)
        }
        ErrorKind::ArgumentConflict => {
            let other = text(ContextKind::PriorArg).unwrap_or_default();
            msg!("`{argument}` cannot stand together with `{other}`", argument, other)
        }
        ErrorKind::TooManyValues => msg!("`{value}` is one value too many for `{argument}`", value, argument),
        _ => return None,
    };
    let mut words = msg!("error: {why}", why).in_language(language).into_owned();
    words.push('\n');
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    if let Some(near) = near.into_iter().find_map(text) {
        words.push_str(&format!("\n  {}\n", msg!("did you mean `{near}`?", near).in_language(language)));
    }
    if let Some(usage) = text(ContextKind::Usage) {
        let usage = usage.trim_start_matches("Usage: ");
        words.push_str(&format!("\n{}{usage}\n", word("Usage: ").in_language(language)));
    }
    words.push_str(&format!("\n{}\n", msg!("`--help` tells more").in_language(language)));
    Some(finished(&words, language))
}

/// A text of clap's with what it writes in English whatever its template says: the colon behind headings, and what
/// stands for options and verbs in lines of usage.
pub fn finished(text: &str, language: Language) -> String {
    if language == Language::English {
        return text.to_owned();
    }
    let mut text = text.to_owned();
    let own = |word: Word| word.in_language(language);
    for heading in [word("Commands"), word("Arguments"), word("Options")] {
        text = text.replace(&format!("{}:", own(heading)), &format!("{}：", own(heading)));
    }
    for (written, meant) in [
        ("[OPTIONS]", format!("[{}]", own(word("Options")))),
        ("<COMMAND>", format!("<{}>", own(word("Commands")))),
    ] {
        text = text.replace(written, &meant);
    }
    text
}

/// Why the value of an argument is wrong.
#[derive(Clone, Debug)]
pub struct Wrong(pub Message);

impl std::fmt::Display for Wrong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Wrong {}
