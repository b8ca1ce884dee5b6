"""Files that could not be made and that somebody asked the technicians about."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ModelLogEntry

from media_pipeline.assets.models import Asset, Run
from media_pipeline.ingest import queries

ACTION = "newsroom.ask_technicians"
RECENT = timedelta(days=30)


class Asked(NamedTuple):
    by: str
    at: datetime
    people: list[int]


def asked_about(runs: Iterable[Run]) -> dict[int, Asked]:
    """By number of the run: what was asked since it failed. One query."""
    failed = {run.pk: run for run in runs if run.ended_at}
    entries = _entries().filter(object_id__in=[str(run.asset_id) for run in failed.values()])
    return {
        entry.data["run"]: Asked(str(entry.user or ""), entry.timestamp, entry.data["people"])
        for entry in entries.select_related("user").order_by("timestamp")
        if (run := failed.get(entry.data["run"])) and entry.timestamp >= run.ended_at
    }


def asked_of(technician, now: datetime) -> list[tuple[Run, Asked]]:
    """What waits for this technician: asked of him, and neither tried again nor made since."""
    numbers = {entry.data["run"] for entry in _entries().filter(timestamp__gte=now - RECENT)}
    runs = list(queries.failed().filter(pk__in=numbers))
    asked = asked_about(runs)
    return [(run, asked[run.pk]) for run in runs if run.pk in asked and technician.pk in asked[run.pk].people]


def _entries():
    return ModelLogEntry.objects.filter(action=ACTION, content_type=ContentType.objects.get_for_model(Asset))
