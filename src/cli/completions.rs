//! `banxin completions`: what shells complete after `banxin`, and the manual page.

use clap::CommandFactory as _;

use super::arguments::{Command, CompletionsArgs};
use super::console::Console;
use super::help;
use super::outcome::Outcome;
use super::values::Script;

/// Prints the script of a shell, or the manual page.
pub fn run(arguments: &CompletionsArgs, console: &mut Console<'_>) -> Outcome {
    let mut command = help::translated(Command::command(), console.language);
    let mut bytes = Vec::new();
    match arguments.script {
        Script::Shell(shell) => clap_complete::generate(shell, &mut command, "banxin", &mut bytes),
        // Writing into memory does not fail.
        Script::Man => clap_mangen::Man::new(command).render(&mut bytes).unwrap_or_default(),
    }
    console.out(&String::from_utf8_lossy(&bytes));
    Outcome::Clean
}
