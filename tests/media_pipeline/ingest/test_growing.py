"""An urgent film while its first rung is made: what readers are pointed at is there, and never goes back."""

import posixpath
import re
import shutil

import pytest
from django.utils import timezone

from media_pipeline.assets.models import AssetState, RunState
from media_pipeline.assets.queries import playable
from media_pipeline.ingest.services import runs
from media_pipeline.ingest.services.deleting import remove_due
from media_pipeline.ingest.services.steps import growing
from media_pipeline.storage import storage
from tests.media_pipeline.ingest.clips import sent, work_all
from tests.media_pipeline.ingest.half_made import made, so_far, work

__all__ = ["made", "work"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places(settings, tmp_path):
    settings.MEDIA_SCRATCH = tmp_path / "scratch"


def text_of(key: str) -> str:
    with storage().open(key) as file:
        return file.read().decode()


def played(master: str) -> dict[str, str]:
    """Media playlists that a reader gets, by folder; everything they name is there."""
    found = {}
    for address in re.findall(r"^(\w+/index\.m3u8)$", text_of(master), re.M):
        key = posixpath.join(posixpath.dirname(master), address)
        found[address.partition("/")[0]] = text_of(key)
        for name in re.findall(r'^[^#\s]+$|(?<=URI=")[^"]+', found[address.partition("/")[0]], re.M):
            assert storage().exists(posixpath.normpath(posixpath.join(posixpath.dirname(key), name))), name
    return found


def test_readers_have_a_film_from_its_first_segment_on(made, work):
    film = growing.Growing(work, work.ladder.first)
    film.send()
    film.look()
    assert not list(storage().list("growing/")) and work.asset.current_run is None

    so_far(made, work.desk.out, 1)
    film.send()
    film.look()
    work.asset.refresh_from_db()
    shown = playable(work.asset)
    assert work.asset.state == AssetState.PLAYABLE and not shown.complete
    assert shown.hls.endswith("/master.m3u8") and "#EXT-X-START:TIME-OFFSET=0" in text_of(film.master)
    assert {name: text.count("#EXTINF") for name, text in played(film.master).items()} == {"360": 1, "a": 1}

    shutil.copytree(made, work.desk.out, dirs_exist_ok=True)
    film.start()
    film.finish()
    assert all(text.endswith("#EXT-X-ENDLIST\n") for text in played(film.master).values())
    assert {text.count("#EXTINF") for text in played(film.master).values()} == {3}
    assert "#EXT-X-ENDLIST" in text_of(f"{work.run.prefix}/hls/360/index.m3u8")


def test_a_worker_that_begins_anew_takes_nothing_away(made, work):
    first, second = growing.Growing(work, work.ladder.first), None
    so_far(made, work.desk.out, 2)
    first.send()

    shutil.rmtree(work.desk.out)
    second = growing.Growing(work, work.ladder.first)
    so_far(made, work.desk.out, 1)
    second.send()
    assert {text.count("#EXTINF") for text in played(second.master).values()} == {2}
    shutil.copytree(made, work.desk.out, dirs_exist_ok=True)
    second.send()
    assert {text.count("#EXTINF") for text in played(second.master).values()} == {3}


def test_one_that_does_not_grow_to_its_end_is_taken_away(made, work):
    so_far(made, work.desk.out, 1)
    film = growing.Growing(work, work.ladder.first)
    film.send()
    film.look()
    runs.end(work.run, RunState.FAILED, code="worker_lost", now=timezone.now())

    work.asset.refresh_from_db()
    assert playable(work.asset) is None and work.asset.state == AssetState.FAILED
    work.asset.delete()
    for _pass in range(2):
        remove_due(now=timezone.now())
    assert not list(storage().list("growing/")) and not list(storage().list("runs/"))


def test_what_was_shown_early_stays_when_the_rest_is_made(tmp_path):
    asset = sent("long-film.mp4", tmp_path, urgent=True)
    work_all()
    asset.refresh_from_db()
    run = asset.current_run
    assert asset.state == AssetState.READY and run.complete
    assert run.outputs["hls"] == f"{run.prefix}/hls/master.m3u8"
    assert all(text.endswith("#EXT-X-ENDLIST\n") for text in played(f"{run.grown_prefix}/master.m3u8").values())
