//! What is found of pools, from which pages are made up.

declare_codes! {
    NOT_MADE_UP = "not-made-up" {
        title: "a page that is not made up yet",
        term: "待组版",
        severity: Error,
        why: "The page has a pool (稿库), and the layout that makeup writes for it is not there. The page is printed with \
              what has a fixed place alone. What would be found of its white is not told, for it follows from this.",
        help: "run `banxin makeup DIR`",
    }
    LEFT_OUT = "left-out" {
        title: "something of a pool that stands on no page",
        term: "未上版",
        severity: Error, also: [Note],
        why: "All pages that the pool serves are made up, and none of their layouts has an area of this name. What must be \
              printed is an error. What may wait (need = \"may\") is a note.",
        help: "run `banxin makeup DIR` again, or write need = \"may\" if it can wait",
    }
    UNKNOWN_POOL = "unknown-pool" {
        title: "a page without its pool, or a pool without a page",
        term: "稿库",
        severity: Error, also: [Warning],
        why: "A page names a pool that the issue does not have, so there is nothing to make it up from; or, as a warning, no \
              page names a pool, so nothing in it is printed.",
        help: "write the name of the pool on the page: pool = \"…\"",
    }
    POOL_NAME = "pool-name" {
        title: "a name in a pool that is taken",
        term: "稿件名称",
        severity: Error,
        why: "An item of a pool stands in the area of its name. Two items of one name, or one with the name of an area that the \
              page's layout has already, could not be told apart.",
        help: "give it another name: name = \"…\"",
    }
    POOL_ITEM = "pool-item" {
        title: "something of a pool that does not exist",
        term: "稿库条目",
        severity: Error,
        why: "`apart` or `with` names a file that is not in the pool, or `page` a page that the pool does not serve, so the \
              wish would have no effect.",
        help: "write one of those that the finding names",
    }
    MADE_NAME = "made-name" {
        title: "a name that a made layout cannot have",
        term: "组版结果",
        severity: Error, also: [Warning],
        why: "Makeup writes the layout of a page to layouts/NAME.toml. The name is no file name, or it is that of another \
              layout, which would be lost. On a page without a pool `made` has no effect, which is a warning.",
        help: "write a name that no other layout has, such as made = \"made-1\"",
    }
    PICTURE_PLACE = "picture-place" {
        title: "a place for a picture that stays unused",
        term: "插图位",
        severity: Warning,
        why: "`pictures` of an area keeps a place inside its text for a picture that is not in the pool of the page or stands \
              elsewhere. The text runs through the place.",
        help: "take it out of `pictures`, or run `banxin makeup DIR` again",
    }
}
