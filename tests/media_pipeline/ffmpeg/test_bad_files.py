"""Files that are hostile, broken or no media: each refused with its sentence, within a time and a memory limit."""

import http.server
import os
import random
import struct
import threading
from dataclasses import dataclass, field

import pytest

from media_pipeline.ffmpeg import inspection, recipes, runner
from media_pipeline.ffmpeg.command import argv, opened
from media_pipeline.ffmpeg.guard import FileLimits
from media_pipeline.ffmpeg.ladder import ladder_for
from media_pipeline.ffmpeg.probe import probe
from media_pipeline.ffmpeg.refusals import REFUSALS, MediaRefused
from media_pipeline.ffmpeg.runner import MIB, Limits
from media_pipeline.ffmpeg.verify import verify_run

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 16000, 16000, 8, 2, 0, 0, 0) + b"\0" * 200
HLS = "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{}\n#EXT-X-ENDLIST\n"

TEXTS = [
    ("empty.mp4", b"", "empty"),
    ("random.mp4", random.Random(1).randbytes(100_000), "not_media"),
    ("zeros.mp4", bytes(100_000), "not_media"),
    ("passwd.mp4", HLS.format("file:///etc/passwd").encode(), "playlist"),
    ("blank-first.mp4", b"\xef\xbb\xbf\r\n" + HLS.format("other.ts").encode(), "playlist"),
    ("concat.mp4", b"ffconcat version 1.0\nfile other.ts\n", "playlist"),
    ("dash.mp4", b'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"></MPD>', "playlist"),
    ("session.mp4", b"v=0\r\nc=IN IP4 127.0.0.1\r\nm=video 5004 RTP/AVP 96\r\n", "playlist"),
    ("drawing.mp4", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "picture"),
    ("huge.png", PNG, "picture"),
    ("huge.mp4", PNG.replace(struct.pack(">I", 16000), struct.pack(">I", 30000)), "picture"),
    ("photo.mp4", b"\xff\xd8\xff\xe0" + bytes(1000), "picture"),
    ("telephone.mov", b"\0\0\0\x18ftypheic" + bytes(1000), "picture"),
    ("page.mp4", b"<!DOCTYPE html><html><body>404</body></html>", "not_media"),
    ("report.mp4", b"PK\x03\x04" + bytes(1000), "not_media"),
    ("report.pdf", b"%PDF-1.7\n" + bytes(1000), "not_media"),
    ("program.mp4", b"\x7fELF" + bytes(1000), "not_media"),
    ("tag.mp3", b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + bytes(1000), "unreadable"),
    ("header.mkv", b"\x1a\x45\xdf\xa3\x01\xff\xff\xff\xff\xff\xff\xfe" + bytes(1000), "unreadable"),
    ("boxes.mp4", (b"\0\0\0\x08moov" * 5000) + b"\xff\xff\xff\xffmdat", "no_streams"),
    ("deep.mp4", b"\0\0\0\x10ftypisom\0\0\0\0" + b"".join(struct.pack(">I4s", 80_000 - 8 * n, b"moov") for n in range(10_000)), "unfinished"),
]  # fmt: skip

# Made by ffmpeg: name, arguments, code.
MADE = [
    ("wide.mp4", "-f lavfi -i color=s=8192x8192:r=25:d=0.04 -c:v libx264 -preset ultrafast", "too_many_pixels"),
    ("gap.mkv", r"-f lavfi -i testsrc2=s=64x64:r=25:d=0.08 -vf setpts=N*72000/TB -fps_mode passthrough -c:v libx264", "too_long"),
    ("long.mp4", "-f lavfi -i testsrc2=s=64x64:r=1/1000:d=36000 -c:v libx264", "too_long"),
    ("thousand.mkv", "-f lavfi -i testsrc2=s=64x64:r=1000:d=0.1 -c:v libx264 -preset ultrafast", "too_many_frames"),
    ("many.mka", "-i speech.wav " + "-map 0 " * 33 + "-c:a pcm_s16le -t 0.1", "too_many_streams"),
    ("locked.mp4", "-i film.mp4 -c copy -encryption_scheme cenc-aes-ctr -encryption_key " + "0" * 32 + " -encryption_kid " + "1" * 32, "encrypted"),
]  # fmt: skip


