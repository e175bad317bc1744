//! Once warm, setting a paragraph takes no memory anew.

use banxin::diagnostic::FileId;
use banxin::font::Library;
use banxin::geometry::Length;
use banxin::issue::Text;
use banxin::layout::{Align, KinsokuMarks};
use banxin::line::{self, Setting};
use banxin::text::{self, House, Paragraph, Shaper, TextStyle, prepare, prepare_into};

const NEWS: &str = "本报讯（记者林青）昨日，记者从市水务局获悉，今年前10个月，全市37条河道完成清淤112.6公里，\
“一河一策”方案落实率达95.9%——这是连续第5年超过目标……“水清了，岸绿了，”住在CSDN (Chinese Software)南岸的居民说。";

#[test]
fn a_warm_paragraph_allocates_nothing() {
    let library = Library::embedded();
    let house = House::new(&KinsokuMarks::default(), ["市水务局"]);
    let style = TextStyle::new(library.find("song").expect("an embedded face"), Length::pt(9), &house);
    let text = Text::plain(FileId(0), NEWS, 0);
    let setting = Setting::new(Length::pt(117), Length::pt(18), Align::Justify);
    let mut shaper = Shaper::new(&library);
    let (mut scratch, mut paragraph) = (text::Scratch::default(), Paragraph::default());
    let (mut room, mut lines) = (line::Scratch::default(), line::Lines::default());
    let mut set = || {
        prepare_into(&text, &style, &mut shaper, &mut scratch, &mut paragraph);
        line::set_into(&paragraph, &setting, &mut room, &mut lines);
        lines.lines.len()
    };
    // The control: cold, it does.
    let cold = allocation_counter::measure(|| assert!(set() > 5));
    assert!(cold.count_total > 100);
    let warm = allocation_counter::measure(|| assert!(set() > 5));
    assert_eq!(warm.count_total, 0);
    // Another control: fresh room is counted.
    let fresh = allocation_counter::measure(|| {
        let mut shaper = Shaper::new(&library);
        assert!(prepare(&text, &style, &mut shaper).len() > 50);
    });
    assert!(fresh.count_total > 0);
}
