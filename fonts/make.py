#!/usr/bin/env python3
"""Remake the five font faces of Banxin from their Debian packages.

    apt install fonts-noto-cjk fonts-noto-cjk-extra fonts-lxgw-wenkai unicode-data
    pip install fonttools==4.60.2 brotli==1.1.0
    npm pack @fontsource/source-serif-4@5.3.1 @fontsource/source-sans-3@5.3.1
    for pack in fontsource-*.tgz; do mkdir -p fonts/latin/$pack; tar xzf $pack -C fonts/latin/$pack; done
    python3 fonts/make.py [DIRECTORY]

Each face is cut down to one character set and renamed; the letters of Central European and other Latin
names that the Noto faces lack come from Source Serif and Source Sans, on which their Latin is based.  The same sources and
the same fontTools give the same bytes: SHA256SUMS is written beside the fonts
(or into DIRECTORY, to compare a fresh set with the kept one).
"""
import bz2
import hashlib
import os
import sys
from pathlib import Path

os.environ["SOURCE_DATE_EPOCH"] = "1643241600"  # 2022-01-27, the Noto CJK release

import fontTools
from fontTools import subset

FONTTOOLS = "4.60.2"
HERE = Path(__file__).resolve().parent
NOTO = "/usr/share/fonts/opentype/noto/"
LXGW = "/usr/share/fonts/truetype/lxgw-wenkai/"

# output, source, family inside a collection, family, style, legacy family, sha256 of the source
FACES = [
    ("song.otf", NOTO + "NotoSerifCJK-Regular.ttc", "Noto Serif CJK SC",
     "Banxin Song", "Regular", "Banxin Song",
     "a04178ec485dffdff7cc0c0c20e1fce9202d7e2160d805e8e44a4c8841c58481"),
    ("song-heavy.otf", NOTO + "NotoSerifCJK-Black.ttc", "Noto Serif CJK SC Black",
     "Banxin Song", "Heavy", "Banxin Song Heavy",
     "7d38a254818bec880251400165923b5afdee2ae9a58c8276e912f26df2badecb"),
    ("hei.otf", NOTO + "NotoSansCJK-Medium.ttc", "Noto Sans CJK SC Medium",
     "Banxin Hei", "Medium", "Banxin Hei",
     "197d5e1e019faca33a4d55931c7d68b8056f3b97cb862049f5cb8de9efdfb8ce"),
    ("hei-heavy.otf", NOTO + "NotoSansCJK-Black.ttc", "Noto Sans CJK SC Black",
     "Banxin Hei", "Heavy", "Banxin Hei Heavy",
     "3cffb10242b4b7e6edd439ebf3bd7e392345525e093ea08149e0a0158a1b5151"),
    ("kai.ttf", LXGW + "LXGWWenKai-Regular.ttf", "LXGW WenKai",
     "Banxin Kai", "Regular", "Banxin Kai",
     "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8"),
]
# output: the package from which its Latin letters are completed, two weights of it, and how far between them the letters
# are as black as those of the face (by the areas of n o c l s d r H E)
LATIN = {
    "song.otf": ("source-serif-4", 300, 400, 0.40),
    "song-heavy.otf": ("source-serif-4", 600, 700, 0.22),
    "hei.otf": ("source-sans-3", 500, 500, 0.0),
    "hei-heavy.otf": ("source-sans-3", 800, 800, 0.0),
}
LATIN_SHA256 = {
    ("source-serif-4", "latin-ext", 300):
        "dfb9da2f280010a7fe09dac25afc331490acd17d8ad79a201adb5d624aacd8ce",
    ("source-serif-4", "latin", 300):
        "4643b116b3cff93fe315f7f8b849e36ef7e68e050ee4c52d6d60f183fc92c870",
    ("source-serif-4", "latin-ext", 400):
        "78ff74ea29d0cc5594ff9efd5c0a30911691b89e9021e7bcf118b95e285e007f",
    ("source-serif-4", "latin", 400):
        "02194deb92d3975dd30e11a3824a1f1db32b48c93654e60560cb81ce8e7b5f95",
    ("source-serif-4", "latin-ext", 600):
        "ba70bfd7a5f52800fb9abedfe1926db2b1b614b10cb8ac1e5798a14fb06a02d4",
    ("source-serif-4", "latin", 600):
        "f2b7e1cf1d277b7608231868135648f8ad8e2b58d8e97ca088bee15dc357bee7",
    ("source-serif-4", "latin-ext", 700):
        "06e2c39d92b45e61e0988b141fdc61632f77e5e7d793e225ee7eb9e307333308",
    ("source-serif-4", "latin", 700):
        "7691c51bc286a9014db0048277d2c3f2ad0a90b533dc8adfb16cb22a95390d39",
    ("source-sans-3", "latin-ext", 500):
        "85b7787e2b7a8c1e89343549d3c9e5e2bc948c2fba5ad8be3b2888cdb3a39d38",
    ("source-sans-3", "latin", 500):
        "3b3a8b8e4a422ff71c9ffb0836a4d48ff337a4419b878214f65d6ebe0f59fa51",
    ("source-sans-3", "latin-ext", 800):
        "ae44d1389d51ad5cd5638528b0a55384760b6b8230d9ee31c99c9ae1feee4c5a",
    ("source-sans-3", "latin", 800):
        "b42d5c20d0730f353996e29dd28872f4782dae9fd0b8ba75365fbeab6f909605",
}
# Latin Extended-A, Romanian, currency signs.
LATIN_CODES = [*range(0x100, 0x180), *range(0x218, 0x21C), *range(0x20A0, 0x20C0)]
UNIHAN = "/usr/share/unicode/Unihan_%s.txt.bz2"

