"""Issues of one page, and the program that the package is held against (its path in BANXIN)."""

import os
import subprocess
from pathlib import Path

import pytest

ISSUE = """paper = "小报"
date = "2026-11-23"
layout = "plain"
[[page]]
number = 1
[[page.story]]
file = "stories/lead.md"
area = "lead"
"""
LAYOUT = """[page]
width = "150mm"
height = "120mm"
[grid]
body = "10pt"
pitch = "12pt"
columns = 3
characters = 12
gutter = "1字"
rows = 24
[areas.lead]
column = 1
columns = 3
row = 1
rows = 24
"""


@pytest.fixture
def make_issue(tmp_path: Path):
    def make(name: str, text: str | None = None) -> Path:
        folder = tmp_path / name
        for sub in ("stories", "layouts"):
            (folder / sub).mkdir(parents=True, exist_ok=True)
        (folder / "issue.toml").write_text(ISSUE, encoding="utf-8")
        (folder / "layouts/plain.toml").write_text(LAYOUT, encoding="utf-8")
        words = "河岸清清水流过桥头树影摇人来车往春夏秋冬" * 20
        story = text or f"---\nheadline: 第一版 {name}\n---\n{words}。{name}\n"
        (folder / "stories/lead.md").write_text(story, encoding="utf-8")
        return folder

    return make


@pytest.fixture
def program():
    """Builds an issue with the program and returns the bytes of the PDF."""
    path = os.environ.get("BANXIN")
    if not path:
        pytest.skip("BANXIN does not name the program to compare with")

    def build(issue: Path, output: Path, *options: str) -> bytes:
        command = [path, "build", str(issue), "-o", str(output), "--no-cache", "--quiet", *options]
        ran = subprocess.run(command, capture_output=True, check=False)
        assert ran.returncode in (0, 1), ran.stderr.decode()
        return output.read_bytes()

    return build
