//! Layouts outside the issue folder, names that need quotes, and changes on the disk.

use std::fs;

use serde_json::json;

use super::client::{Client, labels, place};
use crate::support::cases;

/// An issue in a folder beside the house's, whose layout it uses.
fn issue() -> (tempfile::TempDir, std::path::PathBuf) {
    let dir = cases::issue();
    let day = dir.path().join("day");
    fs::create_dir_all(dir.path().join("house")).expect("a folder of the test's");
    fs::create_dir_all(&day).expect("a folder of the test's");
    fs::rename(dir.path().join("layouts/small.toml"), dir.path().join("house/front.toml"))
        .expect("it is there");
    for name in ["stories", "pictures"] {
        fs::rename(dir.path().join(name), day.join(name)).expect("it is there");
    }
    let text = cases::ISSUE.replace("layout = \"small\"", "layout = \"../house/front.toml\"");
    fs::write(day.join("issue.toml"), text).expect("a file of the test's");
    fs::remove_file(dir.path().join("issue.toml")).expect("it is there");
    (dir, day)
}

#[test]
fn a_layout_that_issues_share_is_known_to_them_and_knows_them() {
    let (_dir, day) = issue();
    let mut client = Client::start(&day);
    let issue = client.open_from_disk("issue.toml");
    let uri = format!("file://{}", day.with_file_name("house").join("front.toml").display());
    client.wait("findings of the layout", |message| message["params"]["uri"] == uri.as_str());
    let offered = client.at("textDocument/completion", "issue.toml", &issue, "area = \"");
    assert!(labels(&offered).contains(&"photo"), "{offered}");
    let found = client.at("textDocument/definition", "issue.toml", &issue, "area = \"le");
    assert_eq!(found[0]["uri"], uri.as_str());
    let found = client.at("textDocument/definition", "issue.toml", &issue, "house/fr");
    assert_eq!(found[0]["uri"], uri.as_str());
    // In the layout itself.
    let text = cases::LAYOUT.replace("[areas.lead]\n", "[areas.lead]\nti\n");
    let document = json!({ "uri": uri, "languageId": "toml", "version": 1, "text": text });
    client.tell("textDocument/didOpen", json!({ "textDocument": document }));
    let (line, character) = place(&text, "\nti");
    let asked =
        json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } });
    let offered = client.ask("textDocument/completion", asked)["result"].clone();
    assert!(labels(&offered).contains(&"tint"), "{offered}");
    // What is wrong in it is told while it is typed.
    client.wait("the unfinished key", |message| {
        message["params"]["uri"] == uri.as_str() && message["params"].to_string().contains("toml-syntax")
    });
    assert_eq!(client.end(), 0);
}

#[test]
fn a_name_that_needs_quotes_gets_them_as_a_key_alone() {
    let dir = cases::issue();
    let layout = cases::LAYOUT.to_owned()
        + "\n[stacks.right]\ncolumn = 2\nareas = [\"notice\"]\n[areas.photo.styles]\n";
    let mut client = Client::start(dir.path());
    client.open("layouts/small.toml", &layout);
    client.open_from_disk("issue.toml");
    let rename = |client: &mut Client, before: &str| {
        let (line, character) = place(&layout, before);
        let uri = client.uri("layouts/small.toml");
        let asked = json!({ "textDocument": { "uri": uri }, "newName": "通知",
            "position": { "line": line, "character": character } });
        let answer = client.ask("textDocument/rename", asked);
        let changes = answer["result"]["documentChanges"].as_array().cloned().unwrap_or_default();
        let own = changes.into_iter().find(|change| change["textDocument"]["uri"] == uri.as_str());
        own.map(|change| change["edits"][0]["newText"].clone()).unwrap_or_default()
    };
    assert_eq!(rename(&mut client, "[\"not"), "通知");
    assert_eq!(rename(&mut client, "[areas.le"), "\"通知\"");
    // A text that is not closed is no reason to stop.
    let broken = "[areas.lead]\ncolumn = 1\n[stacks.right]\nareas = [\"\"\"中";
    client.replace("layouts/small.toml", 2, broken);
    let (line, character) = place(broken, "\"\"\"中");
    let uri = client.uri("layouts/small.toml");
    for method in ["textDocument/rename", "textDocument/hover", "textDocument/completion"] {
        let asked = json!({ "textDocument": { "uri": uri }, "newName": "通知",
            "position": { "line": line, "character": character } });
        let answer = client.ask(method, asked);
        assert!(answer.get("error").is_none() || answer["error"]["code"] == -32803, "{answer}");
    }
    assert_eq!(client.end(), 0);
}

#[test]
fn files_that_change_on_the_disk_are_seen_and_closed_issues_are_forgotten() {
    let dir = cases::issue();
    let capabilities = json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let mut client = Client::start_as(dir.path(), capabilities, json!(null));
    let asked = client.wait("the registration", |message| message["method"] == "client/registerCapability");
    let pattern =
        asked["params"]["registrations"][0]["registerOptions"]["watchers"][0]["globPattern"].clone();
    for end in ["md", "jpg", "svg", "toml"] {
        assert!(pattern.as_str().expect("a pattern").contains(end), "{pattern}");
    }
    client.send(&json!({ "jsonrpc": "2.0", "id": asked["id"], "result": null }));
    client.open_from_disk("issue.toml");
    client.findings("issue.toml", |found| !found.iter().any(|one| one["code"] == "unknown-area"));
    let picture = dir.path().join("pictures/river.jpg");
    fs::write(&picture, "no picture").expect("a file of the test's");
    let uri = client.uri("pictures/river.jpg");
    client.tell("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 2 }] }));
    client.findings("issue.toml", |found| found.iter().any(|one| one["severity"] == 1));
    let uri = client.uri("issue.toml");
    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    client.findings("issue.toml", <[serde_json::Value]>::is_empty);
    assert_eq!(client.end(), 0);
}
