#!/usr/bin/env bash
# Press files as strangers see them: other people's validators, renderers and separations.
#
#   .ci/press.sh --setup                                 install what the checks need
#   .ci/press.sh [--issue DIR] [--standard NAME] PDF...  check PDFs; exit code 1 if anything is found
#   .ci/press.sh --controls PDF...                       spoil PDFs and see that the checks find it
#
# Needs qpdf, poppler-utils, ghostscript and python3 with venv. The Python packages go into a folder of
# the user's cache and stay there. Exit code 75: something cannot be had here, nothing was checked.
set -euo pipefail
cd "$(dirname "$0")"

unavailable=75
python=${PYTHON:-python3}

lacking() { printf 'not checked: %s\n' "$*" >&2; exit "$unavailable"; }

# A change of what is installed or of the Python in use makes another folder.
environment() {
  local key
  key=$({ cat requirements.txt press/patch_proof.py; "$python" -VV; } | sha256sum)
  echo "${XDG_CACHE_HOME:-$HOME/.cache}/banxin-ci/press-${key:0:16}"
}

install_into() {
  "$python" -m venv --clear "$1" &&
    "$1/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: \
      --ignore-requires-python --require-hashes --no-compile --requirement requirements.txt
}

setup() {
  local tool
  for tool in "$python" qpdf pdffonts pdftoppm gs; do
    command -v "$tool" >/dev/null || lacking "$tool is not installed"
  done
  venv=$(environment)
  if [[ -e $venv/ready ]]; then return; fi
  mkdir -p "$venv"
  install_into "$venv" || lacking "the Python packages cannot be installed"
  "$venv/bin/python" press/patch_proof.py "$venv"/lib/python3.*/site-packages/proof_pdf
  touch "$venv/ready"
}

(($# > 0)) || { sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' press.sh; exit 2; }
# Paths are the caller's.
arguments=()
for argument in "$@"; do
  [[ $argument == --* || $argument == /* || ! -e $OLDPWD/$argument ]] || argument=$OLDPWD/$argument
  arguments+=("$argument")
done
setup
[[ $1 == --setup ]] || exec "$venv/bin/python" -B -m press "${arguments[@]}"
