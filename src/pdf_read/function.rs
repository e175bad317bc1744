//! Functions (ISO 32000-1, 7.10): sampled, exponential, stitching and the PostScript calculator.

use lopdf::{Document, Object};

use super::filter;
use super::objects::{as_dictionary, entry, number, numbers, resolve};

/// Functions within each other.
const DEEPEST: usize = 16;
/// Samples of a table, and operators of a calculator, at most.
const MOST: usize = 16_000_000;
/// Operators that a calculator runs for one colour.
const MOST_STEPS: u32 = 100_000;

#[derive(Debug)]
pub enum Function {
    Sampled {
        domain: Vec<[f64; 2]>,
        range: Vec<[f64; 2]>,
        size: Vec<usize>,
        encode: Vec<[f64; 2]>,
        decode: Vec<[f64; 2]>,
        /// From 0 to 1, the first input the fastest, outputs of one place side by side.
        samples: Vec<f32>,
    },
    Exponential {
        domain: [f64; 2],
        from: Vec<f64>,
        to: Vec<f64>,
        power: f64,
    },
    Stitching {
        domain: [f64; 2],
        parts: Vec<Function>,
        bounds: Vec<f64>,
        encode: Vec<[f64; 2]>,
    },
    Calculator {
        domain: Vec<[f64; 2]>,
        range: Vec<[f64; 2]>,
        program: Vec<Step>,
    },
    /// One function for each output.
    Several(Vec<Function>),
    Identity,
}

#[derive(Clone, Debug)]
pub enum Step {
    Number(f64),
    Operator(&'static str),
    If(Vec<Step>),
    IfElse(Vec<Step>, Vec<Step>),
}

const OPERATORS: [&str; 40] = [
    "abs", "add", "atan", "ceiling", "cos", "cvi", "cvr", "div", "exp", "floor", "idiv", "ln", "log", "mod",
    "mul", "neg", "round", "sin", "sqrt", "sub", "truncate", "and", "bitshift", "eq", "false", "ge", "gt",
    "le", "lt", "ne", "not", "or", "true", "xor", "copy", "dup", "exch", "index", "pop", "roll",
];

fn pairs(numbers: &[f64]) -> Vec<[f64; 2]> {
    numbers.chunks_exact(2).map(|pair| [pair[0], pair[1]]).collect()
}

fn clamp(value: f64, [low, high]: [f64; 2]) -> f64 {
    // `f64::clamp` panics where the file has them in the wrong order.
    value.min(high).max(low)
}

fn between(value: f64, [from, to]: [f64; 2], [low, high]: [f64; 2]) -> f64 {
    if to == from { low } else { low + (value - from) * (high - low) / (to - from) }
}

impl Function {
    /// Reads a function, or an array of functions with one output each.
    pub fn parse(document: &Document, object: &Object) -> Option<Function> {
        Function::parse_at(document, object, 0)
    }

    fn parse_at(document: &Document, object: &Object, depth: usize) -> Option<Function> {
        if depth > DEEPEST {
            return None;
        }
        let object = resolve(document, object);
        if let Object::Array(parts) = object {
            let parts = parts.iter().map(|part| Function::parse_at(document, part, depth + 1));
            return parts.collect::<Option<Vec<_>>>().map(Function::Several);
        }
        if object.as_name().ok() == Some(b"Identity") {
            return Some(Function::Identity);
        }
        let dictionary = as_dictionary(object)?;
        let list = |key: &str| numbers(document, entry(document, dictionary, key));
        let domain = pairs(&list("Domain")?);
        let first = *domain.first()?;
        let range = pairs(&list("Range").unwrap_or_default());
        match entry(document, dictionary, "FunctionType")?.as_i64().ok()? {
            0 => {
                let bits = entry(document, dictionary, "BitsPerSample")?.as_i64().ok()?;
                let size = list("Size")?.iter().map(|size| *size as usize).collect::<Vec<_>>();
                if size.len() != domain.len() || size.contains(&0) || range.is_empty() {
                    return None;
                }
                let count = size.iter().try_fold(range.len(), |count, size| count.checked_mul(*size))?;
                if count > MOST || domain.len() > 8 {
                    return None;
                }
                let data = filter::plain(document, object.as_stream().ok()?)?;
                let samples = samples(&data, count, usize::try_from(bits).ok()?)?;
                let encode = list("Encode").map_or_else(
                    || size.iter().map(|size| [0.0, *size as f64 - 1.0]).collect(),
                    |encode| pairs(&encode),
                );
                let decode = list("Decode").map_or_else(|| range.clone(), |decode| pairs(&decode));
                if encode.len() < domain.len() || decode.len() < range.len() {
                    return None;
                }
                Some(Function::Sampled { domain, range, size, encode, decode, samples })
            }
            2 => {
                let from = list("C0").unwrap_or_else(|| vec![0.0]);
                let to = list("C1").unwrap_or_else(|| vec![1.0]);
                let power = number(entry(document, dictionary, "N")?)?;
                Some(Function::Exponential { domain: first, from, to, power })
            }
            3 => {
                let parts = entry(document, dictionary, "Functions")?.as_array().ok()?;
                let parts = parts.iter().map(|part| Function::parse_at(document, part, depth + 1));
                let parts = parts.collect::<Option<Vec<_>>>()?;
                let bounds = list("Bounds")?;
                let encode = pairs(&list("Encode")?);
                let fit = !parts.is_empty() && bounds.len() + 1 == parts.len() && encode.len() >= parts.len();
                fit.then_some(Function::Stitching { domain: first, parts, bounds, encode })
            }
            4 => {
                let data = filter::plain(document, object.as_stream().ok()?)?;
                let program = program(&data)?;
                Some(Function::Calculator { domain, range, program })
            }
            _ => None,
        }
    }

