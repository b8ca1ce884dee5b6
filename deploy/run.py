"""`make run`: check, prepare, start web, worker and beat, stay until Ctrl-C.

Exits 0 after a person's stop, 1 with one sentence where it cannot start, else with the code of the process that ended.
"""

import subprocess
import sys
import threading
import time

from deploy.embedded.checks import check_data_folder, check_port, check_room
from deploy.embedded.commands import commands
from deploy.embedded.data import Lock
from deploy.embedded.place import Place
from deploy.embedded.refusal import Refusal
from deploy.embedded.supervisor import Supervisor
from deploy.embedded.welcome import welcome_when_open


def run() -> int:
    started = time.monotonic()
    place = Place.from_environment()
    check_data_folder(place.data)
    check_room(place.data)
    lock = Lock(place.data)
    check_port(place.host, place.port)
    prepared = subprocess.run([sys.executable, "-m", "deploy.embedded.prepare"], env=place.environment(), check=False)
    if prepared.returncode:
        raise Refusal("Chưa chuẩn bị được dữ liệu; xem dòng báo lỗi ở trên.")

    supervisor = Supervisor(commands(place), place.environment(), lock)
    threading.Thread(target=welcome_when_open, args=(place, started), daemon=True).start()
    ended = supervisor.wait()
    if ended is None:
        print("\nTòa soạn đã dừng.", flush=True)
        return 0
    name, code = ended
    print(
        f"Tòa soạn dừng vì tiến trình “{name}” không chạy được (mã {code}); xem dòng báo lỗi ở trên.", file=sys.stderr
    )
    return code if code > 0 else 128 - code if code else 1


if __name__ == "__main__":
    try:
        sys.exit(run())
    except Refusal as refusal:
        sys.exit(str(refusal))
    except KeyboardInterrupt:
        sys.exit("\nĐã dừng trước khi mở.")
