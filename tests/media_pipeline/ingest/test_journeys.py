"""From a file that was sent to what plays, with real ffmpeg on clips of a second or two."""

import json
import posixpath
import re
import shutil
from datetime import timedelta

import pytest
from django.utils import timezone

from media_pipeline.assets.models import AssetState, Removal, RunKind, RunState, Step, StepKind
from media_pipeline.assets.queries import playable
from media_pipeline.ingest import queries
from media_pipeline.ingest.errors import OrderRefused
from media_pipeline.ingest.reasons import sentence
from media_pipeline.ingest.services.deleting import remove_due
from media_pipeline.ingest.services.editions import attach_captions, choose_frame, remove_captions
from media_pipeline.ingest.services.handing_off import order_broadcast
from media_pipeline.ingest.services.runs import rerun, retry
from media_pipeline.ingest.services.steps import STEPS
from media_pipeline.ingest.services.steps.encoding import transcode
from media_pipeline.ingest.services.working import work_on
from media_pipeline.storage import storage
from tests.media_pipeline.ingest.clips import sent, work_all, worked

pytestmark = pytest.mark.django_db
SRT = """1
00:00:00,100 --> 00:00:00,500
Čing Êđê ƀuôn

2
00:00:00,600 --> 00:00:01,100
Chiêng ngân
"""


@pytest.fixture(autouse=True)
def _places(settings, tmp_path):
    settings.MEDIA_SCRATCH = tmp_path / "scratch"
    settings.PLAYOUT = tmp_path / "playout"


def text_of(key):
    with storage().open(key) as file:
        return file.read().decode()


def test_a_clip_from_a_phone_becomes_ready(tmp_path, settings):
    asset = worked("phone.mov", tmp_path, title="Lễ hội cồng chiêng")
    run = asset.current_run
    assert (asset.state, asset.type) == (AssetState.READY, "video"), [
        (step.kind, step.state, step.code, step.detail) for step in Step.objects.all()
    ]
    assert run.state == RunState.PUBLISHED and run.complete and run.size
    film = playable(asset)
    assert film.hls and film.mp4 and film.poster and film.storyboard and film.peaks and film.size
    assert film.duration == pytest.approx(1.2, abs=0.15)
    assert max(film.wave) == 100 and min(film.wave) < 90
    keys = {stored.key.removeprefix(f"{run.prefix}/") for stored in storage().list(f"{run.prefix}/")}
    assert {"hls/master.m3u8", "manifest.json", "img/poster.jpg", "wave.json"} <= keys
    assert {file["path"] for file in json.loads(text_of(f"{run.prefix}/manifest.json"))["files"]} <= keys
    assert not list(settings.MEDIA_SCRATCH.iterdir())
    assert storage().exists(asset.file.name) and asset.file.name.startswith(f"src/{asset.token}/{asset.source_sha256}.")
    assert run.facts["loudness"]["loudness"] == pytest.approx(-16, abs=0.5)


def test_sound_becomes_ready_at_minus_sixteen(tmp_path):
    asset = worked("speech.wav", tmp_path)
    assert (asset.state, asset.type) == (AssetState.READY, "audio")
    sound = playable(asset)
    assert sound.hls and sound.mp3 and sound.peaks and not sound.mp4
    assert asset.current_run.facts["loudness"]["loudness"] == pytest.approx(-16, abs=0.5)


def test_what_is_no_film_is_rejected_with_a_sentence(tmp_path):
    asset = worked("broken.mp4", tmp_path)
    assert asset.state == AssetState.REJECTED
    assert playable(asset) is None
    assert sentence(asset.code, asset.params).endswith(".")
    assert storage().exists(asset.file.name)


def test_urgent_film_plays_before_it_is_whole(tmp_path, monkeypatch):
    asset = sent("phone.mov", tmp_path, urgent=True)
    seen = {}
    whole = STEPS[StepKind.TRANSCODE]

    def look(work):
        asset.refresh_from_db()
        seen["state"], seen["film"] = asset.state, playable(asset)
        return whole(work)

    monkeypatch.setitem(STEPS, StepKind.TRANSCODE, look)
    work_all()
    asset.refresh_from_db()
    assert seen["state"] == AssetState.PLAYABLE and asset.state == AssetState.READY
    assert "/growing/" in seen["film"].hls and not seen["film"].complete
    assert playable(asset).hls.endswith("hls/master.m3u8") and playable(asset).complete
    rungs = set(re.findall(r"^(\w+)/index.m3u8", text_of(asset.current_run.outputs["hls"]), re.M))
    assert rungs == {"360", "240", "a"}


