#!/bin/sh
# Maintainers only: rewrite both lock files from pyproject.toml (needs uv).
set -eu
cd "$(dirname "$0")/.."
uv pip compile pyproject.toml --generate-hashes --python-version 3.11 -q --no-header -o deploy/requirements.txt "$@"
uv pip compile pyproject.toml --group dev --generate-hashes --python-version 3.11 -q --no-header -c deploy/requirements.txt -o deploy/requirements-dev.txt "$@"
