"""Sound and film as editors keep them: wagtailmedia's screens, rights that end, what players are told."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection

from media_pipeline.assets import ports
from media_pipeline.assets.models import Asset, AssetState, Run
from media_pipeline.assets.queries import playable, playables
from media_pipeline.assets.services import tell_of_ended_rights
from media_pipeline.ingest.services.deleting import is_needed, remove_due
from media_pipeline.storage import storage
from tests.media_pipeline.ingest.clips import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def published():
    """An asset with a run of a few bytes."""

    def make(**columns):
        asset = Asset(title="Tiếng chiêng", type="video", duration=12.5, width=640, height=360, **columns)
        asset.file.name = f"src/{asset.token}/abc.mp4"
        asset.save()
        run = Run.objects.create(
            asset=asset, source_sha256="", profile="web-1", complete=True, created_at=timezone.now()
        )
        run.outputs = {"hls": f"{run.prefix}/hls/master.m3u8", "mp4": f"{run.prefix}/mp4/360.mp4"}
        run.facts = {"plain_size": 1234}
        run.save()
        storage().put_bytes(run.outputs["mp4"], b"film")
        asset.current_run = run
        asset.save()
        return asset

    return make


def test_many_players_cost_one_query(published, django_assert_num_queries):
    assets = list(Asset.objects.filter(pk__in=[published().pk for _ in range(3)]))
    with django_assert_num_queries(1):
        films = playables(assets)
    film = films[assets[0].pk]
    assert len(films) == 3 and film.mp4.endswith("/mp4/360.mp4") and (film.size, film.width) == (1234, 640)


def test_rights_that_end_are_told_once_and_nothing_plays_any_more(published, monkeypatch):
    told = []
    for name in ("rights_ended", "changed"):
        monkeypatch.setattr(ports, name, type(ports.changed)([lambda asset, name=name: told.append(name)]))
    today = timezone.localdate()
    asset = published(rights_until=today - timedelta(days=1))
    assert playable(asset) is None
    told.clear()
    assert tell_of_ended_rights(now=timezone.now()) == 1
    assert tell_of_ended_rights(now=timezone.now()) == 0
    assert told == ["rights_ended", "changed"]
    asset.refresh_from_db()
    asset.rights_until = today + timedelta(days=1)
    asset.save()
    assert playable(asset) and told[-1] == "changed"
    tell_of_ended_rights(now=timezone.now())
    assert tell_of_ended_rights(now=timezone.now() + timedelta(days=3)) == 1


def test_a_run_in_luu_chieu_outlives_its_asset(published, monkeypatch):
    monkeypatch.setattr(ports, "kept_runs", type(ports.changed)([lambda runs: set(runs)]))
    asset = published()
    run = asset.current_run
    asset.delete()
    assert is_needed(run.pk)
    remove_due(now=timezone.now() + timedelta(days=30))
    assert storage().exists(run.outputs["mp4"])


def test_luu_chieu_of_an_edition_keeps_what_it_stands_on(published, monkeypatch):
    asset = published()
    film = asset.current_run
    edition = Run.objects.create(
        asset=asset, base=film, kind="edition", source_sha256="", profile="web-1", created_at=timezone.now()
    )
    monkeypatch.setattr(ports, "kept_runs", type(ports.changed)([lambda runs: set(runs) & {edition.pk}]))
    asset.delete()
    remove_due(now=timezone.now() + timedelta(days=30))
    assert storage().exists(film.outputs["mp4"])


def test_the_plain_form_receives_a_file_and_keeps_the_original_from_readers(admin_client):
    admin_client.get(reverse("wagtailmedia:add", args=["audio"]))
    with made("speech.wav").open("rb") as file:
        answer = admin_client.post(
            reverse("wagtailmedia:add", args=["audio"]),
            {"title": "Lời chào", "file": file, "collection": Collection.get_first_root_node().pk, "tags": "chào"},
        )
    assert answer.status_code == 302, answer.context["form"].errors
    asset = Asset.objects.get()
    assert (asset.title, asset.source_name, asset.state) == ("Lời chào", "speech.wav", AssetState.RECEIVED)
    assert asset.uploaded_by_user and [tag.name for tag in asset.tags.all()] == ["chào"]
    assert storage().exists(asset.file.name) and asset.file.size and asset.runs.count() == 1
    assert asset.url == ""
    page = admin_client.get(reverse("wagtailmedia:edit", args=[asset.pk]))
    assert page.status_code == 200 and "file" not in page.context["form"].fields
    fields = {name: page.context["form"].initial[name] or "" for name in page.context["form"].fields if name != "tags"}
    answer = admin_client.post(reverse("wagtailmedia:edit", args=[asset.pk]), {**fields, "title": "Lời chào buổi sáng"})
    assert answer.status_code == 302
    asset.refresh_from_db()
    assert asset.title == "Lời chào buổi sáng"
    assert admin_client.get(reverse("wagtailmedia:media_usage", args=[asset.pk])).status_code == 200
    assert admin_client.get(reverse("wagtailmedia:chooser")).status_code == 200
    assert admin_client.post(reverse("wagtailmedia:delete", args=[asset.pk])).status_code == 302
    assert not Asset.objects.exists() and storage().exists(asset.file.name)


def test_the_plain_form_refuses_a_picture(admin_client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    picture = SimpleUploadedFile("anh.jpg", b"\xff\xd8\xff", "image/jpeg")
    answer = admin_client.post(
        reverse("wagtailmedia:add", args=["video"]),
        {"title": "Ảnh", "file": picture, "collection": Collection.get_first_root_node().pk},
    )
    assert answer.status_code == 200 and answer.context["form"].errors["file"] and not Asset.objects.exists()
