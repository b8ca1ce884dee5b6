"""Whatever is typed, nobody is shown what is not theirs: drafts, embargoed and withdrawn stories, another organization's work."""

import random

import pytest

from newsroom.desks.roles import Role
from newsroom.search.engines import Filters
from newsroom.search.queries import search_public, search_staff, suggest
from newsroom.stories.models import Story
from tests.factories import DeskFactory, NewsroomFactory, UserFactory
from tests.newsroom.editorial.verbs_house import House, in_hours

pytestmark = [pytest.mark.faults, pytest.mark.django_db]

SECRET = ["xakhuprom", "xakhuvan", "xakhutien"]  # words that stand in hidden stories only
WORDS = ["mưa", "lớn", "buôn", "làng", "cà", "phê", "vụ", "mới", "hồ", "nước", "đường", "đêm", "hội"]


@pytest.fixture
def house(settled):
    house = House()
    chance = random.Random(8)

    def title(*more):
        return " ".join(chance.sample(WORDS, 4) + list(more)).capitalize()

    house.shown = {house.live(house.submitted(house.draft(title=title()))).pk for _ in range(3)}
    house.hidden = {house.draft(title=title(SECRET[0])).pk for _ in range(3)}
    house.hidden.add(house.submitted(house.draft(title=title(SECRET[1]))).pk)
    embargoed = house.approved(house.submitted(house.draft(title=title(SECRET[1]))), outcome="schedule", at=in_hours(2))
    withdrawn = house.live(house.submitted(house.draft(title=title(SECRET[2]))))
    house.do("take_down", withdrawn, house.leader, reason="Sai sự thật")
    house.hidden |= {embargoed.pk, withdrawn.pk}
    house.foreigner = UserFactory(roles=[(Role.REPORTER, DeskFactory(parent=NewsroomFactory()))])
    settled()
    return house


def typed(chance: random.Random) -> str:
    words = chance.choices(
        [*WORDS, *SECRET, "xakhuprm", "mua", "ca phe", "-mưa", '"cà phê"', "*", "OR"], k=chance.randint(1, 4)
    )
    return " ".join(words)[: chance.choice([5, 40])]


@pytest.mark.parametrize("who", ["a reader", "a member of another organization"])
def test_random_queries_show_nothing_of_others(house, count, who):
    chance = random.Random(2026)
    everything = set(Story.objects.values_list("pk", flat=True))
    assert house.hidden <= everything
    seen = set()
    for turn in range(count(short=150, full=5_000)):
        text, sort = typed(chance), chance.choice(["relevance", "newest"])
        filters = Filters(kinds=chance.choice([(), ["story"]]), desks=chance.choice([(), [house.desk.pk]]))
        options = {"filters": filters, "sort": sort, "facets": turn % 10 == 0, "page": chance.choice([1, 1, 2])}
        if who == "a reader":
            found = search_public(text, **options)
            offered = suggest(text)
        else:
            found, offered = search_staff(text, user=house.foreigner, **options), []
        stories = {row.object_id for row in found.rows if row.kind == "story"}
        assert not stories & house.hidden, text
        said = " ".join([found.did_you_mean, *offered, *(row.title for row in found.rows)])
        assert not any(secret in said.lower() for secret in SECRET), text
        assert not found.degraded
        seen |= stories
    assert seen == house.shown
