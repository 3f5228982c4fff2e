#!/bin/sh
# Makes .venv with everything gluteapp needs. Changes nothing when it is all there.
#
#   PYTHON=python3.13 sh packaging/setup.sh     chooses the interpreter
set -eu
cd "$(dirname "$0")/.."

PACKAGES=.venv/.packages # what pip has installed from, and in which folder
# What Qt's window plugins load, and what the tests and the typography use. Where a package was
# renamed, both names are given: either one installed is enough.
SYSTEM_PACKAGES="
    libegl1 libgl1 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0|libglib2.0-0t64
    libx11-xcb1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1
    libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-xfixes0
    libxcb-xkb1 libwayland-client0 libwayland-cursor0 libwayland-egl1 fonts-inter xauth xvfb"

say() { printf 'gluteapp: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

has_apt() { command -v apt-get >/dev/null 2>&1 && command -v dpkg-query >/dev/null 2>&1; }
is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

missing_packages() {
    for names in $SYSTEM_PACKAGES; do
        found=
        for name in $(echo "$names" | tr '|' ' '); do
            if is_installed "$name"; then found=yes; fi
        done
        [ -n "$found" ] || echo "${names%%|*}"
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif ! command -v sudo >/dev/null 2>&1; then
        return 1
    elif [ -t 0 ]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}

is_apt_updated=
apt_install() {
    if [ -z "$is_apt_updated" ]; then
        say "looking up system packages"
        as_root apt-get -qq update || return 1
        is_apt_updated=yes
    fi
    say "installing system packages: $*"
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq -y --no-install-recommends install "$@" >/dev/null
}

install_system_packages() {
    has_apt || return 0
    packages=$(missing_packages | tr '\n' ' ')
    packages=${packages% }
    [ -n "$packages" ] || return 0
    # shellcheck disable=SC2086 # a list of names
    apt_install $packages && return 0
    say "system packages could not be installed (no network, or no right to); going on without," \
        "but the window may not open until you run as root: apt-get install $packages"
}

# Succeeds for a Python 3.11 to 3.14.
is_right_python() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null
}

find_python() {
    for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if is_right_python "$name"; then command -v "$name" && return 0; fi
    done
    return 1
}

install_python() {
    has_apt || return 1
    [ -n "$is_apt_updated" ] || { as_root apt-get -qq update && is_apt_updated=yes; } || return 1
    for version in 3.14 3.13 3.12 3.11; do
        if apt-cache show "python$version-venv" >/dev/null 2>&1; then
            apt_install "python$version" "python$version-venv"
            return
        fi
    done
    return 1
}

# Scripts in an environment name the folder it was made in, so a moved one is of no use.
was_moved() {
    [ -e "$PACKAGES" ] && [ "$(sed -n 1p "$PACKAGES")" != "$(pwd -P)" ]
}

make_environment() {
    if ! was_moved && .venv/bin/python -c 'import pip' 2>/dev/null && is_right_python .venv/bin/python; then
        return 0
    fi
    python=$(find_python) || { install_python && python=$(find_python); } ||
        fail "Python 3.11, 3.12, 3.13 or 3.14 is needed and was not found;" \
            "install one, or name it: make PYTHON=/path/to/python3.13"
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        { has_apt && apt_install "python$version-venv"; } ||
            fail "$python cannot make environments; install its venv module" \
                "(on Debian and Ubuntu as root: apt-get install python$version-venv)"
    fi
    say "making .venv with Python $version"
    "$python" -m venv --clear .venv ||
        fail "the environment .venv could not be made; is there room on the disk, and may you write here?"
}

# What the environment was made from: this folder, and the text of the two files.
fingerprint() { pwd -P; cat pyproject.toml constraints.txt | cksum; }

PIP_FAILED="pip did not succeed"
# Says which package pip is at, a line each; false when pip did not succeed.
retell_pip() {
    while IFS= read -r line; do
        case $line in
            "Collecting "*)
                name=${line#Collecting }
                say "  fetching ${name%%[!A-Za-z0-9._-]*}"
                ;;
            "Installing collected packages"*) say "  unpacking all of them" ;;
            "$PIP_FAILED") return 1 ;;
        esac
    done
}

install_python_packages() {
    if [ -x .venv/bin/gluteapp ] && [ "$(cat "$PACKAGES" 2>/dev/null)" = "$(fingerprint)" ]; then
        return 0
    fi
    say "installing Python packages into .venv (about 400 MB the first time)"
    {
        .venv/bin/python -m pip install --disable-pip-version-check --progress-bar off \
            --constraint constraints.txt --editable '.[dev]' || echo "$PIP_FAILED"
    } | retell_pip ||
        fail "the Python packages could not be installed; the lines above say why" \
            "(most often there is no network), then run this again"
    fingerprint >"$PACKAGES"
    say "everything is set up"
}

name_missing_libraries() {
    command -v ldd >/dev/null 2>&1 || return 0
    plugins=$(.venv/bin/python -c 'import pathlib, PySide6
print(pathlib.Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms")')
    [ -e "$plugins/libqxcb.so" ] || return 0
    libraries=$(ldd "$plugins/libqxcb.so" "$plugins/libqoffscreen.so" 2>/dev/null |
        sed -n 's/^[[:space:]]*\([^ ]*\) => not found$/\1/p' | sort -u | tr '\n' ' ')
    [ -z "$libraries" ] ||
        say "the window needs libraries this system does not have: ${libraries% };" \
            "install them with your package manager"
}

install_system_packages
make_environment
install_python_packages
name_missing_libraries
