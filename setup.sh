#!/bin/sh
# Installs what the publications need, on Debian or Ubuntu, and makes them.
set -eu
cd "$(dirname "$0")"
log="$PWD/setup.log" # what apt and pip say, for whoever helps
: >"$log"

# Does a step, with what it says in the log; if it fails, says in one sentence what to ask for, and ends.
step() {
    echo "== $*" >>"$log"
    "$@" >>"$log" 2>&1 || explain
}

explain() {
    said=$(tail -n 40 "$log")
    case $said in
    *[Cc]ertificate* | *CERTIFICATE* | *SSLError*)
        ask="the network opens encrypted connections on their way: ask IT for its root certificate as a file, and run: PIP_CERT=FILE sh setup.sh"
        ;;
    *[Rr]esolv* | *[Uu]nreachable* | *"timed out"* | *[Cc]onnection* | *[Cc]onnect* | *ProxyError* | *"Failed to fetch"*)
        ask="the network cannot be reached: ask IT to let this machine reach pypi.org, files.pythonhosted.org and the Debian or Ubuntu archive, or for the address of the proxy (https_proxy)"
        ;;
    *sudo*)
        ask="this needs an administrator: ask IT to run: apt-get install$wanted"
        ;;
    *) ask="a step failed: send that file to IT, or to whoever keeps jarpub" ;;
    esac
    echo "Not everything could be installed, and $log has what was said; $ask" >&2
    exit 2
}

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
    echo "Installing$wanted …"
    step as_root apt-get update --quiet
    # shellcheck disable=SC2086  # a list of packages
    step as_root env DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes --no-install-recommends $wanted
fi
if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Python 3.11 or newer is needed; Debian 12 and Ubuntu 24.04 have it." >&2
    exit 2
fi

[ -x .venv/bin/python ] || step python3 -m venv .venv
echo "Installing the Python packages …"
step .venv/bin/python -m pip install --quiet --disable-pip-version-check --editable .
.venv/bin/python build.py
