#!/usr/bin/env bash
# Opens the real program on a private screen with the accessibility bus on, and runs one of our
# walkers beside it. The walker starts the program itself and ends with 0 when all was well.
#   tests/accessibility/run.sh walk.py .venv/bin/ehcp-desktop
# Needs (Debian): xvfb dbus at-spi2-core python3-pyatspi gir1.2-atspi-2.0 openbox
set -euo pipefail
walker=$(dirname "$(readlink -f "$0")")/$1
shift
home=$(mktemp -d)
mkfifo "$home/display"
Xvfb -displayfd 3 -screen 0 1280x900x24 -nolisten tcp -noreset 3>"$home/display" 2>/dev/null &
screen=$!
trap 'kill "$screen" 2>/dev/null || true; rm -rf "$home"' EXIT
read -r number <"$home/display"
export DISPLAY=:$number HOME=$home XDG_RUNTIME_DIR=$home LC_ALL=C.UTF-8
export QT_QPA_PLATFORM=xcb QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 PYTHONDONTWRITEBYTECODE=1
unset XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME WAYLAND_DISPLAY
inner='openbox 2>/dev/null & manager=$!
/usr/libexec/at-spi-bus-launcher --launch-immediately 2>/dev/null & bus=$!
sleep 1
/usr/bin/python3 "$@" && code=0 || code=$?
kill "$bus" "$manager" 2>/dev/null
exit "$code"'
if ! dbus-run-session -- bash -c "$inner" run "$walker" "$@"; then
  find "$home" -name 'ehcp*.log' -exec tail -n 40 {} + # what the program itself says of it
  exit 1
fi
