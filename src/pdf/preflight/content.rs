//! Rules about what is painted: colours, operators, and how black text prints.

use std::collections::BTreeSet;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::{Report, as_dictionary, entry, inherited, resolve, sub};

/// Every operator of PDF 1.6 but the compatibility brackets.
const OPERATORS: &str = "b B b* B* BDC BI BMC BT c cm CS cs d d0 d1 Do DP EI EMC ET f F f* G g gs h i ID j \
     J K k l m M MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \"";

/// Total ink that newsprint takes (ISO 12647-3 and the printers' limit), as a sum of shares.
const MOST_INK: f32 = crate::ink::COVERAGE_LIMIT as f32 / 100.0;

/// What colour text would have.
#[derive(Clone, Copy, PartialEq)]
enum Colour {
    Cmyk([f32; 4]),
    Registration,
    Other,
}

#[derive(Clone, Copy)]
struct State {
    fill: Colour,
    overprint: bool,
    mode: i64,
}

/// Walks the content of a page and of the forms on it.
pub(super) fn check(
    report: &mut Report<'_>,
    document: &Document,
    number: u32,
    id: ObjectId,
    page: &Dictionary,
) {
    let resources = inherited(document, page, "Resources").and_then(as_dictionary);
    let content = document.get_page_content(id);
    let mut walk = Walk { report, document, number, said: BTreeSet::new() };
    let state = State { fill: Colour::Cmyk([0.0, 0.0, 0.0, 1.0]), overprint: false, mode: 0 };
    walk.content(&content, resources, state, 0);
}

struct Walk<'a, 'r, 's> {
    report: &'r mut Report<'s>,
    document: &'a Document,
    number: u32,
    /// A fault is told once for each page, not for each glyph.
    said: BTreeSet<String>,
}

