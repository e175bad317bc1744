//! Command lines, run without a process.

use super::*;

/// The outcome, standard output and standard error of a command line.
fn ran(arguments: &[&str]) -> (Outcome, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = std::iter::once("banxin").chain(arguments.iter().copied()).map(OsString::from);
    let outcome = run(arguments, &mut Console::plain(&mut out, &mut err));
    let text = |bytes| String::from_utf8(bytes).expect("what is printed is UTF-8");
    (outcome, text(out), text(err))
}

#[test]
fn help_and_version_go_to_standard_output() {
    let (outcome, out, err) = ran(&["--version"]);
    assert_eq!((outcome, err.as_str()), (Outcome::Clean, ""));
    assert_eq!(out, format!("banxin {}\n", env!("CARGO_PKG_VERSION")));
    for verb in ["build", "check"] {
        let (outcome, out, _) = ran(&[verb, "--help"]);
        assert_eq!(outcome, Outcome::Clean);
        assert!(out.contains("Examples:") && out.contains("issue.toml"), "{out}");
    }
}

#[test]
fn a_wrong_command_line_is_refused_on_standard_error() {
    for wrong in [
        &[][..],
        &["biuld", "x"],
        &["build"],
        &["build", "x", "--png", "--dpi", "0"],
        &["build", "x", "--dpi", "90"],
    ] {
        let (outcome, out, err) = ran(wrong);
        assert_eq!((outcome, out.as_str()), (Outcome::Refused, ""), "{wrong:?}");
        assert!(err.contains("Usage") || err.contains("error"), "{err}");
    }
}

#[test]
fn an_issue_that_is_not_there_is_refused_and_nothing_is_written() {
    let dir = tempfile::tempdir().expect("a place for temporary files");
    let missing = dir.path().join("无此目录");
    for verb in ["build", "check"] {
        let (outcome, out, err) = ran(&[verb, &missing.to_string_lossy()]);
        assert_eq!((outcome, out.as_str()), (Outcome::Refused, ""));
        assert!(err.contains("无此目录") && err.ends_with("1 error\n"), "{err}");
    }
    assert!(!missing.exists());
}

#[test]
fn a_refusal_is_told_to_programs_too() {
    let dir = tempfile::tempdir().expect("a place for temporary files");
    std::fs::write(dir.path().join("issue.toml"), "paper = \"报\"\ndaet = \"2026-11-23\"\n").expect("a file");
    for verb in ["build", "check"] {
        let (outcome, out, err) = ran(&[verb, "--json", &dir.path().to_string_lossy()]);
        assert_eq!((outcome, err.as_str()), (Outcome::Refused, ""));
        let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
        assert_eq!(report["outcome"], "refused");
        let findings = report["findings"].as_array().expect("a list");
        let finding =
            findings.iter().find(|finding| finding["code"] == "unknown-key").expect("the misspelt key");
        assert_eq!((&finding["places"][0]["line"], &finding["places"][0]["column"]), (&2.into(), &1.into()));
    }
}
