"""Film and sound on a story's page."""

import json
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from media_pipeline.assets.models import Asset, AssetState, CaptionTrack, RunState
from media_pipeline.assets.ports import kept
from newsroom.stories.models import Snapshot
from tests.factories import StoryFactory
from tests.factories.media import AssetFactory, RunFactory

pytestmark = pytest.mark.django_db
VTT = "WEBVTT\n\n00:00:05.000 --> 00:00:09.000\nƀuôn Êa Hra thức dậy.\n"


def film(**facts) -> Asset:
    """One that can be played, with captions."""
    asset = AssetFactory(known=True, state=AssetState.READY, **facts)
    folder = f"runs/{asset.token}/1"
    kind = {"mp3": f"{folder}/audio/a.mp3"} if asset.type == "audio" else {"mp4": f"{folder}/mp4/720.mp4"}
    still = {} if asset.type == "audio" else {"poster": f"{folder}/img/poster.jpg"}
    track = {"key": f"{folder}/captions/vi.vtt", "language": "vi", "label": "Tiếng Việt"}
    asset.current_run = RunFactory(
        asset=asset, state=RunState.PUBLISHED, complete=True,
        outputs={"hls": f"{folder}/hls/master.m3u8", "captions": [track], **kind, **still},
        facts={"wave": [10, 90, 40], "plain_size": 651_000},
    )  # fmt: skip
    asset.save()
    CaptionTrack.objects.create(asset=asset, text=VTT, changed_at=timezone.now())
    return asset


def told(kind: str, asset: Asset, **facts):
    return StoryFactory(published=True, body=[(kind, {"media": asset, "caption": "", "credit": ""})], **facts)


def page(client, story) -> str:
    return client.get(story.url).content.decode()


def test_a_film_waits_for_play_and_its_words_can_be_read(client):
    asset = film(title="Một tối ở lớp học")
    html = page(client, told("video", asset))
    assert f'id="tep-{asset.pk}"' in html and 'preload="none"' in html and "img/poster.jpg" in html
    assert 'aria-label="Xem video: Một tối ở lớp học, 2 phút 14 giây"' in html and "Dữ liệu khoảng" in html
    assert f'href="#tep-{asset.pk}-5"' in html and "ƀuôn Êa Hra thức dậy." in html
    assert 'srclang="vi"' in html


def test_a_sound_shows_its_wave_and_length(client):
    html = page(client, told("audio", film(type="audio", title="Tiếng chiêng")))
    assert "Nghe: Tiếng chiêng" in html and "audio/a.mp3" in html and "M2 18V22M6 3V37" in html and "02:14" in html


def test_a_sound_that_has_a_cover_shows_it(client):
    asset = film(type="audio")
    asset.current_run.outputs["poster"] = f"runs/{asset.token}/1/img/cover.jpg"
    asset.current_run.save()
    assert 'class="audio__cover" src="/media/runs/' in page(client, told("audio", asset))


def test_a_film_that_grows_says_nothing_of_its_size(client):
    asset = film()
    asset.current_run.facts["plain_size"] = 0
    asset.current_run.save()
    assert "Dữ liệu khoảng" not in page(client, told("video", asset))


def test_a_film_still_being_made_leaves_no_hole(client):
    html = page(client, told("video", AssetFactory(known=True)))
    assert "film" not in html and "<video" not in html


def test_it_appears_on_a_page_that_was_read_before(client):
    asset = film()
    run = asset.current_run
    asset.current_run = None
    asset.save(update_fields=["current_run"])
    story = told("video", asset)
    assert "<video" not in page(client, story)

    asset.current_run = run
    asset.save(update_fields=["current_run"])

    assert "<video" in page(client, story)


def test_a_film_whose_rights_have_ended_is_gone(client):
    asset = film(rights_until=timezone.localdate() - timedelta(days=1))
    assert "<video" not in page(client, told("video", asset))


def test_a_film_may_open_the_story_and_stands_there_once(client):
    asset = film()
    html = page(client, told("video", asset, lead_media=asset))
    assert html.count(f'id="tep-{asset.pk}"') == 1
    assert html.index("<video") < html.index('class="prose"')


def test_machines_hear_of_the_film(client):
    asset = film(title="Một tối ở lớp học")
    html = page(client, told("video", asset))
    graph = json.loads(html.split('type="application/ld+json">')[1].split("</script>")[0])["@graph"]
    (video,) = next(node for node in graph if node["@type"] == "NewsArticle")["video"]
    assert video["@type"] == "VideoObject" and video["duration"] == "PT134S" and video["name"] == asset.title
    assert video["contentUrl"].startswith("http") and "thức dậy" in video["description"]


def test_ten_films_cost_as_many_queries_as_two(client):
    def queries(number: int) -> int:
        body = [("video", {"media": film(), "caption": "", "credit": ""}) for _ in range(number)]
        story = StoryFactory(published=True, body=body)
        client.get(story.url)
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as found:
            client.get(story.url)
        return len(found)

    queries(1)  # what a process learns once: content types, the site's frame
    assert queries(10) == queries(2)


def test_what_lưu_chiểu_has_seen_is_kept(client):
    asset = film()
    told("video", asset)
    content = json.loads(Snapshot.objects.get().content)
    assert content["films_and_sounds"][0]["sha256"] == asset.source_sha256
    assert kept([asset.current_run_id, asset.current_run_id + 1]) == {asset.current_run_id}
