//! Objects of a parsed file: references followed, plain values read (ISO 32000-1, 7.3).

use lopdf::{Dictionary, Document, Object};

/// An object behind its references; null where there is none.
pub fn resolve<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    document.dereference(object).map_or(&Object::Null, |(_, object)| object)
}

/// An entry behind its references; one of null is none (ISO 32000-1, 7.3.9).
pub fn entry<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &str) -> Option<&'a Object> {
    let found = resolve(document, dictionary.get(key.as_bytes()).ok()?);
    (!matches!(found, Object::Null)).then_some(found)
}

/// A dictionary entry behind its references.
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

/// A page attribute, its parents' where it has none itself.
pub fn inherited<'a>(document: &'a Document, page: &'a Dictionary, key: &str) -> Option<&'a Object> {
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

/// Left, bottom, right and top of a rectangle, in this order whatever the file's is.
pub fn rectangle(document: &Document, object: Option<&Object>) -> Option<[f32; 4]> {
    let numbers = object?.as_array().ok()?;
    let number = |at: usize| resolve(document, numbers.get(at)?).as_float().ok();
    let [a, b, c, d] = [number(0)?, number(1)?, number(2)?, number(3)?];
    Some([a.min(c), b.min(d), a.max(c), b.max(d)])
}
