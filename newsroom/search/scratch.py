"""A place to try an engine on documents of its own: nothing of the newsroom is read or written there, and nothing stays."""

import tempfile
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.db.utils import load_backend
from django.utils import timezone

from newsroom.search import building
from newsroom.search.engines import database_engine_of
from newsroom.search.engines import elasticsearch_admin as admin
from newsroom.search.engines.elasticsearch import ElasticsearchEngine
from newsroom.search.errors import NoSuchEngineHere
from newsroom.search.models import EngineIndex, OutboxEntry, PublicDocument, Synonym

MODELS = (PublicDocument, Synonym, EngineIndex, OutboxEntry)
ENGINES = ("sqlite", "postgres", "elasticsearch")


@contextmanager
def scratch(engine: str) -> Iterator[None]:
    """While the block lasts this thread's database is an empty one, searched by the named engine. Raises NoSuchEngineHere."""
    with ExitStack() as stack:
        stack.enter_context(_postgresql() if engine == "postgres" else _sqlite())
        with connection.schema_editor() as editor:
            for model in MODELS:
                editor.create_model(model)
        database_engine_of(PublicDocument).install()
        stack.enter_context(_elasticsearch() if engine == "elasticsearch" else _setting(SEARCH_ENGINE="database"))
        yield


@contextmanager
def _sqlite() -> Iterator[None]:
    with (
        tempfile.TemporaryDirectory() as folder,
        _instead("django.db.backends.sqlite3", NAME=f"{folder}/scratch.sqlite3", OPTIONS={}),
    ):
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute("PRAGMA synchronous=OFF")
        yield


@contextmanager
def _postgresql() -> Iterator[None]:
    if connection.vendor != "postgresql":
        raise NoSuchEngineHere("Đặt DATABASE_URL trỏ tới một PostgreSQL để đo PostgreSQL.")
    schema = f"search_scratch_{uuid.uuid4().hex[:12]}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {schema}")
    options = {**connection.settings_dict["OPTIONS"], "options": f"-c search_path={schema},public"}
    try:
        with _instead(connection.settings_dict["ENGINE"], OPTIONS=options):
            yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA {schema} CASCADE")


@contextmanager
def _elasticsearch() -> Iterator[None]:
    if not settings.ELASTICSEARCH["hosts"]:
        raise NoSuchEngineHere("Đặt ELASTICSEARCH_URL để đo Elasticsearch.")
    prefix = f"{settings.ELASTICSEARCH_PREFIX}-scratch-{uuid.uuid4().hex[:12]}"
    with _setting(SEARCH_ENGINE="elasticsearch", ELASTICSEARCH_PREFIX=prefix), _patience():
        try:
            building.order(["public"], now=timezone.now())
            building.build_ordered()
            yield
        finally:
            for name in admin.names():
                admin.delete(name)
            admin.forget_template()


@contextmanager
def _instead(engine: str, **changes: Any) -> Iterator[None]:
    """Another database under the name of the newsroom's own."""
    own = connections["default"]
    values = {**own.settings_dict, "ENGINE": engine, **changes}
    connections["default"] = load_backend(engine).DatabaseWrapper(values, "default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = own


@contextmanager
def _patience() -> Iterator[None]:
    """No reader waits for a measurement."""
    before, ElasticsearchEngine.patience = ElasticsearchEngine.patience, 30.0
    try:
        yield
    finally:
        ElasticsearchEngine.patience = before


@contextmanager
def _setting(**values: Any) -> Iterator[None]:
    before = {name: getattr(settings, name) for name in values}
    for name, value in values.items():
        setattr(settings, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(settings, name, value)
