//! `banxin lsp`, spoken to as editors do.

mod client;
mod shared;

use std::fs;

use serde_json::{Value, json};

use crate::support::cases;
use client::{Client, labels, place};

const ISSUE: &str = "issue.toml";
const LAYOUT: &str = "layouts/small.toml";
const STORY: &str = "stories/lead.md";

fn codes(found: &[Value]) -> Vec<&str> {
    found.iter().map(|finding| finding["code"].as_str().expect("a code")).collect()
}

#[test]
fn findings_come_while_one_types_and_go_when_they_are_mended() {
    let dir = cases::issue();
    let mut client = Client::start(dir.path());
    let text = client.open_from_disk(ISSUE);
    // The findings of the makeup are there too: the story is too short for its area.
    let found = client.findings(LAYOUT, |found| !found.is_empty());
    assert!(codes(&found).contains(&"underset"), "{found:?}");
    assert_eq!(found[0]["source"], "banxin");
    client.findings(ISSUE, |found| !codes(found).contains(&"unknown-area"));

    let wrong = text.replace("area = \"lead\"", "area = \"laed\"");
    client.replace(ISSUE, 2, &wrong);
    let found = client.findings(ISSUE, |found| codes(found).contains(&"unknown-area"));
    let one = found.iter().find(|one| one["code"] == "unknown-area").expect("it is told");
    let (line, character) = place(&wrong, "area = ");
    assert_eq!(one["range"]["start"], json!({ "line": line, "character": character }));
    assert_eq!(one["severity"], 1);
    assert!(one["message"].as_str().expect("words").contains("did you mean `lead`"), "{one}");

    // The way out that is certain.
    let uri = client.uri(ISSUE);
    let asked =
        json!({ "textDocument": { "uri": uri }, "range": one["range"], "context": { "diagnostics": [one] } });
    let actions = client.ask("textDocument/codeAction", asked)["result"].clone();
    assert_eq!(actions[0]["kind"], "quickfix");
    assert_eq!(actions[0]["edit"]["documentChanges"][0]["edits"][0]["newText"], "\"lead\"");

    client.replace(ISSUE, 3, &text);
    client.findings(ISSUE, |found| !codes(found).contains(&"unknown-area"));
    assert_eq!(client.end(), 0);
}

#[test]
fn tables_of_values_are_checked_while_one_types() {
    let dir = cases::issue();
    let mut client = Client::start(dir.path());
    let table = "stories/table.csv";
    let sound = "品种,收盘\n苹果,8.10\n";
    fs::write(dir.path().join(table), sound).expect("written");
    let issue = fs::read_to_string(dir.path().join(ISSUE)).expect("it is there");
    let with_table = issue.replace(
        "[[page.picture]]\nfile = \"pictures/river.jpg\"\n",
        "[[page.table]]\nfile = \"stories/table.csv\"\n",
    );
    let with_table = with_table.replace("caption = \"江边\"\n", "");
    assert_ne!(with_table, issue);
    fs::write(dir.path().join(ISSUE), with_table).expect("written");
    client.open_from_disk(table);
    client.findings(table, <[_]>::is_empty);
    client.replace(table, 2, "品种,收盘\n苹果,\"8.10\n");
    let found = client.findings(table, |found| codes(found).contains(&"open-quote"));
    assert_eq!(found[0]["range"]["start"], json!({ "line": 1, "character": 3 }), "{found:?}");
    client.replace(table, 3, sound);
    client.findings(table, <[_]>::is_empty);
    assert_eq!(client.end(), 0);
}

#[test]
fn a_broken_file_keeps_the_findings_of_the_others() {
    let dir = cases::issue();
    let mut client = Client::start(dir.path());
    let text = client.open_from_disk(ISSUE);
    client.findings(LAYOUT, |found| codes(found).contains(&"underset"));
    client.replace(ISSUE, 2, &text.replace("[[page]]", "[[page"));
    let found = client.findings(ISSUE, |found| codes(found).contains(&"toml-syntax"));
    assert!(!codes(&found).contains(&"picture-cropped"), "what was found in the text that is gone");
    // Those of the layout were not taken away: its newest list has them still.
    let uri = client.uri(LAYOUT);
    client.replace(ISSUE, 3, &text.replace("[[page]]", "[[pag"));
    let message = client.wait("findings", |message| message["params"]["uri"] == uri);
    let found = message["params"]["diagnostics"].as_array().expect("a list").clone();
    assert!(codes(&found).contains(&"underset"), "{found:?}");
}

