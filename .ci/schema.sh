#!/usr/bin/env bash
# The JSON Schemas of `banxin schema`, as strangers read them: jsonschema (Python) and taplo.
#
#   .ci/schema.sh --setup       install what the checks need
#   .ci/schema.sh --valid       every issue.toml and every layout of the repository is valid; exit code 1 if one is not
#   .ci/schema.sh --controls    spoil them in each way and see that the schemas refuse it, and that banxin does
#
# Needs python3 with venv and a build of banxin, or the program's path in BANXIN. taplo is left out where there is no
# wheel of it. Exit code 75: something cannot be had here, nothing was checked.
set -euo pipefail
cd "$(dirname "$0")"
. ./packages.sh

(($# > 0)) || { sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' schema.sh; exit 2; }
install_packages
case $1 in
  --setup) ;;
  --valid | --controls) exec "$venv/bin/python" -B -m schema "$1" "$venv/bin/taplo" ;;
  *) echo "no such option: $1" >&2; exit 2 ;;
esac
