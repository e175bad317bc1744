#!/usr/bin/env bash
# `banxin lsp` as a real editor speaks to it: Neovim, without a screen.
#
#   .ci/lsp.sh --setup     see that Neovim is here, or install it where apt is at hand
#   .ci/lsp.sh --editor    findings, completion, explanations, going to a name and renaming it; exit code 1 if one fails
#
# Needs nvim 0.7 or newer and a build of banxin, or the program's path in BANXIN. Exit code 75: something cannot be had
# here, nothing was checked.
set -euo pipefail
cd "$(dirname "$0")"

(($# > 0)) || { sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' lsp.sh; exit 2; }

have() { command -v "$1" >/dev/null 2>&1; }

setup() {
  have nvim && return
  have apt-get || exit 75
  local root=()
  if ((EUID != 0)); then
    have sudo || exit 75
    root=(sudo)
  fi
  "${root[@]}" apt-get update -qq || true
  DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -qq --no-install-recommends neovim >&2 || exit 75
  have nvim || exit 75
}

editor() {
  local program=${BANXIN:-} folder
  if [[ -z $program ]]; then
    (cd .. && cargo build --quiet --locked)
    program=$PWD/../target/debug/banxin
  fi
  folder=$(mktemp -d)
  # shellcheck disable=SC2064
  trap "rm -rf '$folder'" EXIT
  "$program" init "$folder/issue" --template tabloid --date 2026-11-23 >/dev/null
  local check=$PWD/lsp/check.lua
  cd "$folder/issue"
  BANXIN=$program XDG_STATE_HOME=$folder/state XDG_DATA_HOME=$folder/data timeout 120 \
    nvim --headless -n -i NONE -u NONE -c "luafile $check" 2>"$folder/said" || { cat "$folder/said" >&2; exit 1; }
  if grep -E '^(FAILED|Error)' "$folder/said" >&2; then exit 1; fi
}

case $1 in
  --setup) setup ;;
  --editor) setup; editor ;;
  *) echo "no such option: $1" >&2; exit 2 ;;
esac
