"""Pictures, documents and lưu chiểu of a newsroom whose files lie in two buckets of a real S3-protocol server."""

import re
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.core.files.storage import storages
from django.urls import reverse
from wagtail.models import Collection

from cms.settings import stores
from media_pipeline.assets.models import Picture, PressDocument
from media_pipeline.storage import storage
from media_pipeline.storage.s3_client import config
from media_pipeline.storage.s3_setup import prepare
from newsroom.desks.roles import Role
from newsroom.stories.models import Snapshot, SnapshotFile
from newsroom.stories.services.snapshot_checks import check_one
from tests.factories import PictureFactory, UserFactory
from tests.media_pipeline.assets.files import photograph, saved, sent
from tests.newsroom.editorial.verbs_house import House

PRIVATE = {Picture: "originals", PressDocument: "originals", SnapshotFile: "snapshots"}


@pytest.fixture(autouse=True)
def _in_buckets(s3_server, settings, monkeypatch):
    options = s3_server.options()
    for name in ("private_bucket", "endpoint_url", "addressing_style"):
        monkeypatch.setenv(f"S3_{name.upper()}", options[name])
    settings.STORAGES = {**settings.STORAGES, **stores.in_buckets(options["public_bucket"])}
    for model, alias in PRIVATE.items():
        monkeypatch.setattr(model._meta.get_field("file"), "storage", storages[alias])
    prepare(storage())
    yield
    storage().close()


def fetched(url):
    with urlopen(url, timeout=10) as response:
        return response.headers, response.read()


@pytest.fixture
def story(db, django_capture_on_commit_callbacks):
    house = House()
    with django_capture_on_commit_callbacks(execute=True):
        picture = PictureFactory()
    with django_capture_on_commit_callbacks(execute=True):
        story = house.live(house.submitted(house.draft(lead_picture=picture)))
    story.house = house
    return story


def test_a_page_shows_pictures_from_the_bucket_and_originals_stay_closed(story, client):
    html = client.get(story.url).content.decode()
    pictures = set(re.findall(r'http://127\.0\.0\.1:\d+/[^\s",]+\.(?:webp|jpg)', html))
    assert pictures and all(f"/{storages['default'].bucket_name}/pictures/" in picture for picture in pictures)
    headers, body = fetched(next(picture for picture in pictures if picture.endswith(".webp")))
    assert headers["Content-Type"] == "image/webp" and body[:4] == b"RIFF"
    assert headers["Cache-Control"] == "public, max-age=2592000"

    original = story.lead_picture.file
    unsigned = original.url.partition("?")[0]
    assert "/originals/pictures/" in unsigned
    with pytest.raises(HTTPError) as refused:
        fetched(unsigned)
    with refused.value as answer:
        assert answer.code == 403


def test_what_readers_saw_is_kept_and_shown_again_and_missed_when_it_is_gone(story, client):
    snapshot = Snapshot.objects.get(story=story)
    assert snapshot.page_state == "attached" and check_one(snapshot=snapshot) == []
    assert any(file.name.endswith(".webp") for file in snapshot.files.all())
    client.force_login(UserFactory(roles=[(Role.INSPECTOR, story.house.newsroom)]))
    page = client.get(reverse("snapshots:page", args=[snapshot.pk])).content.decode()

    assert "data:image/webp;base64," in page and "127.0.0.1" not in re.sub(
        r'<link[^>]*>|<meta[^>]*>|href="[^"]*"', "", page
    )

    gone = snapshot.files.first().file
    gone.storage.delete(gone.name)
    assert len(check_one(snapshot=snapshot)) == 1


@pytest.mark.django_db
def test_files_that_nobody_needs_any_more_are_deleted(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        picture = PictureFactory(size=(400, 300))
    earlier = list(picture.renditions.values_list("file", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        picture.caption = "Nhà dài lúc sáng sớm."
        picture.save()

    assert picture.orders.filter(state="done").count() == 2
    assert earlier and not any(storages["default"].exists(name) for name in earlier)


def test_a_picture_sent_in_by_the_form_is_the_original(admin_client):
    content = saved(photograph())
    answer = admin_client.post(
        reverse("wagtailimages:add"),
        {
            "title": "Nhà dài ƀuôn ĕ̆",
            "file": sent(content, "Nhà dài ƀuôn ĕ̆.jpg"),
            "collection": Collection.get_first_root_node().pk,
        },
    )
    assert answer.status_code == 302, answer.context["form"].errors
    with Picture.objects.get(title="Nhà dài ƀuôn ĕ̆").file.open() as file:
        assert file.read() == content


def test_with_the_store_away_every_door_says_so_and_keeps_what_was_typed(admin_client, monkeypatch):
    here = PictureFactory()  # nothing was made of it yet
    away = {"endpoint_url": "http://127.0.0.1:9", "client_config": config(addressing_style="path", tries=1)}
    for name, value in away.items():
        monkeypatch.setattr(storages["originals"], name, value)
    storages["originals"]._connections.connection = None
    root, sentence = Collection.get_first_root_node().pk, "Chưa cất được tệp: kho tệp không trả lời."
    for name, file in (("wagtailimages", (saved(photograph()), "a.jpg")), ("wagtaildocs", (b"a;b", "a.csv"))):
        page = admin_client.post(
            reverse(f"{name}:add"), {"title": "Đã gõ tít này", "collection": root, "file": sent(*file)}
        )
        assert page.status_code == 200 and sentence in page.content.decode()
        assert page.context["form"]["title"].value() == "Đã gõ tít này"
        several = admin_client.post(
            reverse(f"{name}:add_multiple"), {"title": "a", "collection": root, "files[]": sent(*file)}
        )
        assert sentence in several.json()["error_message"]
    photo = admin_client.post(reverse("story_photo"), {"file": sent(saved(photograph()), "a.jpg")})
    assert photo.status_code == 503 and sentence in photo.json()["error"]
    assert list(Picture.objects.all()) == [here] and not PressDocument.objects.exists()
    for address in (reverse("wagtailimages:index"), reverse("wagtailimages:edit", args=[here.pk])):
        assert here.title in admin_client.get(address).content.decode()


@pytest.mark.django_db
def test_a_document_goes_out_through_its_view_under_its_name(client):
    root = Collection.get_first_root_node()
    document = PressDocument.objects.create(title="Bảng", file=sent(b"a;b", "bảng ĕ̆.csv"), collection=root)
    client.force_login(UserFactory(is_superuser=True))  # no page gives it to readers yet
    response = client.get(document.url)

    assert b"".join(response.streaming_content) == b"a;b"
    assert "b%E1%BA%A3ng" in response["Content-Disposition"]
