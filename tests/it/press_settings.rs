//! Slips in what a layout says of the press, its inks and gradients: each is told with its place and a
//! way out, and mended it loads clean.

use crate::support::cases::{ISSUE, issue, put, told};

cases! {
    unknown_standard: "layouts/small.toml", "[page]", "[press]\nstandard = \"x1a\"\n[page]",
        "[press]\nstandard = \"x3\"\n[page]"
        => "unknown-value", Error, 2, 12, "x1a";
    ink_limit_out_of_range: "layouts/small.toml", "[page]", "[press]\nink_limit = 220\n[page]",
        "[press]\nink_limit = 24\n[page]"
        => "out-of-range", Error, 2, 13, "";
    plate_that_no_ink_has: "layouts/small.toml", "[page]", "[press]\noverprint = [\"black\"]\n[page]",
        "[press]\noverprint = [\"blck\"]\n[page]"
        => "unknown-plate", Error, 2, 14, "black";
    shares_beside_a_mix: "layouts/small.toml", "[page]",
        "[inks]\nsea = { mix = [{ spot = \"专色蓝\", c = 90 }, { k = 20 }] }\n[page]",
        "[inks]\nsea = { k = 40, mix = [{ spot = \"专色蓝\", c = 90 }, { k = 20 }] }\n[page]"
        => "unknown-key", Error, 2, 9, "mix";
    empty_condition: "layouts/small.toml", "[page]", "[press]\ncondition = \"IFRA26\"\n[page]",
        "[press]\ncondition = \" \"\n[page]"
        => "unknown-value", Error, 2, 13, "plate room";
    plate_twice_in_a_mix: "layouts/small.toml", "[page]",
        "[inks]\nsea = { mix = [{ spot = \"专色蓝\", c = 90 }, { k = 20 }] }\n[page]",
        "[inks]\nsea = { mix = [{ spot = \"专色蓝\", c = 90 }, { spot = \"专色蓝\", c = 90 }] }\n[page]"
        => "plate-twice", Error, 2, 1, "sum";
    gradient_of_no_ink: "layouts/small.toml", "[page]",
        "[gradients.dusk]\nfrom = \"black\"\ntowards = \"up\"\n[page]",
        "[gradients.dusk]\nfrom = \"blck\"\ntowards = \"up\"\n[page]"
        => "unknown-ink", Error, 2, 8, "black";
    colour_that_is_none: "layouts/small.toml", "[page]", "[inks]\nsea = { c = 90, rgb = \"#0060a0\" }\n[page]",
        "[inks]\nsea = { c = 90, rgb = \"blue\" }\n[page]"
        => "unknown-value", Error, 2, 23, "#b5262b";
    missing_profile: "layouts/small.toml", "[page]", "[press]\ncondition = \"IFRA26\"\n[page]",
        "[press]\nprofile = \"IFRA26.icc\"\n[page]"
        => "missing-file", Error, 2, 11, "the folder";
    profile_that_is_none: "layouts/small.toml", "[page]", "[press]\n[page]",
        "[press]\nprofile = \"small.toml\"\n[page]"
        => "output-profile", Error, 2, 11, "prtr";

    press_in_the_issue: "issue.toml", "date =", "date =", "press = { standard = \"x1a\" }\ndate ="
        => "unknown-key", Error, 2, 9, "extend";
    ink_limit_in_tenths: "layouts/small.toml", "[page]", "[press]\nink_limit = 240\n[page]",
        "[press]\nink_limit = 240.4\n[page]"
        => "toml-value", Error, 2, 13, "ink_limit = 240";
}

#[test]
fn pages_for_different_presses_are_refused() {
    let dir = issue();
    let second = "[[page]]\nnumber = 2\nlayout = \"other\"\n";
    put(dir.path(), "issue.toml", format!("{ISSUE}\n{second}").as_bytes());
    put(dir.path(), "layouts/other.toml", b"extends = \"small\"\n");
    let codes = || told(dir.path()).0.into_iter().map(|finding| finding.code.name()).collect::<Vec<_>>();
    assert!(!codes().contains(&"press-differs"));
    put(dir.path(), "layouts/other.toml", b"extends = \"small\"\n[press]\nstandard = \"x1a\"\n");
    assert!(codes().contains(&"press-differs"));
}
