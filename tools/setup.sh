#!/usr/bin/env bash
# Makes .venv with the locked libraries: `tools/setup.sh site`, `material`, `test` or `bench`. Quick where nothing is to do.
# On Debian and Ubuntu, as root or with sudo, it installs the system packages that are missing;
# elsewhere, or where it may not, it says what to install.
set -euo pipefail
cd "$(dirname "$0")/.."
set_name=${1:-site}

say() { printf '%s\n' "$*" >&2; }

# apt PACKAGES: installs those that are missing; false where that cannot be done here.
apt() {
  command -v apt-get >/dev/null || return 1
  local missing=() root=()
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || return 1
    root=(sudo -n)
  fi
  say "Installing ${missing[*]}"
  "${root[@]}" apt-get update -qq </dev/null >/dev/null &&
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >/dev/null
}

python=
for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
  if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$candidate; break; fi
done
if [ -z "$python" ]; then
  apt python3 && python=python3
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    { say "Python 3.11 or newer is needed: https://www.python.org/downloads/"; exit 1; }
fi

if ! .venv/bin/python -c 'import pip' 2>/dev/null; then  # uv's .venv has no pip: make takes its own
  "$python" -c 'import ensurepip, venv' 2>/dev/null || apt python3-venv ||
    { say "Python's venv is missing: install the package python3-venv."; exit 1; }
  rm -rf .venv
  "$python" -m venv .venv
fi

lock=requirements/$set_name.txt
stamp=.venv/$set_name.stamp
if ! cmp -s "$lock" "$stamp"; then
  say "Installing $lock"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock" </dev/null
  cp "$lock" "$stamp"
fi

# MkDocs looks for the plugin among what is installed; the press itself runs from this folder.
[ "$set_name" = site ] || .venv/bin/python tools/register.py

# What draws the paper. Without it the site is built all the same, and the press says how to get it.
apt libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 || true

if [ "$set_name" = test ]; then
  # Each test of a tool that is still missing after this is skipped, and says which and how to get it; where CI is
  # set, it fails.
  # Each apart: what one system does not have must not cost the others. Ubuntu has no Chromium of its own, only a snap.
  apt git || true
  apt fonts-noto-cjk || true
  apt chromium || true
  chromium=$(command -v chromium || true)
  if [ -z "$chromium" ] || ! "$chromium" --version >/dev/null 2>&1; then
    deps=()
    [ "$(id -u)" -ne 0 ] || deps=(--with-deps)
    .venv/bin/python -m playwright install "${deps[@]+"${deps[@]}"}" chromium </dev/null >/dev/null ||
      say "Without Chromium the browser tests are skipped."
  fi
  apt poppler-utils ghostscript tesseract-ocr tesseract-ocr-jpn || say "Without poppler, Ghostscript and tesseract tests of paper are skipped."
  command -v javac >/dev/null || apt default-jdk-headless || say "Without Java the checks of PDF/UA and HTML are skipped."
  apt libjaxb-java || say "Without libjaxb-java the check of PDF/UA is skipped."
  command -v npm >/dev/null || apt nodejs npm || say "Without npm the checks by axe, vnu and Lighthouse are skipped."
  if command -v npm >/dev/null && ! cmp -s tests/package-lock.json tests/node_modules/.stamp; then
    say "Installing tests/package-lock.json"
    (cd tests && npm ci --ignore-scripts --no-audit --no-fund --silent </dev/null) &&
      cp tests/package-lock.json tests/node_modules/.stamp || say "npm could not install the tools of the gates."
  fi
fi