#[test]
fn keys_values_and_names_are_completed_in_unfinished_lines() {
    let dir = cases::issue();
    let mut client = Client::start_as(
        dir.path(),
        json!({ "textDocument": { "completion": { "completionItem": { "snippetSupport": true } } } }),
        json!(null),
    );
    let layout = client.open_from_disk(LAYOUT);
    let issue = client.open_from_disk(ISSUE);

    // A key: only those that the table has not yet, with what they mean and a place for the value.
    let text = layout.replace("[areas.photo]\n", "[areas.photo]\nti\n");
    client.replace(LAYOUT, 2, &text);
    let offered = client.at("textDocument/completion", LAYOUT, &text, "\nti");
    let tint =
        offered.as_array().expect("a list").iter().find(|item| item["label"] == "tint").expect("the key");
    assert_eq!(tint["textEdit"]["newText"], "tint = \"$1\"");
    assert!(tint["documentation"]["value"].as_str().expect("words").contains("底纹"), "{tint}");
    assert!(!labels(&offered).contains(&"columns"), "it is there already");

    // Values: words, inks, styles, faces.
    for (line, wanted, unwanted) in [
        ("writing = \"", "down", "lead"),
        ("tint = \"pa", "paper", "song"),
        ("styles = { headline = \"", "own", "paper"),
        ("frame = { width = \"1pt\", ink = ", "black", "own"),
        ("copyfit = ", "false", "down"),
    ] {
        let text = layout.replace("[areas.photo]\n", &format!("[areas.photo]\n{line}\n"));
        client.replace(LAYOUT, 3, &text);
        let offered = client.at("textDocument/completion", LAYOUT, &text, line);
        assert!(labels(&offered).contains(&wanted), "{line}: {:?}", labels(&offered));
        assert!(!labels(&offered).contains(&unwanted), "{line}: {:?}", labels(&offered));
    }
    let text = layout.replace("[styles.own]\n", "[house]\nsilent = [\"page\n[styles.own]\n");
    client.replace(LAYOUT, 4, &text);
    let offered = client.at("textDocument/completion", LAYOUT, &text, "[\"page");
    assert!(labels(&offered).contains(&"page-cut"));

    // Fields in templates, up to the brace that is there already.
    for (line, wanted) in [("text = \"{da", "date}"), ("text = \"第{page-cn}版 {se}\"", "section")] {
        let text = layout.replace("[areas.photo]\n", &format!("[[folio]]\n{line}\n[areas.photo]\n"));
        client.replace(LAYOUT, 5, &text);
        let offered = client.at("textDocument/completion", LAYOUT, &text, line.trim_end_matches(['"', '}']));
        let list = offered.as_array().expect("a list").iter();
        let written: Vec<&str> = list.filter_map(|item| item["textEdit"]["newText"].as_str()).collect();
        assert!(written.contains(&wanted), "{line}: {written:?}");
    }

    // In the issue: areas of the page's layout, files of the folder, headings, needed keys.
    client.replace(LAYOUT, 6, &layout);
    for (line, wanted) in [
        ("[[page.story]]\narea = \"", "lead"),
        ("[[page.story]]\nfile = \"", "stories/lead.md"),
        ("[[page.picture]]\nfile = \"pic", "pictures/river.jpg"),
        ("[[page.", "guide"),
        ("[mast", "masthead"),
        ("[[page]]\nlayout = \"", "broadsheet"),
        ("[[page.story]]\n", "file, area"),
    ] {
        let text = format!("{issue}\n{line}");
        client.replace(ISSUE, 2, &text);
        let (line_at, character) = {
            let start = text.rfind('\n').map_or(0, |at| at + 1);
            (text.matches('\n').count(), text[start..].encode_utf16().count())
        };
        let uri = client.uri(ISSUE);
        let asked = json!({ "textDocument": { "uri": uri }, "position": { "line": line_at, "character": character } });
        let offered = client.ask("textDocument/completion", asked)["result"].clone();
        assert!(labels(&offered).contains(&wanted), "{line}: {:?}", labels(&offered));
    }

    // Manuscripts: keys of the front matter, marks.
    let text = "---\nheadline: 题\nby\n---\n[霁川]{.na\n";
    client.open(STORY, text);
    let offered = client.at("textDocument/completion", STORY, text, "\nby");
    assert!(labels(&offered).contains(&"byline") && !labels(&offered).contains(&"headline"), "{offered}");
    let offered = client.at("textDocument/completion", STORY, text, "{.na");
    assert!(labels(&offered).contains(&".name"), "{offered}");
    assert_eq!(client.end(), 0);
}

