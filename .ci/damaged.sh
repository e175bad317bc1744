#!/usr/bin/env bash
# The program, run on damaged files of every kind that it takes in.
#
#   .ci/damaged.sh --setup                install what the checks need
#   .ci/damaged.sh --check [--count N] [--seed N] [--kind NAME] [--jobs N] [--slack F]
#                                         damage N files, the same ones for the same seed, and look at each run's exit code,
#                                         CPU time and memory; exit code 1 where one is not as it should be
#   .ci/damaged.sh --controls             programs that do it wrong, which must be noticed
#
# A file that brings out a fault is kept under target/damaged with the issue around it. Needs python3 with venv and a
# release build of banxin, or the program's path in BANXIN.
# Exit code 75: something cannot be had here, nothing was checked.
set -euo pipefail
cd "$(dirname "$0")"
. ./packages.sh

(($# > 0)) || { sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' damaged.sh; exit 2; }
install_packages
case $1 in
  --setup) ;;
  --check | --controls)
    if [[ $1 == --check && -z ${BANXIN:-} ]]; then
      cargo build --quiet --release --locked --manifest-path ../Cargo.toml --bin banxin
      BANXIN=$(cd .. && pwd)/target/release/banxin
    fi
    export BANXIN=${BANXIN:-}
    exec "$venv/bin/python" -B -m damaged "$@"
    ;;
  *) echo "no such option: $1" >&2; exit 2 ;;
esac
