#!/usr/bin/env bash
# The targets of the fuzzer (tests/fuzz): builds them and runs each for a while.
#
#   .ci/fuzz.sh --setup       install what it needs; exit code 75 where that cannot be had
#   .ci/fuzz.sh SECONDS       build all targets, run each for so long from the files of the repository
#
# Needs a nightly toolchain of Rust, whose instrumentation the fuzzer reads. What a run finds is kept in
# tests/fuzz/artifacts; FUZZ_BUILD names another folder for the build.
set -euo pipefail
cd "$(dirname "$0")/.."

export CARGO_TARGET_DIR=${FUZZ_BUILD:-$PWD/target/fuzz}
fuzz=(cargo +nightly fuzz)

case ${1:---setup} in
  --setup)
    rustup toolchain list 2>/dev/null | grep -q '^nightly' || { echo "no nightly toolchain of Rust is here"; exit 75; }
    "${fuzz[@]}" --version >/dev/null 2>&1 || cargo install --quiet --locked cargo-fuzz ||
      { echo "cargo-fuzz cannot be installed"; exit 75; }
    exit 0
    ;;
  *[!0-9]* | '') sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' .ci/fuzz.sh; exit 2 ;;
esac
seconds=$1

# The files that a target begins with.
seeds() {
  case $1 in
    manuscript) find samples ../shared/cases/copy -name '*.md' 2>/dev/null ;;
    issue) find samples -name issue.toml ;;
    layout) find layouts samples -path '*layouts/*.toml' ;;
    svg) find samples ../shared/cases/svg -name '*.svg' 2>/dev/null ;;
    picture) find samples -name '*.png' -size -200k ;;
    font) printf '%s\n' tests/fonts/frames.ttf ;;
    placed_pdf | preflight_pdf) find tests/fixtures samples -name '*.pdf' -not -path '*/out/*' ;;
  esac
}

cd tests/fuzz
targets=$("${fuzz[@]}" list --fuzz-dir .)
"${fuzz[@]}" build --fuzz-dir . --sanitizer none
for target in $targets; do
  mkdir -p "corpus/$target"
  (cd ../.. && seeds "$target") | while read -r file; do
    cp "../../$file" "corpus/$target/$(basename "$file")-$(cksum <"../../$file" | cut -d' ' -f1)"
  done
  echo "== $target, $seconds s"
  "${fuzz[@]}" run --fuzz-dir . --sanitizer none "$target" -- -max_total_time="$seconds" -timeout=30 \
    -rss_limit_mb=4096 -max_len=400000 -print_final_stats=1 -verbosity=0 2>&1 | tail -n 12
done
