//! The codes of what only the command line finds: files that it is to read or write. All others are in
//! the library's list (`banxin::codes`).

use banxin::codes::Code;
use banxin::declare_codes;

/// Every code of a finding, the library's and these.
pub fn all() -> impl Iterator<Item = Code> + Clone {
    banxin::codes::all().chain(ENTRIES.iter().map(Code::of))
}

declare_codes! {
    CANNOT_WRITE = "cannot-write" {
        title: "a file cannot be written",
        term: "写入失败",
        severity: Error,
        why: "The disk is full, or you may not write there. A file that was there before is unchanged.",
        help: "make room, or choose another place with -o",
    }
    BATCH_LIST = "batch-list" {
        title: "the list of a batch cannot be used",
        term: "期目清单",
        severity: Error,
        why: "`batch` takes a text file in UTF-8 with an issue folder a line and, after a tab, where its PDF goes. The list \
              cannot be read, names no issue, or has a line that means something else. No issue was begun.",
        help: "write the folder of an issue on each line; lines that begin with # are passed over",
    }
    BATCH_OUTPUT = "batch-output" {
        title: "two issues of a batch have the same output",
        term: "输出重名",
        severity: Error,
        why: "Two lines of the list lead to the same PDF, so that one would replace the other. No issue was begun.",
        help: "name another PDF after a tab on one of the lines",
    }
    BATCH_TWICE = "batch-twice" {
        title: "an issue is in the list of a batch twice",
        term: "清单重复",
        severity: Warning,
        also: [Note],
        why: "Two lines of the list name the same issue. With the same PDF it is built once; with two PDFs, which may be meant, \
              it is built for both.",
        help: "take one of the lines out",
    }
    BATCH_JOURNAL = "batch-journal" {
        title: "the journal of a batch cannot be used",
        term: "断点记录",
        severity: Error,
        why: "`batch` writes down which issues are done, so that it can go on after it was stopped. The file of that name is \
              something else, or another run holds it. No issue was begun.",
        help: "name another journal with --journal, or move the file away",
    }
    BATCH_FAULT = "batch-fault" {
        title: "banxin failed on an issue of a batch",
        term: "程序故障",
        severity: Error,
        why: "This is a fault of banxin, not of the issue. The other issues of the list are built, and a PDF that was there \
              is as it was.",
        help: "report the message with the issue; until then take out what changed last in it",
    }
    EPAPER_FOLDER = "epaper-folder" {
        title: "a folder is not that of an e-paper",
        term: "数字报文件夹",
        severity: Error, also: [Warning, Note],
        why: "`epaper` writes into a folder that is new or empty, or that holds issues which it made. This one holds something \
              else, or an issue of another paper. Nothing was written. A warning tells of the folder of another issue that cannot be \
              read, so that what all issues share does without it, and of a file of somebody else that stays. A note tells that an \
              older issue does not change what all issues share.",
        help: "name another folder with -o",
    }
    FILE_EXISTS = "file-exists" {
        title: "a new file would replace one that is there",
        term: "覆盖文件",
        severity: Error,
        why: "`init` and `new` make new files and replace none. Where one of their files is there already, they write \
              nothing at all.",
        help: "name a folder that is not there yet, or move the file away",
    }
    FILE_CHANGED = "file-changed" {
        title: "a file changed while it was being mended",
        term: "文件已变",
        severity: Error,
        why: "Somebody saved the file after it was read. What was to be mended may stand elsewhere now, so nothing was \
              written.",
        help: "run the command again",
    }
    PAPER_NAME = "paper-name" {
        title: "a name that a paper cannot have",
        term: "报名",
        severity: Error,
        why: "The name is empty, or has quotes, backslashes or line ends, which the TOML file cannot hold as it is written.",
        help: "give the name of the paper in plain characters: --name 晨江日报",
    }
    CANNOT_ROLL = "cannot-roll" {
        title: "an issue cannot be rolled forward",
        term: "续编",
        severity: Error,
        why: "`new` makes the next issue of an older one. It needs an `issue.toml` that can be read, with a date that lies \
              before that of the new issue.",
        help: "mend the older issue so that `banxin check` reads it, or give a later day",
    }
    ISSUE_NUMBER = "issue-number" {
        title: "the number of the new issue is a guess",
        term: "期号",
        severity: Warning,
        why: "`new` counts the number of the issue on from the older one: by one for the next day. Where more days lie between \
              the two, an issue beside them that is older still shows whether the paper counts days or issues; without one \
              the number is counted on by one. Where it is not clear which figures are the number, it stays as it is.",
        help: "look at `issue` in [masthead], or give the number with --issue",
    }
    NOT_COPIED = "not-copied" {
        title: "a file of the older issue is not in the new one",
        term: "文件未复制",
        severity: Warning,
        why: "The file or folder cannot be read, or it lies deeper than folders are copied. The new issue was made without \
              it.",
        help: "copy it by hand if the new issue needs it",
    }
    IMPORT_AGAIN = "import-again" {
        title: "copy that was imported before",
        term: "重复来稿",
        severity: Note,
        why: "The records of the folder (imported/) tell that the same words and pictures were imported \
              before, and their files are there. Nothing was made again. A picture that is in pictures/ already, \
              with the same bytes, is not written a second time; what comes later refers to that file.",
        help: "to import it again, move the earlier files away",
    }
    IMPORT_SAME = "import-same-headline" {
        title: "two stories with the same headline",
        term: "同题来稿",
        severity: Warning,
        why: "A manuscript of the issue has the same headline, letter by letter; marks and blanks do not count. It may be \
              an earlier copy that was corrected since. Both were kept, under two names. The finding tells how much \
              of the two texts is the same.",
        help: "compare both files and put the one that goes to press into issue.toml",
    }
    IMPORT_FILE = "import-file" {
        title: "a file or folder that cannot be imported",
        term: "来稿文件",
        severity: Error,
        also: [Warning],
        why: "`import` takes files and folders, and the folder to write into as the last name. A file is not there or cannot \
              be read, or a folder has no files.",
        help: "look at the path",
    }
    OUTPUT_IS_INPUT = "output-is-input" {
        title: "the output would replace a file of the issue",
        term: "覆盖稿件",
        severity: Error,
        why: "The output has the name of a file that the issue is read from.",
        help: "choose another name with -o; without it the PDF goes to out/ in the issue folder",
    }
    OUTPUT_NOT_PDF = "output-not-pdf" {
        title: "the output is not a PDF",
        term: "输出文件",
        severity: Error,
        why: "-o names something other than a PDF, or a file that is there and is not a PDF. banxin does not replace \
              such a file.",
        help: "choose a name that ends in .pdf, or move the file away",
    }
    OUTPUT_NOT_PNG = "output-not-png" {
        title: "a proof or a separation would replace another file",
        term: "大样、分色",
        severity: Error,
        why: "A file that is there and is not a PNG has the name of a proof or of a separation. banxin does not replace \
              it.",
        help: "choose another name with -o, or move the file away",
    }
    NO_SUCH_PAGE = "no-such-page" {
        title: "--page names a page that the issue does not have",
        term: "版次不存在",
        severity: Error,
        why: "No page of the issue has the number that was asked for.",
        help: "write one of the numbers that the finding names",
    }
    NO_POOL = "no-pool" {
        title: "a page without a pool",
        term: "没有稿库",
        severity: Error,
        why: "`banxin makeup` makes pages of pools (稿库): lists of stories, pictures and advertisements without places. The page, \
              or the whole issue, names none.",
        help: "write pool = \"news\" in [[page]], and what is to stand on it in [[pools.news.story]] and so on (docs/MAKEUP.md)",
    }
    MADE_BY_HAND = "made-by-hand" {
        title: "a layout that makeup would write over",
        term: "手改版式",
        severity: Error,
        why: "A layout has the name of one that makeup is to write, and somebody wrote it or changed it since makeup wrote it. \
              Nothing was written.",
        help: "give it another name to keep it, name another layout with `made` in [[page]], or write over it with --force",
    }
    NO_ALTERNATIVE = "no-alternative" {
        title: "an alternative that is not there",
        term: "备选版面",
        severity: Error,
        why: "`makeup --take` takes one of the pages that `makeup --alternatives` wrote. There is none of that number, or several \
              pages have some and --page does not say which is meant.",
        help: "write alternatives first: banxin makeup DIR --alternatives 6",
    }
    CANNOT_MAKE_UP = "cannot-make-up" {
        title: "a page that cannot be made up",
        term: "组版失败",
        severity: Error,
        why: "The pool has nothing for the page, or the page has no free rectangle that would hold any of it. The layout \
              of the page is as it was.",
        help: "look at what the pool has for this page, and at the rows that fixed areas leave free",
    }
    WATCH_EDITOR = "watch-editor" {
        title: "--editor is no command",
        term: "编辑器",
        severity: Error,
        why: "The command that is to open the editor is empty, or a quote in it is not closed.",
        help: "write it as in a shell, such as --editor 'code -g {file}:{line}:{column}'",
    }
    WATCH_FILES = "watch-files" {
        title: "a folder cannot be watched",
        term: "文件监视",
        severity: Error,
        why: "The folder is not there, may not be read, or the system has no more room for watching files.",
        help: "name the issue folder, where issue.toml is; where the system refuses, try --poll",
    }
    WATCH_PORT = "watch-port" {
        title: "the pages cannot be served",
        term: "端口",
        severity: Error,
        why: "The program cannot listen at a port of this machine, because the system forbids it or all that were tried are taken.",
        help: "choose another one with --port",
    }
    PRESS_FILE = "press-file" {
        title: "a file for preflight that is not a PDF",
        term: "印前检查",
        severity: Error,
        why: "The file that `banxin preflight` is to check is not there, may not be read, or is not a PDF.",
        help: "name a PDF that is there and that you may read",
    }
}
