"""Both ffmpegs that a newsroom may run on, and short clips."""

import pytest

from media_pipeline.ffmpeg import binaries
from media_pipeline.ffmpeg.runner import Limits, run
from tests.factories.clips import clips

__all__ = ["clips"]


@pytest.fixture(params=["system", "pip"])
def ffmpeg(request, monkeypatch) -> binaries.Binaries:
    """Debian's ffmpeg and ffprobe, then pip's ffmpeg with PyAV."""
    monkeypatch.setenv(binaries.CHOICE, request.param)
    return binaries.find()


@pytest.fixture
def work(tmp_path):
    """`work(argv)`: to its end, which must be a good one."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()

    def work(argv, *, seconds=2.0):
        outcome = run(argv, cwd=scratch, limits=Limits.encoding(seconds))
        assert outcome.ok, outcome.stderr
        assert outcome.error_lines == 0, outcome.stderr
        return outcome

    work.scratch = scratch
    return work
