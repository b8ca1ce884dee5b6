from media_pipeline.ingest.models.machine import Machine
from media_pipeline.ingest.models.upload import Upload

__all__ = ["Machine", "Upload"]
