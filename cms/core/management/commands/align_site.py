from django.core.management.base import BaseCommand
from wagtail.models import Site

from cms.core.local_sites import is_local


class Command(BaseCommand):
    help = "Cho các trang tin của bản chạy trên máy này mang đúng địa chỉ và cổng đang mở."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="localhost")
        parser.add_argument("--port", type=int, required=True)

    def handle(self, *, host, port, **options):
        for site in Site.objects.all():
            if not is_local(site.hostname):
                continue  # a real domain, set by a person
            hostname = host if site.is_default_site else site.hostname
            if (site.hostname, site.port) != (hostname, port):
                site.hostname, site.port = hostname, port
                site.save()
