"""From a file somebody sent to clean cues."""

import codecs
import html
import re
import unicodedata

from media_pipeline.captions.model import Captions, CaptionsRefused, Cue
from media_pipeline.captions.writing import clock

MOST_BYTES = 2 * 2**20
# Every HLS segment repeats the cues that reach into it: characters times segments, beyond any film's words.
MOST_REPEATED = 20_000_000
SEGMENT = 6.0
# A film's own length is rounded, and a last line may stand a moment longer.
BEYOND = 1.0
MOMENT = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
TIMING = re.compile(rf"\s*{MOMENT}\s*-->\s*{MOMENT}(?:\s.*)?")
# Of WebVTT and of HTML.
MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|</?\d[\d:.]*>|</>")
# Of the subtitle editors that write {\an8} into SRT.
OVERRIDE = re.compile(r"\{\\[^{}]*\}")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def read(data: bytes, filename: str = "", *, duration: float | None = None) -> Captions:
    """WebVTT or SRT, found by content; `filename` is for the reader of a log alone.

    `duration` of the film in seconds, where known: what runs past its end is cut, what begins there is refused. Cues come in
    order of their start, whatever the order of the file. Raises CaptionsRefused.
    """
    if len(data) > MOST_BYTES:
        raise CaptionsRefused("too_large", limit=MOST_BYTES // 2**20)
    if not data.strip(b"\0 \t\r\n"):
        raise CaptionsRefused("empty")
    lines = unicodedata.normalize("NFC", _decoded(data)).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = re.match(r"WEBVTT(?:[ \t].*)?$", lines[0])
    if not found and not any("-->" in line for line in lines):
        raise CaptionsRefused("not_captions")
    if not found:
        lines = [OVERRIDE.sub("", line) for line in lines]
    cues = sorted(_cues(lines), key=lambda cue: cue.start)
    if not cues:
        raise CaptionsRefused("no_cues")
    if duration is not None:
        cues = _within(cues, duration)
    if sum(len(cue.text) * (1 + (cue.end - cue.start) / SEGMENT) for cue in cues) > MOST_REPEATED:
        raise CaptionsRefused("too_large", limit=MOST_BYTES // 2**20)
    return Captions(tuple(cues), "vtt" if found else "srt")


def _decoded(data: bytes) -> str:
    utf_16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encoding = "utf-16" if utf_16 else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        # Guessing between Windows-1258, VNI and TCVN3 would put wrong letters on the screen.
        raise CaptionsRefused("unknown_encoding") from None
    if "\0" in text:
        raise CaptionsRefused("not_captions")
    return text


def _cues(lines: list[str]) -> list[Cue]:
    cues = []
    at = 0
    while at < len(lines):
        if "-->" not in lines[at]:
            at += 1
            continue
        start, end = _times(lines[at], at + 1)
        at += 1
        begin = at
        while at < len(lines) and lines[at].strip() and "-->" not in lines[at]:
            at += 1
        said = lines[begin:at]
        # Cues that no blank line parts: the number belongs to the next.
        if said and at < len(lines) and "-->" in lines[at] and said[-1].strip().isdigit():
            said.pop()
        if text := _plain(said):
            cues.append(Cue(start, end, text))
    return cues


def _times(line: str, number: int) -> tuple[float, float]:
    found = TIMING.fullmatch(line)
    if not found:
        raise CaptionsRefused("bad_time", line=number, text=line.strip()[:60])
    groups = found.groups()
    start, end = _seconds(groups[:4]), _seconds(groups[4:])
    if end <= start:
        raise CaptionsRefused("backwards", line=number)
    return start, end


def _seconds(groups: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, rest = groups
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return (whole * 1000 + int((rest or "0").ljust(3, "0"))) / 1000


def _plain(lines: list[str]) -> str:
    marked_up = MARKUP.sub("", "\n".join(lines))
    text = CONTROL.sub("", html.unescape(marked_up).replace("\xa0", " "))
    return unicodedata.normalize("NFC", "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n")))))


def _within(cues: list[Cue], duration: float) -> list[Cue]:
    last = cues[-1]
    if last.start >= duration + BEYOND:
        raise CaptionsRefused("too_long", end=clock(last.end)[:8], duration=clock(duration)[:8])
    return [Cue(cue.start, min(cue.end, duration), cue.text) for cue in cues if cue.start < duration]
