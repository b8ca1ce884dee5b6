"""Peaks for drawing, in the JSON of BBC's audiowaveform (version 2), which players' waveform views read."""

import json
import sys
from array import array
from pathlib import Path

RATE = 8000


def peaks(samples: Path, *, points: int = 1800) -> str:
    """Of s16le mono 8 kHz samples: {"version": 2, "channels": 1, "sample_rate", "samples_per_pixel", "bits": 8, "length", "data"}.

    `data` is min, max, min, max… from -128 to 127; at most `points` pairs. The file is read piece by piece.
    """
    each = max(16, -(-(samples.stat().st_size // 2) // points))
    data: list[int] = []
    with samples.open("rb") as file:
        while piece := file.read(each * 2):
            values = array("h", piece[: len(piece) // 2 * 2])
            if sys.byteorder == "big":
                values.byteswap()
            if values:
                data += [min(values) >> 8, max(values) >> 8]
    return json.dumps(
        {
            "version": 2,
            "channels": 1,
            "sample_rate": RATE,
            "samples_per_pixel": each,
            "bits": 8,
            "length": len(data) // 2,
            "data": data,
        },
        separators=(",", ":"),
    )
