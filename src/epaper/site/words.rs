//! The words of the site around the articles, in each language: the one table of them.
//!
//! Scripts hold no words: templates hand them what they say in attributes.

use crate::layout::EpaperLanguage;

/// Declares [`Words`] and its two languages.
macro_rules! table {
    ($( $(#[doc = $doc:literal])* $key:ident: $chinese:literal, $english:literal; )*) => {
        /// The words of the site.
        #[derive(Clone, Copy, Debug)]
        pub struct Words {
            /// The language itself (BCP 47).
            pub language: &'static str,
            $( $(#[doc = $doc])* pub $key: &'static str, )*
        }

        const CHINESE: Words = Words { language: "zh-Hans", $( $key: $chinese, )* };
        const ENGLISH: Words = Words { language: "en", $( $key: $english, )* };
    };
}

table! {
    /// Leads past the head of a page.
    skip: "跳到正文", "Skip to content";
    /// The head of every page.
    site: "本站", "Site";
    /// The index of the issue.
    contents: "目录", "Contents";
    /// Search in the issue.
    search: "搜索", "Search";
    /// The calendar of issues.
    issues: "往期", "Issues";
    /// What a reader may choose.
    options: "阅读设置", "Reading options";
    size: "字号", "Type size";
    size_usual: "标准", "Usual";
    size_large: "大", "Large";
    size_larger: "特大", "Larger";
    theme: "明暗", "Light or dark";
    theme_system: "随系统", "System";
    theme_light: "浅色", "Light";
    theme_dark: "深色", "Dark";
    writing: "正文排向", "Direction of text";
    across: "横排", "Across";
    down: "竖排", "Down";
    page_before: "上一版", "Previous page";
    page_after: "下一版", "Next page";
    /// The heading over the stories of a page.
    stories: "本版稿件", "On this page";
    adverts: "广告", "Advertisements";
    advert: "广告", "Advertisement";
    guide: "导读", "In this issue";
    pages: "各版", "All pages";
    zoom: "缩放", "Zoom";
    zoom_in: "放大", "Zoom in";
    zoom_out: "缩小", "Zoom out";
    zoom_fit: "整版", "Whole page";
    /// The window in which the page is looked at.
    page_picture: "版面图", "Picture of the page";
    /// The way back from an article.
    on_page: "在版面上看", "See it on the page";
    story_before: "上一篇", "Previous story";
    story_after: "下一篇", "Next story";
    neighbours: "上一篇与下一篇", "Previous and next story";
    /// Where the parts of an article stand.
    places: "在版面上的位置", "Where it stands";
    full_size: "看大图", "Full size";
    /// Behind what leads away from the site.
    new_tab: "新标签页", "new tab";
    /// Behind the title of a story that was corrected after it was printed.
    corrected: "更正", "Corrected";
    visit: "打开广告链接", "Visit the advertiser";
    issue_before: "上一期", "Previous issue";
    issue_after: "下一期", "Next issue";
    newest: "最新一期", "Newest issue";
    calendar: "往期日历", "Calendar of issues";
    search_in: "在本期中搜索", "Search this issue";
    search_hint: "标题或正文中的词", "Words of headlines or text";
    /// For those whose browsers run no scripts.
    search_needs: "搜索要用 JavaScript。没有它，请从目录查找。", "Search needs JavaScript. Without it, use the contents.";
    /// `{n}` is the number of results.
    found: "找到 {n} 篇", "{n} found";
    found_none: "没有找到", "Nothing found";
    reading_pdf: "全期 PDF", "Whole issue as PDF";
    feed: "订阅", "Feed";
    data: "数据", "Data";
    foot: "页脚", "Foot of the page";
    print_line: "文字与版面以当日出版的报纸为准。", "The printed paper of the day is authoritative.";
}

impl Words {
    /// The words in a language.
    pub fn of(language: EpaperLanguage) -> Words {
        match language {
            EpaperLanguage::Chinese => CHINESE,
            EpaperLanguage::English => ENGLISH,
        }
    }

    fn english(&self) -> bool {
        self.language == "en"
    }

    /// “第1版”, “第2—3版”.
    pub fn page(&self, number: u32, facing: Option<u32>) -> String {
        match (self.english(), facing) {
            (false, None) => format!("第{number}版"),
            (false, Some(facing)) => format!("第{number}—{facing}版"),
            (true, None) => format!("Page {number}"),
            (true, Some(facing)) => format!("Pages {number}–{facing}"),
        }
    }

    /// “下转第4版”.
    pub fn continued_to(&self, page: u32) -> String {
        if self.english() { format!("Continued on page {page}") } else { format!("下转第{page}版") }
    }

    /// “上接第1版”.
    pub fn continued_from(&self, page: u32) -> String {
        if self.english() { format!("Continued from page {page}") } else { format!("上接第{page}版") }
    }

    /// “2026年11月24日 10:30更正” from a moment as RFC 3339 has it.
    pub fn revised(&self, moment: &str) -> String {
        let (day, time) = moment.split_once('T').unwrap_or((moment, ""));
        let time = time.get(..5).map(|time| format!(" {time}")).unwrap_or_default();
        if self.english() {
            format!("Corrected {day}{time}")
        } else {
            format!("{}{time} 更正", chinese_date(day))
        }
    }

    /// “2026年11月” from the year and the month.
    pub fn month(&self, year: i32, month: u32) -> String {
        const NAMES: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let name = NAMES.get(month.saturating_sub(1) as usize).copied().unwrap_or_default();
        if self.english() { format!("{name} {year}") } else { format!("{year}年{month}月") }
    }

    /// The days of the week from Monday, short.
    pub(super) fn weekdays(&self) -> [&'static str; 7] {
        if self.english() {
            ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        } else {
            ["一", "二", "三", "四", "五", "六", "日"]
        }
    }
}

/// “2026年11月27日” of “2026-11-27”.
pub fn chinese_date(date: &str) -> String {
    let mut parts = date.split('-').map(|part| part.trim_start_matches('0'));
    match (parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(month), Some(day)) => format!("{year}年{month}月{day}日"),
        _ => date.to_owned(),
    }
}
