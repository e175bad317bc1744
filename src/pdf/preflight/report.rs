//! What preflight gathers while it looks at a file: findings, each by its rule.

use crate::codes::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::message::Message;
use crate::pdf::standard::Standard;

/// The findings of a file so far, and what it is held against.
pub(super) struct Report<'s> {
    pub findings: Vec<Diagnostic>,
    pub standard: &'s Standard,
    /// The most ink in one place, in percent.
    pub ink_limit: u32,
}

impl Report<'_> {
    /// Tells that the file breaks a rule.
    pub fn add(&mut self, rule: Rule, message: impl Into<Message>) {
        self.findings.push(Diagnostic::new(rule.code(), message));
    }

    /// Tells that a page, counted from 1, breaks a rule.
    pub fn add_on(&mut self, page: u32, rule: Rule, message: impl Into<Message>) {
        self.findings.push(Diagnostic::new(rule.code(), message).on_page(page, None));
    }

    /// Tells something of another severity than the rule's.
    pub fn add_as(&mut self, severity: Severity, rule: Rule, message: impl Into<Message>) {
        self.findings.push(Diagnostic::new(rule.code(), message).of_severity(severity));
    }
}
