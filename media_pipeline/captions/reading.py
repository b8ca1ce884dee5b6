from media_pipeline.captions.model import Captions


def read(data: bytes, filename: str = "", *, duration: float | None = None) -> Captions:
    """WebVTT or SRT, found by content. `duration` of the film in seconds, where known. Raises CaptionsRefused."""
    raise NotImplementedError