#[test]
fn keys_names_and_stories_are_explained_in_the_language_of_the_editor() {
    let dir = cases::issue();
    for (locale, needed) in [("en", "must be given"), ("zh-cn", "")] {
        let mut client = Client::start_as(dir.path(), json!({}), json!(locale));
        let layout = client.open_from_disk(LAYOUT);
        let issue = client.open_from_disk(ISSUE);
        client.findings(LAYOUT, |found| !found.is_empty());
        let mut told = |file: &str, text: &str, before: &str| {
            let hover = client.at("textDocument/hover", file, text, before);
            hover["contents"]["value"].as_str().unwrap_or_default().to_owned()
        };
        let key = told(LAYOUT, &layout, "[areas.lead]\ncol");
        assert!(key.contains("column"), "{key}");
        let area = told(ISSUE, &issue, "area = \"le");
        assert!(area.contains("1 × 16") && area.contains("lead"), "{area}");
        let style = told(LAYOUT, &layout, "style = \"ow");
        assert!(style.contains("hei") && style.contains("9 pt"), "{style}");
        let story = told(ISSUE, &issue, "file = \"stories/");
        assert!(story.contains("主题") && story.contains('8'), "{story}");
        let page = told(ISSUE, &issue, "[[pag");
        assert!(!page.is_empty());
        let number = told(ISSUE, &issue, "\nnumb");
        assert!(number.contains(needed), "{number}");
        assert_eq!(number.contains('版'), locale != "en", "{number}");
        assert_eq!(client.end(), 0);
    }
}

#[test]
fn names_lead_to_where_they_are_defined_and_used() {
    let dir = cases::issue();
    let mut client = Client::start(dir.path());
    let layout = client.open_from_disk(LAYOUT);
    let issue = client.open_from_disk(ISSUE);
    let (line, _) = place(&layout, "[areas.lead]");
    let found = client.at("textDocument/definition", ISSUE, &issue, "area = \"le");
    assert_eq!(found[0]["uri"], client.uri(LAYOUT).as_str());
    assert_eq!(found[0]["range"]["start"], json!({ "line": line, "character": 7 }));
    let found = client.at("textDocument/definition", ISSUE, &issue, "stories/le");
    assert_eq!(found[0]["uri"], client.uri(STORY).as_str());
    let found = client.at("textDocument/definition", ISSUE, &issue, "layout = \"sm");
    assert_eq!(found[0]["uri"], client.uri(LAYOUT).as_str());
    // From the story back to the issue.
    let story = client.open_from_disk(STORY);
    let found = client.at("textDocument/definition", STORY, &story, "headline");
    assert_eq!(found[0]["uri"], client.uri(ISSUE).as_str());
    // A face of banxin's own, in a layout that is written where it can be looked at.
    let text = layout.replace("face = \"hei\"", "face = \"hei\"\nink = \"accent\"");
    client.replace(LAYOUT, 2, &text);
    let found = client.at("textDocument/definition", LAYOUT, &text, "ink = \"acc");
    let uri = found[0]["uri"].as_str().expect("an address");
    let path = uri.strip_prefix("file://").expect("a file");
    assert!(fs::read_to_string(path).expect("it was written").contains("accent ="));
    let found = client.at("textDocument/references", LAYOUT, &text, "[areas.le");
    let places: Vec<&str> = found
        .as_array()
        .expect("a list")
        .iter()
        .map(|place| place["uri"].as_str().expect("an address"))
        .collect();
    assert_eq!(places, [client.uri(LAYOUT), client.uri(ISSUE)]);
    assert_eq!(client.end(), 0);
}

