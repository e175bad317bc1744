//! Pools drawn by chance, always the same for the same number: stories of the samples' words, their pictures, and
//! advertisements, on broadsheets and tabloids, front pages and inside pages.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A generator of numbers (SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from `from` to `to`.
    fn between(&mut self, from: usize, to: usize) -> usize {
        from + (self.next() % (to - from + 1) as u64) as usize
    }
}

/// A sort of page: its name, its layout, columns, characters of a column, rows that are free, rows of the page, and points of
/// the pitch.
struct Sort {
    name: &'static str,
    layout: &'static str,
    columns: usize,
    characters: usize,
    free: usize,
}

const SORTS: [Sort; 4] = [
    Sort {
        name: "tabloid front",
        layout: "extends = [\"tabloid\", \"masthead-centre\"]\nareas.folio.off = true\n",
        columns: 6,
        characters: 11,
        free: 74,
    },
    Sort { name: "tabloid inside", layout: "extends = \"tabloid\"\n", columns: 6, characters: 11, free: 85 },
    Sort {
        name: "broadsheet front",
        layout: "extends = [\"broadsheet\", \"masthead-centre\"]\nareas.folio.off = true\n",
        columns: 8,
        characters: 13,
        free: 105,
    },
    Sort {
        name: "broadsheet inside",
        layout: "extends = \"broadsheet\"\n",
        columns: 8,
        characters: 13,
        free: 119,
    },
];

/// Words of headlines, to be put together.
const BEGINNINGS: [&str; 12] = [
    "老城步道",
    "西岸码头",
    "山村小学",
    "城南夜市",
    "河口湿地",
    "新区医院",
    "北门菜场",
    "乡镇书屋",
    "滨江公园",
    "旧厂车间",
    "高铁新站",
    "社区食堂",
];
const ENDS: [&str; 12] = [
    "年底前开放",
    "修好了",
    "迎来第一批客人",
    "让居民少走两里路",
    "换上新装",
    "试运行一周",
    "办起流动课堂",
    "添了三百个座位",
    "今起调整开放时间",
    "完成改造",
    "又见白鹭",
    "请你来提意见",
];

/// Paragraphs of the samples' stories.
fn paragraphs() -> Vec<String> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut files = Vec::new();
    for sample in ["four-pages", "front-page", "tabloid"] {
        let folder = samples.join(sample).join("stories");
        files.extend(fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()));
    }
    files.retain(|file| file.extension().is_some_and(|ending| ending == "md"));
    files.sort();
    let mut list = Vec::new();
    for file in files {
        let text = fs::read_to_string(file).expect("a manuscript");
        let body = text.splitn(3, "---\n").nth(2).unwrap_or_default();
        let plain =
            |line: &&str| line.chars().count() > 20 && !line.contains(['#', '{', '[', '|', '*', '>', '`']);
        list.extend(body.lines().filter(plain).map(str::to_owned));
    }
    list
}

/// Pictures of the samples.
fn pictures() -> Vec<PathBuf> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut files = Vec::new();
    for sample in ["four-pages", "front-page", "tabloid"] {
        let folder = samples.join(sample).join("pictures");
        files.extend(fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()));
    }
    files.retain(|file| file.extension().is_some_and(|ending| ending == "jpg"));
    files.sort();
    files
}

