"""The journey of a film where the store is S3: workers fetch, readers open addresses of the public bucket alone."""

import re
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from media_pipeline.assets.models import AssetState
from media_pipeline.assets.queries import playable
from media_pipeline.ingest.services.editions import attach_captions
from tests.media_pipeline.ingest.clips import sent, work_all

pytestmark = pytest.mark.django_db
VTT = "WEBVTT\n\n00:00.100 --> 00:00.900\nChiêng ngân\n"


def text_at(address: str) -> str:
    with urlopen(address, timeout=10) as answer:
        return answer.read().decode()


def test_a_film_in_buckets(s3_server, settings, monkeypatch, tmp_path):
    settings.MEDIA_SCRATCH = tmp_path / "scratch"
    store = s3_server.store()
    monkeypatch.setitem(storages._storages, "sound_and_film", store)
    asset = sent("film.mp4", tmp_path, urgent=True)
    work_all()
    attach_captions(asset=asset, data=VTT.encode(), file_name="a.vtt", language="vi", now=timezone.now())
    work_all()
    asset.refresh_from_db()
    film = playable(asset)
    assert asset.state == AssetState.READY, list(asset.runs.values_list("kind", "state", "code"))
    assert "Chiêng ngân" in text_at(film.captions[0].url)
    for address in re.findall(r"^[^#\s].*$", text_at(film.hls), re.M):
        assert "#EXT-X-ENDLIST" in text_at(f"{film.hls.rpartition('/')[0]}/{address}")
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{s3_server.url}/{store.private_bucket}/{asset.file.name}", timeout=10)
    refused.value.close()
    assert refused.value.code == 403 and not list(settings.MEDIA_SCRATCH.iterdir())
