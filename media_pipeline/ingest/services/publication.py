"""What readers get is one pointer. It moves inside the transaction that found the lease still held and the original the same."""

from datetime import datetime

from media_pipeline.assets.models import Asset, AssetState, Run, RunKind, RunState
from media_pipeline.ingest.failures import Superseded
from media_pipeline.ingest.services.deleting import plan_run_removal
from media_pipeline.ingest.services.editions import order_edition


def publish_first(*, run: Run, now: datetime) -> None:
    """The first rung, from its first segments on; never in place of a whole run."""
    asset = _locked(run)
    if asset.current_run_id is None:
        _point(asset, run, AssetState.PLAYABLE)


def publish_run(*, run: Run, now: datetime) -> None:
    """Raises Superseded."""
    asset = _locked(run)
    before = asset.current_run
    if run.kind == RunKind.EDITION and (before is None or run.base_id not in (before.pk, before.base_id)):
        raise Superseded(f"base {run.base_id}")
    if before and before.complete and (before.base_id or before.pk) > run.pk:
        raise Superseded(f"run {before.pk}")
    _publish(run, asset, now)
    _point(asset, run, AssetState.READY)
    if before and before.pk != run.pk:
        _retire(before, now, kept=run.base_id)
    order_edition(asset=asset, now=now)


def _publish(run: Run, asset: Asset, now: datetime) -> None:
    run = Run.objects.select_for_update(of=("self",)).select_related("base").get(pk=run.pk)
    if run.base:
        inherited = {"mp4", "mp3", "storyboard", "peaks"}
        run.outputs = {**{name: key for name, key in run.base.outputs.items() if name in inherited}, **run.outputs}
        run.facts = {**run.base.facts, **run.facts}
    run.presentation = run.facts.get("presentation", "")
    run.size = run.facts.get("size", 0)
    run.state, run.complete, run.published_at, run.ended_at = RunState.PUBLISHED, True, now, now
    run.save()


def _retire(before: Run, now: datetime, *, kept: int | None) -> None:
    """The run before, and the one it stood on, when nothing stands on it now."""
    for old in (before, before.base):
        if old is not None and old.pk != kept:
            Run.objects.filter(pk=old.pk).update(state=RunState.RETIRED)
            plan_run_removal(old, now=now)


def _locked(run: Run) -> Asset:
    asset = Asset.objects.select_for_update(of=("self",)).select_related("current_run__base").get(pk=run.asset_id)
    if asset.source_sha256 != run.source_sha256:
        raise Superseded("source")
    return asset


def _point(asset: Asset, run: Run, state: AssetState) -> None:
    run = Run.objects.get(pk=run.pk)
    asset.current_run, asset.state, asset.code, asset.params = run, state, "", {}
    if run.facts.get("duration"):
        asset.duration = run.facts["duration"]
    asset.save(update_fields=["current_run", "state", "code", "params", "duration"])


def finish_handoff(*, run: Run, now: datetime) -> None:
    Run.objects.filter(pk=run.pk).update(state=RunState.PUBLISHED, complete=True, published_at=now, ended_at=now)
