"""Every film a reporter may bring becomes square, progressive, 8-bit BT.709 at sizes that fit, with stereo at 48 kHz."""

import re

import pytest
from PIL import Image

from media_pipeline.ffmpeg import recipes
from media_pipeline.ffmpeg.ladder import ladder_for
from media_pipeline.ffmpeg.probe import probe
from tests.media_pipeline.ffmpeg.web import first_loud, first_white, make, rung, shot, streams

# Clip, its rungs, frames a second in each.
FILMS = [
    ("film.mp4", ["640x360", "426x240"], ["25.000", "25.000"]),
    ("portrait.mp4", ["360x640", "240x426"], ["25.000", "25.000"]),
    ("rotated.mp4", ["360x640", "240x426"], ["25.000", "25.000"]),
    ("variable.mp4", ["640x360", "426x240"], ["24.000", "24.000"]),
    ("interlaced.mpg", ["854x480", "640x360", "426x240"], ["25.000", "25.000", "25.000"]),
    ("camera.mts", ["640x360", "426x240"], ["25.000", "25.000"]),
    ("hdr.mp4", ["320x180"], ["25.000"]),
    ("odd.webm", ["426x240"], ["25.000"]),
    ("recorded.webm", ["320x180"], ["25.000"]),
    ("silent.mp4", ["640x360", "426x240"], ["25.000", "25.000"]),
    ("surround.mp4", ["320x180"], ["25.000"]),
    ("telephone.mov", ["320x180"], ["25.000"]),
    ("blink.mp4", ["320x180"], ["25.000"]),
    ("fifty.mp4", ["320x180"], ["25.000"]),
    ("sixty.mp4", ["1280x720", "854x480", "640x360", "426x240"], ["59.940", "29.970", "29.970", "29.970"]),
    ("camera.mov", ["320x180"], ["25.000"]),
    ("master.mxf", ["320x180"], ["25.000"]),
]


# What makes a filter or an option differ is tried on both ffmpegs.
ON_BOTH = {
    "rotated.mp4",
    "variable.mp4",
    "camera.mts",
    "hdr.mp4",
    "odd.webm",
    "silent.mp4",
    "surround.mp4",
    "sixty.mp4",
}
CASES = [(ffmpeg, *film) for film in FILMS for ffmpeg in ("system", "pip") if ffmpeg == "system" or film[0] in ON_BOTH]


@pytest.mark.parametrize(
    ("ffmpeg", "name", "sizes", "rates"),
    CASES,
    ids=[f"{ffmpeg}-{name}" for ffmpeg, name, *_ in CASES],
    indirect=["ffmpeg"],
)
def test_a_film_plays_everywhere(name, sizes, rates, clips, ffmpeg, work, tmp_path):
    made = make(clips[name], work, tmp_path / "run")

    listed = dict(re.findall(r"RESOLUTION=(\d+x\d+),FRAME-RATE=([\d.]+)", made.master))
    assert listed == dict(zip(sizes, rates, strict=True))
    assert made.facts.damaged is None
    assert abs(made.facts.duration - made.source.duration) < 0.25
    looked = [rung(made.folder / "hls" / one.name) for one in made.ladder.rungs]
    assert all(keys == looked[0][1] for _stream, keys in looked), "a player may change anywhere"
    for stream, _keys in looked:
        assert (stream["codec_name"], stream["profile"], stream["pix_fmt"]) == ("h264", "High", "yuv420p")
        assert (stream.get("sample_aspect_ratio", "1:1"), stream.get("field_order", "progressive")) == (
            "1:1",
            "progressive",
        )
        assert (stream["color_transfer"], stream["color_primaries"], stream["color_space"]) == ("bt709",) * 3
        assert not stream.get("side_data_list"), "turned, not marked as turned"
    if made.source.audio:
        [stream] = streams(made.folder / "hls" / "a")
        assert (stream["codec_name"], stream["sample_rate"], stream["channels"]) == ("aac", "48000", 2)
    kinds = [stream["codec_type"] for stream in streams(made.folder / "mp4" / f"{made.ladder.download.name}.mp4")]
    assert kinds == (["video", "audio"] if made.source.audio else ["video"])
    for picture in ("poster", "sprite"):
        with Image.open(made.folder / "img" / f"{picture}.jpg") as image:
            assert (image.width > image.height) == (
                made.source.video.width > made.source.video.height
            ) or picture == "sprite"
            assert max(high for _low, high in image.convert("RGB").getextrema()) > 100, "not black"