#[test]
fn names_are_changed_wherever_they_stand_and_files_with_them() {
    let dir = cases::issue();
    let mut client = Client::start(dir.path());
    let layout = client.open_from_disk(LAYOUT);
    let issue = client.open_from_disk(ISSUE);
    let rename = |client: &mut Client, file: &str, text: &str, before: &str, name: &str| {
        let (line, character) = place(text, before);
        let uri = client.uri(file);
        client.ask(
            "textDocument/rename",
            json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character }, "newName": name }),
        )
    };
    let answer = rename(&mut client, LAYOUT, &layout, "[areas.le", "头条");
    let changes = &answer["result"]["documentChanges"];
    let told = |uri: String| {
        let change =
            changes.as_array().expect("changes").iter().find(|change| change["textDocument"]["uri"] == uri);
        change.map(|change| change["edits"][0]["newText"].as_str().expect("words").to_owned())
    };
    assert_eq!(told(client.uri(LAYOUT)).as_deref(), Some("\"头条\""), "a heading needs quotes: {answer}");
    assert_eq!(told(client.uri(ISSUE)).as_deref(), Some("头条"));
    // With the file.
    let answer = rename(&mut client, ISSUE, &issue, "file = \"stories/le", "river");
    let changes = answer["result"]["documentChanges"].as_array().expect("changes").clone();
    assert_eq!(changes[0]["edits"][0]["newText"], "stories/river.md");
    assert_eq!(changes[1]["kind"], "rename");
    assert_eq!(changes[1]["newUri"], client.uri("stories/river.md").as_str());
    // What cannot be.
    for (file, text, before, name) in [
        (LAYOUT, &layout, "[areas.mast", "x"),
        (LAYOUT, &layout, "[areas.le", "photo"),
        (LAYOUT, &layout, "[areas.le", "a\"b"),
        (LAYOUT, &layout, "face = \"h", "x"),
        (ISSUE, &issue, "file = \"stories/le", "../../x"),
        (ISSUE, &issue, "paper = \"", "x"),
    ] {
        let answer = rename(&mut client, file, text, before, name);
        // The masthead is an area of this layout alone, so its name can change.
        assert_eq!(answer.get("error").is_none(), before == "[areas.mast", "{before} to {name}: {answer}");
    }
    let found = client.at("textDocument/prepareRename", ISSUE, &issue, "area = \"le");
    assert_eq!(found["placeholder"], "lead");
    assert_eq!(client.end(), 0);
}

#[test]
fn pools_are_completed_found_changed_and_outlined() {
    let dir = crate::support::pools::pool_sample("front-page").folder();
    let mut client = Client::start(dir.path());
    let issue = client.open_from_disk(ISSUE);
    let asked = json!({ "textDocument": { "uri": client.uri(ISSUE) } });
    let outline = client.ask("textDocument/documentSymbol", asked)["result"].clone();
    let pool = outline.as_array().expect("a list").last().expect("the pool").clone();
    assert_eq!(
        (&pool["name"], &pool["children"][0]["name"]),
        (&json!("pool news"), &json!("stories/riverfront.md"))
    );
    let found = client.at("textDocument/definition", ISSUE, &issue, "pool = \"ne");
    let (line, _) = place(&issue, "[[pools.news.story]]");
    assert_eq!(found[0]["range"]["start"], json!({ "line": line, "character": 8 }), "{found}");
    let (line, character) = place(&issue, "pool = \"ne");
    let renamed = client.ask(
        "textDocument/rename",
        json!({ "textDocument": { "uri": client.uri(ISSUE) }, "newName": "front",
                "position": { "line": line, "character": character } }),
    );
    let edits = renamed["result"]["documentChanges"][0]["edits"].as_array().map(Vec::len);
    assert_eq!(edits, Some(1 + issue.matches("[[pools.news.").count()), "{renamed}");
    // A manuscript is renamed in the wishes of others too.
    let (line, character) = place(&issue, "apart = [\"stories/tram");
    let renamed = client.ask(
        "textDocument/rename",
        json!({ "textDocument": { "uri": client.uri(ISSUE) }, "newName": "tram",
                "position": { "line": line, "character": character } }),
    );
    let edits = renamed["result"]["documentChanges"][0]["edits"].as_array().map(Vec::len);
    assert_eq!(edits, Some(2), "{renamed}");
    let text =
        issue.replace("pool = \"news\"", "pool = \"\"").replace("kind = \"commentary\"", "kind = \"\"");
    client.replace(ISSUE, 2, &text);
    let offered = client.at("textDocument/completion", ISSUE, &text, "pool = \"");
    assert_eq!(labels(&offered), ["news"]);
    let offered = client.at("textDocument/completion", ISSUE, &text, "kind = \"");
    assert!(labels(&offered).contains(&"commentary"), "{offered}");
    // Areas are those of the layout of the page that the pool is for.
    let text = issue.replace("kind = \"commentary\"", "area = \"\"");
    client.replace(ISSUE, 3, &text);
    let offered = client.at("textDocument/completion", ISSUE, &text, "area = \"");
    assert_eq!(labels(&offered), ["masthead"]);
    assert_eq!(client.end(), 0);
}

