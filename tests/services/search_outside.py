"""The product's Elasticsearch adapter on a server of the tests': indexes made once, emptied after each test."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.test import override_settings
from django.utils import timezone

from newsroom.search import breaker, sending
from newsroom.search.engines import elasticsearch_admin as admin
from newsroom.search.engines.elasticsearch import ElasticsearchEngine
from newsroom.search.engines.elasticsearch_schema import SCHEMA, new_name
from newsroom.search.engines.elasticsearch_writing import removal, tell
from newsroom.search.models import EngineIndex, OutboxEntry

AUDIENCES = ("public", "staff")


class Outside:
    def __init__(self, server) -> None:
        self.server = server
        prefix = f"test{uuid.uuid4().hex[:12]}"
        self.settings = {
            "SEARCH_ENGINE": "elasticsearch",
            "ELASTICSEARCH": {"hosts": [server.url]},
            "ELASTICSEARCH_PREFIX": prefix,
        }
        with override_settings(**self.settings):
            self.names = {audience: new_name(audience, timezone.now()) for audience in AUDIENCES}
            admin.forbid_invented_indexes()
            for audience, name in self.names.items():
                admin.create(name)
                admin.point(audience, name)

    @contextmanager
    def searching(self) -> Iterator["Outside"]:
        """The newsroom searches here while the block lasts, patiently on a busy machine; then the indexes are empty again."""
        now = timezone.now()
        with override_settings(**self.settings), mock.patch.object(ElasticsearchEngine, "patience", 20.0):
            for audience, name in self.names.items():
                EngineIndex.objects.create(
                    audience=audience, name=name, schema=SCHEMA, state=EngineIndex.State.IN_USE, ordered_at=now, finished_at=now
                )  # fmt: skip
            yield self
            for name in self.names.values():
                admin.refresh(name)
                list(tell(name, [removal(uid, version + 1) for uid, version in everything(name)]))

    def settle(self) -> None:
        """Everything that waits is told, and may be found."""
        settle()


def everything(name: str) -> list[tuple[str, int]]:
    return [*((uid, version) for _row, uid, version in admin.versions(name)), *admin.deleted(name)]


def settle() -> None:
    breaker.reading.close()
    breaker.writing.close()
    OutboxEntry.objects.update(due_at=timezone.now())
    sending.send_waiting()
    for index in EngineIndex.objects.filter(state=EngineIndex.State.IN_USE):
        admin.refresh(index.name)
