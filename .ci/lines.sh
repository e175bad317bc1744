#!/usr/bin/env bash
# Lines as strangers see them: Debian's manuals in Chinese, set by banxin and read back from the PDF; and
# the same text set by banxin and by typst.
#
#   .ci/lines.sh --setup        install what the checks need
#   .ci/lines.sh --manuals      look at every line of the manuals; exit code 1 if a fault is found
#   .ci/lines.sh --text FILE    the same with the lines of a file, each a paragraph
#   .ci/lines.sh --controls     spoil lines and see that the checks find it
#   .ci/lines.sh --peers [...]  banxin beside typst, see benches/peers; exit code 1 where banxin opens more
#
# Needs python3 with venv, apt-get (to fetch the manuals, which are not installed) and a release build of
# banxin, or the program's path in BANXIN. What is fetched goes into a folder of the user's cache and stays
# there. Exit code 75: something cannot be had here, nothing was checked.
set -euo pipefail
cd "$(dirname "$0")"
. ./packages.sh

(($# > 0)) || { sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' lines.sh; exit 2; }
install_packages
verb=$1
shift
case $verb in
  --setup) exec "$venv/bin/python" -B -m lines --setup "$cache/manuals" ;;
  --manuals) exec "$venv/bin/python" -B -m lines "$cache/manuals" "$@" ;;
  --text)
    # The path is the caller's.
    text=${1:?a file is wanted}
    [[ $text == /* ]] || text=$OLDPWD/$text
    exec "$venv/bin/python" -B -m lines "$cache/manuals" --text "$text" "${@:2}"
    ;;
  --controls) exec "$venv/bin/python" -B -m lines --controls "$cache/manuals" ;;
  --peers) exec "$venv/bin/python" -B ../benches/peers/lines.py "$@" ;;
  *) echo "no such option: $verb" >&2; exit 2 ;;
esac
