#!/bin/sh
# Bring .venv to a lock file: deploy/environment.sh requirements.txt (to run) or requirements-dev.txt (to test as well).
# The copy of the lock file kept in .venv says what is installed, so an unchanged lock costs nothing.
set -eu
cd "$(dirname "$0")/.."
lock=$1
python=${PYTHON:-python3.11}

refuse() {
    echo "$1" >&2
    exit 1
}

current() { cmp -s "deploy/$lock" ".venv/$lock" && .venv/bin/python -c "" 2>/dev/null; }

current && exit 0

"$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null ||
    refuse "Cần Python 3.11 (không chạy được lệnh “$python”). Hãy cài Python 3.11, hoặc chỉ đường dẫn: make run PYTHON=/duong/dan/python3.11"
"$python" -c "import venv, ensurepip" 2>/dev/null ||
    refuse "Python 3.11 trên máy thiếu phần venv. Trên Debian, Ubuntu: apt install python3.11-venv"
[ -w . ] || refuse "Không ghi được vào thư mục $(pwd), nơi đặt môi trường .venv. Hãy cấp quyền ghi hoặc chép dự án sang thư mục khác."
[ "$(df -Pk . | awk 'NR == 2 { print $4 }')" -ge 800000 ] ||
    refuse "Ổ đĩa chứa $(pwd) còn dưới 800 MB trống, không đủ để cài các thư viện. Hãy dọn bớt rồi chạy lại."

echo "Cài các thư viện theo deploy/$lock (chỉ lần đầu và khi danh sách đổi)…"
.venv/bin/python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null ||
    "$python" -m venv --clear .venv || refuse "Không tạo được môi trường .venv; xem dòng báo lỗi ở trên."
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "deploy/$lock" ||
    refuse "Không cài được các thư viện; xem dòng báo lỗi ở trên. Máy cần nối được tới kho gói Python, rồi chạy lại đúng lệnh này."
# The lock with the test tools holds every line of the other one.
case $lock in requirements-dev.txt) cp deploy/requirements.txt .venv/ ;; esac
cp "deploy/$lock" .venv/
