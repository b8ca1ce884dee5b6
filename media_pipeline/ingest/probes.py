"""What was found out about an original, as JSON in the row of its asset."""

from dataclasses import asdict
from fractions import Fraction
from typing import Any

from media_pipeline.ffmpeg.facts import Audio, Probe, Video


def to_json(probe: Probe) -> dict[str, Any]:
    facts = asdict(probe)
    if video := facts["video"]:
        facts["video"] = {name: str(value) if isinstance(value, Fraction) else value for name, value in video.items()}
    return facts


def from_json(facts: dict[str, Any]) -> Probe:
    video, audio = facts["video"], facts["audio"]
    if video:
        ratio, rate = Fraction(video["sample_aspect_ratio"]), Fraction(video["frame_rate"])
        video = Video(**{**video, "sample_aspect_ratio": ratio, "frame_rate": rate})
    return Probe(**{**facts, "video": video, "audio": Audio(**audio) if audio else None})
