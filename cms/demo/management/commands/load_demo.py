from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from cms.demo.content_files import read
from cms.demo.stories import Teller
from cms.demo.structure import PASSWORD, build
from newsroom.organizations.models import Organization


class Command(BaseCommand):
    help = "Fill an empty newsroom with sample people, stories and pictures."

    def handle(self, *args, **options):
        if Organization.objects.exists():
            raise CommandError("Tòa soạn này đã có dữ liệu; dữ liệu mẫu chỉ nạp vào tòa soạn trống.")
        with override("vi"), transaction.atomic():
            build()
            Teller(timezone.now()).tell()
        people = read("people")
        width = max(len(row["username"]) for row in people)
        lines = [f"{row['username']:<{width}}  {PASSWORD}  {row['name']}" for row in people]
        (settings.DATA / "demo-logins.txt").write_text("\n".join(lines) + "\n")
        self.stdout.write(f"Đã nạp tòa soạn mẫu: {len(people)} người.")
