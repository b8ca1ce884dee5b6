"""What every test may ask for: a clean cache, a short or a full count, the running site, a reader's or editor's browser."""

import os

import pytest
from django.db import connection
from pytest_django.plugin import blocking_manager_key

from tests.services.chromium import started_chromium
from tests.services.elasticsearch import ElasticsearchMissing, started_elasticsearch
from tests.services.s3 import started_s3

# Playwright keeps an event loop in the main thread, where Django would otherwise refuse the ORM.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """A test with real commits ends in empty tables: rows made by migrations come back before the next one."""
    for item in items:
        if _commits(item):
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """Before any other test too: whoever has run the last of these may take over tests of another process."""
    try:
        return (yield)
    finally:
        if nextitem and _commits(item) and not _commits(nextitem):
            with item.config.stash[blocking_manager_key].unblock():
                connection.creation.deserialize_db_from_string(connection._test_serialized_contents)


def _commits(item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = {"live_server", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(asked or (marker and marker.kwargs.get("transaction")))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """SQLite empties a table by DELETE, which the triggers over lưu chiểu refuse: the tests of those put them back."""
    from importlib import import_module

    if connection.vendor == "sqlite":
        with django_db_blocker.unblock(), connection.schema_editor() as editor:
            import_module("newsroom.stories.migrations.0006_films_of_a_snapshot").thaw(None, editor)
            import_module("newsroom.stories.migrations.0003_frozen_snapshots").thaw(None, editor)


@pytest.fixture(scope="session", autouse=True)
def _tasks_are_known():
    """As in a worker: a task that is rung by its name runs at once."""
    from cms.celery import app

    app.loader.import_default_modules()


@pytest.fixture(scope="session", autouse=True)
def _blocks_fail_aloud():
    """Django takes `{{ block.super }}` for a variable, and a variable that fails for an empty one: a whole page goes blank."""
    from django.template.loader_tags import BlockNode

    quiet = BlockNode.super

    def aloud(self):
        try:
            return quiet(self)
        except Exception as error:
            raise RuntimeError(f"Block {self.name}: {error!r}") from error

    BlockNode.super = aloud
    yield
    BlockNode.super = quiet


@pytest.fixture(autouse=True)
def _clean_cache():
    """The cache is a folder shared between processes: what one test left there never reaches the next."""
    from django.conf import settings
    from django.core.cache import caches

    for name in settings.CACHES:
        caches[name].clear()


@pytest.fixture(scope="session")
def count():
    """`count(short=5, full=200)`: how often a fault is tried, in `make test` and in `make faults`."""

    def choose(*, short: int, full: int) -> int:
        return full if os.environ.get("FAULTS") == "full" else short

    return choose


@pytest.fixture(scope="session")
def s3_server():
    """A real S3-protocol server; `s3_server.store()` has two new buckets."""
    with started_s3() as server:
        yield server


@pytest.fixture(scope="session")
def chromium(django_db_setup):
    """Beside Playwright's event loop Django opens connections of its own: they too must know the rows of the migrations."""
    from django.db import connections

    rows = {name: getattr(connections[name], "_test_serialized_contents", None) for name in connections}
    with started_chromium() as browser:
        for name, contents in rows.items():
            if contents is not None:
                connections[name]._test_serialized_contents = contents
        yield browser


@pytest.fixture(scope="session")
def elasticsearch_server():
    """A real Elasticsearch, started once a process; where it cannot be had, the tests that ask for it fail and say why."""
    try:
        with started_elasticsearch() as server:
            yield server
    except ElasticsearchMissing as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.fixture(scope="session")
def outside(elasticsearch_server):
    """`with outside.searching():` the newsroom searches in Elasticsearch; `outside.settle()` waits until it knows the rows."""
    from tests.services.search_outside import Outside

    return Outside(elasticsearch_server)


@pytest.fixture(params=["database", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def settled(request):
    """Each engine in turn, the database's and Elasticsearch; after `settled()` it knows what was written."""
    if request.param == "database":
        yield lambda: None
    else:
        outside = request.getfixturevalue("outside")
        with outside.searching():
            yield outside.settle


@pytest.fixture
def open_page(chromium, live_server):
    """`open_page(width=360, height=740, dark=False, javascript=True)`: a browser of its own (own cookies) on the running site.

    Relative addresses work: `page.goto("/quan-tri/")`. A script error in any of its pages fails the test.
    """
    contexts, script_errors = [], []

    def open_one(width=1280, height=900, *, dark=False, javascript=True, **options):
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            has_touch=width < 600,
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(15_000)
        context.on("weberror", lambda error: script_errors.append(str(error.error)))
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    assert not script_errors
