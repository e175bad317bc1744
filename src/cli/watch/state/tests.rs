//! Answers, pictures and plates are made once and kept as long as they are shown.

use std::fs;
use std::path::Path;

use banxin::desk::Session;

use super::*;

const ISSUE: &str = "paper = \"试排报\"\ndate = 2026-11-23\nlayout = \"own\"\n[[page]]\nnumber = 1\n\
                     [[page.picture]]\narea = \"a\"\nfile = \"a.png\"\n";
const PAGE: &str = "[[page]]\nnumber = 2\n[[page.story]]\narea = \"a\"\nfile = \"a.md\"\n";
const LAYOUT: &str = "page = { width = \"100mm\", height = \"100mm\" }\n\
                      grid = { columns = 2, characters = 10, rows = 20 }\n\
                      areas.a = { column = 1, columns = 2, row = 1, rows = 20 }\n";

fn picture(dir: &Path, level: u8) {
    image::GrayImage::from_pixel(60, 40, image::Luma([level])).save(dir.join("a.png")).expect("a picture");
}

fn story(dir: &Path, words: &str) {
    fs::write(dir.join("a.md"), format!("---\nheadline: 大桥\n---\n{words}\n")).expect("written");
}

/// An issue of a picture on its first page and a story on its second.
fn desk() -> (tempfile::TempDir, Session, State) {
    let dir = tempfile::tempdir().expect("a folder");
    fs::create_dir(dir.path().join("layouts")).expect("a folder");
    fs::write(dir.path().join("layouts/own.toml"), LAYOUT).expect("written");
    fs::write(dir.path().join("issue.toml"), format!("{ISSUE}{PAGE}")).expect("written");
    picture(dir.path(), 90);
    story(dir.path(), "通车。");
    let mut session = Session::new(dir.path());
    let state = next(&mut session, &State::nothing(dir.path()));
    (dir, session, state)
}

fn next(session: &mut Session, before: &State) -> State {
    session.refresh(&[]);
    let view = session.good().map(|issue| Arc::new(View::of(issue, before.view.as_deref())));
    assert!(session.refused().is_none(), "{:?}", session.refused());
    before.next(view, None)
}

fn shown(state: &State) -> String {
    state.view.as_ref().and_then(|view| view.picture_names().into_iter().next()).expect("a picture")
}

#[test]
fn a_picture_is_made_once_and_let_go_when_no_page_shows_it() {
    let (dir, mut session, first) = desk();
    let made = |state: &State, name: &str| state.picture(name).map(|made| made.expect("it can be decoded"));
    let name = shown(&first);
    let one = made(&first, &name).expect("it is shown");
    assert!(Arc::ptr_eq(&one, &made(&first, &name).expect("it is shown")));
    story(dir.path(), "停运。");
    let second = next(&mut session, &first);
    assert!(Arc::ptr_eq(&one, &made(&second, &name).expect("it is shown")), "it goes over to the next state");
    picture(dir.path(), 200);
    let third = next(&mut session, &second);
    assert_ne!(shown(&third), name);
    assert!(made(&third, &name).is_none());
    assert!(third.made.lock().expect("nobody holds it").is_empty());
}

#[test]
fn plates_are_kept_while_the_page_looks_the_same_and_a_few_pages_alone() {
    let (dir, mut session, first) = desk();
    let made = |state: &State, page: u32, dpi: u32| {
        state.plate(page, "Black", dpi).expect("there is one").expect("it can be drawn")
    };
    let (one, two) = (made(&first, 1, 20), made(&first, 2, 20));
    assert!(Arc::ptr_eq(&one, &made(&first, 1, 20)) && !Arc::ptr_eq(&one, &two));
    story(dir.path(), "停运。");
    let second = next(&mut session, &first);
    assert!(Arc::ptr_eq(&one, &made(&second, 1, 20)), "the first page looks the same");
    assert!(!Arc::ptr_eq(&two, &made(&second, 2, 20)), "the second does not");
    for dpi in 21..21 + PLATED as u32 {
        made(&second, 2, dpi);
    }
    assert_eq!(second.plates.lock().expect("nobody holds it").len(), PLATED);
    assert!(!Arc::ptr_eq(&one, &made(&second, 1, 20)), "others were asked for since");
    assert!(second.plate(1, "Gold", 20).is_none() && second.plate(9, "Black", 20).is_none());
}

#[test]
fn an_answer_is_made_once_for_all_who_ask_the_same() {
    let (dir, mut session, first) = desk();
    let text = |state: &State, from: u64| state.page_json(2, from).expect("a page");
    assert_eq!(text(&first, 0).as_ptr(), text(&first, 0).as_ptr());
    assert_eq!(text(&first, 0).as_ptr(), text(&first, 77).as_ptr(), "what nobody was given is nothing");
    assert!(first.page_json(9, 0).is_none());
    assert_eq!(first.page_answers.lock().expect("nobody holds it").len(), 1);
    let overview = |state: &State, language| state.overview_json(false, dir.path(), language);
    assert_eq!(overview(&first, Language::Chinese).as_ptr(), overview(&first, Language::Chinese).as_ptr());
    assert_ne!(overview(&first, Language::Chinese).as_ptr(), overview(&first, Language::English).as_ptr());
    story(dir.path(), "停运。");
    let second = next(&mut session, &first);
    assert_ne!(text(&second, 0), text(&first, 0));
    let first_page = |from: u64| second.page_json(1, from).expect("a page").len();
    assert!(first_page(1) < first_page(0), "what did not change is not sent");
}

#[test]
fn a_plate_that_cannot_be_drawn_gives_its_fault() {
    let (dir, mut session, first) = desk();
    let large = LAYOUT.replace("\"100mm\", height = \"100mm\"", "\"1500mm\", height = \"1500mm\"");
    assert_ne!(large, LAYOUT);
    fs::write(dir.path().join("layouts/own.toml"), large).expect("written");
    let second = next(&mut session, &first);
    assert!(
        second
            .plate(1, "Black", 300)
            .expect("there is one")
            .is_err_and(|fault| fault.code.name() == "proof-size")
    );
    assert!(second.plate(1, "Black", 20).expect("there is one").is_ok(), "the control");
}
