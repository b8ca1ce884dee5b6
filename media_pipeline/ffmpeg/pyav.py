"""Stands in for ffprobe where there is none: `python -I pyav.py streams|packets FILE [SECONDS]`, printing what ffprobe prints.

A program of its own, run under the same limits: hostile bytes are never opened inside a worker.
"""

import json
import sys
from typing import Any

import av
from av.stream import Disposition
from av.video.stream import VideoStream

MAX_PIXELS = 8192 * 4320
# ITU-T H.273 code points, as ffprobe names them.
SPACES = {1: "bt709", 5: "bt470bg", 6: "smpte170m", 9: "bt2020nc"}
TRANSFERS = {1: "bt709", 6: "smpte170m", 16: "smpte2084", 18: "arib-std-b67"}
PRIMARIES = {1: "bt709", 5: "bt470bg", 6: "smpte170m", 9: "bt2020"}
RANGES = {1: "tv", 2: "pc"}
FIELD_ORDERS = {1: "progressive", 2: "tt", 3: "bb", 4: "tb", 5: "bt"}


def main(guard: dict[str, str], what: str, path: str, seconds: float = 0) -> None:
    # max_alloc is an option of the programs; the launcher's memory limit stands for it.
    options = {name: value for name, value in guard.items() if name != "max_alloc"}
    try:
        with av.open("file:" + path, options=options, metadata_errors="replace") as container:
            if what == "packets":
                packets(container, seconds)
            else:
                print(json.dumps(described(container)))
    except (av.FFmpegError, OSError, ValueError, MemoryError) as error:
        sys.exit(f"{type(error).__name__}: {error}")


def described(container: Any) -> dict[str, Any]:
    duration = container.duration
    return {
        "format": {
            "format_name": container.format.name,
            "duration": duration / av.time_base if duration else None,
            "bit_rate": container.bit_rate or None,
        },
        "streams": [_stream(stream) for stream in container.streams],
        # The reader of bare AAC guesses from the first frames and does not say so.
        "estimated": container.format.name == "aac",
    }


def _stream(stream: Any) -> dict[str, Any]:
    context = stream.codec_context
    if context is None:
        return {"index": stream.index, "codec_type": stream.type}
    seconds = float(stream.duration * stream.time_base) if stream.duration else None
    found = {
        "index": stream.index,
        "codec_type": stream.type,
        "codec_name": context.codec.canonical_name,
        "codec_tag_string": context.codec_tag,
        "profile": stream.profile or "",
        "duration": seconds,
        "bit_rate": context.bit_rate or None,
        "disposition": {"attached_pic": int(attached(stream))},
    }
    if stream.type == "audio":
        found |= {
            "sample_rate": context.sample_rate,
            "channels": context.channels,
            "channel_layout": context.layout.name,
        }
    if isinstance(stream, VideoStream):
        found |= {
            "level": context.level,
            "width": context.width,
            "height": context.height,
            "sample_aspect_ratio": _ratio(stream.sample_aspect_ratio),
            "pix_fmt": context.pix_fmt or "",
            "field_order": FIELD_ORDERS.get(int(context.field_order), "unknown"),
            "color_space": SPACES.get(context.colorspace, "unknown"),
            "color_range": RANGES.get(context.color_range, "unknown"),
            "color_transfer": TRANSFERS.get(context.color_trc, "unknown"),
            "color_primaries": PRIMARIES.get(context.color_primaries, "unknown"),
            "r_frame_rate": str(stream.base_rate or "0/0"),
            "avg_frame_rate": str(stream.average_rate or "0/0"),
            "side_data_list": [{"rotation": _rotation(stream)}],
        }
    return found


def attached(stream: Any) -> bool:
    return bool(stream.disposition & Disposition.attached_pic)


def _ratio(value: Any) -> str:
    return f"{value.numerator}:{value.denominator}" if value else "1:1"


def _rotation(stream: Any) -> int:
    """Known to frames alone. A canvas beyond the limit is refused elsewhere, and never opened here."""
    if not 0 < stream.width * stream.height <= MAX_PIXELS:
        return 0
    try:
        return int(next(iter(stream.container.decode(stream))).rotation)
    except (StopIteration, av.FFmpegError):
        return 0


def packets(container: Any, seconds: float) -> None:
    video = [stream for stream in container.streams.video if not attached(stream)]
    stream = video[0] if video else container.streams.audio[0]
    for packet in container.demux(stream):
        if packet.pts is None:
            continue
        start = float(packet.pts * packet.time_base)
        if seconds and start > seconds:
            break
        length = float((packet.duration or 0) * packet.time_base)
        print(f"{start:.6f},{length:.6f},{'K' if packet.is_keyframe else '_'}")


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), sys.argv[2], sys.argv[3], *map(float, sys.argv[4:]))
