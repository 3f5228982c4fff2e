#!/bin/sh
# Opens gluteapp; where no window can be opened it plays a circuit into a throw-away profile.
set -eu
cd "$(dirname "$0")/.."

NO_DISPLAY=2 # what gluteapp answers when there is none, or one that does not let it in

status=0
.venv/bin/gluteapp || status=$?
[ "$status" = "$NO_DISPLAY" ] || exit "$status"

echo "The window cannot open here, so this plays the Foundation circuit without one, in a" \
    "throw-away profile."
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT
.venv/bin/gluteapp --profile "$profile" simulate foundation
