"""The pictures of the guide: proofs that its commands made, and the page of `banxin watch`."""

import io
import os
import shutil
import time
from pathlib import Path

from PIL import Image

from .browser import Browser
from .chapters import Fault, Step
from .reader import Reader, Served

# Pixels across a picture at the most, its colours, and how large its file may be.
WIDEST = 860
COLOURS = 128
MOST_BYTES = 200_000
# Proofs are drawn at this resolution.
DPI = 150
MM = 25.4
# The page of `banxin watch` shows a page of the paper.
READY = "document.querySelectorAll('svg').length > 0 && document.fonts.status === 'loaded'"
# A page of the browser is done when it looks the same after so many seconds.
STILL = 2
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def draw(step: Step, reader: Reader, guide: Path) -> None:
    target = guide / step.text
    target.parent.mkdir(exist_ok=True)
    if step.kind == "图":
        save(page(step, reader), target)
    elif CHROMIUM:
        save(screen(step, reader), target)
    elif not target.exists():
        raise Fault(f"{step.place}: {step.text} needs Chromium")


def page(step: Step, reader: Reader) -> Image.Image:
    """A proof that a command of the guide wrote, or a part of it."""
    proof, *box = step.words
    if not (reader.folder / proof).exists():
        raise Fault(f"{step.place}: there is no {proof}")
    picture = Image.open(reader.folder / proof).convert("RGB")
    if not box:
        return picture
    x, y, width, height = (float(side) / MM * DPI for side in box)
    return picture.crop((round(x), round(y), round(x + width), round(y + height)))


def screen(step: Step, reader: Reader) -> Image.Image:
    issue, size, *keys = step.words
    width, height = (int(side) for side in size.split("x"))
    with Served(f"banxin watch {issue} --port 0", reader) as served, Browser(CHROMIUM, width, height) as browser:
        browser.open(served.address, READY)
        # The second time the fonts are there before the words are painted.
        time.sleep(STILL)
        browser.reload(READY)
        for key in keys:
            browser.press(key)
        # Fonts, pictures and what a key brings in are drawn a moment later.
        shot, until = b"", time.monotonic() + STILL * 20
        while time.monotonic() < until:
            time.sleep(STILL)
            before, shot = shot, browser.picture()
            if before == shot:
                break
        return Image.open(io.BytesIO(shot)).convert("RGB")


def save(picture: Image.Image, target: Path) -> None:
    """Writes a picture no larger than may be: smaller until its file is small enough."""
    width = min(WIDEST, picture.width)
    while width >= 300:
        small = picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)
        palette = small.quantize(COLOURS, Image.Quantize.MEDIANCUT, kmeans=2)
        small.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG).save(target, optimize=True)
        size = target.stat().st_size
        if size <= MOST_BYTES:
            return
        width = min(width - 10, int(width * (MOST_BYTES / size) ** 0.5))
    raise Fault(f"{target.name} is larger than {MOST_BYTES} bytes")
