//! The samples as pools: their stories, pictures and advertisements without places, and layouts without areas for them.

use std::fs;
use std::path::Path;

use super::folder::folder;

/// A sample whose pages are made up from pools.
pub struct PoolSample {
    /// Its folder in `samples`.
    pub name: &'static str,
    /// Its `issue.toml`.
    pub issue: &'static str,
    /// Its layouts without areas of stories: where each stands in the repository, and the areas that it keeps besides those of
    /// masthead and running head.
    layouts: &'static [(&'static str, &'static [&'static str])],
}

/// All of them.
pub const POOL_SAMPLES: [PoolSample; 3] = [
    PoolSample {
        name: "front-page",
        issue: include_str!("../../fixtures/pools/front-page.toml"),
        layouts: &[("layouts/front-page.toml", &[])],
    },
    PoolSample {
        name: "tabloid",
        issue: include_str!("../../fixtures/pools/tabloid.toml"),
        layouts: &[("samples/tabloid/layouts/evening.toml", &[])],
    },
    PoolSample {
        name: "four-pages",
        issue: include_str!("../../fixtures/pools/four-pages.toml"),
        layouts: &[
            ("samples/four-pages/layouts/front.toml", &["guide"]),
            ("samples/four-pages/layouts/spread.toml", &[]),
            ("samples/four-pages/layouts/supplement.toml", &["section"]),
        ],
    },
];

/// The sample of that name.
pub fn pool_sample(name: &str) -> &'static PoolSample {
    POOL_SAMPLES.iter().find(|sample| sample.name == name).expect("a sample with pools")
}

impl PoolSample {
    /// Its folder, ready for makeup, in a temporary place.
    pub fn folder(&self) -> tempfile::TempDir {
        let dir = folder(&[]);
        self.write(dir.path());
        dir
    }

    /// Writes its folder.
    pub fn write(&self, dir: &Path) {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        copy(&repository.join("samples").join(self.name), dir);
        fs::write(dir.join("issue.toml"), self.issue).expect("a file");
        fs::create_dir_all(dir.join("layouts")).expect("a folder");
        for (path, kept) in self.layouts {
            let text = fs::read_to_string(repository.join(path)).expect("a layout");
            let name = Path::new(path).file_name().expect("a name");
            fs::write(dir.join("layouts").join(name), without_areas(&text, kept)).expect("a file");
        }
    }
}

/// A layout without stacks, areas and the rules between them.
fn without_areas(text: &str, kept: &[&str]) -> String {
    let mut parts: Vec<String> = vec![String::new()];
    for line in text.lines() {
        if line.starts_with('[') {
            parts.push(String::new());
        }
        let part = parts.last_mut().expect("there is one");
        *part += &format!("{line}\n");
    }
    parts.retain(|part| {
        let heading = part.split(']').next().unwrap_or_default().trim_matches('[');
        match heading.split_once('.') {
            Some(("areas", name)) => ["masthead", "folio"].contains(&name) || kept.contains(&name),
            Some(("stacks", _)) => false,
            _ if heading == "rule" => !part.contains("\ngutter =") && !part.contains("\ncolumn ="),
            _ => true,
        }
    });
    parts.concat()
}

/// Copies what a sample is made of; what was built from it stays.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name");
        if path.is_dir() && name != "out" {
            copy(&path, &to.join(name));
        } else if path.is_file() {
            fs::copy(&path, to.join(name)).expect("a copy");
        }
    }
}
