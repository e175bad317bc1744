//! Issues drawn by chance, always the same for the same number: pages cut into areas again and again, with stories that fit
//! well and badly, pictures in and beside them, tables, advertisements, fillers, lines that run down, and a story that
//! jumps.

use std::fmt::Write as _;

use crate::support::folder::folder;

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
    fn between(&mut self, from: u32, to: u32) -> u32 {
        from + (self.next() % u64::from(to - from + 1)) as u32
    }
}

/// Columns, rows and characters of a column of the pages.
const COLUMNS: u32 = 6;
const ROWS: u32 = 56;
const CHARACTERS: u32 = 8;

/// An area: column, columns, row, rows.
type Cut = [u32; 4];

/// Cuts an area in two until its pieces are small.
fn cut(dice: &mut Dice, area: Cut, pieces: &mut Vec<Cut>) {
    let [column, columns, row, rows] = area;
    let may_stay = columns <= 3 && rows <= 30;
    if may_stay && dice.between(0, 2) == 0 || columns < 2 && rows < 24 {
        pieces.push(area);
    } else if columns >= 2 && (rows < 24 || dice.between(0, 1) == 0) {
        let left = dice.between(1, columns - 1);
        cut(dice, [column, left, row, rows], pieces);
        cut(dice, [column + left, columns - left, row, rows], pieces);
    } else {
        let top = dice.between(10, rows - 11);
        // Areas touch, or a row stays free between them.
        let free = dice.between(0, 1);
        cut(dice, [column, columns, row, top], pieces);
        cut(dice, [column, columns, row + top + free, rows - top - free], pieces);
    }
}

const SENTENCES: [&str; 6] = [
    "江上的船一早就来了，码头边站满了等船的人，都说今天的雾比昨天小。",
    "市里拿出860万元来整治，头一件难事是桥，第二件是路。",
    "“看见就好了。”她说，《霁江志》里没有写过这一段。",
    "全长4624米的八座桥，最老的已经一百岁，最新的到2027年3月才通车。",
    "记者从iPhone上看到，这一天的水位是12.6米，比去年同期高出1.1米。",
    "老人们坐在河埠头上，讲的还是从前的事。",
];

fn story(dice: &mut Dice, number: usize, characters: u32) -> String {
    let mut text = "---\n".to_owned();
    if dice.between(0, 2) == 0 {
        text.push_str("kicker: 霁川今年第一场雪\n");
    }
    // Writing to a string cannot fail.
    let _ = writeln!(text, "headline: 江上来船{number}");
    if dice.between(0, 2) == 0 {
        text.push_str("byline: 本报记者　丁叙白\n");
    }
    text.push_str("---\n");
    let mut count = 0;
    while count < characters {
        if dice.between(0, 5) == 0 {
            text.push_str("### 小标题在此\n\n");
        }
        for _ in 0..dice.between(1, 4) {
            let sentence = SENTENCES[dice.between(0, 5) as usize];
            count += sentence.chars().count() as u32;
            text.push_str(sentence);
        }
        text.push_str("\n\n");
    }
    text
}

/// An issue of two pages.
pub fn issue(number: u64) -> tempfile::TempDir {
    let dice = &mut Dice(number.wrapping_mul(0x5851_f42d_4c95_7f2d) + 11);
    let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"60\">\
                   <path fill=\"#357\" d=\"M0 0h90v60h-90z\"/></svg>";
    let mut files: Vec<(String, String)> = Vec::new();
    let mut toml = "paper = \"试排报\"\ndate = \"2026-11-30\"\n".to_owned();
    let mut stories = 0;
    for page in 1..=2 {
        let mut pieces = Vec::new();
        cut(dice, [1, COLUMNS, 1, ROWS], &mut pieces);
        let mut layout = format!(
            "[page]\nwidth = \"200mm\"\nheight = \"290mm\"\n[grid]\nbody = \"10pt\"\npitch = \"{}pt\"\ncolumns = {COLUMNS}\n\
             characters = {CHARACTERS}\ngutter = \"1字\"\nrows = {ROWS}\n",
            dice.between(12, 14)
        );
        let _ = writeln!(toml, "[[page]]\nnumber = {page}\nlayout = \"page-{page}\"");
        for (at, [column, columns, row, rows]) in pieces.iter().enumerate() {
            let down = dice.between(0, 5) == 0 && *rows > 18 && *columns > 1;
            let _ = writeln!(
                layout,
                "[areas.a{at}]\ncolumn = {column}\ncolumns = {columns}\nrow = {row}\nrows = {rows}{}{}",
                if down { "\nwriting = \"down\"" } else { "" },
                if dice.between(0, 4) == 0 { "\nframe = { width = \"0.5pt\" }" } else { "" },
            );
            match dice.between(0, 9) {
                0 if *rows < 24 => {
                    files.push((format!("ad-{page}-{at}.svg"), picture.to_owned()));
                    let _ = writeln!(toml, "[[page.ad]]\nfile = \"ad-{page}-{at}.svg\"\narea = \"a{at}\"");
                }
                1 => {
                    files.push((format!("photo-{page}-{at}.svg"), picture.to_owned()));
                    let _ = writeln!(
                        toml,
                        "[[page.picture]]\nfile = \"photo-{page}-{at}.svg\"\narea = \"a{at}\"\ncaption = \"图为江上的船{page}{at}。\""
                    );
                }
                2 if *columns > 1 => {
                    files.push((
                        format!("table-{page}-{at}.csv"),
                        "桥名,长度\n铁桥,924\n归雁桥,612\n".to_owned(),
                    ));
                    let _ =
                        writeln!(toml, "[[page.table]]\nfile = \"table-{page}-{at}.csv\"\narea = \"a{at}\"");
                }
                _ => {
                    let share = dice.between(50, 130);
                    let room = columns * rows * CHARACTERS * share / 100;
                    let name = format!("story-{stories}");
                    files.push((format!("{name}.md"), story(dice, stories, room.saturating_sub(60).max(20))));
                    stories += 1;
                    let _ = writeln!(toml, "[[page.story]]\nfile = \"{name}.md\"\narea = \"a{at}\"");
                    if !down && *columns > 2 && *rows > 26 {
                        files.push((format!("inset-{page}-{at}.svg"), picture.to_owned()));
                        let _ = writeln!(
                            toml,
                            "[[page.picture]]\nfile = \"inset-{page}-{at}.svg\"\narea = \"a{at}\"\n\
                             inside = {{ column = 2, columns = 1, row = 14, rows = 9 }}\ncaption = \"插图{page}{at}\""
                        );
                    }
                }
            }
        }
        files.push((
            format!("filler-{page}.md"),
            format!("---\nheadline: 补白{page}\n---\n岁末的江边，一灯如豆{page}。\n"),
        ));
        let _ = writeln!(toml, "[[page.filler]]\nfile = \"filler-{page}.md\"");
        files.push((format!("layouts/page-{page}.toml"), layout));
    }
    files.push(("issue.toml".to_owned(), toml));
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    folder(&files)
}
