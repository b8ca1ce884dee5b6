from collections.abc import Sequence

from media_pipeline.captions.model import Cue, Paragraph


def to_webvtt(cues: Sequence[Cue]) -> str:
    raise NotImplementedError


def hls_segments(cues: Sequence[Cue], duration: float, target: float = 6.0) -> tuple[str, list[tuple[str, str]]]:
    """(playlist text, [(file name, text)…]): a segment for each `target` seconds of the film, empty ones too."""
    raise NotImplementedError


def transcript(cues: Sequence[Cue]) -> list[Paragraph]:
    raise NotImplementedError