impl Walk<'_, '_, '_> {
    fn say(&mut self, rule: u8, what: String) {
        if self.said.insert(what.clone()) {
            self.report.add(rule, format!("page {} {what}", self.number));
        }
    }

    fn content(&mut self, bytes: &[u8], resources: Option<&Dictionary>, mut state: State, depth: usize) {
        let Ok(content) = Content::decode_strict(bytes) else {
            return self.say(25, "has content that cannot be read".to_owned());
        };
        let mut saved = Vec::new();
        for operation in &content.operations {
            match operation.operator.as_str() {
                "q" => saved.push(state),
                "Q" => match saved.pop() {
                    Some(before) => state = before,
                    None => self.say(25, "restores more graphics states than it saves".to_owned()),
                },
                "gs" => self.load(operation, resources, &mut state),
                "Do" => self.paint(operation, resources, state, depth),
                _ => self.operation(operation, resources, &mut state),
            }
        }
        if !saved.is_empty() {
            self.say(25, "saves more graphics states than it restores".to_owned());
        }
    }

    fn operation(&mut self, operation: &Operation, resources: Option<&Dictionary>, state: &mut State) {
        let operator = operation.operator.as_str();
        match operator {
            "rg" | "RG" => self.say(16, "is painted in DeviceRGB".to_owned()),
            "k" | "K" => {
                let mut shares = [0.0; 4];
                for (share, operand) in shares.iter_mut().zip(&operation.operands) {
                    *share = operand.as_float().unwrap_or(0.0);
                }
                let total = shares.iter().sum::<f32>();
                if total > MOST_INK + 1e-4 {
                    self.say(27, format!("has a colour of {:.0} % ink", total * 100.0));
                }
                if operator == "k" {
                    state.fill = Colour::Cmyk(shares);
                }
            }
            "g" => {
                let light = operation.operands.first().and_then(|light| light.as_float().ok()).unwrap_or(0.0);
                state.fill = Colour::Cmyk([0.0, 0.0, 0.0, 1.0 - light]);
            }
            "cs" | "CS" => {
                let name = operation.operands.first().and_then(|name| name.as_name().ok()).unwrap_or(b"");
                if name == b"DeviceRGB" {
                    self.say(16, "is painted in DeviceRGB".to_owned());
                }
                let spaces = resources.and_then(|resources| sub(self.document, resources, "ColorSpace"));
                let space = spaces.and_then(|spaces| spaces.get(name).ok());
                let space = space.and_then(|space| resolve(self.document, space).as_array().ok());
                if space.is_none() && !name.starts_with(b"Device") && name != b"Pattern" {
                    let name = String::from_utf8_lossy(name);
                    self.say(16, format!("uses colour space {name}, which it does not define"));
                }
                let all =
                    space.is_some_and(|space| matches!(space.get(1).map(Object::as_name), Some(Ok(b"All"))));
                if operator == "cs" {
                    state.fill = if all { Colour::Registration } else { Colour::Other };
                }
            }
            "Tf" => {
                let name = operation.operands.first().and_then(|name| name.as_name().ok()).unwrap_or(b"");
                let fonts = resources.and_then(|resources| sub(self.document, resources, "Font"));
                if fonts.is_none_or(|fonts| !fonts.has(name)) {
                    let name = String::from_utf8_lossy(name);
                    self.say(14, format!("uses font {name}, which it does not define"));
                }
            }
            "Tj" | "TJ" | "'" | "\"" => self.text(*state),
            "BI" => self.inline_image(operation),
            "BX" | "EX" => self.say(25, "brackets operators that its version does not know".to_owned()),
            operator if OPERATORS.split_ascii_whitespace().any(|known| known == operator) => {}
            operator => self.say(25, format!("has the unknown operator `{operator}`")),
        }
    }

    /// Rule 27: black text is black ink alone and overprints; no text is in the registration colour.
    fn text(&mut self, state: State) {
        match state.fill {
            Colour::Registration => self.say(27, "has text in the registration colour".to_owned()),
            Colour::Cmyk([c, m, y, k]) if k > 0.0 && c + m + y > 0.0 && (k == 1.0 || c * m * y > 0.0) => {
                self.say(27, "has black text on more plates than black".to_owned());
            }
            Colour::Cmyk([_, _, _, 1.0]) if !state.overprint || state.mode != 1 => {
                self.say(27, "has black text that does not overprint".to_owned());
            }
            _ => {}
        }
    }

    fn load(&mut self, operation: &Operation, resources: Option<&Dictionary>, state: &mut State) {
        let name = operation.operands.first().and_then(|name| name.as_name().ok()).unwrap_or(b"");
        let states = resources.and_then(|resources| sub(self.document, resources, "ExtGState"));
        let loaded = states.and_then(|states| states.get(name).ok());
        let Some(loaded) = loaded.and_then(|loaded| as_dictionary(resolve(self.document, loaded))) else {
            let name = String::from_utf8_lossy(name);
            return self.say(21, format!("uses graphics state {name}, which it does not define"));
        };
        let flag = |key: &str| entry(self.document, loaded, key).and_then(|flag| flag.as_bool().ok());
        if let Some(overprint) = flag("op").or_else(|| flag("OP")) {
            state.overprint = overprint;
        }
        if let Some(mode) = entry(self.document, loaded, "OPM").and_then(|mode| mode.as_i64().ok()) {
            state.mode = mode;
        }
    }

    fn paint(&mut self, operation: &Operation, resources: Option<&Dictionary>, state: State, depth: usize) {
        let name = operation.operands.first().and_then(|name| name.as_name().ok()).unwrap_or(b"");
        let xobjects = resources.and_then(|resources| sub(self.document, resources, "XObject"));
        let xobject = xobjects.and_then(|xobjects| xobjects.get(name).ok());
        let Some(Object::Stream(stream)) = xobject.map(|xobject| resolve(self.document, xobject)) else {
            let name = String::from_utf8_lossy(name);
            return self.say(22, format!("uses XObject {name}, which it does not define"));
        };
        if stream.dict.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Form") {
            return;
        }
        if depth > 16 {
            return self.say(22, "has forms within each other without end".to_owned());
        }
        let own = sub(self.document, &stream.dict, "Resources").or(resources);
        let content = stream.get_plain_content().unwrap_or_default();
        self.content(&content, own, state, depth + 1);
    }

    fn inline_image(&mut self, operation: &Operation) {
        let image = operation.operands.first().and_then(as_dictionary);
        let space = image.and_then(|image| image.get(b"CS").or_else(|_| image.get(b"ColorSpace")).ok());
        if matches!(space.map(Object::as_name), Some(Ok(b"RGB" | b"DeviceRGB"))) {
            self.say(16, "has an inline image in DeviceRGB".to_owned());
        }
    }
}