@dataclass
class Watched:
    outcomes: list[runner.Outcome] = field(default_factory=list)


@pytest.fixture
def watched(monkeypatch):
    """Every program that probing starts: what it cost."""
    watched = Watched()

    def watch(*args, **kwargs):
        watched.outcomes.append(outcome := runner.run(*args, **kwargs))
        return outcome

    monkeypatch.setattr(inspection, "run", watch)
    yield watched
    assert all(one.cpu_seconds < 5 and one.wall_seconds < 60 and one.peak_rss < 300 * MIB for one in watched.outcomes)


def refused(path, **options):
    with pytest.raises(MediaRefused) as refusal:
        probe(path, **options)
    assert str(refusal.value) and "%(" not in str(refusal.value)
    return refusal.value.code


@pytest.mark.parametrize(("name", "data", "code"), TEXTS, ids=[name for name, *_ in TEXTS])
def test_what_is_no_media_is_refused(name, data, code, ffmpeg, watched, tmp_path):
    (tmp_path / name).write_bytes(data)

    assert refused(tmp_path / name) == code


@pytest.mark.parametrize(("name", "arguments", "code"), MADE, ids=[name for name, *_ in MADE])
def test_media_beyond_the_limits_is_refused(name, arguments, code, clips, ffmpeg, watched):
    assert refused(clips.make(name, arguments)) == code


