//! Makeup of pools drawn by chance, beside two simple ways of making pages: `cargo bench --bench makeup [-- --pools N] [--from N]`.
//!
//! For each pool: whether everything stood without overset, overlap or error, the points of the page, and the processor time.
//! The two others are stories one under the other by importance in two or three stacks, and the best of 1,000 arrangements by
//! chance; their pages are measured, written, set and scored in the same way.
#![allow(clippy::print_stdout)]

#[path = "../tests/it/support/random_pools.rs"]
mod random_pools;

use banxin::diagnostic::Severity;
use banxin::makeup::{MadePage, Method, Wanted, make};
use banxin::read::{Kept, Overlay};

/// Seconds of processor time of this process.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<u64> = stat
        .rsplit(") ")
        .next()
        .unwrap_or_default()
        .split(' ')
        .map(|field| field.parse().unwrap_or(0))
        .collect();
    fields.iter().skip(11).take(2).sum::<u64>() as f64 / 100.0
}

fn errors(page: &MadePage) -> Vec<&'static str> {
    let errors = page.findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| finding.code.name()).collect()
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let full = arguments.iter().any(|argument| argument == "--bench");
    let number = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1)?.parse::<u64>().ok()
    };
    let pools = number("--pools").unwrap_or(if full { 100 } else { 1 });
    let from = number("--from").unwrap_or(0);
    let (mut whole, mut beaten, mut left_out, mut slowest, mut warned) = ([0, 0], [0u64, 0], 0, 0.0f64, 0);
    let mut points = [0i64; 3];
    for number in from..from + pools {
        let dir = tempfile::tempdir().expect("a folder");
        let sort = random_pools::write(number, dir.path());
        let mut kept = Kept::default();
        let loaded =
            banxin::load_again(dir.path(), None, &Overlay::default(), &mut kept).expect("the pool loads");
        let mut pages = Vec::new();
        let mut seconds = Vec::new();
        for method in [Method::Chains, Method::Stacks, Method::Chance(1_000)] {
            let begun = processor();
            let wanted = Wanted { method, ..Wanted::default() };
            let mut made = make(dir.path(), &loaded, &mut kept, &wanted);
            seconds.push(processor() - begun);
            pages.push(match made.pop() {
                Some(Ok(mut list)) if !list.is_empty() => Some(list.remove(0)),
                Some(Err(refused)) => {
                    let faults =
                        refused.diagnostics.iter().filter(|finding| finding.severity == Severity::Error);
                    faults.for_each(|fault| println!("{number:4} {}: {}", fault.code.name(), fault.message));
                    None
                }
                _ => None,
            });
        }
        slowest = slowest.max(seconds[0]);
        let own = pages[0].as_ref().map_or(1_000_000, |page| page.points);
        for (at, other) in pages.iter().enumerate() {
            let other = other.as_ref().map_or(1_000_000, |page| page.points);
            points[at] += other.min(3_000);
            if at > 0 && own < other {
                beaten[at - 1] += 1;
            }
        }
        let state = match &pages[0] {
            Some(page) => {
                let faults = errors(page);
                let out = page.out().count();
                left_out += out;
                whole[usize::from(faults.is_empty())] += 1;
                warned +=
                    page.findings.iter().filter(|finding| finding.severity == Severity::Warning).count();
                let warnings: Vec<&str> = page
                    .findings
                    .iter()
                    .filter(|finding| finding.severity == Severity::Warning)
                    .map(|finding| finding.code.name())
                    .collect();
                format!("{} pieces, {out} out, {faults:?} {warnings:?} off {}", page.pieces.len(), page.off)
            }
            None => {
                whole[0] += 1;
                "no page".to_owned()
            }
        };
        let others: Vec<i64> =
            pages.iter().skip(1).map(|page| page.as_ref().map_or(-1, |page| page.points)).collect();
        println!("{number:4} {sort:18} {own:6} points, others {others:?}, {:.2} s, {state}", seconds[0]);
    }
    println!(
        "{} of {pools} without an error, {left_out} pieces left out, {warned} warnings; better than stacks {}, than chance {}; slowest \
         {slowest:.2} s of processor time; points on average {:?}",
        whole[1],
        beaten[0],
        beaten[1],
        points.map(|sum| sum / pools.max(1) as i64)
    );
}
