import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from newsroom.search import building, registry, sending, services
from newsroom.search.engines import database_engine_of, is_outside
from newsroom.search.errors import EngineAway, UnknownKind
from newsroom.search.models import TABLES, EngineIndex


class Command(BaseCommand):
    help = "Viết lại mọi bản ghi tìm kiếm từ dữ liệu gốc, rồi dựng lại bộ máy. Chạy được khi tòa soạn đang làm việc."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kinds", nargs="*", help="Chỉ các loại này; bỏ trống là tất cả.")
        parser.add_argument("--engine-only", action="store_true", help="Giữ nguyên bản ghi, chỉ dựng lại bộ máy.")
        parser.add_argument("--back", action="store_true", help="Quay lại chỉ mục Elasticsearch trước, nếu còn giữ.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["back"]:
            self._go_back()
            return
        if not options["engine_only"]:
            self._rows(options["kinds"])
        for model in TABLES.values():
            database_engine_of(model).rebuild()
        if is_outside():
            self._outside()

    def _rows(self, kinds: list[str]) -> None:
        for name in kinds or [kind.name for kind in registry.all_kinds()]:
            try:
                self.stdout.write(f"{name}: {services.rebuild(name)}")
            except UnknownKind as error:
                known = ", ".join(kind.name for kind in registry.all_kinds())
                raise CommandError(f"Không có loại “{name}”. Các loại đang có: {known}.") from error

    def _outside(self) -> None:
        ordered = building.order(now=timezone.now())
        building.build_ordered(progress=self._progress)
        for index in ordered:
            self._wait_for(index)
        sending.send_waiting()

    def _wait_for(self, index: EngineIndex) -> None:
        """A worker that heard the bell first may have it in hand."""
        while True:
            index.refresh_from_db()
            if index.state == EngineIndex.State.IN_USE:
                return
            if index.state == EngineIndex.State.FAILED:
                raise CommandError(f"Không dựng được {index.name}: {index.error}")
            if index.claimed_until is None:
                raise CommandError(f"{index.name} chưa xong: {index.error}. Máy tự làm tiếp khi Elasticsearch trả lời.")
            time.sleep(1)

    def _progress(self, index: EngineIndex) -> None:
        left = building.minutes_left(index, now=timezone.now())
        remaining = f", còn khoảng {max(1, round(left))} phút" if left else ""
        self.stdout.write(f"{index.name}: {index.written}/{index.total}{remaining}")

    def _go_back(self) -> None:
        try:
            kept = [building.go_back(audience, now=timezone.now()) for audience in TABLES]
        except EngineAway as error:
            raise CommandError(f"Elasticsearch không trả lời: {error}") from error
        for index in kept:
            self.stdout.write(f"Đang dùng lại {index.name}." if index else "Không còn chỉ mục cũ nào.")
        sending.send_waiting()
