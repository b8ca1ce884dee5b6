"""The only module here that names tasks."""

from media_pipeline.assets.queue import ring


def ring_text(text_id: int) -> None:
    ring("media_pipeline.documents.tasks.read_document", text_id)