SIMPLIFIED = 2  # the collections hold JP KR SC TC HK, in that order

# What print needs; aalt, dlig, hist, ruby and the Hangul jamo features go.
FEATURES = ("ccmp locl liga clig calt kern mark mkmk vert vrt2 halt vhal palt vpal vkrn "
            "hwid fwid pwid frac sups subs").split()
SCRIPTS = "DFLT hani latn kana cyrl grek".split()

BLOCKS = [
    (0x0020, 0x007E), (0x00A0, 0x017F),  # Basic Latin, Latin-1, Latin Extended-A
    (0x01A0, 0x01A1), (0x01AF, 0x01B0), (0x1EA0, 0x1EF9),  # Vietnamese
    (0x2000, 0x206F),                    # General Punctuation
    (0x3000, 0x303F),                    # CJK Symbols and Punctuation
    (0x3041, 0x3096), (0x3099, 0x30FF),  # kana
    (0x3105, 0x312F),                    # bopomofo
    (0x2460, 0x24FF), (0x2776, 0x277F),  # enclosed numerals and letters
    (0x3220, 0x3243), (0x3251, 0x325F), (0x3280, 0x32BF),
    (0x2500, 0x257F), (0x2581, 0x258F), (0x2592, 0x2595),  # box drawing, blocks
    (0xFE10, 0xFE19), (0xFE30, 0xFE4F),  # vertical forms
    (0xFF01, 0xFF9F), (0xFFE0, 0xFFEE),  # half- and full-width forms, no Hangul
]
SINGLES = (
    "ǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǸǹḾḿẼẽẾếỀềÊêɑɡˇˉˊˋ˙˘˚˜˝ȘșȚțς"          # pinyin, odd Latin and Greek
    "\u0300\u0301\u0302\u0304\u0306\u0307\u0308\u030a\u030c"    # marks that pinyin stacks
    "⸺฿₡₣₤₦₩₪₫€₭₮₱₲₴₵₸₹₺₽₿"                                  # two-em dash, currency
    "⁰ⁱ⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"                           # superiors, inferiors
    "℃℅℉ℓ№℗℠℡™\u2126\u212a\u212b\u212e"                            # letterlike
    "⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ"             # fractions, Roman numerals
    "←↑→↓↔↕↖↗↘↙⇄⇐⇑⇒⇓⇔⇦⇧⇨⇩"                                   # arrows
    "∀∂∃∅∆∇∈∉∋∏∑−∓∕∗∘√∝∞∟∠∣∥∧∨∩∪∫∬∮∴∵∶∷∽≈≌≒≠≡≤≥≦≧≪≫≮≯"       # mathematics
    "⊂⊃⊆⊇⊕⊗⊙⊥⊿⌒"
    "■□▢▣▤▥▦▧▨▩▪▫▬▭▮▲△▴▵▶▷▸▹►▼▽▾▿◀◁◂◃◄◆◇◈◉◊○◌◎●◐◑◢◣◤◥◦◯"       # geometric shapes
    "★☆☀☁☂☃☎☏☐☑☒☜☝☞☟♀♂♠♡♢♣♤♥♦♧♨♩♪♫♬♭♯✓✔✕✖✗✘✦✧❀❖"            # ornaments
    "㎎㎏㎜㎝㎞㎡㎥㏄㏎㏑㏒㏕"                                     # square units of GBK
)
# Traditional forms seen in mastheads, signatures, seals, couplets and the lunar
# calendar, as far as they are outside the two standards; and 囍龘鱻羴.
TRADITIONAL = (
    "囍龘鱻羴國華龍鳳書畫藝術報學會黨軍黃趙錢孫吳鄭馮陳衛蔣韓楊許呂張嚴謝鄒竇雲蘇範魯韋馬鳥鄧鮑費賀"
    "湯羅畢齊顧蕭驚蟄穀種處滿節氣閏臘陰陽農曆歲時開門萬與東車長風見來為無從說這個們對發現問題"
    "業樂義習鄉買亂爭虧亞產親億僅倉儀價眾優傳傷倫偽體餘傭俠侶償儲兒蘭關興養獸寫凍淨涼減憑凱擊"
    "劃劉則剛創刪別劇勸辦務動勁勞勢勝勳區醫協單賣盧鹵廳歷厲壓廠廁縣參雙變葉號嘆嗎啟員園圍圖團"
    "圓聖場壞塊堅壇墳墜壟壘墾壯聲殼壺備復頭夾奪奮獎婦媽嫻嬰孿寶實寵審憲宮寬賓導壽將爾塵嘗層屬"
    "嶺島峽嶽巒幣帥師帳簾幟帶幫廣莊慶庫應廟龐廢彎錄徑憶憂懷態憐總戀懇惡惱悅懸懼慣戲戰戶撲執擴"
    "掃揚擾撫拋摶搶護擔擬擁擇掛擋揮擠攜攝擺搖數斂斷舊曠曇晝顯曉暈暫機殺雜權條極構樞櫃標棧棟樹"
    "橋樣檔檢樓歐歡歟殘毀氈漢溝滬潔灑濁測濟瀏渾濃濤潤漲漸漁滲灣濕潰濱瀾燈靈災爐煉熱燭煙愛爺牽"
    "犧狀猶獨獅獄獵環瑪瑤電暢療盡監盤礦碼磚礎禮禍離積稱穩窮競筆築簡籃類糧緊紅紀約級紙紋納純線"
    "練組細織終紹經結給絕統繼績續維綿綠網纖羨聞聯聰肅腦臉臺艦蒼莖薦藍蘋蟲蠶補裝規視覺觀覽計訂"
    "認討論設訪證評詞試詩話詳語誤請諸讀課調談謀謙講識譜讚豐貝負財責賢質貨貴資賞賽贊趕躍軟輕載"
    "輝輪輯輸達遷過運還進遠違連遲適選遺鄰醬釋裏鑒針鈞銀銅鋒鋼鐘鐵鏡閃閉閑閣閱隊陸際隨難霧靜韻"
    "頂項順須預領頻顏願飛飯飲館駐騎驗鬆魚鮮鳴鵬鶴鷹麥齡"
)


