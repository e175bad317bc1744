//! Pools (稿库): stories, pictures and advertisements from which automatic makeup makes a page.
//!
//! A pool says what there is and what an editor wishes of each item. Where the items stand is in the layout that makeup
//! writes: an item stands in the area of its name.

use super::content::Content;
use crate::diagnostic::Span;
use crate::keys::words;

/// A pool.
#[derive(Clone, Debug)]
pub struct Pool {
    /// Its name.
    pub name: String,
    /// What is in it, in the order of the file.
    pub items: Vec<PoolItem>,
    /// Where the issue names it.
    pub span: Span,
}

/// Something in a pool.
#[derive(Clone, Debug)]
pub struct PoolItem {
    /// The name of the area in which it stands where makeup placed it; unique in the pool.
    pub name: String,
    /// What it is, as it would stand alone in an area: a story as its first part and without pictures.
    pub content: Content,
    /// How important it is: 1 (头条) to 5.
    pub importance: u8,
    /// What kind of story it is; what is no story is news.
    pub kind: StoryKind,
    /// Whether it must stand on a page.
    pub need: Need,
    /// Whether it is to stand at the head of the page.
    pub top: bool,
    /// Where its headline is to stand; `None` leaves that to makeup.
    pub headline: Option<HeadlineWish>,
    /// Whether it is to stand in a frame (加框).
    pub boxed: bool,
    /// The items that it must not stand beside, by their numbers. If it has another one, that one has it too.
    pub apart: Vec<usize>,
    /// The story that a picture belongs to, by its number.
    pub with: Option<usize>,
    /// The area of the page's own layout in which it stands, where that is fixed.
    pub area: Option<String>,
    /// The page on which it stands, where that is fixed.
    pub page: Option<u32>,
    /// Where it is written.
    pub span: Span,
}

/// What a page has to do with a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagePool {
    /// Index into [`Issue::pools`](super::Issue::pools).
    pub pool: usize,
    /// The name of the layout that makeup writes for the page: `layouts/NAME.toml` in the issue folder.
    pub made: String,
    /// Index of the page's own layout, which the made one extends, in the list that was read with the issue.
    pub layout: usize,
    /// Whether the made layout is there. Then it is the layout of the page, else the page has its own.
    pub is_made: bool,
}

words! {
    /// What kind of story it is.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum StoryKind {
        /// News (消息).
        #[default]
        News = "news",
        /// A commentary (评论).
        Commentary = "commentary",
        /// A feature (通讯、特写).
        Feature = "feature",
        /// News in brief (简讯).
        Brief = "brief",
        /// A story in a box (花边新闻).
        Box = "box",
    }
}

words! {
    /// Whether an item of a pool must stand on a page.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Need {
        /// It must stand on a page, whole (必发).
        #[default]
        Must = "must",
        /// It may wait for the next issue (可发).
        May = "may",
        /// It must stand on a page, but its last paragraphs may be cut off (可删).
        Cut = "cut",
    }
}

words! {
    /// Where an editor wants the headline of a story.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum HeadlineWish {
        /// Across, over the whole text (盖文题).
        Over = "over",
        /// Across, in the first columns, with text beside it (串文题).
        Beside = "beside",
        /// Across, in the middle, with text on both sides (文夹题、文包题).
        Between = "between",
        /// Down, at a side of the text (竖题).
        Vertical = "vertical",
    }
}
