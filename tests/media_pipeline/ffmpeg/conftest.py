"""Both ffmpegs that a newsroom may run on, and short clips."""

import pytest

from media_pipeline.ffmpeg import binaries
from media_pipeline.ffmpeg.runner import Limits, run
from tests.factories.clips import clips
from tests.media_pipeline.ffmpeg.web import make

__all__ = ["clips"]


@pytest.fixture(params=["system", "pip"])
def ffmpeg(request, monkeypatch) -> binaries.Binaries:
    """Debian's ffmpeg and ffprobe, then pip's ffmpeg with PyAV."""
    monkeypatch.setenv(binaries.CHOICE, request.param)
    return binaries.find()


class Work:
    """`work(argv)`: to its end, which must be a good one."""

    def __init__(self, scratch):
        self.scratch = scratch
        scratch.mkdir()

    def __call__(self, argv, *, seconds=2.0):
        outcome = run(argv, cwd=self.scratch, limits=Limits.encoding(seconds))
        assert outcome.ok, outcome.stderr
        assert outcome.error_lines == 0, outcome.stderr
        return outcome


@pytest.fixture
def work(tmp_path):
    return Work(tmp_path / "scratch")


@pytest.fixture(scope="session")
def run_of_film(clips, tmp_path_factory):
    """Made once; a test that harms it takes a copy."""
    folder = tmp_path_factory.mktemp("film")
    return make(clips.film, Work(folder / "scratch"), folder / "run")
