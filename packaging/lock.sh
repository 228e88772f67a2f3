#!/usr/bin/env bash
# Renews uv.lock and the three hashed lists that pip installs from. Needs uv (in the dev extra).
#   packaging/lock.sh             keep what is locked, add what pyproject.toml newly asks for
#   packaging/lock.sh --upgrade   move everything to its newest allowed version
set -euo pipefail
cd "$(dirname "$0")/.."
export UV_PYTHON_DOWNLOADS=never
uv lock --quiet "$@"
list() {
  out=$1; shift
  uv export --quiet --frozen --no-emit-project --no-annotate --no-header \
    --format requirements-txt "$@" -o "$out"
}
list requirements.lock
list requirements-test.lock --extra test
list requirements-dev.lock --extra test --extra dev
