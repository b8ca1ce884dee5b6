"""Cues as WebVTT, as segments beside a film's, and as text to read."""

import html
import math
from collections.abc import Iterable, Sequence

from media_pipeline.captions.model import Cue, Paragraph

# A pause of so many seconds begins a paragraph; so does the next sentence after so many letters.
PAUSE = 2.5
LONG = 360
SENTENCE_ENDS = (".", "!", "?", "…", '."', ".”", "?”", "!”")


def to_webvtt(cues: Sequence[Cue]) -> str:
    return "\n\n".join(["WEBVTT", *map(_cue, cues)]) + "\n"


def hls_segments(cues: Sequence[Cue], duration: float, target: float = 6.0) -> tuple[str, list[tuple[str, str]]]:
    """(playlist text, [(file name, text)…]): a segment for each `target` seconds of the film, empty ones too.

    A cue stands in every segment it reaches into (RFC 8216 §3.5), with the times of the whole film; those of our film begin
    at zero.
    """
    count = max(1, math.ceil(round(duration / target, 6)))
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", f"#EXT-X-TARGETDURATION:{math.ceil(target)}", "#EXT-X-MEDIA-SEQUENCE:0"]
    lines.append("#EXT-X-PLAYLIST-TYPE:VOD")
    segments: list[tuple[str, str]] = []
    coming, open_cues = iter(sorted(cues, key=lambda cue: cue.start)), []
    ahead = next(coming, None)
    for number in range(count):
        begin, end = number * target, min(duration, (number + 1) * target)
        while ahead and ahead.start < end:
            open_cues.append(ahead)
            ahead = next(coming, None)
        within = open_cues = [cue for cue in open_cues if cue.end > begin]
        head = "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000"
        segments.append((f"{number:05}.vtt", "\n\n".join([head, *map(_cue, within)]) + "\n"))
        lines += [f"#EXTINF:{end - begin:.3f},", f"{number:05}.vtt"]
    return "\n".join([*lines, "#EXT-X-ENDLIST"]) + "\n", segments


def transcript(cues: Iterable[Cue]) -> list[Paragraph]:
    """Running text. A line that stands in two cues one after the other (captions that roll up) is said once."""
    paragraphs: list[Paragraph] = []
    words: list[str] = []
    start, ended, last = 0.0, 0.0, ""
    for cue in cues:
        fresh = [line for line in cue.text.split("\n") if line != last]
        if not fresh:
            ended = max(ended, cue.end)
            continue
        text = " ".join(words)
        if words and (cue.start - ended > PAUSE or (len(text) > LONG and text.endswith(SENTENCE_ENDS))):
            paragraphs.append(Paragraph(start, text))
            words = []
        if not words:
            start = cue.start
        words += fresh
        ended, last = max(ended, cue.end), fresh[-1]
    return [*paragraphs, Paragraph(start, " ".join(words))] if words else paragraphs


def clock(seconds: float) -> str:
    """`01:02:03.500`"""
    whole = round(seconds * 1000)
    return f"{whole // 3_600_000:02}:{whole // 60_000 % 60:02}:{whole // 1000 % 60:02}.{whole % 1000:03}"


def _cue(cue: Cue) -> str:
    return f"{clock(cue.start)} --> {clock(cue.end)}\n{html.escape(cue.text, quote=False)}"
