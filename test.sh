#!/bin/sh
# Installs what the tests need, on Debian or Ubuntu, and runs them; words after it go to pytest.
set -eu
cd "$(dirname "$0")"

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# LibreOffice opens the Word files as a second program, pdftotext reads what it prints.
wanted=""
command -v soffice >/dev/null || wanted="$wanted libreoffice-writer-nogui"
command -v pdftotext >/dev/null || wanted="$wanted poppler-utils"
if [ -n "$wanted" ]; then
    as_root apt-get update --quiet
    # shellcheck disable=SC2086  # a list of packages
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes --no-install-recommends $wanted
fi

[ -x .venv/bin/python ] || sh setup.sh
.venv/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
.venv/bin/ruff check
.venv/bin/ruff format --check
.venv/bin/mypy
.venv/bin/python -m pytest "$@"
