from media_pipeline.assets.queries.documents import may_be_seen
from media_pipeline.assets.queries.pictures import files, jpeg, prefetch_renditions, rendition_prefetch, with_renditions
from media_pipeline.assets.queries.playing import playable, playables

__all__ = [
    "files", "jpeg", "may_be_seen", "playable", "playables", "prefetch_renditions", "rendition_prefetch", "with_renditions",
]  # fmt: skip