@pytest.mark.datalayer
def test_captions_come_after_the_film(tmp_path):
    """Attaching them makes an edition over the same rungs; the run before is kept while it stands on it."""
    asset = worked("phone.mov", tmp_path)
    film = asset.current_run
    attach_captions(asset=asset, data=SRT.encode(), file_name="le-hoi.srt", language="rad", now=timezone.now())
    work_all()
    asset.refresh_from_db()
    edition = asset.current_run
    assert edition.kind == RunKind.EDITION and edition.base == film and edition.pk != film.pk
    master = text_of(edition.outputs["hls"])
    assert "TYPE=SUBTITLES" in master and 'LANGUAGE="rad"' in master and 'SUBTITLES="subs"' in master
    here = edition.outputs["hls"].rpartition("/")[0]
    addresses = re.findall(r'URI="([^"]+)"', master) + re.findall(r"^[^#\s].*$", master, re.M)
    assert len(addresses) >= 4
    for address in addresses:
        key = posixpath.normpath(posixpath.join(here, address))
        assert storage().exists(key), key
        with_segments = text_of(key)
        assert "#EXT-X-ENDLIST" in with_segments
    assert "Čing" in text_of(
        f"{here}/subs-rad/" + re.search(r"^[^#\s].*$", text_of(f"{here}/subs-rad/index.m3u8"), re.M)[0]
    )
    shown = playable(asset)
    assert [(track.language, track.label) for track in shown.captions] == [("rad", "Tiếng Ê-đê")]
    assert shown.mp4 and shown.peaks and shown.poster and shown.duration
    choose_frame(asset=asset, at=0.5, now=timezone.now())
    work_all()
    asset.refresh_from_db()
    assert asset.current_run.base == film and asset.current_run.outputs["poster"] != film.outputs["poster"]
    assert playable(asset).captions
    assert set(Removal.objects.values_list("run_number", flat=True)) == {edition.pk}
    remove_due(now=timezone.now() + timedelta(days=8))
    assert not list(storage().list(f"{edition.prefix}/")) and list(storage().list(f"{film.prefix}/"))
    remove_captions(track=asset.captions.get(), now=timezone.now())
    work_all()
    asset.refresh_from_db()
    assert playable(asset).captions == [] and "SUBTITLES" not in text_of(asset.current_run.outputs["hls"])


def test_a_file_for_the_air(tmp_path, settings):
    asset = worked("speech.wav", tmp_path, title="Lời mở đầu Êđê")
    order = order_broadcast(asset=asset, profile="wav-48k", by="Kỹ thuật viên", now=timezone.now())
    work_all()
    order.refresh_from_db()
    assert order.ready_at, list(order.run.steps.values_list("kind", "state", "code", "detail"))
    assert [path.name for path in settings.PLAYOUT.iterdir()] == [order.name]
    assert order.name.endswith(f"_{order.run_id}.wav") and "loi-mo-dau-ede" in order.name
    assert order.loudness == pytest.approx(-23, abs=0.2) and order.true_peak <= -1
    assert order.size == (settings.PLAYOUT / order.name).stat().st_size
    assert list(queries.ready_for_air()) == [order]
    with pytest.raises(OrderRefused):
        order_broadcast(asset=asset, profile="xdcam-hd422", now=timezone.now())


def test_a_film_for_the_air_asked_while_it_is_made(tmp_path, settings):
    """The hand-off needs the original alone, as soon as that was looked at."""
    asset = sent("phone.mov", tmp_path)
    for _look in range(2):
        work_on(Step.objects.filter(kind__in=[StepKind.FETCH_PROBE, StepKind.VALIDATE]), clock=timezone.now)
    asset.refresh_from_db()
    assert asset.state == AssetState.PROCESSING
    order = order_broadcast(asset=asset, profile="xdcam-hd422", now=timezone.now())
    work_all()
    order.refresh_from_db()
    assert order.ready_at and order.name.endswith(".mxf"), list(order.run.steps.values_list("kind", "code", "detail"))
    assert order.loudness == pytest.approx(-23, abs=0.2) and order.true_peak <= -1
    assert order.duration == pytest.approx(1.2, abs=0.1)


def test_a_rung_that_fails_leaves_what_is_published(tmp_path, monkeypatch):
    """No success of half a ladder: the newer run fails with its reason, readers keep the run before."""
    asset = worked("phone.mov", tmp_path)
    before = asset.current_run

    def without_240(work):
        finish = transcode(work)
        shutil.rmtree(work.desk.out / "hls" / "240")
        return finish

    monkeypatch.setitem(STEPS, StepKind.TRANSCODE, without_240)
    run = rerun(asset=asset, now=timezone.now())
    work_all()
    run.refresh_from_db()
    asset.refresh_from_db()
    assert run.state == RunState.FAILED and run.code and sentence(run.code, run.params)
    assert asset.current_run == before and asset.state == AssetState.READY and playable(asset)
    assert list(queries.failed()) == [run]
    monkeypatch.setitem(STEPS, StepKind.TRANSCODE, transcode)
    attach_captions(asset=asset, data=SRT.encode(), file_name="a.srt", language="vi", now=timezone.now())
    retry(run=run, now=timezone.now())
    work_all()
    asset.refresh_from_db()
    before.refresh_from_db()
    assert not queries.failed().exists() and before.state == RunState.RETIRED
    assert asset.current_run == run and [track.language for track in playable(asset).captions] == ["vi"]
