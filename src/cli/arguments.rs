//! The verbs of the command line with their arguments and what their help says.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use banxin::import::Encoding;
use banxin::ink::Standard;
use banxin::issue::Date;
use banxin::message::Language;
use clap::{Args, Parser, Subcommand};

use super::templates::Template;
use super::values::{
    Schema, Script, alternatives, date, encoding, jobs, language, page, port, resolution, schema, script,
    standard, template,
};

/// Typesets Chinese newspapers: an issue folder in, a press-ready PDF out.
#[derive(Debug, Parser)]
#[command(name = "banxin", version, max_term_width = 100)]
#[command(after_help = "\
Exit codes: 0 nothing to report, 1 warnings or errors were found, 2 could not run.
`banxin VERB --help` shows examples.")]
pub struct Command {
    /// The language of messages and help: zh or en [default: that of the locale]
    #[arg(long, global = true, value_name = "LANG", value_parser = language)]
    pub lang: Option<Language>,
    #[command(subcommand)]
    pub verb: Verb,
}

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Set the issue and write its PDF
    #[command(after_help = "\
Examples:
  banxin build 2026-11-23              writes 2026-11-23/out/2026-11-23.pdf
  banxin build 2026-11-23 -o A1.pdf    writes A1.pdf
  banxin build 2026-11-23 --page 4     writes 2026-11-23/out/2026-11-23-p4.pdf
  banxin build 2026-11-23 --split      writes 2026-11-23/out/2026-11-23-p1.pdf and so on
  banxin build 2026-11-23 --standard x1a    writes PDF/X-1a:2003, whatever the layout says
  banxin build 2026-11-23 --plates     writes the separations: 2026-11-23/out/2026-11-23-p1-Black.png and so on
  banxin build 2026-11-23 --reading    writes 2026-11-23/out/2026-11-23-reading.pdf too
  banxin build 2026-11-23 --png        writes proofs too: 2026-11-23/out/2026-11-23-p1.png and so on

The last line on standard output is the path of the PDF; findings go to standard error.
The PDF of a page depends on that page alone: changes elsewhere in the issue do not change it.
A PDF is written completely or not at all; until then an older one of that name stays.
banxin replaces only PDFs by PDFs and PNGs by PNGs, and never a file of the issue.
The cache does not change the PDF and may be deleted at any time; BANXIN_CACHE=off turns it off.")]
    Build(BuildArgs),
    /// Set many issues at once, and go on where a run was stopped
    #[command(after_help = "\
Examples:
  banxin batch issues.txt                 writes the PDF of each issue to out/ in its folder
  banxin batch issues.txt -o pdfs         writes pdfs/2026-11-23.pdf and so on
  banxin batch issues.txt --json          prints a JSON object a line, as each issue ends
  ls -d 2026-11-* | banxin batch - -o pdfs

The list has an issue folder a line, relative to the list; after a tab where its PDF goes. Lines that begin with # are
passed over. Issues are built at the same time, and told in the order in which they end. The PDFs are those of
`banxin build`. A journal beside them holds what is done: the same command run again builds what is missing and
what changed. Ctrl-C stops when the issues in hand are done. Exit codes: 0 nothing to report, 1 warnings or errors
were found, 2 an issue could not be built, or the run was stopped.")]
    Batch(BatchArgs),
    /// Set the issue and report what an editor should look at; writes nothing
    #[command(after_help = "\
Examples:
  banxin check 2026-11-23
  banxin check 2026-11-23 --lines      lists every set line and what was done to it
  banxin check 2026-11-23 --quiet && banxin build 2026-11-23")]
    Check(CheckArgs),
    /// Show the pages in a browser, and set them again whenever a file changes
    #[command(after_help = "\
Examples:
  banxin watch 2026-11-23              prints an address; open it in a browser
  banxin watch 2026-11-23 --open       opens the browser too
  banxin watch 2026-11-23 --editor 'code -g {file}:{line}:{column}'

The pages are served to this machine alone. A click on the page leads to the line of the manuscript or of the
layout; with an editor it is opened there. Without --editor the one that VISUAL names is taken, where it opens a
window of its own. Broken input is told over the last good pages. Ctrl-C ends it.")]
    Watch(WatchArgs),
    /// Make an e-paper of the issue: a folder of pages, articles and data for the web
    #[command(after_help = "\
