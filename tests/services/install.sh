#!/bin/sh
# The two programs the tests use for real, from Debian's packages: Chromium and PostgreSQL.
set -eu

present() { [ -x /usr/bin/chromium ] && { ls /usr/lib/postgresql/*/bin/initdb || command -v initdb; } >/dev/null 2>&1; }

present && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "Kiểm thử cần Chromium ở /usr/bin/chromium và PostgreSQL. Trên Debian, bằng quyền root: apt install chromium postgresql" >&2
    exit 1
fi
echo "Cài Chromium và PostgreSQL cho kiểm thử…"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -qq -y --no-install-recommends chromium postgresql >/dev/null
