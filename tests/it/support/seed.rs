//! Turns the seed page (`../shared/seed/page1.json`, whose text belongs to its newspaper and is
//! not in this repository) into an issue folder in a temporary place.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// The seed, if it lies beside this checkout.
pub fn seed() -> Option<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seed/page1.json");
    let text = fs::read_to_string(path).ok()?;
    Some(serde_json::from_str(&text).expect("page1.json is JSON"))
}

/// The paragraphs of all its stories, if it lies beside this checkout.
pub fn paragraphs() -> Option<Vec<String>> {
    let seed = seed()?;
    let mut paragraphs = Vec::new();
    for story in seed["articles"].as_array()? {
        let texts = story["paragraphs"].as_array()?;
        paragraphs.extend(texts.iter().filter_map(|text| Some(text.as_str()?.to_owned())));
    }
    Some(paragraphs)
}

/// The areas of `tests/fixtures/seed-front-page.toml`, by story.
const AREAS: [(&str, &str); 5] =
    [("a1", "lead"), ("a2", "second"), ("a3", "third"), ("a4", "fourth"), ("a5", "commentary")];

fn quoted(value: &Value) -> String {
    serde_json::to_string(value.as_str().unwrap_or("")).expect("a string")
}

/// Writes the issue folder and returns where it lies in `folder`.
pub fn issue_folder(seed: &Value, folder: &Path) -> PathBuf {
    fs::create_dir_all(folder.join("stories")).expect("a folder");
    fs::create_dir_all(folder.join("layouts")).expect("a folder");
    let layout = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/seed-front-page.toml");
    fs::copy(layout, folder.join("layouts/seed-front-page.toml")).expect("the layout");
    picture(&folder.join("river.png"));

    let masthead = &seed["masthead"];
    let mut toml = format!(
        "paper = {}\ndate = {}\nlayout = \"seed-front-page\"\n\n[masthead]\n",
        quoted(&masthead["name"]),
        quoted(&masthead["date"])
    );
    for field in [
        "name",
        "latin",
        "sponsor",
        "publisher",
        "issue",
        "pages",
        "date",
        "weekday",
        "lunar",
        "licence",
        "url",
    ] {
        toml += &format!("{field} = {}\n", quoted(&masthead[field]));
    }
    toml += "\n[[page]]\nnumber = 1\n";
    for story in seed["articles"].as_array().expect("articles") {
        let id = story["id"].as_str().expect("an id");
        let area = AREAS.iter().find(|(known, _)| *known == id).expect("a known story").1;
        fs::write(folder.join(format!("stories/{id}.md")), manuscript(story)).expect("a manuscript");
        toml += &format!("\n[[page.story]]\nfile = \"stories/{id}.md\"\narea = \"{area}\"\n");
    }
    toml += &format!(
        "\n[[page.picture]]\nfile = \"river.png\"\narea = \"photo\"\ncredit = {}\n",
        quoted(&masthead["photo"])
    );
    let guide = &seed["guide"];
    toml += &format!(
        "\n[[page.guide]]\narea = \"guide\"\ntitle = {}\nitems = [{{ headline = {}, pointer = {} }}]\n",
        quoted(&guide["title"]),
        quoted(&guide["headline"]),
        quoted(&guide["ref"])
    );
    fs::write(folder.join("issue.toml"), toml).expect("issue.toml");
    folder.to_path_buf()
}

fn manuscript(story: &Value) -> String {
    let mut text = String::from("---\n");
    for key in ["kicker", "headline", "subhead", "byline", "source"] {
        let value = story[key].as_str().unwrap_or("");
        if !value.is_empty() {
            text += &format!("{key}: {value}\n");
        }
    }
    text += "---\n";
    for paragraph in story["paragraphs"].as_array().expect("paragraphs") {
        text += paragraph.as_str().expect("a paragraph");
        text += "\n\n";
    }
    text
}

/// A picture drawn for the test: the seed has none.
fn picture(path: &Path) {
    let mut pixels = image::RgbImage::new(1200, 800);
    for (x, y, pixel) in pixels.enumerate_pixels_mut() {
        let river = 430.0 + 60.0 * (f64::from(x) / 170.0).sin();
        let y = f64::from(y);
        let sky = (150.0 + y / 8.0) as u8;
        *pixel = if y < river {
            image::Rgb([sky, sky.saturating_add(15), 225])
        } else if y < river + 180.0 {
            let glint = (18.0 * ((f64::from(x) + 3.0 * y) / 23.0).sin()) as i16;
            image::Rgb([(118 + glint) as u8, (150 + glint) as u8, (172 + glint) as u8])
        } else {
            image::Rgb([142, 160, 112])
        };
    }
    pixels.save(path).expect("a picture");
}

/// Everything the page must show, in reading order within each part: name of the part, words.
pub fn parts(seed: &Value) -> Vec<(String, Vec<String>)> {
    let words = |value: &Value| value.as_str().unwrap_or("").to_owned();
    let mut parts = Vec::new();
    for story in seed["articles"].as_array().expect("articles") {
        let mut all: Vec<String> =
            ["kicker", "headline", "subhead", "byline"].iter().map(|key| words(&story[*key])).collect();
        all.extend(story["paragraphs"].as_array().expect("paragraphs").iter().map(words));
        all.push(words(&story["source"]));
        all.retain(|text| !text.is_empty());
        parts.push((words(&story["id"]), all));
    }
    parts
}
