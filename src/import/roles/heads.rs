//! What stands over the text (题区): headline, kicker, subhead, byline.

use super::lines::{self, HEAD_LINE};
use super::story::{Line, Story, fill};
use crate::import::account::{Account, Clean};
use crate::import::styles::StyleRole;
use crate::message::{Word, word};

/// Lines at the start that may stand over the text.
const MOST: usize = 8;

/// Takes the lines of the head out of `lines`.
pub fn take(lines: &mut Vec<Line>, story: &mut Story, account: &mut Account) {
    let end = head_end(lines);
    let mut head: Vec<Line> = lines.drain(..end).collect();
    let has_headline = head.iter().any(|line| line.role == Some(StyleRole::Headline));
    if !has_headline
        && let Some(first) = head.iter().position(|line| matches!(line.role, Some(StyleRole::Heading(_))))
    {
        // The first heading is the headline; headings of its level right behind it are more lines of it.
        let level = head[first].role;
        for line in head[first..].iter_mut().take_while(|line| line.role == level) {
            line.role = Some(StyleRole::Headline);
        }
    }
    let named = head.iter().any(|line| line.role == Some(StyleRole::Headline));
    if named {
        around_headline(&mut head, lines, story);
    } else {
        by_look(&mut head, lines, story);
    }
    let mut behind = Vec::new();
    for line in head {
        match line.role {
            Some(StyleRole::Kicker) => fill(&mut story.kicker, line.words, account),
            Some(StyleRole::Headline) => fill(&mut story.headline, line.words, account),
            Some(StyleRole::Subhead) => fill(&mut story.subhead, line.words, account),
            Some(StyleRole::Byline) => {
                let words = without_signs(line, account);
                fill(&mut story.byline, words, account);
            }
            Some(StyleRole::Source) => fill(&mut story.source, line.words, account),
            Some(StyleRole::Credit) => fill(&mut story.credit, line.words, account),
            _ => behind.push(line),
        }
    }
    lines.splice(..0, behind);
}

/// Where the head ends: before the first line that is a sentence, or that its style makes text, or a second heading behind
/// a headline.
fn head_end(lines: &[Line]) -> usize {
    let mut has_headline = false;
    for (at, line) in lines.iter().enumerate().take(MOST) {
        let text = line.text();
        let goes_on = match line.role {
            Some(StyleRole::Headline) => {
                has_headline = true;
                true
            }
            Some(
                StyleRole::Kicker
                | StyleRole::Subhead
                | StyleRole::Byline
                | StyleRole::Source
                | StyleRole::Credit,
            ) => true,
            Some(StyleRole::Heading(_)) => !has_headline || text.starts_with('—'),
            Some(StyleRole::Crosshead | StyleRole::Caption) => false,
            None | Some(StyleRole::Body) => lines::is_short(&text) || lines::is_byline(&text),
        };
        if !goes_on {
            return at;
        }
        if matches!(line.role, Some(StyleRole::Heading(_))) {
            // A later heading of the same level stands in the text, unless it follows at once.
            let next = lines.get(at + 1);
            has_headline |= next.is_none_or(|next| next.role != line.role);
        }
    }
    lines.len().min(MOST)
}

/// The lines before and behind a headline that its style names.
fn around_headline(head: &mut Vec<Line>, rest: &mut Vec<Line>, story: &mut Story) {
    let first = head.iter().position(|line| line.role == Some(StyleRole::Headline)).unwrap_or(0);
    let mut bylines = head.iter().any(|line| line.role == Some(StyleRole::Byline));
    let mut subheads = head.iter().any(|line| line.role == Some(StyleRole::Subhead));
    for at in 0..head.len() {
        let text = head[at].text();
        let guess = match head[at].role {
            Some(StyleRole::Heading(_)) if text.starts_with('—') => StyleRole::Subhead,
            Some(StyleRole::Heading(_)) => StyleRole::Crosshead,
            None | Some(StyleRole::Body) if is_source(&text) => StyleRole::Source,
            None | Some(StyleRole::Body)
                if lines::is_byline(&text) || (at > first && !bylines && lines::is_names(&text)) =>
            {
                bylines = true;
                StyleRole::Byline
            }
            None | Some(StyleRole::Body) if at < first => StyleRole::Kicker,
            None | Some(StyleRole::Body)
                if text.starts_with('—')
                    || (!subheads && (head[at].words.centred || head[at].words.is_bold())) =>
            {
                subheads = true;
                StyleRole::Subhead
            }
            None | Some(StyleRole::Body) => {
                // A short paragraph of the text: the head ended before it.
                let behind = head.split_off(at);
                rest.splice(..0, behind);
                return;
            }
            Some(_) => continue,
        };
        set(&mut head[at], guess, story);
    }
}