#[test]
fn outlines_colours_and_hints_are_there() {
    let dir = cases::issue();
    let mut client = Client::start(dir.path());
    let text = cases::LAYOUT.to_owned() + "\n[inks]\nrust = { m = 80, y = 100 }\n";
    client.open(LAYOUT, &text);
    let issue = client.open_from_disk(ISSUE);
    client.open_from_disk(STORY);
    client.findings(LAYOUT, |found| !found.is_empty());
    let about = |client: &Client, file: &str| json!({ "textDocument": { "uri": client.uri(file) } });

    let asked = about(&client, LAYOUT);
    let outline = client.ask("textDocument/documentSymbol", asked)["result"].clone();
    let names: Vec<&str> =
        outline.as_array().expect("a list").iter().map(|one| one["name"].as_str().expect("a name")).collect();
    assert_eq!(names[2..6], ["styles.own", "areas.masthead", "areas.lead", "areas.photo"], "{names:?}");
    let asked = about(&client, ISSUE);
    let outline = client.ask("textDocument/documentSymbol", asked)["result"].clone();
    let page =
        outline.as_array().expect("a list").iter().find(|one| one["name"] == "page 1").expect("the page");
    assert_eq!(page["children"][0]["name"], "stories/lead.md");
    let asked = about(&client, STORY);
    let outline = client.ask("textDocument/documentSymbol", asked)["result"].clone();
    assert_eq!(outline[1]["detail"], "主题");

    let asked = about(&client, LAYOUT);
    let colours = client.ask("textDocument/documentColor", asked)["result"].clone();
    let colour = &colours[0]["color"];
    let part = |name: &str| colour[name].as_f64().expect("a number");
    assert!(part("red") > part("green") && part("green") > part("blue") && part("red") > 0.6, "{colours}");
    let asked = json!({ "textDocument": { "uri": client.uri(LAYOUT) }, "range": colours[0]["range"],
        "color": { "red": 0.0, "green": 0.0, "blue": 0.0, "alpha": 1.0 } });
    let shown = client.ask("textDocument/colorPresentation", asked)["result"].clone();
    assert_eq!(shown[0]["textEdit"]["newText"], "{ k = 100 }");

    let lines = issue.matches('\n').count();
    let asked = json!({ "textDocument": { "uri": client.uri(ISSUE) },
        "range": { "start": { "line": 0, "character": 0 }, "end": { "line": lines, "character": 0 } } });
    let hints = client.ask("textDocument/inlayHint", asked)["result"].clone();
    assert!(hints[0]["label"].as_str().expect("words").starts_with("1 × 16"), "{hints}");
    assert_eq!(client.end(), 0);
}

