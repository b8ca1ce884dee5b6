"""The only module here that names tasks. A bell that nobody hears loses nothing: the sweeper finds the work."""

from media_pipeline.assets.queue import ring


def ring_warm(story_id: int) -> None:
    ring("cms.outlet.tasks.warm", story_id)
