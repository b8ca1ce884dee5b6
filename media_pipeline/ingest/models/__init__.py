from media_pipeline.ingest.models.upload import Upload

__all__ = ["Upload"]
