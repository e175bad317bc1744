"""Files of every kind that come in, each sound as it is, and the command that takes it in."""

import gzip
import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Callable

from PIL import Image

from .hurt import damage

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests/fixtures"

ISSUE = """paper = "岚港日报"
date = "2026-11-23"
layout = "small"

[masthead]
issue = "第4127期"

[[page]]
number = 1

[[page.story]]
file = "stories/lead.md"
area = "lead"

{other}
"""

LAYOUT = """extends = "house"

[page]
width = "110mm"
height = "110mm"

[grid]
body = "小五"
pitch = "12pt"
columns = 2
characters = 13
gutter = "1字"
rows = 20

[styles.own]
face = "hei"

[areas.masthead]
column = 1
columns = 2
row = 1
rows = 3

[areas.lead]
column = 1
columns = 1
row = 5
rows = 16

[areas.other]
column = 2
columns = 1
row = 5
rows = 16
frame = { width = "0.5pt" }

[[masthead]]
text = "{date}"
style = "own"
x = "0"
y = "0"
width = "10字"
"""

HOUSE = """[house]
silent = ["underset"]

[styles.body]
face = "song"

[copyfit]
order = ["headline"]
"""

STORY = """---
kicker: 引题
headline: 主题
byline: 本报记者　方圆
---
　　本报讯　第一段，“引文”（括号）2026年11月23日——完。

### 小标题

第二段 **重点** 与 PDF/X-4，一二三四五六七八九十。

> 引文

![江边](pictures/none.jpg)
"""

SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48" viewBox="0 0 64 48"><style>.a{fill:#204060} :is(b,rect){x:y}</style>
<linearGradient id="g"><stop/><stop offset="1" stop-color="device-cmyk(0 1 1 0)"/></linearGradient>
<radialGradient id="r" cx="0.3" r="0.5" fx="0.1"><stop stop-color="#fff"/><stop offset="0.5" stop-color="red"/></radialGradient>
<pattern id="p" width="4" height="4" patternUnits="userSpaceOnUse"><circle r="2" fill="url(#r)"/></pattern>
<clipPath id="c"><path d="M0 0h9v9z"/></clipPath><mask id="m"><rect width="50" height="30" fill="#888"/></mask>
<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><marker id="k" markerWidth="3" markerHeight="3"><path d="M0 0L3 3"/></marker>
<symbol id="y" viewBox="0 0 4 4"><path d="M0 0C1 2 3 4 4 0A2 2 0 0 1 0 3Z"/></symbol>
<g id="u" clip-path="url(#c)"><rect class="a" width="9" height="9" fill="url(#g)"/></g>
<use href="#u" x="3" transform="rotate(3) scale(2 1.5) matrix(1 0 0 1 2 3)"/><use href="#y" width="8" height="8"/>
<rect x="20" width="20" height="20" fill="url(#p)" mask="url(#m)" stroke="black" stroke-width="0.5" stroke-dasharray="2 1"/>
<path d="M1 1L30 40" stroke="#000" marker-end="url(#k)" filter="url(#f)" opacity="0.5"/>
<text x="3" y="20" font-size="8">字<tspan dx="2">号</tspan></text>
<image width="8" height="8" href="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="/></svg>"""

CSV = '品种,价格,涨跌\n白菜,2.50,+0.1\n"橘,红",3,"多\n行"\n萝卜,１.２０,—\n'


def picture(mode: str, size=(48, 40)) -> Image.Image:
    base = Image.new("RGB", size)
    base.putdata([((x * 5) % 256, (y * 6) % 256, (x * y) % 256) for y in range(size[1]) for x in range(size[0])])
    if mode == "I;16":
        grey = Image.new("I;16", size)
        grey.putdata([(x * 1300 + y * 7) % 65536 for y in range(size[1]) for x in range(size[0])])
        return grey
    return base.quantize(16) if mode == "P" else base.convert(mode)


def coded(mode: str, form: str, **options) -> bytes:
    out = io.BytesIO()
    picture(mode).save(out, form, **options)
    return out.getvalue()


def tiff_with_spot() -> bytes:
    """Four process inks and a spot ink (光色), in strips without compression; by the tables of TIFF 6.0."""
    width, height, samples = 24, 20, 5
    strip = bytes((x * 7) % 200 for x in range(width * height * samples))
    names = b"Cyan\0Magenta\0Yellow\0Black\0PANTONE 185 C\0"
    tags: list[tuple[int, int, int, bytes]] = [
        (256, 3, 1, struct.pack("<HH", width, 0)), (257, 3, 1, struct.pack("<HH", height, 0)),
        (258, 3, samples, struct.pack("<5H", *[8] * 5)), (259, 3, 1, struct.pack("<HH", 1, 0)),
        (262, 3, 1, struct.pack("<HH", 5, 0)), (273, 4, 1, b"OFFS"), (277, 3, 1, struct.pack("<HH", samples, 0)),
        (278, 3, 1, struct.pack("<HH", height, 0)), (279, 4, 1, struct.pack("<I", len(strip))),
        (332, 3, 1, struct.pack("<HH", 2, 0)), (333, 2, len(names), names), (334, 3, 1, struct.pack("<HH", 5, 0)),
        (338, 3, 1, struct.pack("<HH", 0, 0)),
    ]  # fmt: skip
    after = 8 + 2 + 12 * len(tags) + 4
    table, more = b"", b""
    for tag, kind, count, value in tags:
        if len(value) > 4:
            field_, more = struct.pack("<I", after + len(more)), more + value + b"\0" * (len(value) % 2)
        else:
            field_ = value
        table += struct.pack("<HHI", tag, kind, count) + field_
    table = table.replace(b"OFFS", struct.pack("<I", after + len(more)))
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(tags)) + table + b"\0\0\0\0" + more + strip


def woff(font: bytes) -> bytes:
    """A font in the wrapping of the web (WOFF 1.0)."""
    count = struct.unpack(">H", font[4:6])[0]
    at, table, body = 44 + 20 * count, b"", b""
    for number in range(count):
        tag, check, offset, length = struct.unpack(">4sIII", font[12 + 16 * number : 28 + 16 * number])
        packed = zlib.compress(font[offset : offset + length])
        packed = packed if len(packed) < length else font[offset : offset + length]
        table += struct.pack(">4sIIII", tag, at + len(body), len(packed), length, check)
        body += packed + b"\0" * (-len(packed) % 4)
    head = struct.pack(">4s4sIHHIHHIIIII", b"wOFF", font[:4], at + len(body), count, 0, len(font), 1, 0, 0, 0, 0, 0, 0)
    return head + table + body


# --- Damage inside of a wrapping -----------------------------------------------------------------------------------------


def in_zip(data: bytes, dice: Random) -> bytes:
    """Damages one file in a ZIP and wraps it again."""
    source = zipfile.ZipFile(io.BytesIO(data))
    names = [name for name in source.namelist() if not name.endswith("/")]
    # The text and its styles most of all.
    hurt = dice.choice([name for name in names if re.search(r"document|styles|numbering|notes|rels", name)] or names)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            content = source.read(name)
            made.writestr(name, damage(content, "xml", dice) if name == hurt else content)
    return out.getvalue()


def in_gzip(data: bytes, dice: Random) -> bytes:
    return gzip.compress(damage(gzip.decompress(data), "xml", dice), mtime=0)


def in_png(data: bytes, dice: Random) -> bytes:
    """Damages a chunk of a PNG, with a checksum that fits."""
    chunks, at = [], 8
    while at + 12 <= len(data):
        length = struct.unpack(">I", data[at : at + 4])[0]
        chunks.append([data[at + 4 : at + 8], data[at + 8 : at + 8 + length]])
        at += 12 + length
    hurt = dice.choice(chunks)
    packed = hurt[0] == b"IDAT" and dice.random() < 0.5
    hurt[1] = zlib.compress(damage(zlib.decompress(hurt[1]), None, dice)) if packed else damage(hurt[1], None, dice)
    if dice.random() < 0.2:
        chunks.insert(dice.randrange(len(chunks)), dice.choice(chunks))
    out = data[:8]
    for name, content in chunks:
        out += struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
    return out


def in_pdf(data: bytes, dice: Random) -> bytes:
    """Damages a stream of a PDF behind its compression; lengths and the table of places are left as they were."""
    streams = list(re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.S))
    if not streams:
        return damage(data, "pdf", dice)
    place = dice.choice(streams)
    content = place.group(1)
    try:
        content = zlib.compress(damage(zlib.decompress(content), "pdf", dice))
    except zlib.error:
        content = damage(content, "pdf", dice)
    return data[: place.start(1)] + content + data[place.end(1) :]


def in_encoding(name: str) -> Callable[[bytes, Random], bytes]:
    def inside(data: bytes, dice: Random) -> bytes:
        text = damage(data.decode(name).encode(), "text", dice).decode(errors="replace")
        return text.encode(name, errors="replace")

    return inside


# --- The kinds -----------------------------------------------------------------------------------------------------------


@dataclass
class Kind:
    """A file that is damaged: its name in the issue, its sound bytes, what else the issue has, and the command."""

    name: str
    file: str
    data: bytes
    form: str | None = None
    inside: Callable[[bytes, Random], bytes] | None = None
    other: str = ""
    layout: str = ""
    command: list[str] = field(default_factory=lambda: ["build", "issue", "--output", "out.pdf", "--png", "--dpi", "30", "--no-cache"])
    # A second, sound copy of the issue under this name.
    beside: str | None = None
    # Exit codes of the sound file.
    sound: tuple[int, ...] = (0, 1)

    def damaged(self, dice: Random) -> bytes:
        if self.inside and dice.random() < 0.6:
            return self.inside(self.data, dice)
        return damage(self.data, self.form, dice)

    def lay_out(self, folder: Path) -> None:
        """Writes the sound issue into a folder."""
        roots = [folder / "issue"] + ([folder / self.beside] if self.beside else [])
        for root in roots:
            files = {
                "issue.toml": ISSUE.replace("{other}", self.other),
                "layouts/house.toml": HOUSE,
                "layouts/small.toml": LAYOUT + self.layout,
                "stories/lead.md": STORY,
            }
            for name, text in files.items():
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            for name in ("none.jpg", "river.jpg"):
                path = root / "pictures" / name
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(coded("RGB", "JPEG"))


def a_picture(name: str, data: bytes, form: str | None = None, inside=None) -> Kind:
    file = f"pictures/damaged.{name.split()[0].lower()}"
    other = f'[[page.picture]]\nfile = "{file}"\narea = "other"\ncaption = "江边"\n'
    return Kind(name, f"issue/{file}", data, form, inside, other)


def a_font(name: str, data: bytes) -> Kind:
    file = f"own.{name.split()[0].lower()}"
    keys = f'\n[faces.mine]\nfile = "{file}"\n\n[styles.headline]\nface = "mine"\n'
    # What the web wraps fonts in is refused with what to give instead.
    sound = (2,) if name == "WOFF" else (0, 1)
    return Kind(f"{name} font", f"issue/layouts/{file}", data, layout=keys, sound=sound)


def brought(name: str, path: Path, form: str | None, inside=None, options=()) -> Kind:
    file = f"copy/{path.name}"
    return Kind(f"import {name}", file, path.read_bytes(), form, inside, command=["import", file, "issue", *options])


def kinds() -> list[Kind]:
    advert = '[[page.ad]]\nfile = "pictures/damaged.pdf"\narea = "other"\n'
    table = '[[page.table]]\nfile = "tables/t.csv"\narea = "other"\n'
    story = lambda command: {"command": command}
    ads = sorted((FIXTURES / "ads").glob("*.pdf"))
    printed = ROOT / "samples/four-pages/pictures/ad-books.pdf"
    imports = FIXTURES / "import"
    frames = (ROOT / "tests/fonts/frames.ttf").read_bytes()
    docx = ["libreoffice-notes", "npm-docx-table-picture", "pandoc-headings", "wps-styles", "libreoffice-looks"]
    out = [
        Kind("issue.toml", "issue/issue.toml", ISSUE.replace("{other}", '[[page.picture]]\nfile = "pictures/river.jpg"\narea = "other"\n').encode(), "toml"),
        Kind("layout", "issue/layouts/small.toml", LAYOUT.encode(), "toml"),
        Kind("house layout", "issue/layouts/house.toml", HOUSE.encode(), "toml"),
        Kind("manuscript", "issue/stories/lead.md", STORY.encode(), "md"),
        Kind("manuscript tidied", "issue/stories/lead.md", STORY.encode(), "md", **story(["tidy", "issue", "--write"])),
        Kind("manuscript checked", "issue/stories/lead.md", STORY.encode(), "md", **story(["check", "issue", "--lines", "--json"])),
        Kind("issues compared", "issue/stories/lead.md", STORY.encode(), "md", beside="old", **story(["diff", "old", "issue"])),
        Kind("issues compared by layout", "issue/layouts/small.toml", LAYOUT.encode(), "toml", beside="old", **story(["diff", "issue", "old"])),
        Kind("table", "issue/tables/t.csv", CSV.encode(), "csv", other=table),
        a_picture("SVG", SVG.encode(), "xml"),
        a_picture("SVGZ", gzip.compress(SVG.encode(), mtime=0), inside=in_gzip),
        a_picture("PNG", coded("RGBA", "PNG"), inside=in_png),
        a_picture("PNG palette", coded("P", "PNG"), inside=in_png),
        a_picture("PNG 16 bit", coded("I;16", "PNG"), inside=in_png),
        *[a_picture(f"JPG {mode}", coded(mode, "JPEG")) for mode in ("RGB", "L", "CMYK")],
        a_picture("JPG progressive", coded("RGB", "JPEG", progressive=True)),
        *[a_picture(f"TIF {mode}", coded(mode, "TIFF")) for mode in ("RGB", "CMYK", "P", "I;16")],
        a_picture("TIF LZW", coded("RGB", "TIFF", compression="tiff_lzw")),
        a_picture("TIF bilevel", coded("1", "TIFF", compression="group4")),
        a_picture("TIF spot", tiff_with_spot()),
        a_picture("WEBP lossless", coded("RGBA", "WEBP", lossless=True)),
        a_picture("WEBP lossy", coded("RGB", "WEBP")),
        a_picture("GIF", coded("P", "GIF")),
        *[Kind(f"ad {path.stem}", "issue/pictures/damaged.pdf", path.read_bytes(), "pdf", in_pdf, advert) for path in ads[::3] + [printed]],
        *[Kind(f"preflight {path.stem}", "page.pdf", path.read_bytes(), "pdf", in_pdf, command=["preflight", "page.pdf"]) for path in ads[1::4] + [printed]],
        Kind("profile of the press", "issue/layouts/own.icc", (ROOT / "src/ink/tr002_newsprint.icc").read_bytes(), layout='\n[press]\nprofile = "own.icc"\n'),
        a_picture("JPG with a profile", coded("RGB", "JPEG", icc_profile=srgb())),
        a_font("TTF variable", frames),
        a_font("OTF", (ROOT / "tests/fonts/frames.otf").read_bytes()),
        a_font("WOFF", woff(frames)),
        Kind("font specimen", "own.ttf", frames, command=["fonts", "--specimen", "own.ttf", "--output", "own.png"]),
        *[brought(f"{name}.docx", imports / f"docx/{name}.docx", None, in_zip) for name in docx],
        *[brought("HTML", imports / f"web/{name}.html", "xml") for name in ("05-word", "06-wechat", "09-lists")],
        *[brought("CNML", imports / f"cnml/{name}.xml", "xml") for name in ("02-multimedia", "04-issue")],
        brought("GB18030", imports / "text/gb18030.txt", "text", in_encoding("gb18030")),
        brought("Big5", imports / "text/big5.txt", "text", in_encoding("big5"), ("--encoding", "big5")),
        brought("UTF-16BE", imports / "text/utf-16be.txt", "text", in_encoding("utf-16-be")),
        brought("UTF-16LE", imports / "text/utf-16le-mark.txt", "text"),
        brought("text with labels", imports / "text/labels.txt", "text"),
    ]  # fmt: skip
    return out


def srgb() -> bytes:
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
