"""`make reset`: ask, then empty the data folder. Refused while the newsroom runs."""

import os
import sys
from pathlib import Path

from deploy.embedded.data import Lock, empty
from deploy.embedded.refusal import Refusal


def reset() -> None:
    data = Path(os.environ.get("DATA", "var")).resolve()
    if not data.is_dir():
        raise Refusal(f"Chưa có dữ liệu nào ở {data}.")
    lock = Lock(data)
    if os.environ.get("YES") != "1" and not _confirmed(data):
        print("Chưa xóa gì.")
        return
    empty(data)
    print(f"Đã xóa dữ liệu ở {data}. Lần chạy tới bắt đầu từ đầu.")
    lock.close()


def _confirmed(data: Path) -> bool:
    question = f"Xóa mọi tin bài, ảnh, bản lưu chiểu và tài khoản ở {data}? Không lấy lại được. [y/N] "
    try:
        return input(question).strip().lower() in {"y", "yes", "có", "co"}
    except EOFError:
        raise Refusal("\nKhông có ai trả lời. Nếu chắc chắn: make reset YES=1") from None


if __name__ == "__main__":
    try:
        reset()
    except Refusal as refusal:
        sys.exit(str(refusal))
