"""The only module here that names tasks."""

from media_pipeline.assets.queue import ring
from media_pipeline.assets.states import Queue


def ring_upload(upload_id) -> None:
    ring("media_pipeline.ingest.tasks.take_in_upload", str(upload_id), queue=Queue.FAST)


def ring_step(step_id: int, queue: str) -> None:
    ring("media_pipeline.ingest.tasks.work_step", step_id, queue=queue)
