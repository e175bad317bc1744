//! JSON Schemas (draft 7, which editors and taplo read) from declarations.
//!
//! A schema knows one key at a time: its kind, bounds and words. What holds between keys, and between files,
//! banxin itself reports.

use crate::message::{Language, msg, translate};
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::declaration::{Declaration, Key, Presence, Shape, plain};
use super::dimension::{Sign, Units, sizes};

/// JSON whose objects keep the order in which they were made.
#[derive(Clone, Debug)]
pub enum Json {
    /// A plain value.
    Plain(Value),
    /// A list.
    List(Vec<Json>),
    /// An object.
    Object(Object),
}

/// Names and values, in their order.
pub type Object = Vec<(String, Json)>;

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Plain(value) => value.serialize(serializer),
            Json::List(list) => serializer.collect_seq(list),
            Json::Object(entries) => {
                serializer.collect_map(entries.iter().map(|(name, value)| (name, value)))
            }
        }
    }
}

impl<T: Into<Value>> From<T> for Json {
    fn from(value: T) -> Json {
        Json::Plain(value.into())
    }
}

/// The schema of a file whose top table is `declaration`.
pub fn document(title: &str, declaration: &Declaration, language: Language) -> Json {
    let mut schema =
        object([("$schema", "http://json-schema.org/draft-07/schema#".into()), ("title", title.into())]);
    schema.extend(table(declaration, language));
    Json::Object(schema)
}

fn table(declaration: &Declaration, language: Language) -> Object {
    let needed = declaration.keys.iter().filter(|key| key.presence == Presence::Needed);
    let needed: Vec<&str> = needed.map(|key| key.name).collect();
    let properties =
        declaration.keys.iter().map(|key| (key.name.to_owned(), property(key, language))).collect();
    let mut schema = object([
        ("type", "object".into()),
        ("description", translate(&declaration.about, language).into()),
        ("properties", Json::Object(properties)),
    ]);
    if !needed.is_empty() {
        schema.push(("required".to_owned(), needed.clone().into()));
        // What taplo writes when it completes the table.
        let init = object([("initKeys", needed.into())]);
        schema.push(("x-taplo".to_owned(), Json::Object(init)));
    }
    schema.push(("additionalProperties".to_owned(), false.into()));
    schema
}

fn property(key: &Key, language: Language) -> Json {
    let about = match &key.presence {
        Presence::Absent(words) => {
            let (about, words) = (translate(&key.about, language), translate(words, language));
            msg!("{about} Default: {words}.", about, words).in_language(language).into_owned()
        }
        _ => translate(&key.about, language).to_owned(),
    };
    let mut schema = object([("description", about.into())]);
    if let Presence::Default(value) = &key.presence {
        schema.push(("default".to_owned(), value.clone().into()));
    }
    if key.presence == Presence::Needed && matches!(key.shape, Shape::Text { pattern: None, .. }) {
        schema.push(("pattern".to_owned(), r"\S".into()));
    }
    // The key's own words go before those of its table.
    schema.extend(of(&key.shape, language).into_iter().filter(|(name, _)| name != "description"));
    Json::Object(schema)
}

/// What may be written.
fn of(shape: &Shape, language: Language) -> Object {
    match shape {
        Shape::Text { pattern, known, .. } => {
            let mut schema = object([("type", "string".into())]);
            if !known.is_empty() {
                schema.push(("enum".to_owned(), known.clone().into()));
            }
            schema.extend(pattern.as_ref().map(|pattern| ("pattern".to_owned(), pattern.as_str().into())));
            schema
        }
        Shape::Flag => object([("type", "boolean".into())]),
        Shape::Whole { least, most, or } => {
            let within =
                [("type", "integer".into()), ("minimum", (*least).into()), ("maximum", (*most).into())];
            match or {
                None => object(within),
                Some(other) => any_of([object(within), object([("const", (*other).into())])]),
            }
        }
        Shape::Number { within: None } => object([("type", "number".into())]),
        Shape::Number { within: Some((least, most)) } => {
            object([("type", "number".into()), ("minimum", (*least).into()), ("maximum", (*most).into())])
        }
        Shape::Length { units, sign, .. } => {
            object([("type", "string".into()), ("pattern", length(*units, *sign).into())])
        }
        Shape::Word(words) => {
            let written: Vec<&str> = words.iter().map(|word| word.written).collect();
            let about: Vec<String> =
                words.iter().map(|word| translate(&plain(word.about), language).to_owned()).collect();
            let docs = object([("enumValues", about.into())]);
            object([
                ("type", "string".into()),
                ("enum", written.into()),
                ("x-taplo", Json::Object(object([("docs", Json::Object(docs))]))),
            ])
        }
        Shape::List { of: item, count } => {
            let mut schema = object([("type", "array".into()), ("items", Json::Object(of(item, language)))]);
            if let Some(count) = count {
                schema.extend(object([("minItems", (*count).into()), ("maxItems", (*count).into())]));
            }
            schema
        }
        Shape::OneOrMore(item) => {
            let list = object([("type", "array".into()), ("items", Json::Object(of(item, language)))]);
            any_of([of(item, language), list])
        }
        Shape::Either(forms) => any_of(forms.iter().map(|form| of(form, language)).collect::<Vec<_>>()),
        Shape::Off => object([("enum", Json::List(vec![false.into(), "none".into()]))]),
        Shape::Table(declaration) => table(declaration, language),
        Shape::Named { known: None, of: value, .. } => {
            object([("type", "object".into()), ("additionalProperties", Json::Object(of(value, language)))])
        }
        Shape::Named { known: Some(names), of: value, .. } => {
            let properties =
                names.iter().map(|name| ((*name).to_owned(), Json::Object(of(value, language)))).collect();
            object([
                ("type", "object".into()),
                ("properties", Json::Object(properties)),
                ("additionalProperties", false.into()),
            ])
        }
    }
}

fn any_of(forms: impl IntoIterator<Item = Object>) -> Object {
    object([("anyOf", Json::List(forms.into_iter().map(Json::Object).collect()))])
}

/// The form of a length, as [`Dimension::parse`](super::Dimension::parse) reads it.
fn length(units: Units, sign: Sign) -> String {
    // A figure, and one that is more than zero.
    const ANY: &str = r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)";
    const MORE: &str = r"(?:[0-9]*[1-9][0-9]*\.?[0-9]*|[0-9]*\.[0-9]*[1-9][0-9]*)";
    let figure = match sign {
        Sign::Any => format!("[-+]?{ANY}"),
        Sign::NotNegative => format!(r"(?:\+?{ANY}|-0+\.?0*)"),
        Sign::Positive => format!(r"\+?{MORE}"),
    };
    let absolute = "mm|cm|pt";
    let (ends, named) = match units {
        Units::All => (format!("{absolute}|字|em|行|rows?"), true),
        Units::NoRows => (format!("{absolute}|字|em"), true),
        Units::Absolute => (absolute.to_owned(), true),
        Units::Ems => ("字|em".to_owned(), false),
    };
    let mut forms = vec![format!(r"{figure}\s*(?:{ends})")];
    if sign != Sign::Positive {
        // Zero needs no unit.
        forms.push(r"[-+]?(?:0+\.?0*|\.0+)".to_owned());
    }
    if named {
        let names: Vec<&str> =
            sizes().iter().map(|(name, _)| name.strip_suffix('号').unwrap_or(name)).collect();
        forms.push(format!("(?:{})号?", names.join("|")));
    }
    format!(r"^\s*(?:{})\s*$", forms.join("|"))
}

fn object<const N: usize>(entries: [(&str, Json); N]) -> Object {
    entries.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
