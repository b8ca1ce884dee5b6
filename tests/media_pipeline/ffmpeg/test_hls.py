import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from media_pipeline.ffmpeg import hls, storyboard
from media_pipeline.ffmpeg.hls import Malformed, Playlist, Segment, Subtitles
from media_pipeline.ffmpeg.ladder import ladder_for
from media_pipeline.ffmpeg.verify import NotWhole, verify_run
from tests.media_pipeline.ffmpeg.test_ladder import SOURCE


@pytest.fixture
def made(run_of_film, tmp_path):
    return replace(run_of_film, folder=Path(shutil.copytree(run_of_film.folder, tmp_path / "run")))


def playlist(tmp_path, *segments):
    return Playlist(tmp_path, "init.mp4", tuple(Segment(str(n), *one) for n, one in enumerate(segments)), 6, True)


def test_a_last_crumb_is_no_peak(tmp_path):
    steady = playlist(tmp_path, (6.0, 600_000), (6.0, 900_000), (0.1, 90_000))

    assert steady.peak_rate == round(8 * 990_000 / 6.1 + 0.5)
    assert steady.average_rate == round(8 * 1_590_000 / 12.1 + 0.5)
    assert playlist(tmp_path, (0.1, 1000)).peak_rate == 80_000


def test_the_master_names_what_is_there(made):
    assert made.master.startswith("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-MEDIA:TYPE=AUDIO")
    assert re.findall(r"^\w+/index\.m3u8$", made.master, re.M) == ["360/index.m3u8", "240/index.m3u8", "a/index.m3u8"]
    assert 'CODECS="avc1.64001e,mp4a.40.2",AUDIO="audio"' in made.master
    rates = [
        (int(peak), int(average))
        for peak, average in re.findall(r":BANDWIDTH=(\d+),AVERAGE-BANDWIDTH=(\d+)", made.master)
    ]
    assert all(peak >= average > 0 for peak, average in rates) and rates == sorted(rates, reverse=True)


def test_720_stands_first(tmp_path):
    large = ladder_for(SOURCE).rungs
    for one in large:
        (tmp_path / one.name).mkdir()
        (tmp_path / one.name / "init.mp4").write_bytes(b"avcC\x01\x64\x00\x1f")
        (tmp_path / one.name / "0.m4s").write_bytes(b"x")
        lines = ["#EXTM3U", "#EXT-X-TARGETDURATION:6", '#EXT-X-MAP:URI="init.mp4"', "#EXTINF:6,", "0.m4s", ""]
        (tmp_path / one.name / "index.m3u8").write_text("\n".join(lines))

    assert re.findall(r"^(\d+)/", hls.master(tmp_path, rungs=large, audio=False), re.M) == [
        "720",
        "1080",
        "480",
        "360",
        "240",
    ]


def test_subtitles_come_and_go(made):
    tracks = [Subtitles("subs-vi", "vi", "Tiếng Việt"), Subtitles("subs-rad", "rad", "Ê-đê")]

    text = hls.with_subtitles(made.master, tracks)

    assert text.count("TYPE=SUBTITLES") == 2 and text.count(',SUBTITLES="subs"') == 3
    assert 'NAME="Ê-đê",LANGUAGE="rad"' in text and 'URI="subs-vi/index.m3u8"' in text
    assert hls.with_subtitles(text, tracks) == text
    assert hls.with_subtitles(text, []) == made.master


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (lambda run: (run / "hls/240/00000.m4s").unlink(), "240/00000.m4s: missing"),
        (lambda run: (run / "hls/360/init.mp4").write_bytes(b""), "360/init.mp4: empty"),
        (lambda run: (run / "hls/360/00000.m4s").write_bytes(b"x" * 1000), ""),
        (lambda run: (run / "hls/a/index.m3u8").unlink(), "a: "),
        (lambda run: (run / "hls/a/index.m3u8").write_text("<html>"), "a: not a playlist"),
        (lambda run: strike(run / "hls/360/index.m3u8", "#EXT-X-ENDLIST\n", ""), "360: no end"),
        (lambda run: strike(run / "hls/360/index.m3u8", "#EXTINF:2.0", "#EXTINF:1.0"), "360 and 240"),
        (lambda run: (run / "hls/240").rename(run / "hls/x") and (run / "hls/360").rename(run / "hls/240") and (run / "hls/x").rename(run / "hls/360"), "not 640×360"),
        (lambda run: (run / "mp4/360.mp4").write_bytes((run / "mp4/360.mp4").read_bytes()[:2000]), ""),
        (lambda run: (run / "img/poster.jpg").write_bytes(b"\xff\xd8"), ""),
    ],
)  # fmt: skip
def test_half_a_run_is_never_published(harm, says, made, work):
    harm(made.folder)

    with pytest.raises(NotWhole) as refusal:
        verify_run(made.folder, made.source, ladder=made.ladder, scratch=work.scratch)
    assert says in str(refusal.value)


def test_the_manifest_lists_every_file(made):
    listed = {file["path"]: file for file in made.facts.files}

    assert set(listed) == {str(path.relative_to(made.folder)) for path in made.folder.rglob("*") if path.is_file()}
    assert all(len(file["sha256"]) == 64 and file["bytes"] > 0 for file in listed.values())
    assert '"hls/master.m3u8"' in made.facts.manifest()


def test_the_storyboard_names_places_in_the_sprite(made):
    text = (made.folder / "img/sprite.vtt").read_text()

    assert text == "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nsprite.jpg#xywh=0,0,160,90\n"
    grid = storyboard.grid(3600, 1080, 1920)
    assert (grid.every, grid.columns, grid.rows, grid.count, grid.width, grid.height) == (36, 10, 10, 100, 90, 160)
    assert "sprite.jpg#xywh=810,1440,90,160" in storyboard.webvtt(grid, 3600)
    assert storyboard.grid(0.1, 320, 180).count == 1


def test_a_playlist_that_leads_away_is_not_read(tmp_path):
    (tmp_path / "index.m3u8").write_text(
        '#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXT-X-MAP:URI="init.mp4"\n#EXTINF:6,\n../x\n'
    )
    with pytest.raises(Malformed):
        hls.read(tmp_path)


def strike(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
