"""What a worker's machine says of itself."""

import socket
from datetime import datetime, timedelta

from django.conf import settings

from media_pipeline.ingest.models import Machine
from media_pipeline.ingest.scratch import free_on

GONE = timedelta(days=1)


def report(*, now: datetime) -> None:
    free = {"scratch_free": free_on(settings.MEDIA_SCRATCH), "playout_free": free_on(settings.PLAYOUT)}
    Machine.objects.update_or_create(name=socket.gethostname()[:80], defaults={**free, "seen_at": now})
    Machine.objects.filter(seen_at__lt=now - GONE).delete()
