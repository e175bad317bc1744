//! The joints of a headline: where it may turn, and how well.
//!
//! A headline is divided into words ([`crate::text::segment`]); between two words lies a joint with a cost, from the
//! kinds of the two words ([`joint`]). Turns between the parts of a sentence cost little: behind a comma, before
//! a verb, before a preposition. Turns inside a phrase cost much: between an adverb and its verb, between an
//! adjective and its noun. Turns that a reader would trip over are [`WRONG`]: inside a word, a number or a name that
//! is kept, before 的, 了, 着, 们, 吗 and other particles, and inside a short quotation or title. They are
//! made only where nothing else fits, and are told; so is a turn of [`POOR`] and more.

use crate::text::{Break, Class, Paragraph, Word, WordKind, segment};

/// A turn that must not be made.
pub(super) const WRONG: u32 = 5_000;

/// From here on a turn is told, as a note.
pub(super) const POOR: u32 = 50;

/// A turn between Western words.
const WESTERN: u32 = 20;

/// Characters of a quotation or a title that stays whole, at the most.
const SHORT_QUOTE: usize = 8;

/// A place where a headline may turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TurnPlace {
    /// The first cluster behind it.
    pub(super) cluster: usize,
    pub(super) cost: u32,
}

/// Every place where a line of the headline may end, in order; its end is not among them.
pub(super) fn joints(paragraph: &Paragraph) -> Vec<TurnPlace> {
    let text = &paragraph.text;
    let words = joined(text, segment(text));
    let quoted = quotations(paragraph);
    let mut places = Vec::new();
    let mut word = 0;
    for cluster in 1..paragraph.len() {
        let byte = paragraph.text_start[cluster] as usize;
        while words.get(word + 1).is_some_and(|next| next.range.start <= byte) {
            word += 1;
        }
        let may = paragraph.breaks[cluster - 1];
        if may <= Break::LastResort {
            continue;
        }
        let within = words[word].range.start < byte;
        let inside = within && Class::is_like_han(paragraph.class[cluster - 1]);
        let kept = matches!(may, Break::Keep | Break::Word | Break::Hyphen | Break::Wish);
        let in_quote = quoted.iter().any(|(from, to)| *from < cluster && cluster < *to);
        let cost = if inside || kept || in_quote {
            WRONG
        } else {
            marks(paragraph, cluster).unwrap_or_else(|| match word.checked_sub(1) {
                Some(before) if !within => joint(text, &words, before),
                // Between Western words, or signs.
                _ => WESTERN,
            })
        };
        places.push(TurnPlace { cluster, cost });
    }
    places
}

/// The words with the nouns put together that a suffix ends.
fn joined(text: &str, words: Vec<Word>) -> Vec<Word> {
    let mut list: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        let suffix = SUFFIXES.contains(&text[word.range.clone()]);
        let is_han =
            |word: &Word| Class::of(text[word.range.clone()].chars().next().unwrap_or(' ')) == Class::Han;
        match list.last_mut() {
            Some(stem)
                if suffix
                    && is_han(stem)
                    && matches!(
                        stem.kind,
                        WordKind::Noun
                            | WordKind::VerbalNoun
                            | WordKind::Verb
                            | WordKind::Name
                            | WordKind::Other
                    ) =>
            {
                stem.range.end = word.range.end;
                stem.kind = WordKind::Noun;
            }
            _ => list.push(word),
        }
    }
    list
}

/// The clusters of short quotations and titles, with their marks.
fn quotations(paragraph: &Paragraph) -> Vec<(usize, usize)> {
    let mut open = Vec::new();
    let mut found = Vec::new();
    for (at, class) in paragraph.class.iter().enumerate() {
        match class {
            Class::Open => open.push(at),
            Class::Close => {
                if let Some(from) = open.pop()
                    && at - from <= SHORT_QUOTE + 1
                {
                    found.push((from, at + 1));
                }
            }
            _ => {}
        }
    }
    found
}

/// The cost of a turn beside a mark; `None` between two words.
fn marks(paragraph: &Paragraph, cluster: usize) -> Option<u32> {
    let (before, behind) = (paragraph.class[cluster - 1], paragraph.class[cluster]);
    let mark = paragraph.text_of(cluster - 1);
    match (before, behind) {
        // Before a dash a headline turns well, and behind it not.
        (_, Class::Dash) => Some(2),
        (Class::Dash, _) => Some(20),
        (Class::Blank, _) => Some(0),
        (Class::Pause, _) if mark == "、" => Some(12),
        (Class::Stop | Class::Exclaim | Class::Pause | Class::Colon | Class::Ellipsis, _) => Some(0),
        (Class::Middle, _) => Some(WRONG),
        (Class::Close, Class::Open) => Some(14),
        _ => None,
    }
}

/// The words of the last and the first character that stand at a joint.
struct Side<'t> {
    text: &'t str,
    kind: WordKind,
    /// Whether it is one ideograph, which seldom stands by itself.
    single: bool,
}

fn side<'t>(text: &'t str, word: &Word) -> Side<'t> {
    let text = &text[word.range.clone()];
    let han = text.chars().all(|character| Class::of(character) == Class::Han);
    Side { text, kind: word.kind, single: han && text.chars().count() == 1 }
}

/// Words that hold on to what stands before them.
const HOLD_BACK: [&str; 16] =
    ["的", "了", "着", "们", "吗", "呢", "吧", "啊", "嘛", "地", "得", "等", "之", "似的", "般", "者"];

/// Verbs of one character that complete the verb before them (补语).
const COMPLEMENTS: &str = "出到成上下起入进完好满过来去开住走为作至向给";

