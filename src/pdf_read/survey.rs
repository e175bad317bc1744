//! What a content stream names, found without running it.
//!
//! Placing copies of a page only what it uses. The stream is cut into operators by the lexer that the
//! interpreter reads with, and each operator names its resource by the operand that the interpreter
//! takes: what is found here is what is looked up there.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Object};

use super::colour::is_device_space;
use super::image::full_names;
use super::lexer::{Lexer, Token};
use super::operators::{first_name, is_known, last_name, paints};
use super::sink::FaultKind;

/// Names of one category of resources.
pub type Names = BTreeSet<Vec<u8>>;

/// What a stream of operators uses.
#[derive(Debug, Default)]
pub struct Survey {
    pub fonts: Names,
    pub states: Names,
    pub spaces: Names,
    pub patterns: Names,
    pub shadings: Names,
    pub xobjects: Names,
    pub properties: Names,
    /// Whether it paints in DeviceRGB.
    pub rgb: bool,
    /// Whether it paints at all.
    pub paints: bool,
    /// Whether one of its inline images is coded as LZW.
    pub lzw: bool,
    /// Graphics states that it saves and does not restore.
    pub open: usize,
}

impl Survey {
    /// Looks through a stream of operators.
    ///
    /// # Errors
    /// The first fault for which the interpreter would report the stream as broken.
    pub fn of(content: &[u8]) -> Result<Survey, FaultKind> {
        let mut survey = Survey::default();
        let mut lexer = Lexer::new(content);
        while let Some(token) = lexer.next() {
            match token {
                Token::Operator(operator) => survey.operator(operator, &lexer.operands)?,
                Token::Image(dictionary, _) => survey.image(&full_names(&dictionary)),
                Token::Broken(at) => return Err(FaultKind::Unreadable(at)),
            }
        }
        Ok(survey)
    }

    /// Adds what another stream uses whose resources are the same.
    pub fn join(&mut self, mut other: Survey) {
        let pairs = [
            (&mut self.fonts, &mut other.fonts),
            (&mut self.states, &mut other.states),
            (&mut self.spaces, &mut other.spaces),
            (&mut self.patterns, &mut other.patterns),
            (&mut self.shadings, &mut other.shadings),
            (&mut self.xobjects, &mut other.xobjects),
            (&mut self.properties, &mut other.properties),
        ];
        pairs.into_iter().for_each(|(own, others)| own.append(others));
        self.rgb |= other.rgb;
        self.paints |= other.paints;
    }

    fn operator(&mut self, operator: &[u8], operands: &[Object]) -> Result<(), FaultKind> {
        self.paints |= paints(operator);
        match operator {
            b"q" => self.open += 1,
            b"Q" => self.open = self.open.checked_sub(1).ok_or(FaultKind::Restored)?,
            b"rg" | b"RG" => self.rgb = true,
            b"cs" | b"CS" => self.space(last_name(operands)),
            b"sc" | b"SC" | b"scn" | b"SCN" => insert(&mut self.patterns, last_name(operands)),
            b"Tf" => insert(&mut self.fonts, first_name(operands)),
            b"gs" => insert(&mut self.states, last_name(operands)),
            b"sh" => insert(&mut self.shadings, last_name(operands)),
            b"Do" => insert(&mut self.xobjects, last_name(operands)),
            b"BDC" | b"DP" => insert(&mut self.properties, last_name(operands)),
            b"BX" | b"EX" => return Err(FaultKind::Bracket),
            operator if is_known(operator) => {}
            unknown => return Err(FaultKind::unknown_operator(unknown)),
        }
        Ok(())
    }

    fn space(&mut self, name: &[u8]) {
        match name {
            b"DeviceRGB" | b"RGB" => self.rgb = true,
            name if is_device_space(name) => {}
            name => insert(&mut self.spaces, name),
        }
    }

    /// Colour space and filters of an inline image, whose keys are in full.
    fn image(&mut self, dictionary: &Dictionary) {
        self.paints = true;
        match dictionary.get(b"ColorSpace") {
            Ok(Object::Name(name)) => self.space(name),
            // `[/Indexed base high table]`
            Ok(Object::Array(parts)) => {
                if let Some(Ok(base)) = parts.get(1).map(Object::as_name) {
                    self.space(base);
                }
            }
            _ => {}
        }
        let is_lzw = |filter: &Object| matches!(filter.as_name(), Ok(b"LZW" | b"LZWDecode"));
        self.lzw |= match dictionary.get(b"Filter") {
            Ok(Object::Array(filters)) => filters.iter().any(is_lzw),
            Ok(filter) => is_lzw(filter),
            Err(_) => false,
        };
    }
}

fn insert(names: &mut Names, name: &[u8]) {
    if !name.is_empty() {
        names.insert(name.to_vec());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn survey(content: &[u8]) -> Survey {
        Survey::of(content).expect("sound operators")
    }

    #[test]
    fn names_are_found_by_their_operators() {
        let used = survey(b"q /G0 gs /F1 9 Tf /CS1 cs 1 scn /Pattern cs /P0 scn /OC /M1 BDC /X2 Do EMC q Q");
        let one = |name: &str| Names::from([name.as_bytes().to_vec()]);
        assert_eq!((&used.states, &used.fonts, &used.spaces), (&one("G0"), &one("F1"), &one("CS1")));
        assert_eq!((&used.patterns, &used.properties, &used.xobjects), (&one("P0"), &one("M1"), &one("X2")));
        assert_eq!((used.open, used.rgb, used.paints), (1, false, true));
        // An operator with a figure in its name ends there, and the name behind it is the next one's.
        assert_eq!(survey(b"9 0 0 0 9 9 d1 /X0 Do").xobjects, one("X0"));
    }

    #[test]
    fn faults_are_those_of_the_interpreter() {
        let fault = |content: &[u8]| Survey::of(content).expect_err("a fault");
        assert_eq!(fault(b"Q"), FaultKind::Restored);
        assert_eq!(fault(b"0 0 m 1 1 xx"), FaultKind::UnknownOperator("xx".to_owned()));
        assert_eq!(fault(b"BX EX"), FaultKind::Bracket);
        assert_eq!(fault(b"0 0 9 ) re"), FaultKind::Unreadable(6));
    }

    #[test]
    fn colours_without_a_name() {
        assert!(survey(b"1 0 0 rg").rgb && survey(b"/DeviceRGB cs").rgb);
        assert!(survey(b"BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI").rgb);
        let table = survey(b"BI /W 1 /H 1 /BPC 8 /CS [/I /C9 0 <00>] /F [/AHx /LZW] ID 00> EI");
        assert_eq!((table.spaces, table.lzw), (Names::from([b"C9".to_vec()]), true));
        assert!(!survey(b"0 0 0 1 k 0 0 m 1 1 l n").paints);
    }
}
