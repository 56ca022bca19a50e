#!/bin/sh
# Installs what the publications need, on Debian or Ubuntu, and makes them.
set -eu
cd "$(dirname "$0")"

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Pango lays out text, HarfBuzz cuts fonts to the letters used; a PDF needs both.
wanted=""
for package in libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; do
    dpkg -s "$package" >/dev/null 2>&1 || wanted="$wanted $package"
done
if ! python3 -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    wanted="$wanted python3 python3-venv"
fi
if [ -n "$wanted" ]; then
    as_root apt-get update --quiet
    # shellcheck disable=SC2086  # a list of packages
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes --no-install-recommends $wanted
fi
if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Python 3.11 or newer is needed; Debian 12 and Ubuntu 24.04 have it." >&2
    exit 2
fi

[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --editable .
.venv/bin/python build.py
