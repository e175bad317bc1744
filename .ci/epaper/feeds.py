"""The feed and the sitemap of an e-paper by the grammars of their standards: feeds.py FOLDER, or feeds.py --controls FOLDER."""

import sys
from pathlib import Path

from lxml import etree

HERE = Path(__file__).parent
GRAMMARS = {
    "feed.xml": lambda: etree.RelaxNG(etree.parse(HERE / "atom.rng")),
    "sitemap.xml": lambda: etree.XMLSchema(etree.parse(HERE / "sitemap.xsd")),
}
CONTROLS = {
    "feed.xml": [
        ("<updated>", "<update>", "</updated>", "</update>"),
        ("+08:00</updated>", "</updated>"),
        ("urn:uuid:", ""),
        ("<author><name>", "<author><name> </name><name>"),
        ("<summary>", "<summary type=\"xml\">"),
        ("<link ", "<link title=\"x\" hre"),
    ],
    "sitemap.xml": [("<loc>https:", "<loc>"), ("<lastmod>2026-", "<lastmod>26-"), ("<urlset ", "<urls ", "</urlset>", "</urls>")],
}


def faults(name: str, text: bytes) -> list[str]:
    """What the grammar of a file finds in it."""
    try:
        document = etree.fromstring(text)
    except etree.XMLSyntaxError as fault:
        return [str(fault)]
    grammar = GRAMMARS[name]()
    return [] if grammar.validate(document) else [str(fault) for fault in grammar.error_log][:5]


def spoilt(text: str, change: tuple[str, ...]) -> str:
    """The text with every first of a pair in the place of which the second stands."""
    for old, new in zip(change[::2], change[1::2]):
        assert old in text, old
        text = text.replace(old, new)
    return text


def main() -> int:
    """Tells what is found, or which spoilt file passes."""
    controls = sys.argv[1] == "--controls"
    folder = Path(sys.argv[-1])
    bad = 0
    for name in GRAMMARS:
        text = (folder / name).read_text(encoding="utf-8")
        found = faults(name, text.encode())
        if not controls or found:
            print(f"{'ok     ' if not found else 'FAILED '} {name}: {'; '.join(found) or 'as its standard says'}")
            bad += bool(found)
        for change in CONTROLS[name] if controls else ():
            told = faults(name, spoilt(text, change).encode())
            print(f"{'noticed' if told else 'MISSED '} {name}, {change[0]}: {(told or [''])[0][:90]}")
            bad += not told
    return 1 if bad else 0


sys.exit(main())