    /// The outputs for some inputs; `None` if a calculator's program goes wrong.
    pub fn call_strictly(&self, input: &[f64]) -> Option<Vec<f64>> {
        if let Function::Calculator { domain, range, program } = self {
            let mut stack = inputs(domain, input);
            run(program, &mut stack, &mut { MOST_STEPS })?;
            if stack.len() != range.len() {
                return None;
            }
        }
        Some(self.call(input))
    }

    /// The outputs for some inputs; too few inputs count as 0.
    pub fn call(&self, input: &[f64]) -> Vec<f64> {
        let first = input.first().copied().unwrap_or(0.0);
        match self {
            Function::Identity => input.to_vec(),
            Function::Several(parts) => {
                parts.iter().map(|part| part.call(input).first().copied().unwrap_or(0.0)).collect()
            }
            Function::Exponential { domain, from, to, power } => {
                let at = clamp(first, *domain);
                let share = if *power == 1.0 { at } else { at.powf(*power) };
                from.iter().zip(to).map(|(from, to)| from + share * (to - from)).collect()
            }
            Function::Stitching { domain, parts, bounds, encode } => {
                let at = clamp(first, *domain);
                let part = bounds.iter().take_while(|bound| at >= **bound).count().min(parts.len() - 1);
                let low = if part == 0 { domain[0] } else { bounds[part - 1] };
                let high = bounds.get(part).copied().unwrap_or(domain[1]);
                parts[part].call(&[between(at, [low, high], encode[part])])
            }
            Function::Sampled { domain, range, size, encode, decode, samples } => {
                let place = |nth: usize| {
                    let at = clamp(input.get(nth).copied().unwrap_or(0.0), domain[nth]);
                    let at = between(at, domain[nth], encode[nth]);
                    clamp(at, [0.0, size[nth] as f64 - 1.0])
                };
                let places: Vec<f64> = (0..size.len()).map(place).collect();
                let outputs = range.len();
                let mut sums = vec![0.0; outputs];
                // Every corner of the cell around the place, by its weight.
                for corner in 0..1usize << size.len() {
                    let (mut weight, mut at, mut stride) = (1.0, 0, 1);
                    for (nth, place) in places.iter().enumerate() {
                        let low = place.floor();
                        let high = corner >> nth & 1 == 1;
                        weight *= if high { place - low } else { 1.0 - (place - low) };
                        at += stride * (low as usize + usize::from(high)).min(size[nth] - 1);
                        stride *= size[nth];
                    }
                    if weight > 0.0 {
                        for (nth, sum) in sums.iter_mut().enumerate() {
                            *sum += weight * f64::from(samples[at * outputs + nth]);
                        }
                    }
                }
                let decoded = sums.iter().enumerate().map(|(nth, sum)| {
                    let [low, high] = decode[nth];
                    clamp(low + sum * (high - low), range[nth])
                });
                decoded.collect()
            }
            Function::Calculator { domain, range, program } => {
                let mut stack = inputs(domain, input);
                let mut left = MOST_STEPS;
                // A program that goes wrong leaves what it has.
                let _ = run(program, &mut stack, &mut left);
                let missing = range.len().saturating_sub(stack.len());
                let mut out = vec![0.0; missing];
                out.extend_from_slice(&stack[stack.len() - (range.len() - missing)..]);
                out.iter().zip(range).map(|(value, range)| clamp(*value, *range)).collect()
            }
        }
    }
}

/// The inputs that a calculator starts with.
fn inputs(domain: &[[f64; 2]], input: &[f64]) -> Vec<f64> {
    let inputs = domain.iter().enumerate();
    inputs.map(|(nth, domain)| clamp(input.get(nth).copied().unwrap_or(0.0), *domain)).collect()
}

/// Samples of 1 to 32 bits, one behind the other, from 0 to 1.
fn samples(data: &[u8], count: usize, bits: usize) -> Option<Vec<f32>> {
    if !matches!(bits, 1 | 2 | 4 | 8 | 12 | 16 | 24 | 32) || data.len() < (count * bits).div_ceil(8) {
        return None;
    }
    let most = ((1u64 << bits) - 1) as f64;
    let sample = |nth: usize| {
        let mut value = 0u64;
        for bit in nth * bits..(nth + 1) * bits {
            value = value << 1 | u64::from(data[bit / 8] >> (7 - bit % 8) & 1);
        }
        (value as f64 / most) as f32
    };
    Some((0..count).map(sample).collect())
}

fn program(source: &[u8]) -> Option<Vec<Step>> {
    let text = String::from_utf8_lossy(source).replace('{', " { ").replace('}', " } ");
    let mut words = text.split_ascii_whitespace();
    (words.next() == Some("{")).then_some(())?;
    block(&mut words, 0)
}

fn block<'a>(words: &mut impl Iterator<Item = &'a str>, depth: usize) -> Option<Vec<Step>> {
    if depth > DEEPEST {
        return None;
    }
    let mut steps = Vec::new();
    let mut waiting: Vec<Vec<Step>> = Vec::new();
    loop {
        match words.next()? {
            "}" => return waiting.is_empty().then_some(steps),
            "{" => waiting.push(block(words, depth + 1)?),
            "if" => steps.push(Step::If(waiting.pop()?)),
            "ifelse" => {
                let other = waiting.pop()?;
                steps.push(Step::IfElse(waiting.pop()?, other));
            }
            word => steps.push(match OPERATORS.iter().find(|known| **known == word) {
                Some(known) => Step::Operator(known),
                None => Step::Number(word.parse().ok()?),
            }),
        }
        if steps.len() > MOST {
            return None;
        }
    }
}

