//! What a run of the command line came to.

/// What a run came to; the number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Nothing to look at.
    Clean = 0,
    /// There are warnings or errors; what could be made was made.
    Findings = 1,
    /// It could not run: a wrong command, input that cannot be read, output that cannot be written.
    Refused = 2,
}

impl Outcome {
    /// The word for it in reports for programs.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Clean => "clean",
            Outcome::Findings => "findings",
            Outcome::Refused => "refused",
        }
    }
}
