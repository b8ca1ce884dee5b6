#!/bin/sh
# A management command with the settings of the run with real services: deploy/manage.sh migrate
set -eu
[ "$(id -u)" != 0 ] || exec runuser -u newsroom -- "$0" "$@"
cd "$(dirname "$0")/.."
set -a
. /etc/newsroom/environment
set +a
exec .venv/bin/python manage.py "$@"
