"""What a person sees when the newsroom is open."""

import http.client
import time

from deploy.embedded.data import DEMO_LOGINS
from deploy.embedded.place import Place


def welcome_when_open(place: Place, started: float) -> None:
    """Wait for the first answer, which also warms the page, then print the addresses."""
    host = "127.0.0.1" if place.host == "0.0.0.0" else "::1" if place.host == "::" else place.host
    while True:
        connection = http.client.HTTPConnection(host, place.port, timeout=60)
        try:
            connection.request("GET", "/", headers={"Host": f"localhost:{place.port}"})
            connection.getresponse().read()
            break
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    print(welcome(place, time.monotonic() - started), flush=True)


def welcome(place: Place, seconds: float) -> str:
    lines = [f"\nTòa soạn đã mở ({seconds:.1f} giây). Dữ liệu ở {place.data}. Dừng: Ctrl-C\n"]
    for address in place.addresses():
        lines += [f"  Trang tin   {address}/", f"  Tòa soạn    {address}/quan-tri/"]
    if not place.open_to_the_network:
        lines += ["  Xem trên điện thoại cùng mạng: make run HOST=0.0.0.0"]
    logins = place.data / DEMO_LOGINS
    if logins.exists():
        lines += ["", "Tài khoản của tòa soạn mẫu:", *(f"  {line}" for line in logins.read_text().splitlines())]
        if place.open_to_the_network:
            lines += ["  Ai trong mạng cũng vào được bằng các tài khoản này; chỉ mở khi dùng thử."]
    else:
        lines += ["", "Tài khoản quản trị đầu tiên: make administrator"]
    return "\n".join([*lines, ""])
