//! What is to be written: pages, with everything that they name.

use crate::font::Library;
use crate::ink::Press;
use crate::issue::{Date, Masthead, Picture};
use crate::page::Page;
use crate::read::Loaded;

/// A document to be written, with everything that its pages name.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// The paper's name (报名); the file's title is the name, the day and the number of the issue.
    pub title: &'a str,
    /// What the masthead says of the issue (number, publisher), for archives.
    pub masthead: &'a Masthead,
    /// What made the pages, such as `banxin`; readers show it as the application.
    pub creator: &'a str,
    /// The issue's day. It stands for all dates of the file, at midnight in China.
    pub date: Date,
    /// The pages in order.
    pub pages: &'a [Page],
    /// The pictures that the pages name.
    pub pictures: &'a [Picture],
    /// The faces that the pages name.
    pub library: &'a Library,
    /// The press that it is for.
    pub press: &'a Press,
}

impl<'a> Document<'a> {
    /// The press file of some pages of an issue.
    pub fn of(loaded: &'a Loaded, pages: &'a [Page]) -> Document<'a> {
        Document {
            title: &loaded.issue.paper,
            masthead: &loaded.issue.masthead,
            creator: "banxin",
            date: loaded.issue.date,
            pages,
            pictures: &loaded.issue.pictures,
            library: &loaded.library,
            press: &loaded.press,
        }
    }
}
