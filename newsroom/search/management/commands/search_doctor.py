from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from newsroom.search import health


class Command(BaseCommand):
    help = "Xem tìm kiếm có chạy tốt không và phải làm gì. Mã thoát 1 khi có việc phải làm ngay."

    def handle(self, *args: Any, **options: Any) -> None:
        found = health.check(now=timezone.now())
        self.stdout.write(f"Bộ máy: {found.engine}")
        for audience in found.audiences:
            there = "" if audience.documents is None else f", {audience.documents} ở bộ máy"
            self.stdout.write(f"{audience.name}: {audience.rows} mục{there}")
        self.stdout.write(f"Chờ viết lại: {found.stale}.")
        if found.is_outside:
            since = f", lâu nhất từ {timezone.localtime(found.oldest):%H:%M, %d/%m/%Y}" if found.oldest else ""
            self.stdout.write(f"Chờ gửi: {found.waiting}{since}. Để riêng: {found.set_aside_count}.")
        for row in found.building:
            left = f", còn khoảng {row.minutes} phút" if row.minutes else ""
            self.stdout.write(f"Đang dựng {row.index.name}: {row.percent} %{left}")
        for finding in found.findings:
            self.stdout.write(f"- {finding.what} {finding.do}".rstrip())
        if not found.is_well:
            raise CommandError("Có việc phải làm ngay.")