Examples:
  banxin epaper 2026-11-23 -o site         writes site/2026-11-23/ and what all issues in site share
  banxin epaper 2026-11-24 -o site         the next day: both issues lead to each other

The folder can be put on any web server or file share as it is (docs/EPAPER.md). Other issues in it stay; an issue of the
same day is replaced, whole or not at all. A folder that holds anything else is not written to.")]
    Epaper(EpaperArgs),
    /// Check a PDF for the press, from banxin or from elsewhere, as the plate room does
    #[command(after_help = "\
Examples:
  banxin preflight page-4.pdf
  banxin preflight ads/*.pdf --standard x1a

Without --standard a file is held against the standard that it claims, PDF/X-4 where it claims none.
Exit codes: 0 no errors or warnings, 1 there are some, 2 a file cannot be read.")]
    Preflight(PreflightArgs),
    /// Explain a finding: what it means, why it is a fault and what to do
    #[command(after_help = "\
Examples:
  banxin explain page-cut      by the code that findings show in brackets
  banxin explain press-16      a rule of preflight
  banxin explain 断版           by a Chinese term
  banxin explain headline      everything whose title has the word")]
    Explain(ExplainArgs),
    /// Tell what changed between two states of an issue; writes nothing
    #[command(after_help = "\
Examples:
  banxin diff 2026-11-23-first 2026-11-23
  banxin diff OLD NEW --json | jq .pages

Pages are compared as they print, stories as their manuscripts read. Exit codes: 0 the two are the
same, 1 they differ, 2 one of them cannot be read.")]
    Diff(DiffArgs),
    /// Print the JSON Schema of a file, for editors that complete and check keys
    #[command(after_help = "\
Examples:
  banxin schema layout > layout.schema.json
  banxin schema issue > issue.schema.json

Editors with taplo take `#:schema layout.schema.json` in the first line of a TOML file.")]
    Schema(SchemaArgs),
    /// Make an issue to begin with, which builds as it is
    #[command(after_help = "\
Examples:
  banxin init 2026-11-23                       a broadsheet front page
  banxin init 2026-11-23 --template tabloid --name 晨江晚报
  banxin init letter --template newsletter     an A4 page

Nothing that is there is replaced. The files are commented in Chinese; their first lines name the schemas
with which editors complete and check keys.")]
    Init(InitArgs),
    /// Roll an issue forward: the next day with its layouts and furniture, and empty stories
    #[command(after_help = "\
Examples:
  banxin new 2026-11-24 --from 2026-11-23          makes 2026-11-24 beside 2026-11-23
  banxin new 2026-11-24 --from 2026-11-23 next     makes the folder next

Date, weekday and number of the issue go on. Layouts, fonts and furniture are copied, with advertisements whose `days`
name both days; stories are empty and keep their places, guides are empty, pictures are kept as comments.
Nothing that is there is replaced.")]
    New(NewArgs),
    /// Take over copy of others: Word files, OpenDocument, text, web pages, CNML
    #[command(after_help = "\
Examples:
  banxin import 来稿.docx 2026-11-23           writes 2026-11-23/stories/….md, pictures/… and imported/….toml
  banxin import 来稿 2026-11-23                a whole folder, with the folders in it
  banxin import 来稿 2026-11-23 --watch        goes on with what comes into the folder
  banxin import 旧稿.txt 2026-11-23 --encoding big5

Nothing that is there is replaced; of one file everything is written or nothing. Headline, byline and crossheads are known by
the styles of the source, else by place and look, which is told (docs/IMPORT.md). imported/….toml has what is to be copied
into issue.toml and every word that was not taken over. Exit codes: 0 nothing to report, 1 there are warnings, 2 a file could not
be imported.")]
    Import(ImportArgs),
    /// Make up the pages of an issue from its pools of stories, pictures and advertisements
    #[command(after_help = "\
Examples:
  banxin makeup 2026-11-23                     writes 2026-11-23/layouts/made-1.toml and so on
  banxin makeup 2026-11-23 --explain           says why this page, and what each story got
  banxin makeup 2026-11-23 --alternatives 6    writes six of different structure, and 2026-11-23/out/makeup-1.png
  banxin makeup 2026-11-23 --page 1 --take 3   takes the third of them
  banxin makeup 2026-11-23 --keep              after a late change: moves as little as it can

Pages that have a `pool` are made up (docs/MAKEUP.md). What is written is a layout like any other, with areas named after
the stories; `banxin build` sets it. The same pool gives the same page. A layout that somebody wrote or changed is not
written over without --force. Exit codes: 0 nothing to report, 1 warnings or errors were found, 2 could not run.")]
    Makeup(MakeupArgs),
    /// Mend what is certain in the copy of an issue; shows the changes first
    #[command(after_help = "\
Examples:
  banxin tidy 2026-11-23                                shows what would be mended, as a diff
  banxin tidy 2026-11-23 --write                        mends it
  banxin tidy 2026-11-23 --except straight-quote        leaves that kind alone

Only what no editor would want otherwise is mended: half-width marks among Chinese characters, quotes that pair up,
ellipses, dashes, doubled commas, invisible characters, compatibility forms, full-width figures, entities of web pages.
Everything else of the files stays as it is, to the byte. `silent` of [house] in a layout switches kinds off for good.")]
    Tidy(TidyArgs),
    /// List the faces that there are, or the characters of an issue that each face lacks
    #[command(after_help = "\
Examples:
  banxin fonts                            the faces in banxin, then those that are installed, with their files
  banxin fonts 宋                         those with 宋 in their names
  banxin fonts --issue 2026-11-23         the faces of the issue too
  banxin fonts --specimen kai -o kai.png  a page that shows the face, and what it lacks of the standard characters
  banxin fonts --coverage 2026-11-23      which characters of the issue each face lacks, and which face has them

An installed font is used with [faces.NAME] name = \"方正书宋简体\" in a layout; a file in the issue with file = \"fonts/….otf\".")]
    Fonts(FontsArgs),
    /// Serve an editor over standard input and output (Language Server Protocol)
    #[command(after_help = "\
Examples:
  banxin lsp      started by the editor; docs/EDITORS.md tells how for VS Code, Helix, Neovim and Zed

Completion, explanations, findings while you type, going to names and renaming them, colours of inks, outline.")]
    Lsp(LspArgs),
    /// Print the completions of a shell, or the manual page
    #[command(after_help = "\
Examples:
  banxin completions bash > ~/.local/share/bash-completion/completions/banxin
  banxin completions zsh > ~/.zfunc/_banxin
  banxin completions fish > ~/.config/fish/completions/banxin.fish
  banxin completions powershell >> $PROFILE
  banxin completions man > ~/.local/share/man/man1/banxin.1")]
    Completions(CompletionsArgs),
}

#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("drawn").args(["png", "plates"]).multiple(true)))]
pub struct BuildArgs {
    /// The issue folder: where issue.toml is
    pub dir: PathBuf,
    /// Where the PDF goes [default: DIR/out/<name of DIR>.pdf]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write this page only, as it stands in the whole issue; may be given several times
    /// [default name: <name of DIR>-p4.pdf]
    #[arg(long = "page", value_name = "N", value_parser = page)]
    pub pages: Vec<u32>,
    /// Write a PDF for each page: FILE-p1.pdf and so on
    #[arg(long)]
    pub split: bool,
    /// The standard of the PDF: x4 or x1a [default: that of the layout]
    #[arg(long, value_name = "NAME", value_parser = standard)]
    pub standard: Option<Standard>,
    /// Write a proof of each page beside the PDF: FILE-p1.png and so on
    #[arg(long)]
    pub png: bool,
    /// Write the pages for reading on a screen too, small and without marks: FILE-reading.pdf
    #[arg(long)]
    pub reading: bool,
    /// Write the separations of each page as gray pictures: FILE-p1-Cyan.png and so on
    #[arg(long)]
    pub plates: bool,
    /// Pixels in an inch of proofs and plates, 18 to 1200
    #[arg(long, value_name = "N", default_value_t = 150, requires = "drawn")]
    #[arg(value_parser = resolution)]
    pub dpi: u32,
    /// Where builds keep fonts and pictures for each other [default: BANXIN_CACHE, else the user's cache]
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
    /// Keep nothing for other builds, and take nothing from them
    #[arg(long, conflicts_with = "cache")]
    pub no_cache: bool,
    /// Print warnings and errors only
    #[arg(short, long, conflicts_with = "json")]
    pub quiet: bool,
    /// Print one JSON object on standard output instead
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct EpaperArgs {
    /// The issue folder: where issue.toml is
    pub dir: PathBuf,
    /// The folder of the e-paper; the issue goes into a folder of its date in it
    #[arg(short, long, value_name = "FOLDER")]
    pub output: PathBuf,
    /// Put the whole issue beside it as an accessible PDF (PDF/UA) for reading
    #[arg(long)]
    pub pdf: bool,
    /// Draw the pages anew though stories are corrected (`revised`) and the issue stands in the folder as it was printed
    #[arg(long)]
    pub redraw: bool,
    /// Where builds keep fonts and pictures for each other [default: BANXIN_CACHE, else the user's cache]
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
    /// Keep nothing for other builds, and take nothing from them
    #[arg(long, conflicts_with = "cache")]
    pub no_cache: bool,
    /// Print warnings and errors only
    #[arg(short, long, conflicts_with = "json")]
    pub quiet: bool,
    /// Print one JSON object on standard output instead
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct BatchArgs {
    /// The list of issues; - is standard input
    pub list: PathBuf,
    /// The folder of the PDFs [default: out/ in each issue folder]
    #[arg(short, long, value_name = "FOLDER")]
    pub output: Option<PathBuf>,
    /// Issues in hand at the same time: fewer take less memory [default: the number of cores]
    #[arg(long, value_name = "N", value_parser = jobs)]
    pub jobs: Option<NonZeroUsize>,
    /// Where it is written down what is done [default: banxin-batch.jsonl in the folder of the PDFs, else beside the list]
    #[arg(long, value_name = "FILE")]
    pub journal: Option<PathBuf>,
    /// Build every issue, those too that are done and unchanged
    #[arg(long)]
    pub again: bool,
    /// The standard of the PDFs: x4 or x1a [default: that of the layout]
    #[arg(long, value_name = "NAME", value_parser = standard)]
    pub standard: Option<Standard>,
    /// Where builds keep fonts and pictures for each other [default: BANXIN_CACHE, else the user's cache]
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
    /// Keep nothing for other builds, and take nothing from them
    #[arg(long, conflicts_with = "cache")]
    pub no_cache: bool,
    /// Print warnings and errors only
    #[arg(short, long, conflicts_with = "json")]
    pub quiet: bool,
    /// Print a JSON object a line on standard output instead, one as each issue ends
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The issue folder: where issue.toml is
    pub dir: PathBuf,
    /// List every set line: its place, its text, what closed and opened on it, and why it ends there
    #[arg(long, conflicts_with = "quiet")]
    pub lines: bool,
    /// Print warnings and errors only
    #[arg(short, long, conflicts_with = "json")]
    pub quiet: bool,
    /// Print one JSON object on standard output instead
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct WatchArgs {
    /// The issue folder: where issue.toml is
    pub dir: PathBuf,
    /// The port to serve at; where it is taken, the next free one
    #[arg(long, value_name = "N", default_value_t = 7350, value_parser = port)]
    pub port: u16,
    /// Open the page in the browser
    #[arg(long)]
    pub open: bool,
    /// The command that opens a file: {file}, {line} and {column} are filled in [default: VISUAL]
    #[arg(long, value_name = "CMD")]
    pub editor: Option<String>,
    /// Look at the files a few times in a second: for folders on servers, which tell of no changes
    #[arg(long)]
    pub poll: bool,
    /// Print the address only, and no line for each time that pages are set again
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Debug, Args)]
pub struct PreflightArgs {
    /// The PDFs to check
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The standard to hold them against: x4 or x1a [default: the one that the file claims]
    #[arg(long, value_name = "NAME", value_parser = standard)]
    pub standard: Option<Standard>,
    /// Print warnings and errors only
    #[arg(short, long, conflicts_with = "json")]
    pub quiet: bool,
    /// Print one JSON object on standard output instead
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// A code, the number of a rule, a Chinese term, or words of a title
    #[arg(required = true, value_name = "CODE")]
    pub words: Vec<String>,
    /// Print one JSON object on standard output instead
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct DiffArgs {
    /// The issue folder as it was
    pub old: PathBuf,
    /// The issue folder as it is
    pub new: PathBuf,
    /// Print one JSON object on standard output instead
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// The file: issue, layout, manuscript (its front matter), or epaper (its edition.json)
    #[arg(value_name = "FILE", value_parser = schema)]
    pub file: Schema,
}

#[derive(Debug, Args)]
pub struct InitArgs {
    /// The folder of the new issue
    pub dir: PathBuf,
    /// What kind of paper: broadsheet, tabloid or newsletter
    #[arg(long, value_name = "NAME", default_value = "broadsheet", value_parser = template)]
    pub template: &'static Template,
    /// The paper's name [default: one that is made up]
    #[arg(long)]
    pub name: Option<String>,
    /// The day of the issue [default: today]
    #[arg(long, value_parser = date)]
    pub date: Option<Date>,
}

#[derive(Debug, Args)]
pub struct NewArgs {
    /// The day of the new issue
    #[arg(value_parser = date)]
    pub date: Date,
    /// The folder of the issue that is rolled forward
    #[arg(long, value_name = "DIR")]
    pub from: PathBuf,
    /// The folder of the new issue [default: one with the day for its name beside the old one]
    pub dir: Option<PathBuf>,
    /// The number of the new issue, as the masthead prints it [default: counted on from the old one]
    #[arg(long, value_name = "TEXT")]
    pub issue: Option<String>,
    /// Print one JSON object on standard output instead
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The files, and folders of files
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The issue folder, or a new folder
    pub dir: PathBuf,
    /// The encoding of text that does not tell it itself: gb18030, big5, utf-16le and the like
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub encoding: Option<&'static Encoding>,
    /// Go on with what comes into the folders, until Ctrl-C
    #[arg(long, conflicts_with_all = ["json", "dry_run"])]
    pub watch: bool,
    /// Tell what would be made, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Print warnings and errors only
    #[arg(short, long, conflicts_with = "json")]
    pub quiet: bool,
    /// Print one JSON object on standard output instead
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct TidyArgs {
    /// The issue folder: where issue.toml is
    pub dir: PathBuf,
    /// Write the changes
    #[arg(long)]
    pub write: bool,
    /// Kinds of findings that stay as they are, by their codes
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub except: Vec<String>,
    /// Print one JSON object on standard output instead
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct FontsArgs {
    /// A part of the names of the faces that are wanted
    pub name: Option<String>,
    /// Take the faces of this issue too
    #[arg(long, value_name = "DIR")]
    pub issue: Option<PathBuf>,
    /// Tell which characters of this issue each face lacks
    #[arg(long, value_name = "DIR", conflicts_with_all = ["name", "issue", "specimen"])]
    pub coverage: Option<PathBuf>,
    /// Set a specimen page of a face: one of banxin's or of the issue's, a font file, or an installed font by its name
    #[arg(long, value_name = "FACE", conflicts_with = "name")]
    pub specimen: Option<String>,
    /// Where the specimen goes: a PDF, or a picture if the name ends with .png [default: FACE.pdf]
    #[arg(short, long, value_name = "FILE", requires = "specimen")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct LspArgs {
    /// Taken and ignored: editors name the way of speaking that there is
    #[arg(long, hide = true)]
    pub stdio: bool,
}

#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell: bash, zsh, fish, powershell or elvish; or man for the manual page
    #[arg(value_name = "SHELL", value_parser = script)]
    pub script: Script,
}

#[derive(Debug, Args)]
pub struct MakeupArgs {
    /// The issue folder: where issue.toml is
    pub dir: PathBuf,
    /// Make this page only; may be given several times [default: all pages with a pool]
    #[arg(long = "page", value_name = "N", value_parser = page)]
    pub pages: Vec<u32>,
    /// Write so many pages of different structure, 2 to 24, and a picture of all of them
    #[arg(long, value_name = "N", value_parser = alternatives)]
    pub alternatives: Option<u8>,
    /// Take this alternative of an earlier run as the layout of the page
    #[arg(long, value_name = "N", value_parser = page, conflicts_with_all = ["alternatives", "explain"])]
    pub take: Option<u32>,
    /// Say why this page, and what each story got
    #[arg(long, conflicts_with = "quiet")]
    pub explain: bool,
    /// After a late change: keep what stands in the layouts that are there, as far as it can be
    #[arg(long, conflicts_with_all = ["alternatives", "take"])]
    pub keep: bool,
    /// Make pages that are not like those of this issue
    #[arg(long, value_name = "DIR", conflicts_with = "take")]
    pub yesterday: Option<PathBuf>,
    /// Write over layouts that somebody wrote or changed
    #[arg(long)]
    pub force: bool,
    /// Print warnings and errors only
    #[arg(short, long, conflicts_with = "json")]
    pub quiet: bool,
    /// Print one JSON object on standard output instead
    #[arg(long)]
    pub json: bool,
}
