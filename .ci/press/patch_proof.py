"""Makes proof-pdf 0.3.4 run before Python 3.14.

It is written for Python 3.15, but all of it that older ones do not read is `except A, B:`, which wants
parentheses. Fails where the lines are not those that are known.
"""

import re
import sys
from pathlib import Path

LINES = 10
BARE = re.compile(r"^( *)except ([\w.]+(?:, [\w.]+)+):", re.M)


def patch(folder):
    patched = 0
    for file in sorted(folder.rglob("*.py")):
        text, count = BARE.subn(r"\1except (\2):", file.read_text(encoding="utf-8"))
        if count:
            file.write_text(text, encoding="utf-8")
        compile(text, str(file), "exec")
        patched += count
    return patched


if __name__ == "__main__":
    done = patch(Path(sys.argv[1]))
    if done != LINES:
        sys.exit(f"patched {done} lines of proof-pdf, not {LINES}")