fn run(steps: &[Step], stack: &mut Vec<f64>, left: &mut u32) -> Option<()> {
    for step in steps {
        *left = left.checked_sub(1)?;
        match step {
            Step::Number(number) => stack.push(*number),
            Step::If(block) => {
                if stack.pop()? != 0.0 {
                    run(block, stack, left)?;
                }
            }
            Step::IfElse(yes, no) => {
                let block = if stack.pop()? != 0.0 { yes } else { no };
                run(block, stack, left)?;
            }
            Step::Operator(name) => operate(name, stack)?,
        }
        if stack.len() > 1_000 {
            return None;
        }
    }
    Some(())
}

fn operate(name: &str, stack: &mut Vec<f64>) -> Option<()> {
    let truth = |yes: bool| if yes { 1.0 } else { 0.0 };
    match name {
        "true" | "false" => stack.push(truth(name == "true")),
        "pop" => {
            stack.pop()?;
        }
        "dup" => stack.push(*stack.last()?),
        "exch" => {
            let [one, two] = [stack.pop()?, stack.pop()?];
            stack.extend([one, two]);
        }
        "copy" => {
            let count = stack.pop()? as usize;
            let start = stack.len().checked_sub(count)?;
            stack.extend_from_within(start..);
        }
        "index" => {
            let back = stack.pop()? as usize;
            stack.push(*stack.get(stack.len().checked_sub(back.checked_add(1)?)?)?);
        }
        "roll" => {
            let by = stack.pop()? as i64;
            let count = stack.pop()? as usize;
            let start = stack.len().checked_sub(count)?;
            if count > 0 {
                stack[start..].rotate_right(by.rem_euclid(count as i64) as usize);
            }
        }
        "abs" | "ceiling" | "cos" | "cvi" | "cvr" | "floor" | "ln" | "log" | "neg" | "round" | "sin"
        | "sqrt" | "truncate" | "not" => {
            let value = stack.pop()?;
            stack.push(match name {
                "abs" => value.abs(),
                "ceiling" => value.ceil(),
                "cos" => value.to_radians().cos(),
                "cvi" | "truncate" => value.trunc(),
                "floor" => value.floor(),
                "ln" => value.ln(),
                "log" => value.log10(),
                "neg" => -value,
                "round" => (value + 0.5).floor(),
                "sin" => value.to_radians().sin(),
                "sqrt" => value.max(0.0).sqrt(),
                "not" => truth(value == 0.0),
                _ => value,
            });
        }
        _ => {
            let two = stack.pop()?;
            let one = stack.pop()?;
            let whole = |value: f64| value as i64;
            stack.push(match name {
                "add" => one + two,
                "sub" => one - two,
                "mul" => one * two,
                "div" => one / two,
                "idiv" => whole(one).checked_div(whole(two))? as f64,
                "mod" => whole(one).checked_rem(whole(two))? as f64,
                "exp" => one.powf(two),
                "atan" => one.atan2(two).to_degrees().rem_euclid(360.0),
                "eq" => truth(one == two),
                "ne" => truth(one != two),
                "ge" => truth(one >= two),
                "gt" => truth(one > two),
                "le" => truth(one <= two),
                "lt" => truth(one < two),
                "and" => (whole(one) & whole(two)) as f64,
                "or" => (whole(one) | whole(two)) as f64,
                "xor" => (whole(one) ^ whole(two)) as f64,
                "bitshift" if two >= 0.0 => whole(one).checked_shl(two as u32).unwrap_or(0) as f64,
                "bitshift" => whole(one).checked_shr(-two as u32).unwrap_or(0) as f64,
                _ => return None,
            });
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use lopdf::{Dictionary, Stream, dictionary};

    use super::*;

    fn calculator(program: &str, inputs: usize, outputs: usize, input: &[f64]) -> Vec<f64> {
        let unit =
            |count: usize| Object::Array((0..count * 2).map(|at| Object::Integer(at as i64 % 2)).collect());
        let dictionary =
            dictionary! { "FunctionType" => 4, "Domain" => unit(inputs), "Range" => unit(outputs) };
        let object = Object::Stream(Stream::new(dictionary, program.as_bytes().to_vec()));
        Function::parse(&Document::new(), &object).expect("a program").call(input)
    }

    fn close(one: &[f64], two: &[f64]) {
        let near = one.len() == two.len() && one.iter().zip(two).all(|(one, two)| (one - two).abs() < 1e-6);
        assert!(near, "{one:?} is not {two:?}");
    }

    #[test]
    fn the_calculator() {
        close(&calculator("{ dup 0.5 mul exch 1 exch sub }", 1, 2, &[0.6]), &[0.3, 0.4]);
        close(&calculator("{dup .5 gt{pop 1}{pop 0}ifelse}", 1, 1, &[0.6]), &[1.0]);
        close(&calculator("{ 3 1 roll }", 3, 3, &[0.1, 0.2, 0.3]), &[0.3, 0.1, 0.2]);
        close(&calculator("{ 2 copy add 2 index }", 2, 4, &[0.1, 0.2]), &[0.1, 0.2, 0.3, 0.1]);
        close(&calculator("{ 0.5 2 exp exch pop 90 sin 2 div }", 1, 2, &[0.1]), &[0.25, 0.5]);
        // What goes wrong gives something, and does not stop the program.
        close(&calculator("{ pop pop }", 1, 1, &[0.6]), &[0.0]);
        close(&calculator("{ 0 idiv }", 1, 1, &[0.6]), &[0.0]);
    }

    #[test]
    fn tables_curves_and_stitches() {
        let document = Document::new();
        let ends = |from: i64, to: i64| Object::Array(vec![from.into(), to.into()]);
        let table = dictionary! {
            "FunctionType" => 0, "Domain" => ends(0, 1), "Range" => ends(0, 1), "Size" => vec![3.into()],
            "BitsPerSample" => 8,
        };
        let table = Object::Stream(Stream::new(table, vec![0, 255, 51]));
        let table = Function::parse(&document, &table).expect("a table");
        close(&table.call(&[0.25]), &[0.5]);
        close(&table.call(&[0.75]), &[0.6]);
        close(&table.call(&[9.0]), &[0.2]);
        let curve = |from: f32, to: f32| -> Dictionary {
            dictionary! {
                "FunctionType" => 2, "Domain" => ends(0, 1), "N" => 2,
                "C0" => vec![Object::Real(from)], "C1" => vec![Object::Real(to)],
            }
        };
        let stitched = dictionary! {
            "FunctionType" => 3, "Domain" => ends(0, 1), "Bounds" => vec![Object::Real(0.5)],
            "Encode" => vec![0.into(), 1.into(), 1.into(), 0.into()],
            "Functions" => vec![curve(0.0, 1.0).into(), curve(0.0, 0.5).into()],
        };
        let stitched = Function::parse(&document, &stitched.into()).expect("a stitched function");
        close(&stitched.call(&[0.25]), &[0.25]);
        close(&stitched.call(&[0.5]), &[0.5]);
        close(&stitched.call(&[1.0]), &[0.0]);
    }
}
