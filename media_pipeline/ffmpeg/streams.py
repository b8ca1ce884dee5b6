"""From the prober's words and the packets' times to typed facts."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from statistics import median
from typing import Any

from media_pipeline.ffmpeg.facts import Audio, Video
from media_pipeline.ffmpeg.inspection import Packet

STANDARD_RATES = (
    Fraction(24000, 1001),
    Fraction(24),
    Fraction(25),
    Fraction(30000, 1001),
    Fraction(30),
    Fraction(50),
    Fraction(60000, 1001),
    Fraction(60),
)
FIELD_ORDERS = {"tt": True, "tb": True, "bb": False, "bt": False}
# Codecs that do not say, and were made for television.
TELEVISION = {"mpeg2video", "dvvideo"}
# A container counts in milliseconds at best: a steady film's intervals differ that much.
STEADY = 0.2


def video(stream: dict[str, Any], packets: Sequence[Packet]) -> Video:
    ratio = fraction(stream.get("sample_aspect_ratio", "").replace(":", "/")) or Fraction(1)
    rotation = _rotation(stream)
    coded_width, coded_height = int(stream.get("width") or 0), int(stream.get("height") or 0)
    width, height = (_even(coded_width * ratio), _even(coded_height)) if coded_width else (0, 0)
    if rotation % 180:
        width, height = height, width
    intervals = [after - before for before, after in pairwise(sorted(packet.start for packet in packets))]
    variable = _varies(intervals)
    order = stream.get("field_order", "unknown")
    unsaid = order == "unknown" and stream["codec_name"] in TELEVISION
    return Video(
        index=stream["index"],
        codec=stream["codec_name"],
        profile=str(stream.get("profile") or ""),
        level=stream.get("level"),
        width=width,
        height=height,
        coded_width=coded_width,
        coded_height=coded_height,
        rotation=rotation,
        sample_aspect_ratio=ratio,
        frame_rate=_frame_rate(stream, intervals, variable),
        variable_frame_rate=variable,
        interlaced=order in FIELD_ORDERS or unsaid,
        top_field_first=FIELD_ORDERS.get(order, True),
        pixel_format=stream.get("pix_fmt", ""),
        color_space=stream.get("color_space", "unknown"),
        color_range=stream.get("color_range", "unknown"),
        color_transfer=stream.get("color_transfer", "unknown"),
        color_primaries=stream.get("color_primaries", "unknown"),
        bit_rate=_int(stream.get("bit_rate")),
        duration=_float(stream.get("duration")),
        keyframe_gap=_keyframe_gap(packets),
        closed_gop=_closed(packets),
    )


def audio(stream: dict[str, Any]) -> Audio:
    return Audio(
        index=stream["index"],
        codec=stream["codec_name"],
        sample_rate=int(stream.get("sample_rate") or 0),
        channels=int(stream.get("channels") or 0),
        layout=stream.get("channel_layout", ""),
        bit_rate=_int(stream.get("bit_rate")),
        duration=_float(stream.get("duration")),
    )


def fraction(text: str) -> Fraction | None:
    """`30000/1001`; None for 0/0 and nonsense."""
    try:
        return Fraction(text) or None
    except (ValueError, ZeroDivisionError):
        return None


def _rotation(stream: dict[str, Any]) -> int:
    """Degrees to turn, a multiple of 90."""
    said = [side["rotation"] for side in stream.get("side_data_list", []) if "rotation" in side]
    return round(float(said[0]) / 90) * 90 % 360 if said else 0


def _even(size: Fraction | int) -> int:
    """Downwards: a film is never made larger."""
    return max(2, int(size) // 2 * 2)


def _varies(intervals: Sequence[float]) -> bool:
    if len(intervals) < 2:
        return False
    usual = median(intervals)
    return sum(abs(interval - usual) > STEADY * usual for interval in intervals) > 0.02 * len(intervals)


def _frame_rate(stream: dict[str, Any], intervals: Sequence[float], variable: bool) -> Fraction:
    """A steady film's own rate; for a varying one, the least standard rate that shows its average."""
    average = fraction(stream.get("avg_frame_rate", "")) or fraction(stream.get("r_frame_rate", "")) or Fraction(25)
    if intervals and not variable and median(intervals) > 0:
        measured = Fraction(1 / median(intervals)).limit_denominator(1001)
        # One second of a steady film may carry a wrong average; its packets do not.
        average = average if abs(average - measured) < measured / 50 else measured
    if variable:
        enough = [rate for rate in (24, 25, 30, 50, 60) if rate >= average * Fraction(98, 100)]
        return Fraction(enough[0]) if enough else average
    nearest = min(STANDARD_RATES, key=lambda rate: abs(rate - average))
    return nearest if abs(nearest - average) < nearest / 2000 else average.limit_denominator(1001)


def _keyframe_gap(packets: Sequence[Packet]) -> float | None:
    """The longest time without a keyframe, the end included."""
    keys = [packet.start for packet in packets if packet.key]
    if not keys:
        return None
    ends = max(packet.start + packet.length for packet in packets)
    return max(after - before for before, after in pairwise(sorted([*keys, ends])))


def _closed(packets: Sequence[Packet]) -> bool:
    """Whether no frame leads its keyframe: the file begins with one, and nothing after one is shown before it."""
    key: float | None = None
    for packet in packets:
        if packet.key:
            key = packet.start
        elif key is None or packet.start < key:
            return False
    return key is not None


def _int(value: Any) -> int | None:
    return int(value) if value not in (None, "N/A") else None


def _float(value: Any) -> float | None:
    return float(value) if value not in (None, "N/A") else None
