#!/bin/sh
# Opens gluteapp; without a display it plays a circuit headless into a throw-away profile.
set -eu
cd "$(dirname "$0")/.."

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" = Darwin ]; then
    exec .venv/bin/gluteapp
fi

echo "There is no display here, so the window cannot open; this plays the Foundation circuit" \
    "without one, in a throw-away profile."
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT
.venv/bin/gluteapp --profile "$profile" simulate foundation
