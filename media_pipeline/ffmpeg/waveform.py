"""Peaks for drawing, in the JSON of BBC's audiowaveform (version 2), which players' waveform views read."""

from pathlib import Path


def peaks(samples: Path, *, points: int = 1800) -> str:
    """JSON of s16le mono 8 kHz samples: {"version": 2, "channels": 1, "sample_rate", "samples_per_pixel", "bits": 8, "length", "data"}.

    `data` is min, max, min, max… from -128 to 127; at most `points` pairs.
    """
    raise NotImplementedError
