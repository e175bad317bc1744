//! `banxin makeup`: pages from pools.

use banxin::makeup::{Wanted, make};
use banxin::read::{Kept, Overlay};

use super::arguments::MakeupArgs;
use super::console::Console;
use super::findings;
use super::outcome::Outcome;

/// Runs the verb.
pub fn run(arguments: &MakeupArgs, console: &mut Console<'_>) -> Outcome {
    let mut kept = Kept::default();
    let loaded = match banxin::load_again(&arguments.dir, None, &Overlay::default(), &mut kept) {
        Ok(loaded) => loaded,
        Err(refused) => {
            console.err(&findings::show(&refused.diagnostics, &refused.sources, console.look(false)));
            return Outcome::Refused;
        }
    };
    let wanted = Wanted { alternatives: usize::from(arguments.alternatives), ..Wanted::default() };
    let pages = make(&arguments.dir, &loaded, &mut kept, &wanted);
    for alternatives in pages {
        for (at, page) in alternatives.iter().enumerate() {
            let file =
                if at == 0 { page.file.clone() } else { page.file.with_extension(format!("{at}.toml")) };
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(&file, page.text.as_bytes()).unwrap();
            console.err(&format!("{} points {} off {}", file.display(), page.points, page.off));
            for (term, points, reason) in &page.lines {
                console.err(&format!("   {term:?} {points} {reason:?}"));
            }
            for f in &page.findings {
                console.err(&format!("   {:?} {} {}", f.severity, f.code, f.message));
            }
        }
    }
    Outcome::Clean
}