/// Verbs that open a clause (兼语): 让群众就医.
const CAUSATIVES: &str = "让使令请";

/// Words between a preposition and its verb, at the most.
const PHRASE: usize = 3;

/// Nouns of one character that end longer ones (充电桩, 北延段), which dictionaries have no end of.
const SUFFIXES: &str = "桩段站厂局馆店区路桥队员者家会赛节展房车机网线库所院校部组团堂街巷村镇县市省州港洲坝塔楼园场林费税率额期号版卷型式化性学业界圈群层师户柜卡棚渠闸";

/// Characters that open a number, or are one.
const NUMERALS: &str = "〇零一二三四五六七八九十百千万亿两半几数第首";

/// Surnames that are seldom a word by themselves.
const SURNAMES: &str = "王李张刘陈杨赵吴徐孙胡朱郭罗宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾魏薛叶阎余潘杜戴夏汪田姜范姚谭廖邹熊陆\
郝崔邱秦侯孟钱汤尹乔贺赖龚庞樊殷施陶翟颜倪严牛俞章鲁葛韦毕聂焦郁闻卞岑温戚阮祝柯";

/// The cost of the joint behind a word.
fn joint(text: &str, words: &[Word], before: usize) -> u32 {
    use WordKind::{
        Adjective, Adverb, Conjunction, Measure, Name, Noun, Numeral, Other, Particle, Phrase, Position,
        Preposition, Pronoun, Time, Verb, VerbalNoun,
    };
    let (one, next) = (side(text, &words[before]), side(text, &words[before + 1]));
    let other_before = before.checked_sub(1).map(|at| side(text, &words[at]));
    if HOLD_BACK.contains(&next.text) || next.kind == Particle && next.single {
        return WRONG;
    }
    let figure = |side: &Side<'_>| side.text.ends_with(|last: char| last.is_ascii_digit() || last == '%');
    let counts = |side: &Side<'_>| {
        figure(side)
            || side.kind == Numeral && side.text.chars().all(|character| NUMERALS.contains(character))
    };
    if counts(&one) && (counts(&next) || next.kind == Measure || next.kind == Numeral) {
        return WRONG;
    }
    // 11月|28日: a date goes on.
    if "年月".contains(one.text) && next.text.starts_with(|first: char| first.is_ascii_digit()) {
        return 80;
    }
    // A name that no dictionary has: a surname and single characters behind it.
    let surname = |side: &Side<'_>| side.single && SURNAMES.contains(side.text);
    let given =
        |side: &Side<'_>| side.single && !matches!(side.kind, Preposition | Conjunction | Adverb | Particle);
    if surname(&one) && given(&next)
        || other_before.as_ref().is_some_and(surname) && given(&one) && given(&next)
    {
        return WRONG / 2;
    }
    let loose = |side: &Side<'_>| {
        side.single && !matches!(side.kind, Particle | Preposition | Conjunction | Adverb | Pronoun)
    };
    // Two characters by themselves are as a rule one word that the dictionary lacks.
    if loose(&one) && loose(&next) {
        return 70;
    }
    let alone = 16 * u32::from(loose(&one)) + 16 * u32::from(loose(&next));
    // 让群众|就医, 把图纸|捐给: what a preposition opens goes on to its verb.
    let opens = |word: &Word| word.kind == Preposition || CAUSATIVES.contains(&text[word.range.clone()]);
    let phrase =
        words[..before].iter().rev().take(PHRASE).take_while(|word| word.kind != Verb || opens(word));
    let opened = phrase.into_iter().any(opens);
    let completes = next.single && COMPLEMENTS.contains(next.text);
    let own = match (one.kind, next.kind) {
        _ if CAUSATIVES.contains(one.text) => 60,
        (Preposition | Conjunction, _) => 60,
        (Adverb, _) => 52,
        (Numeral | Measure, _) => 52,
        (Time, Numeral | Adjective) => 44,
        (Time, Verb | VerbalNoun) => 26,
        (_, Measure) => 40,
        (_, Position) => {
            if next.single {
                90
            } else {
                40
            }
        }
        (Verb | VerbalNoun, Verb) if completes => 90,
        // What a preposition or an adverb opens belongs to the part behind.
        (_, _) if CAUSATIVES.contains(next.text) => 2,
        (_, Preposition | Conjunction) => 2,
        (Adjective, Adverb) => 8,
        (_, Adverb) => 4,
        (_, Time) => 4,
        (Particle, _) if one.text == "的" => 14,
        (Particle, _) => 20,
        (Time, _) => 12,
        (Pronoun, Verb) => 14,
        (Pronoun, _) => 40,
        (Adjective, Noun | VerbalNoun | Name) => 44,
        (Adjective, Verb) => 40,
        (Adjective, _) => 16,
        (Noun | Name | Phrase | Other | Position | VerbalNoun, Verb) if opened => 24,
        (Noun | Name | Phrase | Other | Position, Verb) => 6,
        (VerbalNoun, Verb) => 10,
        (Verb, Verb) => 16,
        (Verb, Noun | VerbalNoun | Name | Pronoun | Numeral | Other) => 44,
        (Verb, Adjective | Phrase) => 24,
        (Verb, _) => 14,
        (Noun | Name, Adjective | Phrase | Pronoun | Numeral) => 8,
        (Noun | Name, VerbalNoun) => 20,
        (Name, Noun | Name) => 26,
        (VerbalNoun, Noun | Name) => 36,
        (Noun | VerbalNoun, Noun | Name | VerbalNoun) => 26,
        (Phrase, _) | (_, Phrase) => 6,
        _ => 16,
    };
    own + alone
}
