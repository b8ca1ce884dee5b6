"""Story ≤ 12 queries, home ≤ 20, section ≤ 15: the same number for three stories and for more than any list shows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.core.models import Generation
from tests.factories import (
    ContributorFactory,
    PictureFactory,
    PlaceFactory,
    SectionFactory,
    SectionPageFactory,
    StoryFactory,
)

pytestmark = pytest.mark.django_db
BUDGETS = {"story": 12, "home": 20, "section": 15, "latest": 12, "tag": 12, "author": 15, "search": 20}


@pytest.fixture
def write(section):
    """`write(count)`: so many published stories with everything a page may show."""
    person, place, pictures = ContributorFactory(slug="ha"), PlaceFactory(), PictureFactory.create_batch(3)
    other = SectionFactory(brand=section.brand, name="Kinh tế", slug="kinh-te")
    SectionPageFactory(section=other)

    def write(count: int) -> list:
        stories = []
        for number in range(count):
            body = [
                ("paragraph", {"text": "<p>Sáng sớm, sương còn phủ kín rẫy cà phê.</p>", "language": "rad"}),
                ("picture", {"image": pictures[0], "caption": "Rẫy", "credit": "", "alt": "", "crop": "wide"}),
                ("gallery", {"credit": "Ảnh: T", "pictures": [
                    {"image": picture, "caption": "", "credit": "", "alt": ""} for picture in pictures
                ]}),
                *([("related", {"stories": stories[-3:]})] if stories else []),
            ]  # fmt: skip
            stories.append(StoryFactory(
                section=[section, other][number % 2], published=True, authors=[person], places=[place],
                tags=["Cà phê", "Khan"], lead_picture=pictures[number % 3], body=body,
            ))  # fmt: skip
        return stories

    return write


def queries(client, address: str) -> int:
    """Queries of an uncached page whose frame is known, as it is for every page but the first of a generation."""
    Generation.advance()
    client.get("/robots.txt", headers={"host": "localhost"})
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address, headers={"host": "localhost"})
    assert response.status_code == 200, address
    return len(captured)


def test_pages_stay_within_their_budget_however_many_stories(client, write, section):
    counts = []
    for more in (3, 21):
        story = write(more)[-1]
        pages = {
            "story": story.url, "home": "/", "section": "/van-hoa/", "latest": "/moi-nhat/", "tag": "/the/ca-phe/",
            "author": "/tac-gia/ha/", "search": "/tim-kiem/?q=lop+hoc",
        }  # fmt: skip
        counts.append({name: queries(client, address) for name, address in pages.items()})
    few, many = counts
    assert {name: many[name] for name in BUDGETS if many[name] > BUDGETS[name]} == {}
    assert {name: (few[name], many[name]) for name in BUDGETS if many[name] > few[name] and name != "story"} == {}
