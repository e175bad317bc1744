//! The issues that `init` begins with: what a paper of each size looks like, ready to be changed.
//!
//! A template is a folder of files. In its `issue.toml`, `{{name}}` and `{{date}}` stand for the paper's name and
//! the day. Stories and pictures are those of the samples where these have them.

use super::files::Files;

/// A template.
#[derive(Debug)]
pub struct Template {
    /// Its name on the command line.
    pub name: &'static str,
    /// The paper's name where none is given.
    pub paper: &'static str,
    files: &'static [(&'static str, Content)],
}

#[derive(Debug)]
enum Content {
    /// Text with places to fill in.
    Text(&'static str),
    /// Anything else, as it is.
    Bytes(&'static [u8]),
}

macro_rules! own {
    ($path:literal) => {
        Content::Text(include_str!(concat!("templates/", $path)))
    };
}

macro_rules! of_sample {
    ($path:literal) => {
        Content::Bytes(include_bytes!(concat!("../../samples/", $path)))
    };
}

/// All templates; the first is the usual one.
pub const TEMPLATES: [Template; 3] = [
    Template {
        name: "broadsheet",
        paper: "晨江日报",
        files: &[
            ("issue.toml", own!("broadsheet/issue.toml")),
            ("layouts/front.toml", own!("broadsheet/layouts/front.toml")),
            ("stories/riverfront.md", of_sample!("front-page/stories/riverfront.md")),
            ("stories/sensor-chip.md", of_sample!("front-page/stories/sensor-chip.md")),
            ("stories/reading-city.md", of_sample!("front-page/stories/reading-city.md")),
            ("stories/tram-line.md", of_sample!("front-page/stories/tram-line.md")),
            ("stories/commentary.md", of_sample!("front-page/stories/commentary.md")),
            ("pictures/river-dusk.jpg", of_sample!("front-page/pictures/river-dusk.jpg")),
        ],
    },
    Template {
        name: "tabloid",
        paper: "晨江晚报",
        files: &[
            ("issue.toml", own!("tabloid/issue.toml")),
            ("layouts/front.toml", own!("tabloid/layouts/front.toml")),
            ("stories/lead-skates.md", of_sample!("tabloid/stories/lead-skates.md")),
            ("stories/second-cats.md", of_sample!("tabloid/stories/second-cats.md")),
            ("stories/brief-bus.md", of_sample!("tabloid/stories/brief-bus.md")),
            ("stories/filler-ice.md", of_sample!("tabloid/stories/filler-ice.md")),
            ("stories/column-vertical.md", own!("tabloid/stories/column-vertical.md")),
            ("pictures/ice-rink.jpg", of_sample!("tabloid/pictures/ice-rink.jpg")),
        ],
    },
    Template {
        name: "newsletter",
        paper: "望渡社区",
        files: &[
            ("issue.toml", own!("newsletter/issue.toml")),
            ("layouts/front.toml", own!("newsletter/layouts/front.toml")),
            ("stories/garden.md", own!("newsletter/stories/garden.md")),
            ("stories/repair.md", own!("newsletter/stories/repair.md")),
            ("stories/notice.md", own!("newsletter/stories/notice.md")),
            ("pictures/mandarins.jpg", of_sample!("four-pages/pictures/mandarins.jpg")),
        ],
    },
];

/// What the name of a paper cannot hold: it stands in quotes in a file of one line for each value.
pub fn is_fit_name(name: &str) -> bool {
    // Marks that cannot be seen turn or split the name where it is printed.
    let unseen = |c: char| matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}');
    !name.trim().is_empty()
        && !name.contains(|c: char| c.is_control() || unseen(c) || matches!(c, '"' | '\\'))
}

impl Template {
    /// The template of a name.
    pub fn find(name: &str) -> Option<&'static Template> {
        TEMPLATES.iter().find(|template| template.name == name)
    }

    /// Its files for a paper of this name and an issue of this day. The schemas that their first lines name are not
    /// among them.
    pub fn files(&self, paper: &str, date: &str) -> Files {
        let fill = |text: &str| text.replace("{{name}}", paper).replace("{{date}}", date).into_bytes();
        let own = self.files.iter().map(|(path, content)| {
            let bytes = match content {
                Content::Text(text) => fill(text),
                Content::Bytes(bytes) => bytes.to_vec(),
            };
            (path.into(), bytes)
        });
        own.collect()
    }
}
