#!/bin/sh
# Installs what the tests need, on Debian or Ubuntu, and runs them; words after it go to pytest.
# "sh test.sh --quick" leaves out what needs a browser or LibreOffice, makes many PDFs or takes long, and installs less.
# "sh test.sh --thorough" makes many more random edits and words of the same kinds, and every combination of looks.
set -eu
cd "$(dirname "$0")"

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

quick=""
if [ "${1-}" = --quick ]; then
    quick=yes
    shift
    set -- -m "not slow" "$@"
fi

# pdftotext reads what is in PDF files, Git keeps earlier states of a plan. LibreOffice opens the Word files as a
# second program, in a font as wide as Arial. Chromium shows the web pages; the Nu HTML checker, a Java program that
# npm has, reads them.
checker=26.9.27
wanted=""
if [ -z "$quick" ]; then
    command -v pdftotext >/dev/null || wanted="$wanted poppler-utils"
    command -v git >/dev/null || wanted="$wanted git"
    command -v soffice >/dev/null || wanted="$wanted libreoffice-writer-nogui"
    fc-list 2>/dev/null | grep -q LiberationSans || wanted="$wanted fontconfig fonts-liberation"
    command -v "${CHROMIUM:-chromium}" >/dev/null || wanted="$wanted chromium"
    ldconfig -p | grep -q libatomic.so.1 || wanted="$wanted libatomic1" # for what drives the browser
    command -v java >/dev/null || wanted="$wanted default-jre-headless"
    command -v npm >/dev/null || [ -f .venv/vnu.jar ] || wanted="$wanted npm"
fi
if [ -n "$wanted" ]; then
    as_root apt-get update --quiet
    # shellcheck disable=SC2086  # a list of packages
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes --no-install-recommends $wanted
fi

[ -x .venv/bin/python ] || sh setup.sh
# A quick run takes the packages as the last run left them, as long as nobody asks for others.
if [ -z "$quick" ] || [ -z "$(find .venv/for-tests -newer pyproject.toml 2>/dev/null)" ]; then
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
    touch .venv/for-tests
fi
if [ -z "$quick" ] && [ ! -f .venv/vnu.jar ]; then
    (cd .venv && npm pack --silent "vnu-jar@$checker" && tar xzf "vnu-jar-$checker.tgz" && mv package/build/dist/vnu.jar .)
fi
.venv/bin/ruff check
.venv/bin/ruff format --check
.venv/bin/mypy
.venv/bin/lint-imports --no-cache --no-logo
.venv/bin/python -m pytest "$@"
