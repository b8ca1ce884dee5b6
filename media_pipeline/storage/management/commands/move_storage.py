import time
from collections import Counter

from django.conf import settings
from django.core.files.storage import storages
from django.core.files.storage.handler import StorageHandler
from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from media_pipeline.storage.moving import Outcome, Result, move_files, move_objects
from media_pipeline.storage.s3 import S3Storage

WHAT = {
    "sound_and_film": gettext_lazy("phim, âm thanh"),
    "originals": gettext_lazy("ảnh gốc, tài liệu"),
    "default": gettext_lazy("ảnh đã xử lý"),
    "snapshots": gettext_lazy("lưu chiểu"),
}
SAID_EVERY = 10  # seconds


class Command(BaseCommand):
    help = "Chép mọi tệp từ thư mục lên kho S3. Dừng lúc nào cũng được, chạy lại thì làm tiếp; không xóa tệp nào."

    def add_arguments(self, parser):
        parser.add_argument(
            "--verify", action="store_true", help="Đọc lại cả hai bên của tệp đã có và so mã băm, thay vì chỉ so cỡ."
        )

    def handle(self, *, verify, **options):
        if not isinstance(storages["sound_and_film"], S3Storage):
            raise CommandError(_("Chưa có kho để dời tới. Hãy đặt S3_BUCKET và S3_PRIVATE_BUCKET rồi chạy lại."))
        folders, left = StorageHandler(settings.FOLDER_STORAGES), 0
        for alias, what in WHAT.items():
            move = move_objects if alias == "sound_and_film" else move_files
            left += self._report(str(what), move(folders[alias], storages[alias], verify=verify))
        if left:
            raise CommandError(
                _("Còn %(count)d tệp chưa dời được, ghi ở trên. Hãy sửa rồi chạy lại.") % {"count": left}
            )
        self.stdout.write(self.style.SUCCESS(_("Mọi tệp đã ở trong kho. Tệp trong thư mục còn nguyên.")))

    def _report(self, what: str, results) -> int:
        """Say what came of each store, and from time to time how far it is; how many objects are left."""
        outcomes, size, said = Counter(), 0, time.monotonic()
        for result in results:
            outcomes[result.outcome] += 1
            size += result.size if result.outcome is Outcome.MOVED else 0
            if result.outcome in {Outcome.DIFFERENT, Outcome.FAILED}:
                self.stderr.write(self._complaint(result))
            if time.monotonic() - said > SAID_EVERY:
                self._say(what, outcomes, size)
                said = time.monotonic()
        self._say(what, outcomes, size)
        return outcomes[Outcome.DIFFERENT] + outcomes[Outcome.FAILED]

    def _say(self, what: str, outcomes: Counter, size: int) -> None:
        self.stdout.write(
            _("%(what)s: đã dời %(moved)d (%(size)s), có sẵn %(there)d, khác %(different)d, lỗi %(failed)d")
            % {"what": what, "size": filesizeformat(size), **{str(outcome): outcomes[outcome] for outcome in Outcome}}
        )

    def _complaint(self, result: Result) -> str:
        if result.outcome is Outcome.DIFFERENT:
            return _("Trong kho đã có một tệp khác mang tên này: %(key)s") % {"key": result.key}
        return _("Không dời được %(key)s: %(reason)s") % {"key": result.key, "reason": result.reason}
