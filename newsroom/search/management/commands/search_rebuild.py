from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsroom.search import registry, services
from newsroom.search.engines import engine_of
from newsroom.search.errors import UnknownKind
from newsroom.search.models import PublicDocument, StaffDocument


class Command(BaseCommand):
    help = "Viết lại mọi bản ghi tìm kiếm từ dữ liệu gốc. Chạy được khi tòa soạn đang làm việc."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kinds", nargs="*", help="Chỉ các loại này; bỏ trống là tất cả.")

    def handle(self, *args: Any, **options: Any) -> None:
        for name in options["kinds"] or [kind.name for kind in registry.all_kinds()]:
            try:
                self.stdout.write(f"{name}: {services.rebuild(name)}")
            except UnknownKind as error:
                known = ", ".join(kind.name for kind in registry.all_kinds())
                raise CommandError(f"Không có loại “{name}”. Các loại đang có: {known}.") from error
        for model in (PublicDocument, StaffDocument):
            engine_of(model).rebuild()
