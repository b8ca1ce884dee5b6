from typing import Any

from django.core.management.base import BaseCommand, CommandError

from newsroom.search import reconciling, sending
from newsroom.search.engines import is_outside
from newsroom.search.errors import EngineAway, EngineRefuses


class Command(BaseCommand):
    help = "So từng mục ở Elasticsearch với cơ sở dữ liệu, theo mã và phiên bản, rồi gửi lại những gì lệch."

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_outside():
            self.stdout.write("Tòa soạn tìm bằng chính cơ sở dữ liệu: không có gì để so.")
            return
        try:
            found = reconciling.reconcile()
        except (EngineAway, EngineRefuses) as error:
            raise CommandError(f"Elasticsearch không trả lời: {error}") from error
        for audience, differences in found.items():
            self.stdout.write(
                f"{audience}: thiếu {len(differences.missing)}, cũ {len(differences.stale)}, thừa {len(differences.phantoms)}"
            )
        self.stdout.write(f"Đã gửi {sending.send_waiting()} mục.")
