"""The only module here that names tasks."""

from media_pipeline.assets.queue import ring


def ring_stale() -> None:
    ring("newsroom.search.tasks.refresh_stale")


def ring_query(place: str, text: str, found: int) -> None:
    """The only message with words in it: a count that is lost with its message is no loss."""
    ring("newsroom.search.tasks.count_query", place, text, found)


def ring_outbox() -> None:
    ring("newsroom.search.tasks.send_outbox")


def ring_building() -> None:
    ring("newsroom.search.tasks.build_indexes")
