"""The functions of the package."""

import dataclasses
import pickle
import threading
import time

import banxin
import pytest


def test_a_build_has_the_bytes_of_the_program(make_issue, program, tmp_path):
    issue = make_issue("a")
    built = banxin.build(issue)
    assert built.pdf == program(issue, tmp_path / "a.pdf")
    assert built.pages == (1,)
    older = banxin.build(issue, standard="x1a", cache=tmp_path / "cache")
    assert older.pdf == program(issue, tmp_path / "a.pdf", "--standard", "x1a") != built.pdf
    assert any((tmp_path / "cache").iterdir())
    assert banxin.build(str(issue), standard="x1a", cache=str(tmp_path / "cache")) == older


def test_findings_are_plain_values(make_issue):
    issue = make_issue("a", "---\nheadline: 题\n---\n第一段，，有两个逗号。\n")
    found = banxin.check(issue)
    doubled = next(finding for finding in found if finding.fixes)
    place, fix = doubled.places[0], doubled.fixes[0]
    assert place.file.endswith("lead.md") and place.line == 4 and place.end_column > place.column
    text = (issue / "stories/lead.md").read_bytes()
    assert text[fix.start : fix.end].decode().strip("，") == "" and fix.certain
    assert str(doubled).startswith(f"{place.file}:4:{place.column}: {doubled.severity}[{doubled.code}]")
    assert pickle.loads(pickle.dumps(found)) == found and hash(doubled)
    with pytest.raises(dataclasses.FrozenInstanceError):
        doubled.code = "other"
    chinese = banxin.check(issue, lang="zh")
    assert [finding.code for finding in chinese] == [finding.code for finding in found]
    told = next(finding for finding in chinese if finding.fixes)
    assert told.message != doubled.message and any("\u4e00" <= letter <= "\u9fff" for letter in told.help)


def test_texts_stand_for_files(make_issue):
    issue = make_issue("a")
    before = banxin.build(issue)
    text = "---\nheadline: 另一题\n---\n" + "山高水长" * 60 + "。\n"
    for key in ("stories/lead.md", issue / "stories/lead.md"):
        changed = banxin.build(issue, overlay={key: text})
        assert changed.pdf != before.pdf
    assert banxin.build(issue) == before
    (issue / "stories/lead.md").write_text(text, encoding="utf-8")
    assert banxin.build(issue).pdf == changed.pdf


def test_bad_issues_and_arguments(make_issue, tmp_path):
    with pytest.raises(banxin.IssueError) as caught:
        banxin.build(tmp_path / "无此目录")
    fault = caught.value
    assert [finding.code for finding in fault.findings] == ["missing-file"] and "missing-file" in str(fault)
    assert pickle.loads(pickle.dumps(fault)).findings == fault.findings
    assert [finding.code for finding in banxin.check(tmp_path / "无此目录")] == ["missing-file"]
    issue = make_issue("a")
    (issue / "issue.toml").write_text("paper = 小报\n", encoding="utf-8")
    with pytest.raises(banxin.IssueError, match="toml-syntax"):
        banxin.build(issue)
    for wrong in ({"standard": "x9"}, {"lang": "fr"}):
        with pytest.raises(ValueError):
            banxin.build(issue, **wrong)


def test_other_threads_run_meanwhile(make_issue):
    issue = make_issue("a")
    ticks, over = [], threading.Event()

    def tick():
        while not over.is_set():
            ticks.append(time.monotonic())
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    begun = time.monotonic()
    banxin.build(issue)
    ended = time.monotonic()
    over.set()
    thread.join()
    assert sum(begun < at < ended for at in ticks) > 2, f"{len(ticks)} ticks in {ended - begun:.3f} s"