/// The head of an article in which nothing is named.
fn by_look(head: &mut Vec<Line>, rest: &mut Vec<Line>, story: &mut Story) {
    let size = lines::usual_size(rest);
    let text_is_centred = !rest.is_empty() && lines::mostly_centred(rest);
    let differs = |line: &Line| {
        (line.words.size > size && size > 0)
            || (line.words.centred && !text_is_centred)
            || line.words.is_bold()
    };
    // Bylines and sources first: they may stand anywhere in the head.
    for line in head.iter_mut() {
        let text = line.text();
        if matches!(line.role, None | Some(StyleRole::Body)) {
            if is_source(&text) {
                set(line, StyleRole::Source, story);
            } else if lines::is_byline(&text) {
                set(line, StyleRole::Byline, story);
            }
        }
    }
    let open =
        |line: &Line| matches!(line.role, None | Some(StyleRole::Body)) && lines::has_words(&line.text());
    let plain: Vec<usize> = (0..head.len()).filter(|at| open(&head[*at])).collect();
    let Some(first) = plain.first().copied() else { return };
    let by_look: Vec<usize> = plain.iter().copied().take_while(|at| differs(&head[*at])).collect();
    let mut last = first;
    if by_look.is_empty() {
        // Plain text: by the number of short lines. Without a text behind them only the first is a head.
        let wanted: &[StyleRole] = match plain.len() {
            1 => &[StyleRole::Headline],
            2 if !rest.is_empty() => &[StyleRole::Headline, StyleRole::Subhead],
            3 if !rest.is_empty() => &[StyleRole::Kicker, StyleRole::Headline, StyleRole::Subhead],
            _ => &[StyleRole::Headline],
        };
        let mut wanted: Vec<StyleRole> = wanted.to_vec();
        // 主题, 副题 and the author's name.
        let named =
            plain.get(1..).unwrap_or_default().iter().find(|at| lines::is_names(&head[**at].text())).copied();
        if let Some(named) = named.filter(|_| plain.len() <= 3 && !rest.is_empty()) {
            let before = plain.iter().filter(|at| **at < named).count();
            wanted = vec![StyleRole::Headline, StyleRole::Subhead, StyleRole::Byline];
            wanted.retain(|role| *role != StyleRole::Subhead || before > 1);
        }
        if plain.get(1).is_some_and(|second| head[*second].text().starts_with('—')) {
            wanted = vec![StyleRole::Headline, StyleRole::Subhead];
        }
        if plain.len() == 1 && rest.is_empty() && head.len() == 1 {
            // One line alone is a text without a headline.
            wanted.clear();
        }
        for (at, role) in plain.iter().zip(wanted) {
            set(&mut head[*at], role, story);
            last = *at;
        }
    } else {
        let rank = |line: &Line| (line.words.size, line.words.is_bold(), line.words.centred);
        let best = by_look.iter().map(|at| rank(&head[*at])).max().unwrap_or_default();
        let tops: Vec<usize> = by_look.iter().copied().filter(|at| rank(&head[*at]) == best).collect();
        let all_alike = tops.len() == by_look.len();
        for (number, at) in by_look.iter().copied().enumerate() {
            let text = head[at].text();
            let role = match () {
                () if text.starts_with('—') => StyleRole::Subhead,
                () if all_alike && tops.len() == 3 => {
                    [StyleRole::Kicker, StyleRole::Headline, StyleRole::Subhead][number]
                }
                () if tops.contains(&at) => StyleRole::Headline,
                () if at > tops[0] && lines::is_names(&text) => StyleRole::Byline,
                () if at < tops[0] => StyleRole::Kicker,
                () => StyleRole::Subhead,
            };
            set(&mut head[at], role, story);
            last = at;
        }
        // A name alone behind the headline.
        if let Some(next) = plain.iter().copied().find(|at| *at > last)
            && !head.iter().any(|line| line.role == Some(StyleRole::Byline))
            && lines::is_names(&head[next].text())
        {
            set(&mut head[next], StyleRole::Byline, story);
            last = next;
        }
    }
    // What is still open behind the head is text.
    let from = (last + 1..head.len()).find(|at| open(&head[*at]) || !lines::has_words(&head[*at].text()));
    if let Some(from) = from {
        let behind = head.split_off(from);
        rest.splice(..0, behind);
    }
}

fn set(line: &mut Line, role: StyleRole, story: &mut Story) {
    line.role = Some(role);
    if role != StyleRole::Crosshead {
        story.guessed.push((name(role), line.words.at.clone()));
    }
}

fn name(role: StyleRole) -> Word {
    match role {
        StyleRole::Kicker => word("kicker"),
        StyleRole::Subhead => word("subhead"),
        StyleRole::Byline => word("byline"),
        StyleRole::Source => word("source"),
        StyleRole::Credit => word("credit"),
        _ => word("headline"),
    }
}

/// Whether a line tells where the article comes from, as pages of the web do under the headline.
pub fn is_source(text: &str) -> bool {
    let labels = ["来源：", "来源:", "稿源：", "稿源:", "（来源", "(来源"];
    text.chars().count() <= HEAD_LINE + 20
        && !text.contains('。')
        && labels.iter().any(|label| text.contains(label))
}

/// A byline without the signs before it.
fn without_signs(mut line: Line, account: &mut Account) -> crate::import::model::Paragraph {
    let text = line.text();
    let bare = text.trim_start_matches(lines::SIGNS).trim_start();
    if !bare.is_empty() {
        let length = text.len() - bare.len();
        account.clean(Clean::Bracket, text[..length].chars().count());
        line.words.cut_start(length);
    }
    line.words
}
