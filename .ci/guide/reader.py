"""A reader who does what the guide says, in a folder of his own."""

import os
import shlex
import subprocess
import time
import urllib.request
from itertools import takewhile
from pathlib import Path

from .chapters import Fault, Step

ROOT = Path(__file__).resolve().parents[2]
BANXIN = os.environ.get("BANXIN", str(ROOT / "target/release/banxin"))
PATIENCE = 60


class Reader:
    def __init__(self, folder: Path):
        self.folder = folder
        self.said = ""
        tools = folder.parent / "bin"
        tools.mkdir(exist_ok=True)
        if not (tools / "banxin").exists():
            (tools / "banxin").symlink_to(Path(BANXIN).resolve())
        self.environment = {
            **os.environ,
            "PATH": f"{tools}:{os.environ['PATH']}",
            "LC_ALL": "zh_CN.UTF-8",
            "BANXIN_CACHE": str(folder.parent / "cache"),
            "SAMPLES": str(ROOT / "samples"),
        }

    def do(self, step: Step) -> None:
        {
            "写": self.write,
            "接": self.append,
            "改": self.change,
            "运行": self.run,
            "输出": self.compare,
            "常驻": self.serve,
        }[step.kind](step)

    def path(self, step: Step) -> Path:
        path = (self.folder / step.words[0]).resolve()
        if not path.is_relative_to(self.folder.resolve()):
            raise Fault(f"{step.place}: {step.words[0]} is outside the folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def write(self, step: Step) -> None:
        self.path(step).write_text(step.text)

    def append(self, step: Step) -> None:
        path = self.path(step)
        if not path.exists():
            raise Fault(f"{step.place}: there is no {step.words[0]} to add to")
        path.write_text(path.read_text().rstrip("\n") + "\n\n" + step.text)

    def change(self, step: Step) -> None:
        path = self.path(step)
        text = path.read_text()
        lines = step.text.splitlines()
        for at, line in enumerate(lines):
            if line.startswith("-"):
                later = (other for other in lines[at + 1 :] if not other.startswith("-"))
                new = [other[1:] for other in takewhile(lambda other: other.startswith("+"), later)]
                new = new if at + 1 == len(lines) or not lines[at + 1].startswith("-") else []
                if f"{line[1:]}\n" not in text:
                    raise Fault(f"{step.place}: {step.words[0]} has no line {line[1:]}")
                text = text.replace(f"{line[1:]}\n", "".join(f"{other}\n" for other in new), 1)
        path.write_text(text)

    def run(self, step: Step) -> None:
        allowed = [int(word) for word in step.words] or [0]
        self.said = ""
        for command in filter(None, (line.strip() for line in step.text.splitlines())):
            done = subprocess.run(
                command, shell=True, cwd=self.folder, env=self.environment, text=True,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=PATIENCE * 5, check=False,
            )
            self.said += done.stdout
            if done.returncode not in allowed:
                raise Fault(f"{step.place}: `{command}` ended with {done.returncode}\n{done.stdout}")

    def compare(self, step: Step) -> None:
        said = [line.rstrip() for line in self.said.splitlines()]
        at = 0
        for line in (line.rstrip() for line in step.text.splitlines()):
            if not line or line == "……":
                continue
            try:
                at = said.index(line, at) + 1
            except ValueError:
                raise Fault(f"{step.place}: not printed: {line}\n{self.said}") from None

    def serve(self, step: Step) -> None:
        with Served(step.text.strip(), self) as served, urllib.request.urlopen(served.address) as page:
            if b"<html" not in page.read().lower():
                raise Fault(f"{step.place}: {served.address} gives no page")


class Served:
    """A command that stays and serves pages, until the end of the `with`."""

    def __init__(self, command: str, reader: Reader):
        self.command, self.reader = command, reader

    def __enter__(self) -> "Served":
        self.process = subprocess.Popen(
            shlex.split(self.command), cwd=self.reader.folder, env=self.reader.environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        self.address, said, until = "", "", time.monotonic() + PATIENCE
        while time.monotonic() < until and not self.address:
            line = self.process.stdout.readline()
            if not line:
                break
            said += line
            self.address = next((word for word in line.split() if word.startswith("http://127.0.0.1")), "")
        if not self.address:
            self.__exit__()
            raise Fault(f"`{self.command}` serves no page\n{said}")
        return self

    def __exit__(self, *_) -> None:
        self.process.terminate()
        self.process.wait(timeout=PATIENCE)
        self.process.stdout.close()
