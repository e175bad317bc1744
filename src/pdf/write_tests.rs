//! What the written file says, read back through lopdf.

use super::sample::Sample;
use super::write;

#[test]
fn dump_for_inspection() {
    let sample = Sample::new();
    let file = write(&sample.document()).expect("the sample can be written");
    std::fs::write("/tmp/sample.pdf", &file).expect("dump");
    assert_eq!(super::preflight::check(&file), []);
}
