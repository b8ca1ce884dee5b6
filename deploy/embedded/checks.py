"""What must hold before anything is started. Each raises Refusal."""

import errno
import shutil
import socket
import tempfile
from pathlib import Path

from deploy.embedded.refusal import Refusal

ROOM_NEEDED = 300 * 1024 * 1024


def check_data_folder(data: Path) -> None:
    try:
        data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data) as probe:
            probe.write(b"x")
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise Refusal(
                f"Ổ đĩa chứa {data} đã đầy. Hãy dọn bớt, hoặc chọn chỗ khác: make run DATA=/thu-muc-khac"
            ) from error
        if error.errno in {errno.EEXIST, errno.ENOTDIR}:
            raise Refusal(f"DATA={data} không phải thư mục. Hãy chọn một thư mục, ví dụ: make run DATA=var") from error
        raise Refusal(
            f"Không ghi được vào thư mục dữ liệu {data}. Hãy cấp quyền ghi, hoặc chọn chỗ khác: make run DATA=/thu-muc-khac"
        ) from error


def check_room(data: Path, needed: int = ROOM_NEEDED) -> None:
    free = shutil.disk_usage(data).free
    if free < needed:
        raise Refusal(
            f"Ổ đĩa chứa {data} chỉ còn {free // 2**20} MB trống, cần ít nhất {needed // 2**20} MB. "
            "Hãy dọn bớt, hoặc chọn chỗ khác: make run DATA=/thu-muc-khac"
        )


def check_port(host: str, port: int) -> None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Refusal(
                f"Cổng {port} đang có chương trình khác dùng. Hãy chọn cổng khác: make run PORT={port + 1}"
            ) from error
        if error.errno == errno.EACCES:
            raise Refusal(
                f"Cổng {port} dành cho quản trị máy. Hãy chọn cổng từ 1024 trở lên: make run PORT=8000"
            ) from error
        raise Refusal(
            f"HOST={host} không phải địa chỉ của máy này. Hãy bỏ HOST, hoặc dùng: make run HOST=0.0.0.0"
        ) from error
