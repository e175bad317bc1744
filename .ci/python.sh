#!/usr/bin/env bash
# The Python package, built and tested in an environment of its own.
#
#   .ci/python.sh --setup    make the environment: maturin, pytest and, where there is a wheel of it, ray
#   .ci/python.sh --check    build the package as in development, and run its tests
#
# Needs python3 with venv and a build of banxin, or the program's path in BANXIN. It compiles into target/ with the profile
# of the tests, whose dependencies are there already. Exit code 75: something cannot be had here, nothing was checked.
set -euo pipefail
cd "$(dirname "$0")/.."

unavailable=75
python=${PYTHON:-python3}
venv=${XDG_CACHE_HOME:-$HOME/.cache}/banxin-ci/python-package
lacking() { printf 'not checked: %s\n' "$*" >&2; exit "$unavailable"; }
pip() { "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --only-binary :all: "$@"; }

(($# > 0)) || { sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' .ci/python.sh; exit 2; }
command -v "$python" >/dev/null || lacking "$python is not installed"
case $1 in
  --setup)
    if [[ ! -e $venv/ready ]]; then
      "$python" -m venv --clear "$venv" || lacking "$python has no venv"
      pip 'maturin>=1.9,<2' 'pytest>=8' || lacking "maturin and pytest cannot be installed"
      pip 'ray>=2.9' || echo "ray cannot be installed; its tests are skipped"
      touch "$venv/ready"
    fi
    ;;
  --check)
    program=${BANXIN:-$PWD/target/release/banxin}
    [[ -x $program ]] || lacking "$program is not built"
    export CARGO_TARGET_DIR=$PWD/target VIRTUAL_ENV=$venv
    (cd python && PATH=$venv/bin:$PATH maturin develop --quiet --locked)
    BANXIN=$program "$venv/bin/python" -B -m pytest -q -rs -p no:cacheprovider python/tests
    ;;
  *) echo "no such option: $1" >&2; exit 2 ;;
esac
