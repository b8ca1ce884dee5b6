"""Clips of a second or two, made once a process by the system's ffmpeg; and the pipeline worked to its end."""

import shutil
import subprocess
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from django.utils import timezone
from wagtail.models import Collection

from media_pipeline.assets.models import Step
from media_pipeline.ingest.services.receiving import receive
from media_pipeline.ingest.services.working import work_on

PICTURE = ["-f", "lavfi", "-i", "testsrc2=s=640x360:r=25:d=1.2"]
# Loud and quiet by turns, as speech is.
SPEECH = ["-f", "lavfi", "-i", "sine=f=300:d={d}:r=48000,volume='0.05+0.2*lt(mod(t,0.5),0.3)':eval=frame"]
H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"]


@cache
def made(name: str) -> Path:
    """By name: `phone.mov` (1.2 s), `film.mp4` and `silent-film.mp4` (1 s), `long-film.mp4` (14 s), `speech.wav` (4 s), `broken.mp4`."""
    path = Path(mkdtemp(prefix="clips-")) / name
    sound = [part.format(d=1.2) for part in SPEECH]
    commands = {
        "phone.mov": [*PICTURE, *sound, "-shortest", *H264],
        "speech.wav": [part.format(d=4) for part in SPEECH],
        "film.mp4": [*PICTURE, *sound, *H264, "-t", "1"],
        "long-film.mp4": [
            *("-f", "lavfi", "-i", "testsrc2=s=640x360:r=25:d=14"),
            *[part.format(d=14) for part in SPEECH],
            *H264,
        ],
        "silent-film.mp4": [*PICTURE, *H264, "-t", "1"],
    }
    if name == "broken.mp4":
        path.write_bytes(b"\x00\x00\x00\x18ftypmp42" + b"Chu Yang Sin" * 100)
        return path
    subprocess.run(["ffmpeg", "-v", "error", *commands[name], str(path)], check=True)
    return path


def sent(clip: str, folder: Path, **typed):
    """The asset of a copy that was received; nobody has worked on it yet."""
    folder.mkdir(exist_ok=True)
    copy = folder / f"sent-{clip}"
    shutil.copyfile(made(clip), copy)
    typed = {"collection": Collection.get_first_root_node(), "name": clip, "now": timezone.now(), **typed}
    return receive(path=copy, **typed)


def work_all(*, ahead: timedelta = timedelta()) -> None:
    """Every step that can be worked, `ahead` of the clock."""
    while work_on(Step.objects.all(), clock=lambda: timezone.now() + ahead):
        pass


def worked(clip: str, folder: Path, **typed):
    asset = sent(clip, folder, **typed)
    work_all()
    asset.refresh_from_db()
    return asset
