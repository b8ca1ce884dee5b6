"""Thử lại, long after: what was cleared away since is made again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from media_pipeline.assets.models import RunState, StepKind, StepState
from media_pipeline.ingest.services.runs import retry
from tests.factories.media import RunFactory, StepFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("days", "poster", "stored"), [(1, StepState.SUCCEEDED, ["img/"]), (8, StepState.PENDING, None)]
)
def test_a_failed_run_goes_on_while_its_files_are_there_and_begins_again_when_not(days, poster, stored):
    now = timezone.now()
    run = RunFactory(state=RunState.FAILED, ended_at=now - timedelta(days=days), facts={"stored": ["img/"]})
    for position, kind in enumerate((StepKind.VALIDATE, StepKind.POSTER, StepKind.TRANSCODE)):
        failed = kind == StepKind.TRANSCODE
        state = StepState.FAILED if failed else StepState.SUCCEEDED
        StepFactory(run=run, kind=kind, position=position, state=state)

    retry(run=run, now=now)

    run.refresh_from_db()
    assert run.state == RunState.MAKING and run.facts.get("stored") == stored
    assert run.steps.get(kind=StepKind.VALIDATE).state == StepState.SUCCEEDED
    assert run.steps.get(kind=StepKind.POSTER).state == poster
