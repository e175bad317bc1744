//! What operators name and paint: the resources that come along, and the colours without a name.

use std::collections::BTreeSet;

use lopdf::Object;
use lopdf::content::{Content, Operation};

/// Every operator of PDF 1.6 but the compatibility brackets.
const OPERATORS: &str = "b B b* B* BDC BI BMC BT c cm CS cs d d0 d1 Do DP EI EMC ET f F f* G g gs h i ID j \
     J K k l m M MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \"";

/// The operators that leave something on the page.
const PAINTING: [&str; 17] =
    ["b", "B", "b*", "B*", "f", "F", "f*", "s", "S", "Do", "sh", "Tj", "TJ", "'", "\"", "BI", "EI"];

/// Names of one category of resources.
pub(super) type Names = BTreeSet<Vec<u8>>;

/// What a stream of operators uses.
#[derive(Debug, Default)]
pub(super) struct Used {
    pub(super) fonts: Names,
    pub(super) states: Names,
    pub(super) spaces: Names,
    pub(super) patterns: Names,
    pub(super) shadings: Names,
    pub(super) xobjects: Names,
    pub(super) properties: Names,
    /// Whether it paints in DeviceRGB.
    pub(super) rgb: bool,
    /// Whether it paints at all.
    pub(super) paints: bool,
    /// Graphics states that it saves and does not restore.
    pub(super) open: usize,
}

/// Reads a stream of operators; the fault is a half sentence.
pub(super) fn used(bytes: &[u8]) -> Result<Used, String> {
    let content = Content::decode_strict(bytes).map_err(|_| "its operators cannot be read".to_owned())?;
    let mut used = Used::default();
    for operation in &content.operations {
        let name =
            |at: usize| operation.operands.get(at).and_then(|name| name.as_name().ok()).map(<[u8]>::to_vec);
        let operator = operation.operator.as_str();
        used.paints |= PAINTING.contains(&operator);
        match operator {
            "q" => used.open += 1,
            "Q" => match used.open.checked_sub(1) {
                Some(open) => used.open = open,
                None => return Err("it restores more graphics states than it saves".to_owned()),
            },
            "rg" | "RG" => used.rgb = true,
            "cs" | "CS" => used.space(name(0)),
            "scn" | "SCN" => used.patterns.extend(name(operation.operands.len().saturating_sub(1))),
            "Tf" => used.fonts.extend(name(0)),
            "gs" => used.states.extend(name(0)),
            "sh" => used.shadings.extend(name(0)),
            "Do" => used.xobjects.extend(name(0)),
            "BDC" | "DP" => used.properties.extend(name(1)),
            "BI" => used.inline(operation)?,
            operator if OPERATORS.split_ascii_whitespace().any(|known| known == operator) => {}
            operator => return Err(format!("it has the operator `{operator}`, which PDF 1.6 does not know")),
        }
    }
    Ok(used)
}

impl Used {
    fn space(&mut self, name: Option<Vec<u8>>) {
        match name.as_deref() {
            Some(b"DeviceRGB" | b"RGB") => self.rgb = true,
            Some(b"DeviceGray" | b"DeviceCMYK" | b"G" | b"CMYK" | b"I" | b"Indexed" | b"Pattern") | None => {}
            Some(name) => {
                self.spaces.insert(name.to_vec());
            }
        }
    }

    fn inline(&mut self, operation: &Operation) -> Result<(), String> {
        let Some(Object::Stream(image)) = operation.operands.first() else {
            return Err("it has an image among its operators that cannot be read".to_owned());
        };
        let get = |short: &[u8], long: &[u8]| image.dict.get(short).or_else(|_| image.dict.get(long)).ok();
        match get(b"CS", b"ColorSpace") {
            Some(Object::Name(name)) => self.space(Some(name.clone())),
            Some(Object::Array(parts)) => {
                for part in parts {
                    self.space(part.as_name().ok().map(<[u8]>::to_vec));
                }
            }
            _ => {}
        }
        let filters = match get(b"F", b"Filter") {
            Some(Object::Array(filters)) => filters.iter().collect(),
            Some(filter) => vec![filter],
            None => Vec::new(),
        };
        match filters.iter().any(|filter| matches!(filter.as_name(), Ok(b"LZW" | b"LZWDecode"))) {
            true => Err("it has an image among its operators in LZW".to_owned()),
            false => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_their_operators() {
        let used =
            used(b"q /G0 gs /F1 9 Tf /CS1 cs 1 scn /Pattern cs /P0 scn /OC /M1 BDC /X2 Do EMC q Q").unwrap();
        let one = |name: &str| Names::from([name.as_bytes().to_vec()]);
        assert_eq!((&used.states, &used.fonts, &used.spaces), (&one("G0"), &one("F1"), &one("CS1")));
        assert_eq!((&used.patterns, &used.properties, &used.xobjects), (&one("P0"), &one("M1"), &one("X2")));
        assert_eq!((used.open, used.rgb, used.paints), (1, false, true));
    }

    #[test]
    fn faults_have_words() {
        assert!(used(b"Q").unwrap_err().contains("restores"));
        assert!(used(b"0 0 m 1 1 xx").unwrap_err().contains("`xx`"));
        assert!(used(b"1 0 0 rg").unwrap().rgb && used(b"/DeviceRGB cs").unwrap().rgb);
        let image = b"BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI";
        assert!(used(image).unwrap().rgb);
        assert!(!used(b"0 0 0 1 k 0 0 m 1 1 l n").unwrap().paints);
    }
}
