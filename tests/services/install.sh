#!/bin/sh
# The programs the tests use for real, from Debian's packages: Chromium, PostgreSQL, Redis, ffmpeg, a speaking voice, Java;
# and the S3 server, built beside them.
set -eu

"$(dirname "$0")/install_s3.sh" &
s3=$!

missing=""
[ -x /usr/bin/chromium ] || missing="$missing chromium"
{ ls /usr/lib/postgresql/*/bin/initdb || command -v initdb; } >/dev/null 2>&1 || missing="$missing postgresql"
command -v ffmpeg >/dev/null && command -v ffprobe >/dev/null || missing="$missing ffmpeg"
command -v espeak-ng >/dev/null || missing="$missing espeak-ng"
command -v redis-server >/dev/null || missing="$missing redis-server"
command -v java >/dev/null || missing="$missing openjdk-17-jre-headless"
command -v mvn >/dev/null || missing="$missing maven"

if [ -n "$missing" ]; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "Kiểm thử còn thiếu:$missing. Trên Debian, bằng quyền root: apt install$missing" >&2
        exit 1
    fi
    echo "Cài cho kiểm thử:$missing…"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086
    apt-get install -qq -y --no-install-recommends $missing >/dev/null
fi
wait "$s3"
