//! OpenDocument: files of three writers, and what none of them writes.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;

use super::words::{assert_even, assert_nothing_lost, part, words_made};
use super::{codes, files, fixtures, folder, import, story, told, words_of_page};

/// Takes elements with their words out of XML, without a parser.
fn without(xml: &str, elements: &[&str]) -> String {
    let mut text = xml.to_owned();
    for name in elements {
        while let Some(at) = text.find(&format!("<{name}>")).or_else(|| text.find(&format!("<{name} "))) {
            let close = format!("</{name}>");
            let end = text[at..].find(&close).map_or(text.len(), |end| at + end + close.len());
            text.replace_range(at..end, "");
        }
    }
    text
}

/// All words of a file: the text, its notes, comments and deleted words, headers and footers of pages.
fn words_of_odt(path: &Path) -> String {
    let mut archive =
        zip::ZipArchive::new(Cursor::new(fs::read(path).expect("the file"))).expect("a container");
    let content = part(&mut archive, "content.xml");
    let (_, body) = content.split_once("<office:text").expect("a text");
    let styles = part(&mut archive, "styles.xml");
    let pages = styles.split_once("<office:master-styles>").map_or("", |(_, pages)| pages);
    let text = format!("<office:text{body} {pages}");
    words_of_page(&without(&text, &["dc:creator", "dc:date", "text:note-citation"]))
}

#[test]
fn files_of_three_writers_lose_nothing() {
    let all = files("odt");
    assert!(all.len() >= 11, "{}", all.len());
    for path in all {
        let dir = folder();
        let (code, report) = import(&path, dir.path());
        assert!(code < 2, "{}: {report}", path.display());
        assert_even(&report, &path);
        let source = words_of_odt(&path);
        assert!(source.chars().count() > 60, "{}", path.display());
        // Signs of symbol fonts are numbers; this one is no sign of its font.
        assert_nothing_lost(&source.replace('\u{2011}', ""), &words_made(dir.path()), &report, &path);
    }
}

#[test]
fn a_document_is_the_same_story_in_both_formats() {
    for name in ["chinese-styles", "lists", "pictures", "unstyled"] {
        let (word, _) = story(&format!("docx/python-docx-{name}.docx"));
        let (open, report) = story(&format!("odt/libreoffice-{name}.odt"));
        assert_eq!(open, word, "{name}: {report}");
    }
    let (text, report) = story("odt/libreoffice-looks.odt");
    for piece in
        ["10[6]{.sup}吨", "CO[2]{.sub}的", "[不准下江游泳]{.dots}的", "\n第一行\n\n第二行 后面", "✓α〓"]
    {
        assert!(text.contains(piece), "{piece}\n{text}");
    }
    for code in ["import-look", "import-hidden", "import-symbol"] {
        assert!(codes(&report).contains(&code), "{code}: {report}");
    }
    let (text, report) = story("odt/libreoffice-notes.odt");
    assert!(
        text.contains("[雁]{pinyin=\"yàn\"}")
            && text.contains("全市共有观鸟台七处，其中三处在老城区，都不收费。"),
        "{text}"
    );
    for words in [
        "见《霁川县志》卷三。",
        "这个数字要核实。",
        "其中两处在老城区，",
        "单击此处输入文字。",
        "霁川日报内部稿件",
    ] {
        assert!(told(&report).iter().any(|told| told.contains(words)), "{words}: {report}");
    }
    let dir = folder();
    import(&fixtures().join("odt/libreoffice-tables.odt"), dir.path());
    let table =
        fs::read_to_string(dir.path().join("stories/霁江两岸今冬添七处观鸟台-1.csv")).expect("a table");
    assert_eq!(table, "观鸟台,所在,离城区（公里）\n雁汀南,江南新区,6.5\n芦花桥,老城区,2\n青石渡,云岫县,42\n");
}

/// A container of these parts, with the sign of OpenDocument text at its start.
fn container(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in [("mimetype", "application/vnd.oasis.opendocument.text")].iter().chain(parts) {
        new.start_file(*name, stored).expect("a part");
        new.write_all(text.as_bytes()).expect("written");
    }
    new.finish().expect("written").into_inner()
}

