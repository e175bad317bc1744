#!/usr/bin/env bash
# The guide in docs/指南, done as a reader does it: its files are written, its commands run, their output compared.
#
#   .ci/guide.sh --setup       install what the checks need
#   .ci/guide.sh --check       do every chapter; exit code 1 where something does not come out as it says
#   .ci/guide.sh --controls    spoil the guide in each way and see that it is noticed
#   .ci/guide.sh --pictures    draw its pictures anew
#
# Needs python3 with venv and a build of banxin, or the program's path in BANXIN. Pictures of `banxin watch` need Chromium
# (or its path in CHROMIUM) and are left as they are without it.
# Exit code 75: something cannot be had here, nothing was checked.
set -euo pipefail
cd "$(dirname "$0")"
. ./packages.sh

(($# > 0)) || { sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' guide.sh; exit 2; }
install_packages
case $1 in
  --setup) ;;
  --check | --controls | --pictures) exec "$venv/bin/python" -B -m guide "$1" ;;
  *) echo "no such option: $1" >&2; exit 2 ;;
esac
