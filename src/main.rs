//! The command `banxin`.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
