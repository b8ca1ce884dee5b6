"""The front page: a lead that a person placed, everything else by the clock."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.home.boxes import Box
from cms.home.models import LeadSlot
from cms.home.queries import front_page, shaped
from newsroom.stories.models import Withdrawal
from tests.factories import SectionFactory, SectionPageFactory, StoryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.datalayer]


@pytest.fixture
def front(rf, brand):
    return lambda: front_page(brand.home_page, rf.get("/", SERVER_NAME="localhost"))


def place(home, position, story, **more):
    return LeadSlot.objects.create(home=home, position=position, story=story, placed_at=timezone.now(), **more)


def titles(cards):
    return [card.title for card in cards]


def test_without_a_placed_lead_the_newest_lead(front, section):
    for number in range(3):
        StoryFactory(section=section, title=f"Tin {number}", published=True)
    assert titles(front()["lead"]) == ["Tin 2", "Tin 1", "Tin 0"]
    assert titles(front()["latest"]) == ["Tin 2", "Tin 1", "Tin 0"]


def test_placed_stories_lead_in_their_order_under_their_own_headline_until_their_hour(front, section, brand):
    stories = [StoryFactory(section=section, title=f"Tin {number}", published=True) for number in range(4)]
    place(brand.home_page, 1, stories[0], title="Tít mở đầu")
    place(brand.home_page, 2, stories[2], until=timezone.now() - timedelta(minutes=1))
    assert titles(front()["lead"]) == ["Tít mở đầu", "Tin 3", "Tin 2", "Tin 1"]


def test_a_placed_story_that_was_withdrawn_gives_way(front, section, brand):
    story, other = [StoryFactory(section=section, title=title, published=True) for title in ("Bị gỡ", "Còn")]
    place(brand.home_page, 1, story)
    Withdrawal.objects.create(story=story, reason="Sai sự thật", at=timezone.now(), by=story.owner)
    story.live = False
    story.save()
    assert titles(front()["lead"]) == [other.title]


def test_an_old_placed_story_is_found_beyond_the_newest(front, section, brand):
    old = StoryFactory(section=section, title="Bài cũ", published=True)
    old.placements.update(sorted_at=timezone.now() - timedelta(days=400))
    for number in range(22):
        StoryFactory(section=section, title=f"Tin {number}", published=True)
    place(brand.home_page, 1, old)
    assert titles(front()["lead"])[0] == "Bài cũ"


def test_no_story_stands_twice_below_the_lead(front, section, brand):
    other = SectionFactory(brand=brand, name="Du lịch", slug="du-lich")
    SectionPageFactory(section=other)
    for number in range(14):
        StoryFactory(section=section, other_sections=[other], title=f"Tin {number}", published=True)
    page = front()
    shown = titles(page["lead"]) + [title for box in page["large"] + page["columns"] for title in titles(box.cards)]
    assert len(shown) == len(set(shown))


@pytest.mark.parametrize("many", range(1, 14))
def test_the_columns_below_the_large_boxes_come_out_even(many):
    boxes = shaped([Box(f"Mục {number}", "/", []) for number in range(many)])
    columns = [box for box in boxes if box.shape == "column"]
    assert len(columns) % 4 == 0


def test_an_empty_newspaper_says_so(client, brand):
    page = client.get("/").content.decode()
    assert "Trang đang chờ bài đầu tiên." in page and 'class="top"' not in page


def test_a_section_without_stories_has_no_box(front, section):
    assert front()["large"] == front()["columns"] == []
