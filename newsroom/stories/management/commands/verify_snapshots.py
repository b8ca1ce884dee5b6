from django.core.management.base import BaseCommand, CommandError

from newsroom.organizations.models import Organization
from newsroom.stories.services.snapshot_checks import check_chain


class Command(BaseCommand):
    help = "Kiểm tra mọi chuỗi lưu chiểu và tệp đi kèm. Mã thoát khác 0 khi có chỗ không khớp."

    def handle(self, *args, **options):
        broken = 0
        for organization in Organization.objects.order_by("pk"):
            found = check_chain(organization=organization)
            self.stdout.write(f"{organization}: {found.snapshots} bản lưu chiểu, {found.files} tệp.")
            for problem in found.problems:
                self.stdout.write(f"  {problem}")
            broken += len(found.problems)
        if broken:
            raise CommandError(f"Có {broken} chỗ không khớp.")
        self.stdout.write("Mọi bản lưu chiểu đều khớp mã băm.")
