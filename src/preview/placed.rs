//! Placed PDFs (PDF 广告) on a proof: drawn from their own content, in the place, crop and scale that
//! they have on the page.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::message::{Message, Word, msg, semicolons};
use crate::pdf_read::{Fault, FaultKind};

/// How many shortcomings of a PDF are told one by one.
const MOST_TOLD: usize = 4;

/// What a proof does not show of a placed PDF as it will print; `None` where it shows all.
pub(super) fn finding(
    page: u32,
    faults: Vec<Fault>,
    damaged: Vec<Message>,
    undrawn: Vec<Word>,
) -> Option<Diagnostic> {
    let mut told: Vec<Message> = Vec::new();
    for why in damaged
        .into_iter()
        .chain(faults.into_iter().filter_map(missed))
        .chain(undrawn.into_iter().map(|why| msg!("it {why}", why)))
    {
        if !told.contains(&why) {
            told.push(why);
        }
    }
    if told.is_empty() {
        return None;
    }
    let more = told.len().saturating_sub(MOST_TOLD);
    told.truncate(MOST_TOLD);
    let more = if more > 0 { msg!("; and {more} more", more) } else { Message::default() };
    let message = msg!(
        "the proof of page {page} does not show this PDF as it will print: {told}{more}",
        page,
        told = semicolons(&told),
        more
    );
    Some(
        Diagnostic::new(codes::PROOF_PLACED, message).help(msg!(
            "the press file has the page itself: look at it in a PDF reader before it goes to press"
        )),
    )
}

/// What of a fault in its content is missing on the proof; nothing for faults that every reader passes
/// over.
fn missed(fault: Fault) -> Option<Message> {
    let passed_over = matches!(fault.what, FaultKind::Restored | FaultKind::Saved | FaultKind::Bracket);
    (!passed_over).then(|| msg!("it {fault}", fault))
}