/// Writes the pool of a number as an issue folder; gives what sort of page it is.
pub fn write(number: u64, dir: &Path) -> &'static str {
    let dice = &mut Dice(number.wrapping_mul(0x5851_f42d_4c95_7f2d) + 3);
    let sort = &SORTS[dice.between(0, 3)];
    for folder in ["stories", "pictures", "layouts"] {
        fs::create_dir_all(dir.join(folder)).expect("a folder");
    }
    fs::write(dir.join("layouts/plain.toml"), sort.layout).expect("a layout");
    let mut toml = "paper = \"试排报\"\ndate = 2026-11-30\nlayout = \"plain\"\n\n[masthead]\nsponsor = \"试排社主办\"\n\n\
                    [[page]]\nnumber = 1\nsection = \"要闻\"\npool = \"p\"\n\n[pools.p]\n"
        .to_owned();
    // The room in characters, and what stands in it besides text.
    let mut room = sort.columns * sort.characters * sort.free;
    for ad in 0..dice.between(0, 8).min(4).saturating_sub(dice.between(0, 3)) {
        let columns = [2, sort.columns / 2, sort.columns][dice.between(0, 2)];
        let rows = dice.between(12, 22);
        let (body, pitch) = (9.0, 11.25);
        let width = (columns * (sort.characters + 1) - 1) as f64 * body;
        let height = (rows - 1) as f64 * pitch + body;
        let drawing = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}pt\" height=\"{height}pt\" viewBox=\"0 0 {width} {height}\">\
             <rect width=\"{width}\" height=\"{height}\" fill=\"#{}\"/></svg>",
            ["ddd", "cde", "edc", "dec"][ad % 4]
        );
        fs::write(dir.join(format!("pictures/ad{ad}.svg")), drawing).expect("a drawing");
        let _ =
            write!(toml, "\n[[pools.p.ad]]\nfile = \"pictures/ad{ad}.svg\"\nsize = \"{columns}x{rows}\"\n");
        room = room.saturating_sub(columns * sort.characters * (rows + 1));
    }
    let stories = dice.between(4, if sort.columns == 6 { 10 } else { 16 });
    let known = pictures();
    let count = dice.between(0, 5).min(stories);
    let share = room * dice.between(66, 80) / 100;
    let pictured = room / 14 * count;
    let text = share.saturating_sub(pictured).max(stories * 90);
    // Shares of the text: the first ones are longer.
    let weights: Vec<usize> = (0..stories).map(|at| dice.between(20, 100) + 160 / (at + 1)).collect();
    let total: usize = weights.iter().sum();
    let words = paragraphs();
    for (story, weight) in weights.iter().enumerate() {
        let characters = (text * weight / total).clamp(80, 3_000);
        let begin = BEGINNINGS[dice.between(0, BEGINNINGS.len() - 1)];
        let end = ENDS[dice.between(0, ENDS.len() - 1)];
        let mut manuscript = format!("---\nheadline: {begin}　{end}\n");
        if story < 3 && dice.between(0, 1) == 0 {
            let _ =
                writeln!(manuscript, "kicker: {}一年间", BEGINNINGS[dice.between(0, BEGINNINGS.len() - 1)]);
        }
        manuscript.push_str("---\n");
        let mut left = characters;
        let mut at = dice.between(0, words.len() - 1);
        while left > 0 {
            let paragraph: String = words[at % words.len()].chars().take(left.max(12)).collect();
            left = left.saturating_sub(paragraph.chars().count());
            let _ = write!(manuscript, "{}\n\n", paragraph.trim_end_matches(['，', '、', '“', '（', '《']));
            at += 1;
        }
        fs::write(dir.join(format!("stories/s{story}.md")), manuscript).expect("a story");
        let importance = [1, 2, 3, 3, 4, 4, 5][story.min(6)];
        let _ =
            write!(toml, "\n[[pools.p.story]]\nfile = \"stories/s{story}.md\"\nimportance = {importance}\n");
        if story > 2 {
            match dice.between(0, 9) {
                0 => toml.push_str("kind = \"commentary\"\n"),
                1 => toml.push_str("kind = \"box\"\n"),
                2 | 3 => toml.push_str("need = \"may\"\n"),
                4 => toml.push_str("headline = \"vertical\"\n"),
                _ => {}
            }
        }
        if story < count {
            let file = &known[dice.between(0, known.len() - 1)];
            fs::copy(file, dir.join(format!("pictures/p{story}.jpg"))).expect("a copy");
            let _ = write!(
                toml,
                "\n[[pools.p.picture]]\nfile = \"pictures/p{story}.jpg\"\ncaption = \"{begin}{end}。\"\n"
            );
            if story % 3 != 2 {
                let _ = writeln!(toml, "with = \"stories/s{story}.md\"");
            }
        }
    }
    fs::write(dir.join("issue.toml"), toml).expect("an issue");
    sort.name
}
