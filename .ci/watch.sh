#!/usr/bin/env bash
# The page of `banxin watch` in real Chromium.
#
#   .ci/watch.sh --setup     install what the checks need (puppeteer-core and axe-core by npm, locked)
#   .ci/watch.sh --check     edit an issue and look at the page; exit code 1 if something is not as it should be
#   .ci/watch.sh --bench [--slack N] [--rounds N]
#                            from a saved file to the painted page, in milliseconds: medians; exit code 1 over N times
#                            the limit
#   .ci/watch.sh --shots DIR screenshots to look at
#
# Needs node with npm, Chromium (CHROMIUM, or chromium in the path) and a release build of banxin, or the program's path
# in BANXIN. Exit code 75: something cannot be had here, nothing was checked.
set -euo pipefail
cd "$(dirname "$0")/watch"

unavailable=75
lacking() { printf 'not checked: %s\n' "$*" >&2; exit "$unavailable"; }

(($# > 0)) || { sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' ../watch.sh; exit 2; }
command -v node >/dev/null && command -v npm >/dev/null || lacking "node and npm are not installed"
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
[[ -n $CHROMIUM ]] || lacking "Chromium is not installed"
export CHROMIUM

cache=${XDG_CACHE_HOME:-$HOME/.cache}/banxin-ci
key=$(sha256sum package-lock.json)
modules=$cache/watch-${key:0:16}
if [[ ! -e $modules/ready ]]; then
  mkdir -p "$modules"
  cp package.json package-lock.json "$modules/"
  (cd "$modules" && npm ci --ignore-scripts --no-audit --no-fund --silent) || lacking "the npm packages cannot be installed"
  touch "$modules/ready"
fi
export WATCH_MODULES=$modules

case $1 in
  --setup) ;;
  --check | --bench | --shots)
    if [[ -z ${BANXIN:-} ]]; then
      cargo build --quiet --release --locked --manifest-path ../../Cargo.toml --bin banxin
      BANXIN=$(cd ../.. && pwd)/target/release/banxin
    fi
    export BANXIN
    case $1 in
      --check) exec node check.mjs "${@:2}" ;;
      --bench) exec node bench.mjs "${@:2}" ;;
      --shots) exec node shots.mjs "${@:2}" ;;
    esac
    ;;
  *) echo "no such option: $1" >&2; exit 2 ;;
esac
