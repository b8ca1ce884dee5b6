"""The only module here that names tasks."""

from media_pipeline.assets.queue import ring


def ring_snapshot(snapshot_id: int) -> None:
    ring("newsroom.stories.tasks.attach_page", snapshot_id)


def ring_check(check_id: int) -> None:
    ring("newsroom.stories.tasks.check_snapshots", check_id)
