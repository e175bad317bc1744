//! Makeup of pools drawn by chance, and after a late change. `cargo bench --bench makeup` looks at more of them.

use std::fs;
use std::path::Path;

use banxin::diagnostic::Severity;
use banxin::makeup::{MadePage, Method, Wanted, make};
use banxin::read::{Kept, Overlay};

use crate::support::folder::folder;
use crate::support::random_pools;

/// Makes the page of a pool, and writes its layout if there is to be a late change.
fn made(dir: &Path, wanted: &Wanted) -> MadePage {
    let mut kept = Kept::default();
    // What an earlier run made is not there for this one.
    let layout = dir.join("layouts/made-1.toml");
    let texts = [(layout, "extends = \"plain\"\n".into())];
    let texts = if wanted.keep.is_some() { Overlay::from_iter(texts) } else { Overlay::default() };
    let loaded = banxin::load_again(dir, None, &texts, &mut kept).expect("the pool loads");
    let mut pages = make(dir, &loaded, &mut kept, &Wanted { texts, ..wanted.clone() });
    pages.remove(0).expect("the layouts are read").remove(0)
}

fn errors(page: &MadePage) -> Vec<&'static str> {
    let errors = page.findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| finding.code.name()).collect()
}

#[test]
fn pools_drawn_by_chance_become_pages_without_errors() {
    for number in 0..6 {
        let dir = folder(&[]);
        let sort = random_pools::write(number, dir.path());
        let wanted = Wanted { steps: 2_000, ..Wanted::default() };
        let page = made(dir.path(), &wanted);
        assert_eq!(errors(&page), [""; 0], "pool {number}, {sort}");
        assert!(page.pieces.iter().any(|piece| piece.importance == 1));
        let left_out = page.left_out();
        assert!(
            left_out.iter().all(|piece| piece.may_wait || piece.with.is_some()),
            "{number}: {left_out:?}"
        );
        // The same command, the same bytes.
        assert_eq!(page.text, made(dir.path(), &wanted).text, "pool {number}");
        // Stories one under the other cost more.
        let stacks = made(dir.path(), &Wanted { method: Method::Stacks, ..wanted });
        assert!(page.points < stacks.points, "pool {number}: {} and {}", page.points, stacks.points);
    }
}

#[test]
fn after_a_late_change_most_areas_stand_where_they_stood() {
    let (mut stood, mut all) = (0, 0);
    for number in [0, 2, 3, 5, 10, 16] {
        let dir = folder(&[]);
        random_pools::write(number, dir.path());
        let before = made(dir.path(), &Wanted { steps: 2_000, ..Wanted::default() });
        // The second story is a tenth longer.
        let file = dir.path().join("stories/s1.md");
        let text = fs::read_to_string(&file).expect("a story");
        let more = text.chars().count() / 10;
        let words: String =
            "这是后来补写的一句话，说明事情又有了新的进展。".chars().cycle().take(more).collect();
        fs::write(&file, format!("{text}\n{words}\n")).expect("a story");
        let keep = Some(vec![("made-1".to_owned(), before.text.to_string())]);
        let after = made(dir.path(), &Wanted { steps: 2_000, keep, ..Wanted::default() });
        assert_eq!(errors(&after), [""; 0], "pool {number}");
        let (was, had) = (stood, all);
        for one in before.placed.iter().filter(|one| before.pieces[one.piece].name != "s1") {
            all += 1;
            let name = &before.pieces[one.piece].name;
            stood += usize::from(after.placed.iter().any(|other| {
                let near = |one: u32, other: u32| one.abs_diff(other) <= 3;
                after.pieces[other.piece].name == *name
                    && (one.cells.column, one.cells.columns) == (other.cells.column, other.cells.columns)
                    && near(one.cells.row, other.cells.row)
                    && near(one.cells.row + one.cells.rows, other.cells.row + other.cells.rows)
            }));
        }
        println!("pool {number}: {} of {} areas stand where they stood", stood - was, all - had);
    }
    assert!(stood * 100 >= all * 80, "{stood} of {all} areas stand where they stood");
}

#[test]
fn a_pool_without_anything_makes_no_page() {
    let dir = folder(&[
        (
            "issue.toml",
            "paper = \"试排报\"\ndate = 2026-11-30\nlayout = \"plain\"\n[[page]]\nnumber = 1\npool = \"p\"\n[pools.p]\n",
        ),
        ("layouts/plain.toml", "extends = \"tabloid\"\n"),
    ]);
    let page = made(dir.path(), &Wanted::default());
    assert!(page.placed.is_empty());
}
