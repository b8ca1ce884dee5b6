"""The product's Elasticsearch adapter on a server of the tests': settings, indexes under a name of their own, and waiting for both."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.test import override_settings
from django.utils import timezone

from newsroom.search import breaker, building, sending
from newsroom.search.engines import elasticsearch_admin as admin
from newsroom.search.models import EngineIndex, OutboxEntry


@contextmanager
def searching_outside(server, audiences=("public", "staff")) -> Iterator["Outside"]:
    """The newsroom searches there while the block lasts; the rows in force are indexed."""
    options = {
        "SEARCH_ENGINE": "elasticsearch",
        "ELASTICSEARCH": {"hosts": [server.url]},
        "ELASTICSEARCH_PREFIX": f"test{uuid.uuid4().hex[:12]}",
    }
    with override_settings(**options):
        outside = Outside(server)
        building.order(audiences, now=timezone.now())
        building.build_ordered()
        yield outside
        if server.answers():
            for name in admin.names():
                admin.delete(name)


class Outside:
    def __init__(self, server) -> None:
        self.server = server

    def settle(self) -> None:
        """Everything that waits is told, and may be found."""
        for each in (breaker.reading, breaker.writing):
            each.close()
        OutboxEntry.objects.update(due_at=timezone.now())
        sending.send_waiting()
        for index in EngineIndex.objects.filter(state=EngineIndex.State.IN_USE):
            admin.refresh(index.name)