# The metals of 2017 to 2020 (鿔鿭𫟷鿬鿫 of elements 112 to 118) and the radicals of older names; characters of personal
# names that news meets and that none of the lists has.
ELEMENTS = "鿏𫟼𬬭鿔鿭𫓧镆𫟷鿬鿫𬬻𬭊𬭳𬭛𬭶"
NAMES = "㐂𠮷髙﨑槑"


def unihan(table, field):
    """The code points that have a field in Unihan 15.0."""
    points = set()
    for line in bz2.open(UNIHAN % table, "rt", encoding="utf-8"):
        parts = line.rstrip("\n").split("\t")
        if len(parts) == 3 and parts[1] == field:
            points.add(int(parts[0][2:], 16))
    return points


def big5_common():
    """Level 1 of Big5: the 5,401 characters in common use in Taiwan."""
    points = set()
    for row in range(0xA4, 0xC7):
        for cell in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
            if (row, cell) <= (0xC6, 0x7E):
                points.add(ord(bytes((row, cell)).decode("big5")))
    return points


def charset():
    """The code points asked of every face."""
    wanted = {c for lo, hi in BLOCKS for c in range(lo, hi + 1)}
    wanted |= {ord(c) for c in SINGLES + TRADITIONAL}
    wanted |= {ord(c) for c in (HERE / "charset-8105.txt").read_text("utf-8").strip()}
    # The ideographs that ISO/IEC 10646 holds to be needed everywhere (IICore), Hong Kong's common ones among them;
    # those in common use in Taiwan; those of Japanese schools and names.
    wanted |= unihan("IRGSources", "kIICore") | big5_common()
    wanted |= unihan("OtherMappings", "kJoyoKanji") | unihan("OtherMappings", "kJinmeiyoKanji")
    wanted |= {ord(c) for c in ELEMENTS + NAMES}
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                wanted.add(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    return wanted


def one_region(font):
    """Take the Japanese, Korean, Taiwan and Hong Kong letter forms out of `locl`.

    The LangSys records and all their other features stay; pages are shaped as
    Simplified Chinese, and the other forms would make the Noto faces larger by two thirds.
    """
    gsub = font["GSUB"].table
    for script in gsub.ScriptList.ScriptRecord:
        for record in script.Script.LangSysRecord:
            if record.LangSysTag != "ZHS ":
                record.LangSys.FeatureIndex = [
                    i for i in record.LangSys.FeatureIndex
                    if gsub.FeatureList.FeatureRecord[i].FeatureTag != "locl"]
                record.LangSys.FeatureCount = len(record.LangSys.FeatureIndex)


def rename(font, family, style, legacy):
    """A modified version goes by its own name; the legal records stay as they were."""
    plain = style == "Regular"
    full = family if plain else f"{family} {style}"
    postscript = f"{family.replace(' ', '')}-{style}"
    table = font["name"]
    table.names = [n for n in table.names if (n.platformID, n.langID) == (3, 0x409)]
    version = table.getDebugName(5)
    for name_id, text in ((1, legacy), (2, "Regular"), (4, full), (6, postscript),
                          (3, f"{version.split(';')[0]};{postscript}"),
                          (5, f"{version};subset for Banxin"), (16, family), (17, style)):
        table.setName(text, name_id, 3, 1, 0x409)
    if "CFF " in font:
        cff = font["CFF "].cff
        top, old = cff[0], cff.fontNames[0]
        cff.fontNames = [postscript]
        top.FullName, top.FamilyName, top.Weight = full, family, style
        for part in top.FDArray:
            part.FontName = part.FontName.replace(old, postscript)
    font["OS/2"].fsType = 0


def latin_letters(package, weight):
    """The letters of one weight: code point to (width, drawing)."""
    from fontTools.pens.recordingPen import DecomposingRecordingPen
    from fontTools.ttLib import TTFont

    letters = {}
    for part in ("latin-ext", "latin"):
        path = (HERE / "latin" / f"fontsource-{package}-5.3.1.tgz" / "package/files"
                / f"{package}-{part}-{weight}-normal.woff2")
        if sha256(path) != LATIN_SHA256[package, part, weight]:
            sys.exit(f"{path} is not the file this recipe was written for")
        donor = TTFont(path)
        shapes = donor.getGlyphSet()
        for code, letter in donor.getBestCmap().items():
            pen = DecomposingRecordingPen(shapes)
            shapes[letter].draw(pen)
            letters[code] = (shapes[letter].width, pen.value)
    return letters


def between(light, heavy, part):
    """A letter between two weights, whose points are the same in number."""
    if part == 0 or [step[0] for step in light[1]] != [step[0] for step in heavy[1]]:
        return light if part < 0.5 else heavy
    mix = lambda one, other: one + (other - one) * part
    steps = []
    for (step, points), (_, others) in zip(light[1], heavy[1]):
        if len(points) != len(others):
            return light if part < 0.5 else heavy
        steps.append((step, tuple((mix(a[0], b[0]), mix(a[1], b[1])) for a, b in zip(points, others))))
    return mix(light[0], heavy[0]), steps


def complete_latin(font, name):
    """Add the letters and currency signs of LATIN_CODES that the face lacks; return them.

    The outlines are drawn anew as cubic curves into the face's CID-keyed CFF table, scaled so that n, o, x, u and e come
    out as wide and as high as those of the face. They have no kerning.
    """
    from fontTools.pens.boundsPen import BoundsPen
    from fontTools.pens.qu2cuPen import Qu2CuPen
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.pens.t2CharStringPen import T2CharStringPen
    from fontTools.pens.transformPen import TransformPen

    package, low, high, part = LATIN[name]
    light, heavy = latin_letters(package, low), latin_letters(package, high)
    letters = {c: between(light[c], heavy[c], part) for c in light if c in heavy}
    have = font.getBestCmap()
    own = font.getGlyphSet()

    def height(draw):
        pen = BoundsPen(None)
        draw(pen)
        return pen.bounds[3]

    def replay(code):
        recorded = RecordingPen()
        recorded.value = letters[code][1]
        return recorded.replay

    alike = [ord(c) for c in "noxue"]
    across = sum(own[have[c]].width / letters[c][0] for c in alike) / len(alike)
    up = sum(height(own[have[c]].draw) / height(replay(c)) for c in alike) / len(alike)
    print(f"{name}: letters scaled by {across:.3f} across and {up:.3f} up")
    top = font["CFF "].cff[0]
    beside = top.charset.index(have[ord("n")])
    fd = top.FDSelect[beside]
    private = top.FDArray[fd].Private
    order = list(font.getGlyphOrder())
    taken = set(order)
    # The source has as many glyphs as a font can have; those that were cut off left their numbers.
    free = (f"cid{cid:05d}" for cid in range(65534, 0, -1) if f"cid{cid:05d}" not in taken)
    added = [c for c in LATIN_CODES if c not in have and c in letters]
    for code, glyph in zip(added, free):
        width = round(letters[code][0] * across)
        pen = T2CharStringPen(None if width == private.defaultWidthX else width - private.nominalWidthX, None)
        cubic = Qu2CuPen(TransformPen(pen, (across, 0, 0, up, 0, 0)), 0.5, all_cubic=True, reverse_direction=True)
        replay(code)(cubic)
        drawn = pen.getCharString(private, top.GlobalSubrs)
        top.CharStrings.charStringsIndex.append(drawn)
        top.CharStrings.charStrings[glyph] = len(top.CharStrings.charStringsIndex) - 1
        top.charset.append(glyph)
        top.FDSelect.gidArray.append(fd)
        order.append(glyph)
        font["hmtx"].metrics[glyph] = (width, 0)
        font["vmtx"].metrics[glyph] = font["vmtx"].metrics[have[ord("n")]]
        for table in font["cmap"].tables:
            if table.isUnicode() and table.format in (4, 12):
                table.cmap[code] = glyph
    font.setGlyphOrder(order)
    font["maxp"].numGlyphs = len(order)
    return set(added)


def make(out, source, wanted, original, family, style, legacy):
    """Write one face; return the code points its source does not have."""
    options = subset.Options(
        font_number=SIMPLIFIED if source.endswith(".ttc") else -1,
        layout_features=FEATURES, layout_scripts=SCRIPTS,
        hinting=False, desubroutinize=False,      # CFF subroutines save 6 %
        notdef_outline=True, glyph_names=False, recalc_timestamp=False,
        name_IDs=["*"], name_languages=["*"], name_legacy=True,
        harfbuzz_repacker=False)                  # or the bytes hang on an optional module
    font = subset.load_font(source, options)
    found = font["name"].getDebugName(1)
    if found != original:
        sys.exit(f"{source}: found {found!r}, want {original!r}")
    have = set(font.getBestCmap())
    if "locl" in {f.FeatureTag for f in font["GSUB"].table.FeatureList.FeatureRecord}:
        one_region(font)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted & have)
    cutter.subset(font)
    if out.name in LATIN:
        have |= complete_latin(font, out.name)
    rename(font, family, style, legacy)
    subset.save_font(font, str(out), options)
    return sorted(wanted - have)


