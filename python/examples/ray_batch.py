"""Sets many issues on a Ray cluster, one task an issue.

    python ray_batch.py issues.txt pdfs [--cache FOLDER]

`issues.txt` has an issue folder a line, relative to it; all machines must see the folders (a network drive). A worker
that dies is replaced and its task is tried again; a fault of the issue is told and not tried again. PDFs are written
beside their place and then renamed, so that a task that is done twice leaves one whole file.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterable, Iterator

import banxin


@dataclass(frozen=True)
class Done:
    """What became of an issue: the digest of its PDF, or `None` where it could not be built."""

    issue: str
    output: str
    digest: str | None
    findings: tuple[banxin.Finding, ...]


def build_one(issue: str, output: str, cache: str | None = None) -> Done:
    """Sets an issue and writes its PDF whole or not at all."""
    try:
        built = banxin.build(issue, cache=cache)
    except banxin.IssueError as fault:
        return Done(issue, output, None, fault.findings)
    folder = Path(output).parent
    folder.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(prefix=".banxin-", suffix=".part", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(built.pdf)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, output)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
    return Done(issue, output, hashlib.sha256(built.pdf).hexdigest(), built.findings)


def run(
    issues: Iterable[str],
    folder: str,
    cache: str | None = None,
    retries: int = 3,
    build: Callable[..., Done] = build_one,
) -> Iterator[Done]:
    """Sets the issues and yields each as it ends; Ray must be there (`ray.init`). Two issues must not have one name."""
    import ray

    outputs: dict[str, str] = {}
    for issue in issues:
        output = str(Path(folder) / f"{Path(issue).resolve().name}.pdf")
        if output in outputs:
            raise ValueError(f"{outputs[output]} and {issue} would write {output}")
        outputs[output] = issue
    # Dead workers are tried again by themselves; a file system that fails for a moment too.
    task = ray.remote(max_retries=retries, retry_exceptions=[OSError])(build)
    waiting = [task.remote(issue, output, cache) for output, issue in outputs.items()]
    while waiting:
        ended, waiting = ray.wait(waiting)
        yield ray.get(ended[0])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("list", type=Path)
    parser.add_argument("folder")
    parser.add_argument("--cache")
    arguments = parser.parse_args()
    import ray

    lines = (line.strip() for line in arguments.list.read_text(encoding="utf-8").splitlines())
    issues = [str((arguments.list.parent / line).resolve()) for line in lines if line and not line.startswith("#")]
    ray.init()
    refused = 0
    for done in run(issues, str(Path(arguments.folder).resolve()), arguments.cache):
        for finding in done.findings:
            if finding.severity != "note":
                print(finding)
        refused += done.digest is None
        print(f"{done.issue}: {done.output if done.digest else 'not built'}")
    return 2 if refused else 0


if __name__ == "__main__":
    raise SystemExit(main())