def test_a_conforming_film_keeps_its_own_stream(clips, ffmpeg, work, tmp_path):
    made = make(clips["conforming.mp4"], work, tmp_path / "run")

    assert made.ladder.copies_top
    own = made.source.video.bit_rate
    assert abs(made.facts.outputs["360"]["bit_rate"] - own) < 0.05 * own
    assert [rung(made.folder / "hls" / name)[1] for name in ("360", "240")] == [[0, 1.6, 3.2, 4.8, 6.4]] * 2


def test_an_urgent_film_shows_its_first_size_while_the_rest_is_made(clips, ffmpeg, work, tmp_path):
    source = probe(clips["interlaced.mpg"])
    ladder = ladder_for(source)
    first = recipes.web_video(
        clips["interlaced.mpg"],
        tmp_path,
        source,
        ladder,
        sound=None,
        rungs=[ladder.first],
        with_sprite=False,
        growing=True,
    )
    work(first)
    assert sorted(path.name for path in (tmp_path / "hls").iterdir()) == ["480", "a"]
    assert "#EXT-X-PLAYLIST-TYPE:EVENT" in (tmp_path / "hls/480/index.m3u8").read_text()

    work(
        recipes.web_video(
            clips["interlaced.mpg"], tmp_path, source, ladder, sound=None, rungs=ladder.rest, with_audio=False
        )
    )

    assert sorted(path.name for path in (tmp_path / "hls").iterdir()) == ["240", "360", "480", "a"]
    assert (tmp_path / "img" / "sprite.jpg").exists()


def test_picture_and_sound_stay_together(clips, ffmpeg, work, tmp_path):
    """A white frame and a beep, both at the first second, found again in what a reader plays and what a reader downloads."""
    blink = clips.make(
        "blink-and-beep.mp4",
        "-f lavfi -i color=black:s=320x180:r=25:d=2,drawbox=c=white:t=fill:enable=between(t\\\\,1\\\\,1.1) "
        "-f lavfi -i sine=1000:r=48000:d=2:samples_per_frame=480,volume=0:enable=not(between(t\\\\,1\\\\,1.1)) "
        "-map 0:v -map 1:a -c:v libx264 -bf 3 -b_strategy 0 -c:a aac -b:a 128k",
    )
    made = make(blink, work, tmp_path / "run")

    for picture, sound in (("hls/180", "hls/a"), ("mp4/180.mp4", "mp4/180.mp4")):
        assert abs(first_white(made.folder / picture) - 1.0) <= 0.02
        assert abs(first_loud(made.folder / sound) - 1.0) <= 0.02


def test_colours_stay_what_they_were(clips, ffmpeg, work, tmp_path):
    """Of a film in BT.709, as telephones make them, in its sizes, its poster and its storyboard."""
    red = clips.make(
        "red.mp4",
        "-f lavfi -i color=0xE03020:s=640x360:r=25:d=1 -vf scale=out_color_matrix=bt709:out_range=tv,format=yuv420p "
        "-c:v libx264 -preset ultrafast -color_primaries bt709 -color_trc bt709 -colorspace bt709 -color_range tv",
    )
    made = make(red, work, tmp_path / "run")

    wanted = pixel(shot(red, tmp_path))
    stills = [made.folder / "img/poster.jpg", made.folder / "img/sprite.jpg", shot(made.folder / "hls/240", tmp_path)]
    for picture in stills:
        assert all(abs(have - want) <= 4 for have, want in zip(pixel(picture), wanted, strict=True)), picture


def test_high_dynamic_range_keeps_its_middle_grey(clips, ffmpeg, work, tmp_path):
    """Washed out or black is what a naive conversion gives."""
    work(recipes.poster(clips["hdr.mp4"], tmp_path, probe(clips["hdr.mp4"])))

    with Image.open(tmp_path / "img" / "poster.jpg") as image:
        values = image.convert("L").tobytes()
    assert 40 < sum(values) / len(values) < 200


def test_a_poster_may_be_another_moment(clips, work, tmp_path):
    source = probe(clips.film)
    seen = set()
    for at in (0.0, 1.0, 99.0):
        work(recipes.poster(clips.film, tmp_path, source, at=at))
        seen.add((tmp_path / "img" / "poster.jpg").read_bytes())

    assert len(seen) == 3


def test_a_film_of_one_frame_has_a_poster(clips, work, tmp_path):
    slide = clips.make("slide.mp4", "-f lavfi -i color=red:s=320x180:r=1:d=1 -c:v libx264 -preset ultrafast")

    work(recipes.poster(slide, tmp_path, probe(slide)))

    with Image.open(tmp_path / "img" / "poster.jpg") as image:
        assert image.size == (320, 180)


def pixel(path):
    with Image.open(path) as image:
        return image.convert("RGB").getpixel((80, 45))
