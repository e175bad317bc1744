"""Text that nobody here wrote: Debian's manuals in Chinese, as plain paragraphs.

The packages are fetched and unpacked into a folder of the user's cache, not installed. A paragraph is
the text of an HTML block that holds no other block; listings are left out. What is kept has at least
ten Han characters and a quarter of its characters Han, stands only once, and has nothing in it that a
manuscript would read as HTML (`&name;`, `<br`).
"""

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

# Package and where its Chinese pages are.
MANUALS = {
    "debian-reference-zh-cn": "usr/share/debian-reference/*.zh-cn.html",
    "debian-faq-zh-cn": "usr/share/doc/debian/FAQ/zh-cn/*.html",
    "maint-guide-zh-cn": "usr/share/doc/maint-guide-zh-cn/html/*.html",
    "installation-guide-amd64": "usr/share/doc/installation-guide-amd64/zh_CN/*.html",
}

BLOCKS = set("p li dd dt td th h1 h2 h3 h4 h5 h6 div ul ol dl table tr tbody thead blockquote hr br body".split())
SKIPPED = {"script", "style", "pre", "title"}
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")


class Unavailable(Exception):
    """The manuals cannot be had here."""


class Blocks(HTMLParser):
    """Collects the text of blocks."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found, self.held, self.skipped = [], [], 0

    def handle_starttag(self, tag, attrs):
        self.turn(tag)
        self.skipped += tag in SKIPPED

    def handle_endtag(self, tag):
        self.turn(tag)
        self.skipped -= tag in SKIPPED

    def handle_startendtag(self, tag, attrs):
        self.turn(tag)

    def handle_data(self, data):
        if not self.skipped:
            self.held.append(data)

    def turn(self, tag):
        if tag in BLOCKS:
            # A line end of the source is a blank, as HTML says; no-break and other blanks of copy stay.
            text = re.sub(r"[ \t\r\n\f]+", " ", "".join(self.held)).strip(" ")
            self.found += [text] if text else []
            self.held = []


def fetched(cache):
    """The unpacked packages, in the cache from the first time on."""
    if not (cache / "ready").exists():
        for tool in ("apt-get", "dpkg-deb"):
            if not shutil.which(tool):
                raise Unavailable(f"{tool} is not installed")
        shutil.rmtree(cache, ignore_errors=True)
        cache.mkdir(parents=True)
        if not download(cache):
            # The lists of packages may be missing or old.
            subprocess.run(["apt-get", "update", "-qq"], capture_output=True)
            if not download(cache):
                raise Unavailable("apt-get cannot fetch " + ", ".join(MANUALS))
        for archive in cache.glob("*.deb"):
            subprocess.run(["dpkg-deb", "-x", archive, cache / archive.name.split("_")[0]], check=True)
            archive.unlink()
        (cache / "ready").touch()
    return cache


def download(folder):
    command = ["apt-get", "download", "-qq", *MANUALS]
    return subprocess.run(command, cwd=folder, capture_output=True).returncode == 0


def blocks(path):
    reader = Blocks()
    reader.feed(path.read_text(encoding="utf-8", errors="replace"))
    reader.close()
    reader.turn("body")
    return reader.found


def fit(text):
    han = len(HAN.findall(text))
    return han >= 10 and han * 4 >= len(text) and not re.search(r"&#?\w+;|<br", text)


def paragraphs(cache):
    """All paragraphs, in the order of packages, files and text; raises `Unavailable`."""
    folder = fetched(Path(cache))
    found = {}
    for package, pattern in MANUALS.items():
        pages = sorted((folder / package).glob(pattern))
        if not pages:
            raise Unavailable(f"{package} has no {pattern}")
        for path in pages:
            found.update((text, None) for text in blocks(path) if fit(text))
    return list(found)