def test_a_film_cut_off_before_its_index_is_refused(clips, ffmpeg, watched, tmp_path):
    whole = clips.film.read_bytes()
    (tmp_path / "cut.mp4").write_bytes(whole[: len(whole) * 2 // 3])

    assert refused(tmp_path / "cut.mp4") == "unfinished"


def test_a_picture_inside_a_real_container_opens_no_canvas(clips, ffmpeg, watched, tmp_path):
    small = clips.make("small-png.mov", "-f lavfi -i testsrc2=s=16x16:r=25:d=0.04 -c:v png").read_bytes()
    at = small.index(b"IHDR") + 4
    (tmp_path / "bomb.mov").write_bytes(small[:at] + struct.pack(">II", 16000, 16000) + small[at + 8 :])

    try:
        found = probe(tmp_path / "bomb.mov")
    except MediaRefused:
        return
    outcome = runner.run(
        recipes.poster(tmp_path / "bomb.mov", tmp_path, found), cwd=tmp_path, limits=Limits.encoding(1)
    )
    assert not outcome.ok and outcome.peak_rss < 300 * MIB


def test_a_file_over_the_size_limit_is_not_even_opened(clips, watched):
    assert refused(clips.film, limits=FileLimits(bytes=1000)) == "too_large"
    assert watched.outcomes == []


def test_subtitles_alone_are_no_film(clips, ffmpeg, watched, tmp_path):
    (clips.folder / "words.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nxin chào\n")

    assert refused(clips.make("words.mkv", "-i words.srt -c copy")) == "no_streams"


def test_a_header_that_promises_gigabytes_is_taken_at_its_real_length(clips, ffmpeg, watched, tmp_path):
    sound = bytearray(clips["quiet.wav"].read_bytes()[:22_050])
    sound[4:8] = struct.pack("<I", 0xFFFF_FFF0)
    at = sound.index(b"data") + 4
    sound[at : at + 4] = struct.pack("<I", 0xFFFF_FF00)
    (tmp_path / "promise.wav").write_bytes(sound)

    try:
        assert probe(tmp_path / "promise.wav").duration < 1
    except MediaRefused as refusal:
        assert refusal.code == "too_long"


@pytest.mark.parametrize(
    "text", [HLS.format("{secret}"), "ffconcat version 1.0\nfile secret.ts\n"], ids=["hls", "concat"]
)
@pytest.mark.parametrize("name", ["innocent.mp4", "innocent.ts"])
def test_no_file_leads_to_another_file(name, text, clips, ffmpeg, watched, tmp_path):
    """Even past the first look: the guard itself."""
    secret = clips.make("secret.ts", "-i film.mp4 -c copy")
    (tmp_path / "secret.ts").write_bytes(secret.read_bytes())
    (tmp_path / name).write_text(text.format(secret=secret))

    with pytest.raises(MediaRefused):
        inspection.described(tmp_path / name, ffmpeg)
    outcome = runner.run(
        argv(opened(tmp_path / name)["v:0"].output("stolen.mp4", c="copy")), cwd=tmp_path, limits=Limits.encoding(1)
    )
    assert not outcome.ok and not (tmp_path / "stolen.mp4").exists()


def test_no_file_leads_to_the_network(ffmpeg, watched, tmp_path):
    asked = []

    class Inner(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

    with http.server.HTTPServer(("127.0.0.1", 0), Inner) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        (tmp_path / "a.mp4").write_text(HLS.format(f"http://127.0.0.1:{server.server_port}/inner.ts"))
        with pytest.raises(MediaRefused):
            inspection.described(tmp_path / "a.mp4", ffmpeg)
        server.shutdown()

    assert asked == []


def test_a_film_that_stops_early_plays_and_says_so(clips, ffmpeg, work, tmp_path):
    front = clips.make("front.mp4", "-i conforming.mp4 -c copy -movflags +faststart").read_bytes()
    (tmp_path / "short.mp4").write_bytes(front[: len(front) // 2])
    source = probe(tmp_path / "short.mp4")
    ladder = ladder_for(source)
    scratch = work.scratch

    outcome = runner.run(
        recipes.web_video(tmp_path / "short.mp4", tmp_path / "run", source, ladder, sound=None),
        cwd=scratch, limits=Limits.encoding(source.duration),
    )  # fmt: skip
    declared, produced = verify_run(tmp_path / "run", source, ladder=ladder, scratch=scratch).damaged

    assert outcome.ok and declared == 7 and 2 < produced < 6


def test_a_film_with_flipped_bytes_plays_and_is_counted(clips, ffmpeg, tmp_path):
    data = bytearray(clips["large.mp4"].read_bytes())
    chance = random.Random(2)
    begin, end = data.index(b"mdat") + 100, len(data) * 9 // 10
    for _time in range(3000):
        data[chance.randrange(begin, end)] = chance.randrange(256)
    (tmp_path / "flipped.mp4").write_bytes(data)
    source = probe(tmp_path / "flipped.mp4")

    outcome = runner.run(
        recipes.web_video(tmp_path / "flipped.mp4", tmp_path, source, ladder_for(source), sound=None),
        cwd=tmp_path, limits=Limits.encoding(1),
    )  # fmt: skip

    assert outcome.ok and outcome.error_lines > 0


@pytest.mark.parametrize(
    "name", ["-y.mp4", "Ƀuôn Ako Dhông; $(ls) 'ŏ' \"x\".mp4", "a:b|c,d[0]=%05d\\.mp4", "http:x\n.mp4"]
)
def test_any_name_is_only_a_name(name, clips, work, tmp_path):
    folder = tmp_path / "50% [đã sửa], ok"
    folder.mkdir()
    os.link(clips["blink.mp4"], folder / name)

    source = probe(folder / name)
    work(recipes.web_video(folder / name, folder / "run", source, ladder_for(source), sound=None))

    assert verify_run(folder / "run", source, ladder=ladder_for(source), scratch=work.scratch).damaged is None


def test_every_refusal_tells_what_to_do():
    for code, sentence in REFUSALS.items():
        assert sentence.count(".") >= 2 or ". Hãy" in sentence, code
