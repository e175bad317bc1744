//! Objects of a parsed file: references followed, plain values read (ISO 32000-1, 7.3).

use lopdf::{Dictionary, Document, Object, Stream};

/// An object with references followed; null if there is no such object.
pub fn resolve<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    document.dereference(object).map_or(&Object::Null, |(_, object)| object)
}

/// An entry with references followed; null counts as absent (ISO 32000-1, 7.3.9).
pub fn entry<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &str) -> Option<&'a Object> {
    let found = resolve(document, dictionary.get(key.as_bytes()).ok()?);
    (!matches!(found, Object::Null)).then_some(found)
}

/// A dictionary entry with references followed.
pub fn sub<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &str) -> Option<&'a Dictionary> {
    as_dictionary(entry(document, dictionary, key)?)
}

/// A dictionary, or that of a stream.
pub fn as_dictionary(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// The streams of a page's content in order; `None` for one that is missing.
pub fn page_streams<'a>(document: &'a Document, page: &'a Dictionary) -> Vec<Option<&'a Stream>> {
    let parts = match entry(document, page, "Contents") {
        Some(Object::Array(parts)) => parts.iter().map(|part| resolve(document, part)).collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    };
    parts.into_iter().map(|part| part.as_stream().ok()).collect()
}

/// A page attribute, its parents' where it has none itself.
pub fn inherited<'a>(document: &'a Document, page: &'a Dictionary, key: &str) -> Option<&'a Object> {
    if !matches!(key, "MediaBox" | "CropBox" | "Resources" | "Rotate") {
        return entry(document, page, key);
    }
    let mut node = page;
    // A tree deeper than this has a loop in it.
    for _ in 0..32 {
        if let Some(object) = entry(document, node, key) {
            return Some(object);
        }
        node = sub(document, node, "Parent")?;
    }
    None
}

/// Text of a PDF string.
pub fn text(object: Option<&Object>) -> Option<String> {
    let bytes = object?.as_str().ok()?;
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            Some(char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{FFFD}')).collect())
        }
        bytes => Some(bytes.iter().map(|byte| char::from(*byte)).collect()),
    }
}

/// A finite number.
pub fn number(object: &Object) -> Option<f64> {
    let value = match object {
        Object::Integer(value) => *value as f64,
        Object::Real(value) => f64::from(*value),
        _ => return None,
    };
    value.is_finite().then_some(value)
}

/// An array of numbers; `None` unless every part is a number.
pub fn numbers(document: &Document, object: Option<&Object>) -> Option<Vec<f64>> {
    let parts = object?.as_array().ok()?;
    parts.iter().map(|part| number(resolve(document, part))).collect()
}

/// Left, bottom, right and top of a rectangle, in this order whatever the file's is.
pub fn rectangle(document: &Document, object: Option<&Object>) -> Option<[f64; 4]> {
    let [a, b, c, d] = <[f64; 4]>::try_from(numbers(document, object)?.get(..4)?).ok()?;
    Some([a.min(c), b.min(d), a.max(c), b.max(d)])
}
