"""Files against the JSON Schemas of `banxin schema`. See ../schema.sh."""

import datetime
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import jsonschema

ROOT = Path(__file__).resolve().parents[2]
BANXIN = os.environ.get("BANXIN", str(ROOT / "target/release/banxin"))
SAMPLE = ROOT / "samples/tabloid"
LAYOUT = 'layout = "evening"'

# One fault of each kind: what it is, the file of the sample, the words that are spoilt, what they become.
SPOILT = [
    ("an unknown key", "issue", "date =", "dat ="),
    ("an unknown key in a table", "issue", "number = 1", "nubmer = 1"),
    ("an unknown key of a story", "issue", "area =", "aera ="),
    ("a wrong kind", "issue", "number = 1", 'number = "1"'),
    ("a number out of bounds", "issue", "number = 1", "number = 0"),
    ("a date that is none", "issue", 'date = "', 'date = "am '),
    ("a text that is empty", "issue", 'file = "', 'file = ""#'),
    ("an unknown table", "layout", "", "[grids]\ncolumns = 6\n"),
    ("an unknown key of a layout", "layout", "", "grid.colums = 6\n"),
    ("a length without a unit", "layout", "", "grid.gutter = 9\n"),
    ("a unit that is none", "layout", "", 'grid.gutter = "9 ells"\n'),
    ("a length below nothing", "layout", "", 'grid.gutter = "-9pt"\n'),
    ("a length that must be more than nothing", "layout", "", 'grid.pitch = "0"\n'),
    ("a size in characters", "layout", "", 'styles.body.size = "1字"\n'),
    ("a wrong word", "layout", "", 'styles.body.align = "centre"\n'),
    ("a number out of bounds in a style", "layout", "", "styles.body.condense = 20\n"),
    ("a drop cap of one row", "layout", "", "styles.body.drop_cap = 1\n"),
    ("more than all of an ink", "layout", "", "inks.sea = { c = 101 }\n"),
    ("a colour that is none", "layout", "", 'inks.sea = { rgb = "red" }\n'),
    ("a rule that is no table", "layout", "", "areas.lead.frame = 1\n"),
    ("a list that is none", "layout", "", 'house.keep = "names.txt"\n'),
    ("a code that is none", "layout", "", 'house.silent = ["page-cuts"]\n'),
    ("a kind of text that is none", "layout", "", 'areas.lead.styles = { titel = "headline" }\n'),
    ("a notch without a corner", "layout", "", "areas.lead.notch = [{ columns = 1, rows = 1 }]\n"),
]


def schema(kind: str) -> dict:
    text = subprocess.run([BANXIN, "schema", kind], check=True, capture_output=True, text=True).stdout
    found = json.loads(text)
    jsonschema.Draft7Validator.check_schema(found)
    return found


def plain(value):
    """TOML dates as the texts that they are written as."""
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return value


class Validators:
    """Both validators with both schemas."""

    def __init__(self, taplo: str, work: Path):
        self.taplo = taplo if Path(taplo).exists() else None
        self.schemas = {kind: schema(kind) for kind in ("issue", "layout", "manuscript")}
        self.files = {}
        for kind, found in self.schemas.items():
            self.files[kind] = work / f"{kind}.schema.json"
            self.files[kind].write_text(json.dumps(found), encoding="utf-8")
        (work / "taplo.toml").write_text("", encoding="utf-8")
        self.work = work

    def faults(self, kind: str, file: Path) -> dict[str, str | None]:
        """What each validator says; None where it is content."""
        validator = jsonschema.Draft7Validator(self.schemas[kind])
        data = plain(tomllib.loads(file.read_text(encoding="utf-8")))
        error = next(iter(validator.iter_errors(data)), None)
        said = {"jsonschema": error and f"{error.json_path}: {error.message}"}
        if self.taplo:
            run = subprocess.run(
                [self.taplo, "lint", "--config", str(self.work / "taplo.toml"), "--schema",
                 self.files[kind].as_uri(), str(file)],
                capture_output=True, text=True, check=False,
            )
            said["taplo"] = run.stderr if run.returncode else None
        return said


def valid(validators: Validators) -> int:
    issues = sorted((ROOT / "samples").glob("*/issue.toml"))
    layouts = sorted((ROOT / "layouts").glob("*.toml")) + sorted((ROOT / "samples").glob("*/**/layouts/*.toml"))
    layouts = [file for file in layouts if file.name != "type-sizes.toml"]
    bad = 0
    for kind, files in (("issue", issues), ("layout", layouts)):
        assert files, f"no files of the kind {kind}"
        for file in files:
            for who, said in validators.faults(kind, file).items():
                if said:
                    bad += 1
                    print(f"{file.relative_to(ROOT)}: {who}: {said}")
        print(f"{kind}: {len(files)} files looked at")
    return bad


def controls(validators: Validators, work: Path) -> int:
    bad = 0
    for name, kind, old, new in SPOILT:
        folder = work / "spoilt"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(SAMPLE, folder)
        issue = folder / "issue.toml"
        if kind == "issue":
            text = issue.read_text(encoding="utf-8")
            assert old in text, f"{name}: the sample has no {old!r}"
            issue.write_text(text.replace(old, new, 1), encoding="utf-8")
            file = issue
        else:
            # A layout that extends the sample's own, in its place.
            text = issue.read_text(encoding="utf-8")
            assert LAYOUT in text, f"the sample has no {LAYOUT!r}"
            issue.write_text(text.replace(LAYOUT, 'layout = "spoilt"', 1), encoding="utf-8")
            file = folder / "layouts" / "spoilt.toml"
            file.write_text('extends = "evening"\n' + new, encoding="utf-8")
        said = validators.faults(kind, file)
        run = subprocess.run([BANXIN, "check", str(folder), "--quiet"], capture_output=True, text=True, check=False)
        said["banxin"] = run.stderr if run.returncode == 2 else None
        content = [who for who, fault in said.items() if not fault]
        bad += len(content)
        print(f"{name}: {'refused by all' if not content else 'NOT refused by ' + ', '.join(content)}")
    # The same layout without a fault is let in by all.
    file = work / "sound.toml"
    file.write_text('extends = "tabloid-front"\nstyles.body.align = "center"\n', encoding="utf-8")
    sound = [who for who, fault in validators.faults("layout", file).items() if fault]
    if sound:
        bad += 1
        print(f"a sound layout: refused by {', '.join(sound)}")
    return bad


def main() -> int:
    verb, taplo = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        validators = Validators(taplo, work)
        if validators.taplo is None:
            print("without taplo: there is no wheel of it for this machine")
        bad = valid(validators) if verb == "--valid" else controls(validators, work)
    return 1 if bad else 0


sys.exit(main())
