import json
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Collection

from media_pipeline.ingest.services.importing import files_of, first_collection, import_file


class Command(BaseCommand):
    help = (
        "Nhận tệp âm thanh, hình ảnh nằm trên máy này; thư mục thì nhận mọi tệp bên trong. Tệp được chép, không dời đi. "
        "Mã thoát: 0 mọi tệp đều được nhận, 1 có tệp không nhận hoặc không xử lý được, 2 lệnh gõ sai hay không có tệp nào."
    )

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="tệp hoặc thư mục")
        parser.add_argument("--wait", action="store_true", help="tự xử lý đến khi từng tệp xong")
        parser.add_argument("--json", action="store_true", dest="as_json", help="in mỗi tệp một dòng JSON khi nó xong")
        parser.add_argument("--collection", help="tên hoặc số của bộ sưu tập; không ghi thì bộ sưu tập đầu tiên")

    def handle(self, *, paths, wait, as_json, collection, **options):
        collection = self._collection(collection)
        ends = []
        for path in files_of(paths):
            end = import_file(path=path, collection=collection, wait=wait)
            ends.append(end.is_good)
            self.stdout.write(json.dumps(asdict(end), ensure_ascii=False) if as_json else self._line(end))
            self.stdout.flush()
        if not ends:
            raise CommandError("Không có tệp nào trong các thư mục đã ghi.", returncode=2)
        if not all(ends):
            raise SystemExit(1)

    @staticmethod
    def _line(end) -> str:
        mark = "✓" if end.is_good else "✗"
        return " · ".join(filter(None, [f"{mark} {end.file}", end.state, end.message, f"{end.seconds:.1f} s"]))

    @staticmethod
    def _collection(wanted: str | None) -> Collection:
        if not wanted:
            return first_collection()
        by_name = Collection.objects.filter(name__iexact=wanted).first()
        found = by_name or (Collection.objects.filter(pk=wanted).first() if wanted.isdecimal() else None)
        if found is None:
            names = ", ".join(Collection.objects.order_by("path").values_list("name", flat=True))
            raise CommandError(f"Không có bộ sưu tập “{wanted}”. Hiện có: {names}.", returncode=2)
        return found
