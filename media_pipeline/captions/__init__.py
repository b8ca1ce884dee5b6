"""Phụ đề: WebVTT and SRT in; WebVTT, HLS segments and a transcript out. Plain Python. Import from here."""

from media_pipeline.captions.model import Captions, CaptionsRefused, Cue, Paragraph
from media_pipeline.captions.reading import read
from media_pipeline.captions.writing import hls_segments, to_webvtt, transcript

__all__ = ["Captions", "CaptionsRefused", "Cue", "Paragraph", "hls_segments", "read", "to_webvtt", "transcript"]
