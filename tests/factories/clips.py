"""Short films and sounds for tests, made by ffmpeg and spoken by espeak-ng, once per run: `clips.film`, `clips["mp3"]`."""

import os
import random
import shlex
import subprocess
from pathlib import Path

import pytest

SAID = "Sáng nay, bà con buôn Ako Dhong thu hoạch cà phê."
PICTURE = "-f lavfi -i testsrc2=s={size}:r={rate}:d={seconds}"
H264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p"


def _film(size="640x360", rate="25", seconds=1.0, video=H264, audio="-c:a aac -b:a 96k", sound="-i speech.wav"):
    return f"{PICTURE.format(size=size, rate=rate, seconds=seconds)} {sound} -t {seconds} -map 0:v -map 1:a {video} {audio}"


# File name → arguments. Those that begin with another's name are made from it, without encoding again.
RECIPES = {
    "film.mp4": _film(seconds=2),
    "large.mp4": _film("1280x720", seconds=1),
    "portrait.mp4": _film("360x640"),
    "rotated.mp4": "-i film.mp4 -c copy -metadata:s:v rotate=90",
    "variable.mp4": _film(rate="30", seconds=2, video="-vf select=lt(mod(n\\\\,12)\\\\,7) -fps_mode vfr " + H264),
    "interlaced.mpg": _film(
        "720x576",
        "50",
        video="-vf tinterlace=interleave_top,setsar=64/45 -c:v mpeg2video -b:v 4M -flags +ildct+ilme -r 25",
        audio="-c:a mp2 -b:a 128k",
    ),
    "camera.mts": _film(
        "480x360", "50", video="-vf tinterlace=interleave_top,setsar=4/3 " + H264 + " -x264opts tff=1", audio="-c:a ac3"
    ),
    "hdr.mp4": _film(
        "320x180",
        video="-c:v libx265 -preset ultrafast -pix_fmt yuv420p10le -x265-params log-level=none "
        "-color_primaries bt2020 -color_trc smpte2084 -colorspace bt2020nc",
    ),
    "odd.webm": _film(video="-vf scale=427:241,setsar=1 -c:v libvpx-vp9 -deadline realtime -cpu-used 8", audio="-c:a libopus"),
    "recorded.webm": _film("320x180", video="-c:v libvpx -deadline realtime", audio="-c:a libopus -f webm -live 1"),
    "silent.mp4": "-i film.mp4 -map 0:v -c copy",
    "surround.mp4": _film("320x180", audio="-ac 6 -c:a aac"),
    "telephone.mov": _film("320x180", audio="-ac 1 -ar 8000 -c:a pcm_mulaw"),
    "blink.mp4": _film("320x180", seconds=0.1),
    "fifty.mp4": _film("320x180", "50"),
    "sixty.mp4": _film("1280x720", "60000/1001", seconds=0.5),
    "conforming.mp4": _film(seconds=7, video="-c:v libx264 -preset veryfast -g 40 -keyint_min 40 -sc_threshold 0 -b:v 500k "
                            "-color_primaries bt709 -color_trc bt709 -colorspace bt709 -pix_fmt yuv420p"),
    "camera.mov": _film("320x180", video="-c:v mjpeg -q:v 4 -pix_fmt yuvj422p", audio="-c:a pcm_s16le"),
    "master.mxf": _film("320x180", video="-c:v mpeg2video -b:v 2M", audio="-ar 48000 -c:a pcm_s16le"),
    "speech.mp3": "-i speech.wav -c:a libmp3lame -b:a 96k",
    "cover.mp3": "-i speech.wav -f lavfi -i testsrc2=s=300x300:d=0.04 -map 0 -map 1 -c:a libmp3lame -c:v mjpeg "
    "-frames:v 1 -disposition:v attached_pic",
    "speech.m4a": "-i speech.wav -c:a aac",
    "speech.aac": "-i speech.wav -c:a aac -f adts",
    "speech.ogg": "-i speech.wav -c:a libvorbis",
    "speech.flac": "-i speech.wav -c:a flac",
    "studio.aiff": "-i speech.wav",
    "recorder.caf": "-i speech.wav -c:a pcm_s16le",
    "lossless.caf": "-i speech.wav -c:a alac",
    # Drums, and clicks that cannot be loud: what coding overshoots most.
    "peaky.wav": "-f lavfi -i anoisesrc=c=pink:d=4:seed=3:a=1 -af volume=if(lt(mod(t\\\\,0.5)\\\\,0.1)\\\\,2\\\\,0.5):eval=frame -ar 48000 -ac 2",
    "clicks.wav": "-f lavfi -i anoisesrc=c=pink:d=4:seed=3:a=1 -af volume=if(lt(mod(t\\\\,0.5)\\\\,0.02)\\\\,8\\\\,0.08):eval=frame -ar 48000 -ac 2",
    "loud.wav": "-i speech.wav -af volume=18dB,alimiter=level=false:limit=0.99 -ar 44100",
    "quiet.wav": "-i speech.wav -af volume=-30dB",
    "still.wav": "-f lavfi -i anullsrc=r=44100:cl=stereo -t 2",
}  # fmt: skip


# Magic, a frame's first byte (its highest rate) and length. No free encoder writes these: noise in their coding will do.
AMR = {"telephone.amr": (b"#!AMR\n", 0x3C, 31), "wide.amr": (b"#!AMR-WB\n", 0x44, 60)}


class Clips:
    """Each file is made when somebody first asks for it."""

    def __init__(self, folder: Path):
        self.folder = folder

    def __getitem__(self, name: str) -> Path:
        path = self.folder / name
        if path.exists():
            return path
        if name in AMR:
            magic, head, length = AMR[name]
            noise = random.Random(7)
            frames = (bytes([head]) + noise.randbytes(length) for _frame in range(150))  # 20 ms each
            (self.folder / self._part(name)).write_bytes(magic + b"".join(frames))
        elif name == "speech.wav":
            self._run(["espeak-ng", "-v", "vi", "-w", "speech.part.wav", SAID])
        else:
            words = shlex.split(RECIPES[name])
            for needed in (word for word in words if (word in RECIPES or word == "speech.wav") and word != name):
                self[needed]
            self._run(["ffmpeg", "-v", "error", "-nostdin", "-y", *words, self._part(name)])
        os.replace(self.folder / self._part(name), path)
        return path

    @property
    def film(self) -> Path:
        """Two seconds of 640×360 with speech."""
        return self["film.mp4"]

    @property
    def sound(self) -> Path:
        """Some seconds of speech."""
        return self["speech.mp3"]

    def make(self, name: str, arguments: str) -> Path:
        """One of your own: ffmpeg's arguments without the output; other clips by their names."""
        RECIPES.setdefault(name, arguments)
        return self[name]

    def _part(self, name: str) -> str:
        stem, _, extension = name.rpartition(".")
        return f"{stem}.part.{extension}"

    def _run(self, argv: list[str]) -> None:
        subprocess.run(argv, cwd=self.folder, check=True)


@pytest.fixture(scope="session")
def clips(tmp_path_factory) -> Clips:
    """Import it into a conftest: the folder is the same for all of a run."""
    folder = tmp_path_factory.getbasetemp() / "clips"
    folder.mkdir(exist_ok=True)
    return Clips(folder)
