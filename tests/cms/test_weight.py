"""A story with one picture weighs at most 150 KB on a phone."""

import gzip
from pathlib import Path

import pytest
from django.core.files import File
from django.utils import timezone

from media_pipeline.assets.models import RenditionOrder
from media_pipeline.assets.queries import files
from media_pipeline.assets.services import work
from tests.factories import PictureFactory, StoryFactory

CMS = Path(__file__).parents[2] / "cms"
SITE = CMS / "static/site"


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def test_fonts_and_style_sheet_keep_their_budget():
    assert sum(font.stat().st_size for font in SITE.glob("fonts/*.woff2")) <= 80_000
    assert packed((SITE / "site.css").read_bytes()) <= 20_000


@pytest.mark.django_db
def test_a_story_with_one_picture_on_a_phone_of_double_density(client, section):
    with (CMS / "demo/content/pictures/ca-phe.jpg").open("rb") as photograph:
        picture = PictureFactory(file=File(photograph, "ca-phe.jpg"))
    for order in RenditionOrder.objects.filter(picture=picture):
        work(order_id=order.pk, now=timezone.now())
    story = StoryFactory(section=section, published=True, lead_picture=picture, body=[
        ("paragraph", {"text": f"<p>{'Sáng sớm, sương còn phủ kín rẫy cà phê. ' * 12}</p>", "language": ""})
    ] * 10)  # fmt: skip
    shown = next(row for row in files(picture, "original", "webp") if row.width >= 720)
    weight = packed(client.get(story.url).content) + shown.file.size
    weight += sum(font.stat().st_size for font in SITE.glob("fonts/*.woff2"))
    weight += sum(packed(path.read_bytes()) for path in SITE.iterdir() if path.is_file())
    assert weight <= 150_000


@pytest.mark.django_db
def test_html_of_the_front_page_is_small_when_packed(client, section):
    for _time in range(12):
        StoryFactory(section=section, published=True)
    response = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert len(response.content) <= 15_000
