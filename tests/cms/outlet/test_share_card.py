"""The picture beside a shared link."""

import pytest
from PIL import Image, ImageFont

from cms.outlet.models import ShareCard
from cms.outlet.share_card import FONTS, broken, fitting, make_card
from tests.factories import StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(section):
    return StoryFactory(section=section, published=True, title="Chép lời khan ê̆, ô̆, ơ̆ trước khi bếp lửa tắt")


def test_a_card_has_the_size_networks_ask_for_and_is_announced(story, client):
    make_card(story_id=story.pk)
    card = ShareCard.objects.get(story=story)
    with card.file.open() as file, Image.open(file) as picture:
        assert picture.size == (1200, 630)
    assert card.file.size < 300_000
    page = client.get(story.url).content.decode()
    assert card.file.url in page and '<meta property="og:image:width" content="1200">' in page


def test_the_same_story_is_drawn_once_and_a_new_headline_again(story):
    make_card(story_id=story.pk)
    first = ShareCard.objects.get(story=story).file.name
    make_card(story_id=story.pk)
    assert ShareCard.objects.get(story=story).file.name == first
    story.title = "Tít khác"
    story.save()
    make_card(story_id=story.pk)
    again = ShareCard.objects.get(story=story)
    assert again.file.name != first and not again.file.storage.exists(first)


def test_a_draft_gets_no_card(section):
    make_card(story_id=StoryFactory(section=section).pk)
    assert not ShareCard.objects.exists()


def test_the_longest_headline_fits_and_no_word_is_lost_before_the_cut():
    lines, font = fitting("Nghiêng " * 60, 580)
    assert len(lines) <= 6 and lines[-1].endswith("…")
    assert all(font.getlength(line) <= 640 for line in lines)
    title = "Người trồng cà phê hái chín trước, bán sau"
    assert " ".join(broken(title, ImageFont.truetype(FONTS / "NotoSerif-Bold.woff2", 40), 400)) == title
