"""“Các bản đã tạo” and “Đã đo” of one asset."""

from fractions import Fraction
from typing import NamedTuple

from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from media_pipeline.assets.models import Asset
from media_pipeline.assets.playable import Playable
from media_pipeline.ffmpeg.levels import WEB
from newsroom.language import running_time

CODECS = {"h264": "H.264", "hevc": "H.265", "mpeg2video": "MPEG-2", "prores": "ProRes", "opus": "Opus"}


class Output(NamedTuple):
    name: str
    what: str
    address: str
    plays: bool = False


class Fact(NamedTuple):
    name: str
    value: str


def outputs(asset: Asset, playable: Playable | None) -> list[Output]:
    """What can be played or looked at, each by itself."""
    if playable is None:
        return []
    made = asset.current_run.facts.get("made", {})
    levels = " · ".join(sorted((rung for rung in made if rung.isdigit()), key=int, reverse=True))
    frames = f"{playable.width} × {playable.height}" if playable.width else ""
    plain = filesizeformat(playable.size) if playable.size else ""
    named = [
        (_("HLS, nhiều mức") if levels else _("HLS"), f"{levels}p" if levels else "", playable.hls, True),
        (_("MP4"), plain, playable.mp4, True),
        (_("MP3"), plain, playable.mp3, True),
        (_("Ảnh đại diện") if playable.width else _("Ảnh bìa"), frames, playable.poster),
        (_("Dải ảnh tua"), "VTT", playable.storyboard),
        *((_("Phụ đề %(language)s") % {"language": track.label}, "WebVTT", track.url) for track in playable.captions),
    ]
    return [output for row in named if (output := Output(*row)).address]


def measured(asset: Asset) -> list[Fact]:
    """Only what was measured; the target stands beside it."""
    found, run = asset.facts or {}, (asset.current_run.facts if asset.current_run else {}) or {}
    film, sound, heard = found.get("video") or {}, found.get("audio") or {}, run.get("loudness") or {}
    facts = [
        (_("Thời lượng"), running_time(asset.duration) if asset.duration else ""),
        (_("Khuôn hình"), _frame(asset, film)),
        (_("Tốc độ hình"), _rate(film)),
        (_("Hình"), _codec(film)),
        (_("Tiếng"), _sound(sound)),
        (_("Độ to đo được"), _lufs(heard.get("loudness"), WEB.loudness)),
        (_("Đỉnh thực"), _number(heard.get("true_peak"), "dBTP")),
        (_("Bản gốc"), _("%(size)s, giữ nguyên, không công khai") % {"size": filesizeformat(asset.source_size)}),
        ("SHA-256", asset.source_sha256[:16]),
    ]
    return [Fact(name, value) for name, value in facts if value]


def _frame(asset: Asset, film: dict) -> str:
    if not film or not asset.width:
        return ""
    turned = _("xoay %(angle)s độ") % {"angle": film["rotation"]} if film.get("rotation") else _("thẳng")
    return f"{asset.width} × {asset.height}, {turned}"


def _rate(film: dict) -> str:
    if not film:
        return ""
    rate = number_format(f"{float(Fraction(film['frame_rate'])):.2f}".rstrip("0").rstrip("."), use_l10n=True)
    return _("%(rate)s (không đều)") % {"rate": rate} if film["variable_frame_rate"] else rate


def _sound(sound: dict) -> str:
    if not sound:
        return ""
    rate = number_format(f"{sound.get('sample_rate', 0) / 1000:g}", use_l10n=True)
    channels = _("%(n)s kênh") % {"n": sound.get("channels")}
    return f"{_codec(sound)} {rate} kHz, {channels}"


def _codec(stream: dict) -> str:
    """ffmpeg's name as the trade writes it."""
    name = stream.get("codec", "")
    return "PCM" if name.startswith("pcm_") else CODECS.get(name, name.upper())


def _lufs(value: float | None, target: float) -> str:
    shown = _number(value, "LUFS")
    return (
        _("%(value)s (đích %(target)s)") % {"value": shown, "target": _signed(target, 0)} if shown and target else shown
    )


def _number(value: float | None, unit: str) -> str:
    return f"{_signed(value, 1)} {unit}" if value is not None else ""


def _signed(value: float, digits: int) -> str:
    return number_format(value, digits, use_l10n=True).replace("-", "−")
