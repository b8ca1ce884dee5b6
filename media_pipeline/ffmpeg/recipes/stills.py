"""Single pictures out of a film or a sound file."""

from pathlib import Path

from media_pipeline.ffmpeg.binaries import Binaries
from media_pipeline.ffmpeg.command import Stream, argv, opened
from media_pipeline.ffmpeg.facts import Probe
from media_pipeline.ffmpeg.filters import for_jpeg, progressive, sized

WIDEST = 1280
# Frames of which the most typical is taken: never black, seldom a blink. Of keyframes alone, which are far apart, fewer do.
CHOICE, CHOICE_OF_KEYFRAMES = 24, 12
# A seek behind the last frame finds none.
BEFORE_END = 0.5
BEFORE_KEYFRAME = 1.0


def poster(
    source: Path, out: Path, probe: Probe, *, at: float | None = None, binaries: Binaries | None = None
) -> list[str]:
    """Makes out/img/poster.jpg, at most 1280 wide. `at` in seconds: exactly that frame; None: a good one near the beginning."""
    assert probe.video
    video = probe.video
    length = min(probe.duration, video.duration or probe.duration)
    start = max(0.0, min(length / 10 if at is None else at, length - BEFORE_END))
    scale = min(1.0, WIDEST / max(video.width, video.height))
    width, height = (max(2, round(side * scale / 2) * 2) for side in (video.width, video.height))
    # Some containers are sought to a keyframe behind: so from well before, and on by decoding.
    sought = max(0.0, start - (video.keyframe_gap or 0) - BEFORE_KEYFRAME)
    # A film cut on keyframes is looked at without the frames between; deinterlacing needs them.
    leaping = at is None and not video.interlaced and 0 < 2 * (video.keyframe_gap or 0) < length - start
    film = opened(source, ss=round(sought, 3), **({"skip_frame": "nokey"} if leaping else {}))[str(video.index)]
    # The last frame stands for as long as it is asked: at one frame a second a film ends long after it.
    film = film.filter("tpad", stop=-1, stop_mode="clone").filter("trim", start=round(start - sought, 3))
    film = progressive(film, video)
    if at is None:
        film = film.filter("thumbnail", CHOICE_OF_KEYFRAMES if leaping else CHOICE)
    picture = for_jpeg(sized(film, video, width, height), width, height)
    return argv(_jpeg(picture, out, "poster"), binaries=binaries)


def cover(source: Path, out: Path, *, binaries: Binaries | None = None) -> list[str]:
    """Makes out/img/cover.jpg from the picture attached to a sound file (`probe.cover`)."""
    picture = for_jpeg(opened(source)["v:0"], f"min({WIDEST},iw)", -2)
    return argv(_jpeg(picture, out, "cover"), binaries=binaries)


def _jpeg(film: Stream, out: Path, name: str) -> Stream:
    folder = out / "img"
    folder.mkdir(parents=True, exist_ok=True)
    options = {"frames:v": 1, "update": 1, "q:v": 3, "map_metadata": -1}
    return film.output(str(folder / f"{name}.jpg"), format="image2", **options)
