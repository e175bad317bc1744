#!/usr/bin/env bash
# The e-paper that `banxin epaper` makes, in real Chromium and before validators.
#
#   .ci/epaper.sh --setup     install what the checks need (npm packages, locked; Python packages, with hashes)
#   .ci/epaper.sh --check [NAME...]
#                             read the e-paper of a sample: at a desk, on a phone, by keys, without scripts; axe
#   .ci/epaper.sh --valid     its HTML, data and feed by validators, its reading PDF against PDF/UA-1
#   .ci/epaper.sh --scores    Lighthouse: accessibility and best practices are 95 at the least
#   .ci/epaper.sh --controls  spoil an e-paper in what each check looks at; exit code 1 if that is not noticed
#   .ci/epaper.sh --shots DIR screenshots to look at
#
# Needs node with npm, Chromium (CHROMIUM, or chromium in the path), python3 with venv and a release build of banxin, or the
# program's path in BANXIN; EPAPER_SITE names an e-paper that is there already. Exit code 75: something cannot be had
# here, nothing was checked.
set -euo pipefail
cd "$(dirname "$0")"
. ./packages.sh

(($# > 0)) || { sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' epaper.sh; exit 2; }
command -v node >/dev/null && command -v npm >/dev/null || lacking "node and npm are not installed"
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
[[ -n $CHROMIUM ]] || lacking "Chromium is not installed"
export CHROMIUM
install_packages

key=$(sha256sum epaper/package-lock.json)
modules=$cache/epaper-${key:0:16}
if [[ ! -e $modules/ready ]]; then
  mkdir -p "$modules"
  cp epaper/package.json epaper/package-lock.json "$modules/"
  (cd "$modules" && npm ci --ignore-scripts --no-audit --no-fund --silent) || lacking "the npm packages cannot be installed"
  touch "$modules/ready"
fi
export EPAPER_MODULES=$modules
[[ $1 != --setup ]] || exit 0

if [[ -z ${BANXIN:-} ]]; then
  cargo build --quiet --release --locked --manifest-path ../Cargo.toml --bin banxin
  BANXIN=$(cd .. && pwd)/target/release/banxin
fi
export BANXIN
# One e-paper for all.
if [[ -z ${EPAPER_SITE:-} ]]; then
  EPAPER_SITE=$(mktemp -d)
  trap 'rm -rf "$EPAPER_SITE"' EXIT
  # Two issues of one paper, so that they lead to each other.
  "$BANXIN" epaper ../samples/front-page -o "$EPAPER_SITE" --quiet
  "$BANXIN" epaper ../samples/four-pages -o "$EPAPER_SITE" --pdf --quiet
fi
export EPAPER_SITE
reading=("$EPAPER_SITE"/*/*.pdf)

# An e-paper whose house says where it is served, so that it has a sitemap; its folder.
served() {
  local made
  made=$(mktemp -d)
  "$BANXIN" init "$made/issue" --template newsletter --name 江城简报 --date 2026-11-23 >/dev/null
  for layout in "$made"/issue/layouts/*.toml; do
    printf '\n[epaper]\nbase = "https://epaper.example.com/"\n' >>"$layout"
  done
  "$BANXIN" epaper "$made/issue" -o "$made/site" --quiet
  echo "$made"
}

case $1 in
  --check) node epaper/check.mjs "${@:2}" ;;
  --valid)
    node epaper/valid.mjs "${@:2}"
    made=$(served)
    "$venv/bin/python" -B epaper/feeds.py "$made/site"
    rm -rf "$made"
    "$venv/bin/python" -B epaper/pdf.py "${reading[@]}"
    ;;
  --scores) node epaper/lighthouse.mjs ;;
  --controls)
    node epaper/controls.mjs
    made=$(served)
    "$venv/bin/python" -B epaper/feeds.py --controls "$made/site"
    rm -rf "$made"
    "$venv/bin/python" -B epaper/pdf.py --controls "${reading[@]}"
    ;;
  --shots) node epaper/shots.mjs "${@:2}" ;;
  *) echo "no such option: $1" >&2; exit 2 ;;
esac
