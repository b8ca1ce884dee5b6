"""Links of a story's text to other pages: right, and read for the whole page at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.core.models import Generation
from tests.factories import StoryFactory

pytestmark = pytest.mark.django_db


def paragraphs(targets) -> list:
    return [
        ("paragraph", {"text": f'<p>Xem <a linktype="page" id="{story.pk}">bài {n}</a>.</p>', "language": ""})
        for n, story in enumerate(targets)
    ]


def queries(client, story) -> int:
    Generation.advance()
    client.get("/robots.txt")
    with CaptureQueriesContext(connection) as captured:
        client.get(story.url)
    return len(captured)


def test_a_page_of_many_links_asks_no_more_than_one_of_one_link(section, client):
    targets = StoryFactory.create_batch(4, section=section, published=True)
    one = StoryFactory(section=section, published=True, body=paragraphs(targets[:1]))
    many = StoryFactory(section=section, published=True, body=paragraphs(targets))
    html = client.get(many.url).content.decode()
    assert all(f'<a href="{story.url}">bài {n}</a>' in html for n, story in enumerate(targets))
    assert queries(client, many) == queries(client, one)


def test_a_link_to_a_page_that_is_gone_leads_nowhere_and_moves_no_other(section, client):
    target, gone = StoryFactory.create_batch(2, section=section, published=True)
    body = paragraphs([gone, target]) + [("facts", {"title": "Cần biết", "text": "<ul><li>Miễn phí</li></ul>"})]
    body[0][1]["text"] = body[0][1]["text"].replace(str(gone.pk), "999999")
    html = client.get(StoryFactory(section=section, published=True, body=body).url).content.decode()
    assert "<a>bài 0</a>" in html and f'<a href="{target.url}">bài 1</a>' in html
    assert "<ul><li>Miễn phí</li></ul>" in html
