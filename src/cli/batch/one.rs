//! One issue of a batch, from its folder to its PDF.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use banxin::cache::Cache;
use banxin::diagnostic::{Diagnostic, Sources};
use banxin::gather::gather;
use banxin::ink::Standard;
use banxin::message::{Message, msg};
use banxin::pdf::Document;
use banxin::read::{Kept, Overlay};
use banxin::{Examined, compile, examine, pdf};

use super::super::findings::Tally;
use super::super::outcome::Outcome;
use super::super::{codes, output};
use super::inputs::{self, Before};
use super::journal::{self, Record};
use super::list::{Entry, identity};

/// What became of an issue.
#[derive(Debug)]
pub struct Ended {
    /// The exit code that it would have had alone.
    pub outcome: Outcome,
    /// Whether it was done before and nothing changed, so that nothing was made.
    pub unchanged: bool,
    /// Its pages; 0 where it was refused.
    pub pages: usize,
    /// How much was found; of one that is unchanged, when it was made.
    pub tally: Tally,
    /// What was found now.
    pub findings: Vec<Diagnostic>,
    /// The texts that findings point into.
    pub sources: Sources,
    /// For the journal.
    pub record: Option<Record>,
}

/// Makes the PDF of an issue, if it is not made already; `known` is what the journal has of it.
pub fn build(entry: &Entry, standard: Option<Standard>, cache: &Arc<Cache>, known: Option<&Record>) -> Ended {
    if let Some(known) = known.filter(|known| is_as_recorded(entry, standard, known)) {
        let tally = Tally { errors: known.errors, warnings: known.warnings, notes: known.notes };
        return Ended {
            outcome: tally.outcome(),
            unchanged: true,
            pages: known.pages,
            tally,
            findings: Vec::new(),
            sources: Sources::default(),
            record: None,
        };
    }
    guarded(entry, || make(entry, standard, cache, known))
}

/// A fault of the program in one issue must not cost the others; its message is on standard error already.
fn guarded(entry: &Entry, make: impl FnOnce() -> Ended) -> Ended {
    catch_unwind(AssertUnwindSafe(make)).unwrap_or_else(|cause| {
        let words = cause.downcast_ref::<String>().map(String::as_str);
        let words = words.or(cause.downcast_ref::<&str>().copied()).unwrap_or("?").to_owned();
        let message = msg!("banxin failed on this issue: {why}", why = Message::verbatim(words));
        let finding = Diagnostic::new(codes::BATCH_FAULT, message).in_file(&entry.issue);
        refused(Sources::default(), vec![finding])
    })
}

/// How much is told of these findings: like ones are one, and those that only follow are left out.
fn told(findings: &[Diagnostic]) -> Tally {
    Tally::of(gather(findings, |finding| finding).told.iter().map(|told| told.first))
}

fn is_as_recorded(entry: &Entry, standard: Option<Standard>, known: &Record) -> bool {
    known.program == inputs::program()
        && known.issue == identity(&entry.issue)
        && known.standard == journal::standard(standard)
        && inputs::digest_of_file(&entry.output).as_ref() == Some(&known.output_digest)
        && inputs::digest_of_all(&entry.issue, &known.inputs) == known.inputs_digest
}

fn refused(sources: Sources, findings: Vec<Diagnostic>) -> Ended {
    Ended {
        outcome: Outcome::Refused,
        unchanged: false,
        pages: 0,
        tally: told(&findings),
        findings,
        sources,
        record: None,
    }
}

fn make(entry: &Entry, standard: Option<Standard>, cache: &Arc<Cache>, known: Option<&Record>) -> Ended {
    let before = Before::of(&entry.issue, known.iter().flat_map(|known| &known.inputs));
    let mut kept = Kept::with(Arc::clone(cache));
    let loaded = match banxin::load_again(&entry.issue, standard, &Overlay::default(), &mut kept) {
        Ok(loaded) => loaded,
        Err(cause) => return refused(cause.sources, cause.diagnostics),
    };
    let compiled = compile(&loaded);
    let Examined { mut findings, printable } = examine(&loaded, &compiled, cache);
    if !printable {
        return refused(loaded.sources, findings);
    }
    let written = output::guard(&entry.output, &loaded).and_then(|()| {
        let bytes = pdf::write_with(&Document::of(&loaded, &compiled.pages), cache)?;
        let digest = inputs::digest(&bytes);
        output::write(&[(entry.output.clone(), bytes)])?;
        Ok(digest)
    });
    let output_digest = match written {
        Ok(digest) => digest,
        Err(fault) => {
            findings.push(fault);
            return refused(loaded.sources, findings);
        }
    };
    let tally = told(&findings);
    let files = inputs::of(&entry.issue, &loaded, &kept);
    let record = Record {
        output: entry.id.clone(),
        issue: identity(&entry.issue),
        program: inputs::program().to_owned(),
        standard: journal::standard(standard),
        inputs_digest: inputs::digest_of_all(&entry.issue, &files),
        inputs: files,
        output_digest,
        pages: compiled.pages.len(),
        errors: tally.errors,
        warnings: tally.warnings,
        notes: tally.notes,
    };
    Ended {
        outcome: tally.outcome(),
        unchanged: false,
        pages: compiled.pages.len(),
        tally,
        findings,
        sources: loaded.sources,
        // Somebody is working on it: the next run sets it again.
        record: before.is_still_so().then_some(record),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_the_program_is_told_of_its_issue() {
        let entry = Entry {
            issue: "11-23".into(),
            written: "11-23".to_owned(),
            output: "a.pdf".into(),
            id: "/a.pdf".into(),
        };
        let ended = guarded(&entry, || {
            assert!(entry.written.is_empty(), "a test's own {}", "fault");
            refused(Sources::default(), Vec::new())
        });
        assert_eq!((ended.outcome, ended.findings[0].code.name()), (Outcome::Refused, "batch-fault"));
        assert!(ended.findings[0].message.contains("a test's own fault"), "{:?}", ended.findings);
        let sound = guarded(&entry, || refused(Sources::default(), Vec::new()));
        assert!(sound.findings.is_empty());
    }
}
