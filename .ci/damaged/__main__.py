"""Runs the program on damaged files. See ../damaged.sh."""

import argparse
import os
import resource
import shutil
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random

from . import whole
from .kinds import ROOT, Kind, kinds

# The most that one run may take: seconds of the processor, and bytes.
MOST_SECONDS = 2.0
MOST_MEMORY = 500_000_000
# Where a run is ended: seconds of the processor, seconds by the clock, and bytes of addresses.
END_SECONDS, END_CLOCK, END_ADDRESSES = 20, 120, 8 << 30
KEPT = ROOT / "target/damaged"


@dataclass
class Run:
    code: int
    seconds: float
    memory: int
    said: str

    def fault(self) -> str | None:
        if self.code not in (0, 1, 2):
            return f"exit code {self.code}"
        if self.code == 2 and not self.said.strip():
            return "refused without a word"
        if self.seconds > MOST_SECONDS:
            return f"{self.seconds:.2f} s of the processor"
        if self.memory > MOST_MEMORY:
            return f"{self.memory / 1e6:.0f} MB"
        return None


def limits() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (END_SECONDS, END_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (END_ADDRESSES, END_ADDRESSES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(program: str, command: list[str], folder: Path) -> Run:
    """Runs the program in a folder, and asks the system what this one child took."""
    out = folder / "said.txt"
    pid = os.fork()
    if pid == 0:
        try:
            os.chdir(folder)
            limits()
            said = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(said, 1)
            os.dup2(said, 2)
            os.environ["LC_ALL"] = "C.UTF-8"
            os.execv(program, [program, *command])
        finally:
            os._exit(126)
    ended = threading.Timer(END_CLOCK, lambda: os.kill(pid, 9))
    ended.start()
    _, status, usage = os.wait4(pid, 0)
    ended.cancel()
    code = os.waitstatus_to_exitcode(status)
    said = out.read_text(errors="replace")
    return Run(128 - code if code < 0 else code, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, said)


@dataclass
class Sum:
    """What came of the runs of a kind."""

    runs: int = 0
    refused: int = 0
    seconds: float = 0.0
    all_seconds: float = 0.0
    memory: int = 0

    def add(self, one: Run) -> None:
        self.all_seconds += one.seconds
        self.runs += 1
        self.refused += one.code == 2
        self.seconds = max(self.seconds, one.seconds)
        self.memory = max(self.memory, one.memory)


def a_case(program: str, kind: Kind, data: bytes, name: str, clean: bool) -> tuple[Run, str | None]:
    """Runs one damaged file in a folder of its own; keeps the folder if there is a fault."""
    with tempfile.TemporaryDirectory(prefix="banxin-damaged-") as made:
        folder = Path(made)
        kind.lay_out(folder)
        path = folder / kind.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        one = run(program, kind.command, folder)
        fault = one.fault()
        if fault is None and clean and one.code not in kind.sound:
            fault = f"the sound file gives exit code {one.code}"
        if fault:
            kept = KEPT / name
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(folder, kept)
            (kept / "command.txt").write_text(" ".join(["banxin", *kind.command]) + "\n")
            fault = f"{kind.name}: {fault}: {kept.relative_to(ROOT)}/{kind.file}\n{last_words(one.said)}"
        return one, fault


def last_words(said: str) -> str:
    return "\n".join("    " + line[:200] for line in said.strip().splitlines()[-4:])


def check(program: str, count: int, seed: int, only: str | None, jobs: int) -> int:
    chosen = [kind for kind in kinds() if not only or only in kind.name]
    sums = {kind.name: Sum() for kind in chosen}
    cases = []
    for kind in chosen:
        cases.append((kind, kind.data, "sound", True))
    for number in range(count if chosen else 0):
        kind = chosen[number % len(chosen)]
        cases.append((kind, None, str(number), False))
    for kind in whole.kinds():
        if not only or only in kind.name:
            cases.append((kind, kind.data, "whole", False))
            sums[kind.name] = Sum()

    def one_case(case):
        kind, data, number, clean = case
        name = f"{kind.name}-{seed}-{number}".replace(" ", "-").replace("/", "-")
        if data is None:
            data = kind.damaged(Random(f"{seed} {number} {kind.name}"))
        return kind, *a_case(program, kind, data, name, clean)

    faults = []
    start = time.monotonic()
    with ThreadPoolExecutor(jobs) as pool:
        for kind, one, fault in pool.map(one_case, cases):
            sums[kind.name].add(one)
            if fault:
                faults.append(fault)
                print(f"FAULT {fault}", flush=True)
    print(f"{'runs':>6} {'refused':>8} {'slowest':>9} {'memory':>9}  kind")
    for name, total in sums.items():
        print(f"{total.runs:6} {total.refused:8} {total.seconds:7.2f} s {total.memory / 1e6:6.0f} MB  {name}")
    runs = sum(total.runs for total in sums.values())
    slowest = max(sums.items(), key=lambda item: item[1].seconds)
    largest = max(sums.items(), key=lambda item: item[1].memory)
    print(
        f"{runs} runs in {time.monotonic() - start:.0f} s, {sum(total.all_seconds for total in sums.values()):.0f} s of the processor, "
        f"seed {seed}: {len(faults)} faults; slowest {slowest[1].seconds:.2f} s "
        f"({slowest[0]}), most memory {largest[1].memory / 1e6:.0f} MB ({largest[0]})"
    )
    return 1 if faults else 0


def controls() -> int:
    """Programs that panic, abort, say nothing, run long or take much memory: each must be told."""
    wrong = {
        "exit code 101": "import sys; print('said'); sys.exit(101)",
        "exit code 134": "import os; os.abort()",
        "exit code 139": "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
        "refused without a word": "import sys; sys.exit(2)",
        "s of the processor": "import time\nwhile time.process_time() < 2.2: pass",
        "MB": "data = bytearray(b'x') * 520_000_000",
    }
    missed = 0
    for wanted, script in wrong.items():
        with tempfile.TemporaryDirectory() as folder:
            one = run(sys.executable, ["-c", script], Path(folder))
        told = one.fault()
        print(f"{wanted}: {told}")
        missed += told is None or wanted not in told
    with tempfile.TemporaryDirectory() as folder:
        if told := run(sys.executable, ["-c", "print('well')"], Path(folder)).fault():
            print(f"a program that does well: {told}")
            missed += 1
    return 1 if missed else 0


def main() -> int:
    words = argparse.ArgumentParser(prog="damaged.sh")
    words.add_argument("--check", action="store_true")
    words.add_argument("--controls", action="store_true")
    words.add_argument("--count", type=int, default=300)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--kind")
    words.add_argument("--jobs", type=int, default=2)
    words.add_argument("--slack", type=float, default=1.0, help="times so much time, on a machine that is slow or busy")
    asked = words.parse_args()
    global MOST_SECONDS
    MOST_SECONDS *= asked.slack
    if asked.controls:
        return controls()
    return check(os.path.abspath(os.environ["BANXIN"]), asked.count, asked.seed, asked.kind, asked.jobs)


sys.exit(main())
