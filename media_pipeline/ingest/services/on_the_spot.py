import time
from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from media_pipeline.assets.models import Asset, Run, RunState, Step
from media_pipeline.ingest.services.sweeping import reclaim
from media_pipeline.ingest.services.working import work_on


def work_to_end(
    *, asset: Asset, clock: Callable[[], datetime] = timezone.now, pause: Callable[[float], None] = time.sleep
) -> Asset:
    """Work an asset's first run here, beside any workers, until it has ended; the asset as it is then."""
    run = asset.runs.order_by("pk").first()
    steps = Step.objects.filter(run=run)
    while run and Run.objects.filter(pk=run.pk, state=RunState.MAKING).exists():
        if not work_on(steps, clock=clock):
            pause(0.5)
            reclaim(now=clock())
    asset.refresh_from_db()
    return asset