#[test]
fn positions_are_bytes_where_the_editor_can_count_them() {
    let dir = cases::issue();
    let mut client = Client::spawn(dir.path());
    let capabilities = json!({ "general": { "positionEncodings": ["utf-16", "utf-8"] } });
    let answer =
        client.ask("initialize", json!({ "processId": null, "rootUri": null, "capabilities": capabilities }));
    assert_eq!(answer["result"]["capabilities"]["positionEncoding"], "utf-8");
    client.open_from_disk(ISSUE);
    let uri = client.uri(ISSUE);
    // “岚港日报” is four characters, twelve bytes: the second character is taken out.
    let range = json!({ "start": { "line": 0, "character": 12 }, "end": { "line": 0, "character": 15 } });
    client.tell(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": [
            { "range": range, "text": "" },
            { "range": { "start": { "line": 1, "character": 0 }, "end": { "line": 1, "character": 4 } }, "text": "dat" },
        ] }),
    );
    let found = client.findings(ISSUE, |found| codes(found).contains(&"unknown-key"));
    let unknown = found.iter().find(|one| one["code"] == "unknown-key").expect("the key is unknown");
    assert_eq!(unknown["range"]["start"], json!({ "line": 1, "character": 0 }));
    assert_eq!(client.end(), 0);
}

#[test]
fn hostile_words_do_not_end_it_and_a_closed_pipe_does() {
    let dir = cases::issue();
    // Before the greeting.
    let mut client = Client::spawn(dir.path());
    assert_eq!(client.ask("textDocument/hover", json!({}))["error"]["code"], -32002);
    assert_eq!(client.hang_up(), 1);

    let mut client = Client::start(dir.path());
    client.open_from_disk(ISSUE);
    client.raw(b"Content-Length: 9\r\n\r\n{ nonsens");
    client.send(&json!({ "jsonrpc": "2.0", "id": 900, "method": "textDocument/hover", "params": 3 }));
    let answer = client.wait("nonsense", |message| message["id"] == 900);
    assert_eq!(answer["error"]["code"], -32602);
    assert_eq!(client.ask("no/such", json!({}))["error"]["code"], -32601);
    assert_eq!(client.ask("initialize", json!({ "capabilities": {} }))["error"]["code"], -32600);
    // Places that are not there, changes of files that are not open, addresses that are none.
    for (line, character) in [(0, 99_999), (99_999, 0), (u32::MAX, u32::MAX)] {
        for method in ["textDocument/completion", "textDocument/hover", "textDocument/definition"] {
            let uri = client.uri(ISSUE);
            let asked = json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } });
            assert!(client.ask(method, asked).get("error").is_none());
        }
    }
    let backwards = json!({ "start": { "line": 9, "character": 9 }, "end": { "line": 1, "character": 1 } });
    let uri = client.uri(ISSUE);
    client.tell(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": uri, "version": 2 },
        "contentChanges": [{ "range": backwards, "text": "霁" }] }),
    );
    client.replace("stories/none.md", 7, "x");
    for uri in ["untitled:1", "file:///nowhere/issue.toml", "http://example.com/issue.toml"] {
        client.tell(
            "textDocument/didOpen",
            json!({ "textDocument": { "uri": uri, "languageId": "toml", "version": 1, "text": "[[" } }),
        );
        let asked = json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 1 } });
        assert!(client.ask("textDocument/completion", asked).get("error").is_none());
    }
    // A file of four megabytes.
    client.replace(ISSUE, 3, &"[[page]]\nnumber = 1\n".repeat(200_000));
    let uri = client.uri(ISSUE);
    let asked = json!({ "textDocument": { "uri": uri }, "position": { "line": 1, "character": 3 } });
    assert!(client.ask("textDocument/completion", asked).get("error").is_none());
    // A length that no memory has.
    client.raw(b"Content-Length: 99999999999999\r\n\r\n");
    assert_eq!(client.exit_code(), 1);
}

/// On the sample of four pages; 20 ms are wanted of a release build on a machine with nothing else to do.
#[test]
fn completions_come_at_once() {
    let sample = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/four-pages");
    let dir = tempfile::tempdir().expect("a folder for the test");
    let mut client = Client::start_in(&sample, dir.path());
    let text = client.open_from_disk(ISSUE);
    let mut times: Vec<std::time::Duration> = (0..21)
        .map(|_| {
            let start = std::time::Instant::now();
            let offered = client.at("textDocument/completion", ISSUE, &text, "area = \"");
            assert!(labels(&offered).contains(&"lead"));
            start.elapsed()
        })
        .collect();
    times.sort();
    assert!(times[10].as_millis() <= 200, "{times:?}");
    assert_eq!(client.end(), 0);
}
