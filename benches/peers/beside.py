#!/usr/bin/env python3
"""The same works built by banxin and by other programs, as whole processes: CPU seconds, peak memory, ratios.

    pip install typst==0.15.2          # the others where Debian has them: texlive-xetex, texlive-luatex, texlive-lang-japanese
    cargo build --release
    python3 benches/peers/beside.py [WORK…] [--runs N]

Every round runs each program once, one after the other, so that a busy machine is busy for all of them. CPU is user and
system time of the process and its children, memory the largest process; the medians are told and the ratio of banxin to
each, round by round. typst runs in a Python process of its own, whose start is in its figures (about 0.03 s); upLaTeX
counts with dvipdfmx. Programs that are not installed are left out with a word. `BANXIN` names another program than
`target/release/banxin`.
"""

import argparse
import importlib.util
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(Path(__file__).parent))

import works  # noqa: E402

PROGRAM = os.environ.get("BANXIN", str(ROOT / "target" / "release" / "banxin"))
TYPST = "import sys, typst; typst.compile('work.typ', output='typst.pdf', font_paths=[sys.argv[1]], ignore_system_fonts=True)"
# A line of works of which a TeX needs more memory than its formats give.
TEX_MEMORY = {"main_memory": "20000000", "extra_mem_bot": "20000000", "max_strings": "4000000"}


def programs(folder):
    """The command of each program that is installed."""
    found = {
        "banxin": [[PROGRAM, "build", "issue", "-o", "banxin.pdf", "--cache", "cache", "--quiet"]],
        "banxin cold": [[PROGRAM, "build", "issue", "-o", "banxin.pdf", "--no-cache", "--quiet"]],
    }
    if importlib.util.find_spec("typst"):
        found["typst"] = [[sys.executable, "-c", TYPST, str(ROOT / "fonts")]]
    for tex in ("xelatex", "lualatex", "uplatex"):
        if shutil.which(tex):
            found[tex] = [[tex, "-interaction=batchmode", f"{tex}.tex"]]
    if "uplatex" in found:
        found["uplatex"].append(["dvipdfmx", "-q", "uplatex.dvi"])
    return found


def run(commands, folder):
    """CPU seconds and peak memory in MB of commands one after the other."""
    cpu, peak = 0.0, 0.0
    for command in commands:
        with open(folder / "log", "w") as log:
            child = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env={**os.environ, **TEX_MEMORY})
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in (0, 1):
            return None
        cpu += used.ru_utime + used.ru_stime
        peak = max(peak, used.ru_maxrss / 1024)
    return cpu, peak


def compare(name, runs):
    with tempfile.TemporaryDirectory() as room:
        works.main(room, [name])
        folder = Path(room) / name
        commands = programs(folder)
        figures = {program: [] for program in commands}
        for _ in range(runs + 1):
            for program, steps in commands.items():
                figure = run(steps, folder)
                if figure is None:
                    print(f"{program}: it failed; see {folder / 'log'}:")
                    print((folder / "log").read_text(errors="replace")[-600:])
                    commands = {kept: steps for kept, steps in commands.items() if kept != program}
                    figures.pop(program, None)
                    continue
                figures[program].append(figure)
        print(f"{'':14} {'CPU s':>8} {'MB':>8} {'of it: CPU':>12} {'memory':>8}")
        for program, all_runs in figures.items():
            counted = all_runs[1:]  # the first fills caches
            cpu, peak = (statistics.median(figure[at] for figure in counted) for at in (0, 1))
            ratio = [
                statistics.median(ours[at] / other[at] for ours, other in zip(figures["banxin"][1:], counted))
                for at in (0, 1)
            ]
            print(f"{program:14} {cpu:8.3f} {peak:8.1f} {ratio[0]:12.3f} {ratio[1]:8.3f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("works", nargs="*", help="front, four, million, new, running; all unless some are named")
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    for program, needs in (("typst", importlib.util.find_spec("typst")), *((tex, shutil.which(tex)) for tex in works.TEX)):
        if not needs:
            print(f"{program} is not installed and left out")
    for name in given.works or ["front", "four", "million", "new", "running"]:
        compare(name, given.runs)


if __name__ == "__main__":
    main()
