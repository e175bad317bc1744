"""The pictures of the guide: pages of the PDFs that its commands made, and the page of `banxin watch`."""

import io
import os
import shutil
import subprocess
import time
from pathlib import Path

from PIL import Image

from .browser import Browser
from .chapters import Fault, Step
from .reader import Reader, Served

# The longer side of a picture at the most, in pixels, and how large its file may be.
LONGEST = 1400
WIDEST = 900
MOST_BYTES = 200_000
DPI = 220
# The page of `banxin watch` shows a page of the paper.
READY = "document.querySelectorAll('svg').length > 0 && document.fonts.status === 'loaded'"
MM = 25.4
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
    pdf, number, *box = step.words
    command = ["pdftoppm", "-png", "-r", str(DPI), "-f", number, "-l", number]
    if box:
        x, y, width, height = (round(float(side) / MM * DPI) for side in box)
        command += ["-x", str(x), "-y", str(y), "-W", str(width), "-H", str(height)]
    else:
        command += ["-cropbox"]
    done = subprocess.run([*command, pdf], cwd=reader.folder, capture_output=True, check=False)
    if done.returncode or not done.stdout:
        raise Fault(f"{step.place}: {pdf} cannot be drawn\n{done.stderr.decode()}")
    return Image.open(io.BytesIO(done.stdout)).convert("RGB")


def screen(step: Step, reader: Reader) -> Image.Image:
    issue, size, *keys = step.words
    width, height = (int(side) for side in size.split("x"))
    with Served(f"banxin watch {issue} --port 0", reader) as served, Browser(CHROMIUM, width, height) as browser:
        browser.open(served.address, READY)
        for key in keys:
            browser.press(key)
        # Fonts and what a key brings in are drawn a moment later.
        time.sleep(2)
        return Image.open(io.BytesIO(browser.picture())).convert("RGB")


def save(picture: Image.Image, target: Path) -> None:
    """Writes a picture no larger than may be: smaller, and with fewer colours, until its file is small enough."""
    scale = min(1.0, LONGEST / max(picture.size), WIDEST / picture.width)
    for colours in (256, 128, 64, 32):
        for _ in range(2):
            size = (round(picture.width * scale), round(picture.height * scale))
            small = picture.resize(size, Image.Resampling.LANCZOS)
            small = small.quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
            small.save(target, optimize=True)
            if target.stat().st_size <= MOST_BYTES:
                return
            scale *= 0.9
    raise Fault(f"{target.name} is larger than {MOST_BYTES} bytes")
