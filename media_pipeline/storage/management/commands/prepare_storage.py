from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from media_pipeline.storage import StorageError, storage
from media_pipeline.storage.s3 import S3Storage
from media_pipeline.storage.s3_setup import prepare


class Command(BaseCommand):
    help = "Dựng hai kho S3 nếu chưa có và đặt luật: ai được đọc, trang nào được phát, tệp tạm bỏ sau bao lâu."

    def handle(self, **options):
        store = storage()
        if not isinstance(store, S3Storage):
            raise CommandError(_("Tòa soạn đang dùng thư mục. Hãy đặt S3_BUCKET và S3_PRIVATE_BUCKET rồi chạy lại."))
        try:
            unknown = prepare(store)
        except StorageError as error:
            raise CommandError(f"{error.sentence} {error}") from error
        for rule in unknown:
            self.stdout.write(
                _("Kho này không có luật “%(rule)s”; việc dọn hằng ngày của tòa soạn làm thay.") % {"rule": rule}
            )
        self.stdout.write(self.style.SUCCESS(_("Hai kho đã sẵn sàng.")))
