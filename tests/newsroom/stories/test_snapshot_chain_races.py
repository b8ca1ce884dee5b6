"""Two stories that go out at the same moment keep one chain."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from newsroom.stories.models import Approval, Snapshot, Story
from newsroom.stories.services.snapshot_checks import check_chain
from tests.factories import SectionFactory, StoryFactory, UserFactory

TOGETHER = 4


def put_out(story_id: int, start: Barrier) -> None:
    try:
        start.wait(timeout=30)
        Story.objects.get(pk=story_id).latest_revision.publish(skip_permission_checks=True)
    finally:
        connection.close()


@pytest.mark.datalayer
@pytest.mark.faults
@pytest.mark.django_db(transaction=True)
def test_stories_published_at_once_are_links_of_one_chain(count):
    section, chief = SectionFactory(), UserFactory()
    for _ in range(count(short=2, full=25)):
        stories = [StoryFactory(section=section) for _ in range(TOGETHER)]
        for story in stories:
            Approval.objects.create(story=story, revision=story.latest_revision, by=chief, at=timezone.now())
        start = Barrier(TOGETHER)
        with ThreadPoolExecutor(TOGETHER) as threads:
            list(threads.map(put_out, [story.pk for story in stories], [start] * TOGETHER))
    numbers = list(Snapshot.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) == Story.objects.count()
    assert check_chain(organization=section.brand.organization).problems == []
