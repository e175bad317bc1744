"""Files that are as their format wants them and ask for too much: nested deep, or small with a large inside."""

import gzip
import io
import struct
import zipfile
import zlib

from .kinds import ISSUE, LAYOUT, STORY, SVG, Kind, a_picture

XMLNS = 'xmlns="http://www.w3.org/2000/svg" width="64" height="48"'


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, rows: int, bits: int = 8, colours: int = 2) -> bytes:
    """A PNG that says so much of its size and has so many rows."""
    each = width * {0: 1, 2: 3, 6: 4}[colours] * bits // 8 + 1
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(b"\0" * each) for _ in range(rows)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, bits, colours, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def laughs(opening: str, use: str) -> str:
    """Each group uses the one before ten times."""
    levels = "".join(f'<g id="l{level}">' + use.format(level - 1) * 10 + "</g>" for level in range(1, 10))
    return f'<svg {XMLNS}>{opening}<defs><g id="l0"><path d="M0 0h1v1z"/></g>{levels}</defs><use href="#l9"/></svg>'


def pdf(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.6\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    start = len(out)
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + table + (
        f"trailer <</Size {len(objects) + 1} /Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    )


def stream(data: bytes, keys: bytes = b"") -> bytes:
    packed = zlib.compress(data, 9)
    return b"<</Filter/FlateDecode /Length %d %s>>\nstream\n%s\nendstream" % (len(packed), keys, packed)


def page(content: bytes, resources: bytes = b"", more: tuple[bytes, ...] = ()) -> bytes:
    return pdf([
        b"<</Type/Catalog /Pages 2 0 R>>",
        b"<</Type/Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type/Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources <<" + resources + b">> >>",
        stream(content),
        *more,
    ])  # fmt: skip


def pdfs() -> dict[str, bytes]:
    form = b"/Type/XObject /Subtype/Form /BBox [0 0 9 9] /Resources <</XObject <</F %d 0 R>> >>"
    doubled = [stream(b"/F Do " * 10, form % (number + 1)) for number in range(5, 14)] + [stream(b"0 0 1 1 re f", b"/Type/XObject /Subtype/Form /BBox [0 0 9 9]")]
    return {
        "forms in forms": page(b"/F Do", b"/XObject <</F 5 0 R>>", tuple(doubled)),
        "form in itself": page(b"/F Do", b"/XObject <</F 5 0 R>>", (stream(b"/F Do", form % 5),)),
        "much in little": page(b"0 0 1 1 re f\n" * 12_000_000),
        "states in states": page(b"q " * 2_000_000),
        "lists in lists": page(b"[" * 500_000),
        "dictionaries in dictionaries": page(b"", b"/A" + b"<</A" * 100_000 + b" 1" + b">>" * 100_000),
        "pages in pages": pdf([b"<</Type/Catalog /Pages 2 0 R>>", b"<</Type/Pages /Kids [2 0 R 2 0 R] /Count 99999999>>"]),
        "large picture": page(b"/I Do", b"/XObject <</I 5 0 R>>", (stream(b"\0" * 1000, b"/Type/XObject /Subtype/Image /Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace/DeviceCMYK"),)),
        "large page": page(b"0 0 1 1 re f").replace(b"[0 0 200 200]", b"[0 0 2e9 2e9]"),
        "clips of many": page(b"0 0 100 100 re W n " * 200_000),
        "pattern of small cells": page(b"/Pattern cs /P scn 0 0 200 200 re f", b"/Pattern <</P 5 0 R>>", (stream(b"0 0 1 1 re f", b"/Type/Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.0001 /YStep 0.0001 /Resources <<>>"),)),
        "dashes without number": page(b"[0.00001] 0 d 0 0 m 200 200 l S"),
    }  # fmt: skip


def svgs() -> dict[str, str]:
    deep = 20_000
    entity = "".join(f'<!ENTITY e{level} "' + f"&e{level - 1};" * 10 + '">' for level in range(1, 10))
    return {
        "uses of uses": laughs("", '<use href="#l{}"/>'),
        "entities of entities": f'<!DOCTYPE svg [<!ENTITY e0 "x">{entity}]><svg {XMLNS}><text>&e9;</text></svg>',
        "groups in groups": f"<svg {XMLNS}>" + "<g>" * deep + "</g>" * deep + "</svg>",
        "clips of clips": f"<svg {XMLNS}>" + "".join(f'<clipPath id="c{n}" clip-path="url(#c{n + 1})"><path d="M0 0h9v9z"/></clipPath>' for n in range(deep)) + '<path d="M0 0h9v9z" clip-path="url(#c0)"/></svg>',
        "clip of itself": f'<svg {XMLNS}><clipPath id="c" clip-path="url(#c)"><path d="M0 0h9v9z"/></clipPath><path d="M0 0h9v9z" clip-path="url(#c)"/></svg>',
        "pattern of itself": f'<svg {XMLNS}><pattern id="p" width="1" height="1"><path d="M0 0h9v9z" fill="url(#p)"/></pattern><path d="M0 0h9v9z" fill="url(#p)"/></svg>',
        "patterns of patterns": f"<svg {XMLNS}>" + "".join(f'<pattern id="p{n}" width="0.1" height="0.1"><rect width="9" height="9" fill="url(#p{n + 1})"/></pattern>' for n in range(12)) + '<rect width="64" height="48" fill="url(#p0)"/></svg>',
        "small cells": f'<svg {XMLNS}><pattern id="p" width="0.00001" height="0.00001" patternUnits="userSpaceOnUse"><rect width="1" height="1"/></pattern><rect width="64" height="48" fill="url(#p)"/></svg>',
        "much dashed": f'<svg {XMLNS}><path d="M0 0L64 48" stroke="#000" stroke-dasharray="0.000001"/></svg>',
        "wide": SVG.replace('width="64"', 'width="1e30"').replace('height="48"', 'height="1e30"'),
        "many stops": f'<svg {XMLNS}><linearGradient id="g">' + "".join(f'<stop offset="{n / 50000}" stop-color="#{n % 4096:03x}"/>' for n in range(50_000)) + '</linearGradient><rect width="64" height="48" fill="url(#g)"/></svg>',
        "many points": f'<svg {XMLNS}><path stroke="#000" d="M0 0' + "".join(f"L{n % 64} {n % 48}" for n in range(300_000)) + '"/></svg>',
        "blur": f'<svg {XMLNS}><filter id="f"><feGaussianBlur stdDeviation="100000"/></filter><rect width="64" height="48" filter="url(#f)"/></svg>',
        "many selectors": f"<svg {XMLNS}><style>" + "".join(f".a{n} g rect{{fill:#000}}" for n in range(3000)) + "</style>" + "<g>" * 50 + '<rect class="a1 a2" width="1" height="1"/>' * 1000 + "</g>" * 50 + "</svg>",
    }  # fmt: skip


def manuscripts() -> dict[str, str]:
    front = "---\nheadline: 主题\n---\n"
    return {
        "one paragraph of a million": front + "望江桥今天通车" * 140_000,
        "one word of a million": front + "a" * 1_000_000,
        "a hundred thousand paragraphs": front + "望江桥。\n\n" * 100_000,
        "quotes in quotes": front + "“‘" * 50_000 + "’”" * 50_000,
        "brackets in brackets": front + "[" * 100_000 + "](x)" * 100_000,
        "stars": front + "**" * 100_000,
        "quoted in quoted": front + "> " * 50_000 + "字",
        "combining": front + "a" + "\u0301" * 300_000,
        "right to left": front + "\u202e" * 100_000 + "字",
        "variation selectors": front + "葛" + "\U000e0100" * 100_000,
        "only zeros": "\0" * 300_000,
        "headline of a hundred thousand": STORY.replace("主题", "主题" * 50_000),
        "keys without number": "---\n" + "".join(f"k{n}: v\n" for n in range(50_000)) + "---\n字\n",
        "notes": front + "![](pictures/none.jpg)\n\n" * 20_000,
    }


def kinds() -> list[Kind]:
    advert = '[[page.ad]]\nfile = "pictures/damaged.pdf"\narea = "other"\n'
    table = '[[page.table]]\nfile = "tables/t.csv"\narea = "other"\n'
    out = []
    for name, text in manuscripts().items():
        out.append(Kind(f"manuscript, {name}", "issue/stories/lead.md", text.encode()))
        out.append(Kind(f"tidied, {name}", "issue/stories/lead.md", text.encode(), command=["tidy", "issue"]))
        out.append(Kind(f"import, {name}", "copy/t.txt", text.encode(), command=["import", "copy/t.txt", "issue"]))
    for name, text in svgs().items():
        kind = a_picture("SVG", text.encode())
        kind.name = f"SVG, {name}"
        out.append(kind)
    zeros = gzip.compress(b" " * 600_000_000, 1, mtime=0)
    pictures = {
        "SVGZ, much in little": ("SVGZ", zeros),
        "PNG, rows missing": ("PNG", png(60_000, 60_000, 1)),
        "PNG, large and black": ("PNG", png(10_000, 10_000, 10_000)),
        "PNG, wide": ("PNG", png(2_000_000_000, 2, 0)),
    }
    for name, (form, data) in pictures.items():
        kind = a_picture(form, data)
        kind.name = name
        out.append(kind)
    for name, data in pdfs().items():
        out.append(Kind(f"ad, {name}", "issue/pictures/damaged.pdf", data, other=advert))
        out.append(Kind(f"preflight, {name}", "page.pdf", data, command=["preflight", "page.pdf"]))
    tables = {
        "many columns": "列," * 100_000,
        "many rows": "一,二\n" * 100_000,
        "open quote": '"' + "字" * 500_000,
        "one long cell": "一," + "字" * 300_000,
    }
    for name, text in tables.items():
        out.append(Kind(f"table, {name}", "issue/tables/t.csv", text.encode(), other=table))
    tomls = {
        "tables in tables": "[a" + ".a" * 50_000 + "]\n",
        "lists in lists": "a = " + "[" * 50_000 + "]" * 50_000,
        "areas without number": LAYOUT + "".join(f"\n[areas.a{n}]\ncolumn = 1\ncolumns = 1\nrow = 5\nrows = 1\n" for n in range(3000)),
        "rows without number": LAYOUT.replace("rows = 20", "rows = 4000000000"),
        "columns without number": LAYOUT.replace("columns = 2", "columns = 4000000000"),
        "characters without number": LAYOUT.replace("characters = 13", "characters = 4000000000"),
        "small rows": LAYOUT.replace('pitch = "12pt"', 'pitch = "0.001pt"').replace("rows = 20", "rows = 250000"),
        "extends itself": 'extends = "small"\n',
    }
    for name, text in tomls.items():
        out.append(Kind(f"layout, {name}", "issue/layouts/small.toml", text.encode()))
    issues = {
        "pages without number": ISSUE.replace("{other}", "") + "".join(f"\n[[page]]\nnumber = {n}\n" for n in range(2, 300)),
        "page of the largest number": ISSUE.replace("number = 1", "number = 4294967295").replace("{other}", ""),
        "stories without number": ISSUE.replace("{other}", '[[page.story]]\nfile = "stories/lead.md"\narea = "lead"\n' * 3000),
    }
    for name, text in issues.items():
        out.append(Kind(f"issue.toml, {name}", "issue/issue.toml", text.encode()))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", b"<w:document>" + b" " * 600_000_000)
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    deep = io.BytesIO()
    with zipfile.ZipFile(deep, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        body = "<w:tbl><w:tr><w:tc>" * 30_000 + "</w:tc></w:tr></w:tbl>" * 30_000
        made.writestr("word/document.xml", f"<w:document {word}><w:body>{body}</w:body></w:document>")
    copy = {
        "a.docx": packed.getvalue(),
        "b.docx": deep.getvalue(),
        "a.html": b"<html><body>" + b"<div>" * 100_000 + "字".encode(),
        "b.html": b"<html><body>" + b"<table><tr><td>" * 20_000 + "字".encode(),
        "c.html": b"<p>" + b"&amp;" * 500_000,
        "d.html": b"<b><i>" * 3_000 + b"<p>x" * 3_000,
        "a.xml": b"<?xml version='1.0'?><CNML>" + b"<a>" * 100_000,
    }
    for name, data in copy.items():
        what = {"a.docx": "DOCX, much in little", "b.docx": "DOCX, tables in tables"}.get(name, f"import {name}, nested")
        out.append(Kind(what, f"copy/{name}", data, command=["import", f"copy/{name}", "issue"]))
    return out
