//! Makes src/text/words/words.fst anew from the dictionary of jieba; see src/text/words/README.md.

use banxin::text::Class;

/// Characters of a word at the most.
const LONGEST: usize = 6;

/// How often a name of a person was counted, at the least.
const NAMES: u64 = 5;

/// How often the words of src/text/words/news.txt count.
const NEWS: u64 = 300;

#[test]
#[ignore = "writes src/text/words/words.fst from the file that JIEBA_DICT names"]
fn rewrite() {
    let path = std::env::var("JIEBA_DICT").expect("JIEBA_DICT names jieba's dict.txt");
    let dictionary = std::fs::read_to_string(path).expect("the dictionary");
    let entries = || {
        dictionary.lines().filter_map(|line| {
            let mut fields = line.split(' ');
            let (word, count) = (fields.next()?, fields.next()?.parse::<u64>().ok()?);
            Some((word, count, fields.next().unwrap_or("x")))
        })
    };
    let all: u64 = entries().map(|(_, count, _)| count).sum();
    let mut words: Vec<(&str, u64)> = entries()
        .filter(|(word, count, tag)| {
            word.chars().all(|character| Class::of(character) == Class::Han)
                && word.chars().count() <= LONGEST
                && !(tag.starts_with("nr") && *count < NAMES)
        })
        .map(|(word, count, tag)| (word, value(count, all, tag)))
        .collect();
    let news = include_str!("../../src/text/words/news.txt").lines().filter(|line| !line.starts_with('#'));
    let news = news.filter_map(|line| line.split_once(' '));
    let own: Vec<(&str, u64)> = news.map(|(word, tag)| (word, value(NEWS, all, tag))).collect();
    words.retain(|(word, _)| own.iter().all(|(known, _)| known != word));
    words.extend(own);
    words.sort_unstable();
    words.dedup_by_key(|(word, _)| *word);
    let mut map = fst::MapBuilder::memory();
    for (word, value) in &words {
        map.insert(word, *value).expect("words in order");
    }
    let bytes = map.into_inner().expect("a transducer");
    let out = concat!(env!("CARGO_MANIFEST_DIR"), "/src/text/words/words.fst");
    std::fs::write(out, bytes).expect("src/text/words/words.fst");
}

/// The value of a word: how rare it is, and the number of its kind in `src/text/lexicon.rs`.
fn value(count: u64, all: u64, tag: &str) -> u64 {
    let rarity = ((all as f64 / count.max(1) as f64).log2() * 2.0).round().clamp(0.0, 52.0);
    rarity as u64 * 16 + kind(tag)
}

/// The number of the kind that a tag of jieba's dictionary stands for.
fn kind(tag: &str) -> u64 {
    match (tag, tag.chars().next().unwrap_or('x')) {
        ("vn" | "an", _) => 15,
        ("nr" | "nrt" | "nrfg" | "ns" | "nt" | "nz", _) => 12,
        ("mq", _) => 4,
        ("zg", _) => 14,
        (_, 'n' | 's' | 'j') => 0,
        (_, 'v') => 1,
        (_, 'a' | 'b' | 'z') => 2,
        (_, 'd') => 3,
        (_, 'm') => 4,
        (_, 'q') => 5,
        (_, 'p') => 6,
        (_, 'c') => 7,
        (_, 'u' | 'y' | 'k') => 8,
        (_, 'r') => 9,
        (_, 'f') => 10,
        (_, 't') => 11,
        (_, 'i' | 'l') => 13,
        _ => 14,
    }
}
