//! The site of an e-paper: files and links.

use std::fs;
use std::path::Path;

use banxin::epaper::{self, site};

use crate::support::folder::set;

/// All files of the e-paper of a sample.
fn files(sample: &str) -> Vec<site::File> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(sample);
    let (loaded, compiled) = set(&dir);
    let mut edition = epaper::make(&loaded, &compiled);
    if let Ok(more) = std::env::var("SITE_PICTURES") {
        let more: serde_json::Value = serde_json::from_str(&fs::read_to_string(more).unwrap()).unwrap();
        for page in &mut edition.pages {
            if let Some(list) = more.get(format!("page-{}", page.number)) {
                page.renditions = serde_json::from_value(list.clone()).unwrap();
            }
        }
        for picture in &mut edition.pictures {
            if let Some(list) = more.get(&picture.id) {
                picture.renditions = serde_json::from_value(list.clone()).unwrap();
            }
        }
        println!("{}", serde_json::to_string(&edition.pictures).unwrap());
    }
    let look = site::Look::of(&loaded);
    let line = site::IssueLine::of(&edition);
    let inside = site::issue(&edition, &look, site::Around::default()).expect("the templates are sound");
    let inside = inside.into_iter().map(|(path, bytes)| (format!("{}/{path}", edition.date), bytes));
    let json = (format!("{}/edition.json", edition.date), serde_json::to_vec_pretty(&edition).unwrap());
    site::root(&[line], &look).expect("the templates are sound").into_iter().chain(inside).chain([json]).collect()
}

#[test]
#[ignore = "it writes a site to look at, where SITE_TO says"]
fn write() {
    let to = std::env::var("SITE_TO").expect("SITE_TO names a folder");
    let sample = std::env::var("SITE_OF").unwrap_or("four-pages".to_owned());
    for (path, bytes) in files(&sample) {
        let path = Path::new(&to).join(path);
        fs::create_dir_all(path.parent().expect("files lie in folders")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
}
