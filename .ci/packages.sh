# The Python packages that outside checks need, in an environment of the user's cache. To be sourced, from
# this folder. A change of what is installed or of the Python in use makes another environment.

unavailable=75
python=${PYTHON:-python3}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/banxin-ci

# Says what cannot be had here and ends the run.
lacking() { printf 'not checked: %s\n' "$*" >&2; exit "$unavailable"; }

install_into() {
  "$python" -m venv --clear "$1" &&
    "$1/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: \
      --ignore-requires-python --require-hashes --no-compile --requirement requirements.txt
}

# Installs what is missing and sets `venv`.
install_packages() {
  local key
  command -v "$python" >/dev/null || lacking "$python is not installed"
  key=$({ cat requirements.txt press/patch_proof.py; "$python" -VV; } | sha256sum)
  venv=$cache/press-${key:0:16}
  if [[ -e $venv/ready ]]; then return; fi
  mkdir -p "$venv"
  install_into "$venv" || lacking "the Python packages cannot be installed"
  "$venv/bin/python" press/patch_proof.py "$venv"/lib/python3.*/site-packages/proof_pdf
  touch "$venv/ready"
}
