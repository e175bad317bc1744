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
. ./packages.sh

setup() {
  local tool
  for tool in "$python" qpdf pdffonts pdftoppm gs; do
    command -v "$tool" >/dev/null || lacking "$tool is not installed"
  done
  install_packages
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
