"""The example for Ray: workers that are killed cost nothing."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

ray = pytest.importorskip("ray", reason="Ray is not installed")
sys.path.insert(0, str(Path(__file__).parent.parent / "examples"))
import ray_batch  # noqa: E402


@pytest.fixture
def cluster():
    examples = str(Path(ray_batch.__file__).parent)
    ray.init(
        num_cpus=2,
        include_dashboard=False,
        log_to_driver=False,
        runtime_env={"env_vars": {"PYTHONPATH": examples}},
    )
    yield
    ray.shutdown()


def test_a_killed_worker_loses_nothing_and_doubles_nothing(cluster, make_issue, program, tmp_path):
    issues = [make_issue(f"d{number}") for number in range(6)]
    bad = make_issue("bad")
    (bad / "issue.toml").write_text("paper = 小报\n", encoding="utf-8")
    notes, pdfs = tmp_path / "notes", tmp_path / "pdfs"
    notes.mkdir()
    killed = []

    def kill():
        note = notes / "d2.0"
        while not note.exists():
            time.sleep(0.05)
        killed.append(int(note.read_text()))
        os.kill(killed[0], signal.SIGKILL)

    def held(issue, output, cache):
        """Builds an issue; the first attempt at the third one notes its process and waits to be killed."""
        name = Path(issue).name
        attempt = len(list(notes.glob(f"{name}.*")))
        part = notes / f".{name}"
        part.write_text(str(os.getpid()))
        os.replace(part, notes / f"{name}.{attempt}")
        if name == "d2" and attempt == 0:
            time.sleep(120)
        return ray_batch.build_one(issue, output, cache)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    names = [str(issue) for issue in [*issues, bad]]
    done = list(ray_batch.run(names, str(pdfs), str(tmp_path / "cache"), build=held))
    killer.join(timeout=60)
    assert killed and killed[0] != os.getpid()
    attempts = sorted(path.name for path in notes.iterdir() if path.name.startswith("d2."))
    assert attempts == ["d2.0", "d2.1"], "it was tried again"
    assert sorted(one.issue for one in done) == sorted(names), "each is told once"
    assert [one.issue for one in done if one.digest is None] == [str(bad)]
    assert sorted(path.name for path in pdfs.iterdir()) == [f"d{number}.pdf" for number in range(6)]
    for issue in issues:
        alone = program(issue, tmp_path / "alone.pdf")
        assert (pdfs / f"{issue.name}.pdf").read_bytes() == alone


def test_two_issues_of_one_name_are_refused(tmp_path):
    with pytest.raises(ValueError, match="would write"):
        list(ray_batch.run([str(tmp_path / "a"), str(tmp_path / "b" / "a")], str(tmp_path)))