def sha256(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def ranges(points):
    """U+2000-2001 U+2004 ...: a sorted list of code points in short."""
    runs = []
    for c in points:
        if runs and runs[-1][1] == c - 1:
            runs[-1][1] = c
        else:
            runs.append([c, c])
    return " ".join(f"U+{a:04X}" if a == b else f"U+{a:04X}-{b:04X}" for a, b in runs)


def main():
    if fontTools.version != FONTTOOLS:
        sys.exit(f"fontTools {FONTTOOLS} is wanted, this is {fontTools.version}")
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    wanted = charset()
    print(f"character set: {len(wanted)} code points")
    sums, total = [], 0
    for name, source, original, family, style, legacy, known in FACES:
        digest = sha256(source)
        print(f"{digest}  {source}")
        if digest != known:
            sys.exit(f"{source} is not the file this recipe was written for ({known})")
        out = where / name
        missing = make(out, source, wanted, original, family, style, legacy)
        sums.append(f"{sha256(out)}  {name}\n")
        total += out.stat().st_size
        print(f"{sums[-1].rstrip()}  {out.stat().st_size} bytes, {len(missing)} missing:",
              ranges(missing))
    (where / "SHA256SUMS").write_text("".join(sums))
    print(f"{total} bytes in all")


if __name__ == "__main__":
    main()