/// Imports a text of OpenDocument with parts beside it; gives the manuscript, if there is one, and the report.
fn made_of(text: &str, parts: &[(&str, &str)]) -> (String, serde_json::Value) {
    let content = format!(
        "<document-content xmlns:text='t' xmlns:draw='d' xmlns:xlink='x' xmlns:svg='s'><body>{text}</body></document-content>"
    );
    let parts: Vec<(&str, &str)> = [("content.xml", content.as_str())].iter().chain(parts).copied().collect();
    let dir = folder();
    let source = dir.path().join("稿.odt");
    fs::write(&source, container(&parts)).expect("written");
    let issue = dir.path().join("issue");
    let (_, report) = import(&source, &issue);
    let file = report["files"][0]["made"][0].as_str().map(|file| issue.join(file));
    (file.and_then(|file| fs::read_to_string(file).ok()).unwrap_or_default(), report)
}

#[test]
fn blanks_fields_and_changes_mean_what_the_format_says() {
    let (text, report) = made_of(
        "<tracked-changes><changed-region text:id='c1'><deletion><change-info><creator>甲</creator></change-info><p>删了</p>\
         <p>两段。</p></deletion></changed-region></tracked-changes>\
         <h text:outline-level='1'>江上起雾</h>\n  <p>\n   四个   渡口<s text:c='2'/>停船。<change text:change-id='c1'/>\
         <date>11月<span>22</span>日</date>，<hidden-text text:string-value='藏'/><placeholder>&lt;写名字&gt;</placeholder>雾散了。</p>",
        &[],
    );
    assert_eq!(text, "---\nheadline: 江上起雾\n---\n四个 渡口  停船。11月22日，雾散了。\n", "{report}");
    for words in ["删了\n两段。", "藏", "<写名字>"] {
        assert!(told(&report).contains(&words), "{words}: {report}");
    }
}

#[test]
fn headings_have_the_numbers_that_programs_show() {
    let styles = "<document-styles xmlns:text='t' xmlns:style='s'><styles><outline-style>\
        <outline-level-style text:level='2' style:num-format='一, 二, 三, ...' style:num-suffix='、'/></outline-style></styles></document-styles>";
    let (text, report) = made_of(
        "<h text:outline-level='1'>江上起雾</h><p>雾散了，船开了。</p><h text:outline-level='2'>渡口</h><p>四个渡口都停了船。</p>\
         <h text:outline-level='2'>桥</h><p>三座桥都没有封。</p>",
        &[("styles.xml", styles)],
    );
    assert!(text.contains("### 一、渡口\n") && text.contains("### 二、桥\n"), "{text}");
    assert!(text.contains("headline: 江上起雾\n"), "{text}");
    assert_eq!(codes(&report), ["import-list"]);
}

#[test]
fn objects_are_text_or_told_and_shapes_are_boxes() {
    let (text, report) = made_of(
        "<h text:outline-level='1'>江上起雾</h><p>流量是<draw:frame><draw:object xlink:href='./Object 1'/><draw:image xlink:href='./ObjectReplacements/Object 1'/></draw:frame>。\
         <draw:frame><draw:object xlink:href='./Object 2'/></draw:frame><draw:g><draw:rect><p>江面宽三里</p></draw:rect></draw:g>\
         <draw:frame><draw:image xlink:href='../外面.png'/><svg:desc>渡口</svg:desc></draw:frame>雾散了。</p>",
        &[
            (
                "Object 1/content.xml",
                "<math><semantics><mrow><mi>Q</mi><mo>=</mo><mi>A</mi><mi>v</mi></mrow><annotation>Q=Av</annotation></semantics></math>",
            ),
            (
                "Object 2/content.xml",
                "<document-content><body><chart><title><p>各渡口客流</p></title></chart></body></document-content>",
            ),
        ],
    );
    assert!(text.contains("流量是Q=Av。") && text.contains("雾散了。\n\n江面宽三里"), "{text}{report}");
    for words in ["Q=Av", "object: 各渡口客流", "../外面.png", "江面宽三里"] {
        assert!(told(&report).contains(&words), "{words}: {report}");
    }
    for code in ["import-object", "import-box", "import-picture"] {
        assert!(codes(&report).contains(&code), "{code}: {report}");
    }
}

#[test]
fn a_password_is_told() {
    let manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>";
    let (_, report) = made_of("<p>字</p>", &[("META-INF/manifest.xml", manifest)]);
    assert_eq!(codes(&report), ["import-kind"], "{report}");
    assert!(
        report["findings"][0]["message"].as_str().is_some_and(|text| text.contains("password")),
        "{report}"
    );
}
