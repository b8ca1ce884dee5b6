"""A reporter's phone, and an upload that was begun on it."""

import resource
import time

import pytest

from newsroom.desks.roles import Role
from tests.factories import DeskFactory, UserFactory
from tests.media_pipeline.ingest.sending import declare


@pytest.fixture
def upload_folder(settings, tmp_path):
    settings.UPLOAD_FOLDER = tmp_path / "uploads"


@pytest.fixture
def within_limits():
    """Whatever is sent costs the server little."""
    cpu, memory = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert time.process_time() - cpu < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 64 * 1024, "KiB"


@pytest.fixture
def reporter():
    return UserFactory(roles=[(Role.REPORTER, DeskFactory())])


@pytest.fixture
def phone(client, reporter):
    client.force_login(reporter)
    return client


@pytest.fixture
def begun(phone):
    """The address of an upload of ten bytes."""
    return declare(phone).headers["Location"]
