"""Messages in a folder: whole or not there, however many write while one reads."""

from queue import Empty
from threading import Thread

import pytest
from kombu import Connection

from cms.celery import app
from cms.core.folder_broker import Channel

EACH = 200


@pytest.fixture
def channel(tmp_path):
    """One more channel on the same folder at each call, as each process has."""
    places = {"data_folder_in": tmp_path, "data_folder_out": tmp_path, "control_folder": tmp_path / "control"}
    options = {name: str(place) for name, place in places.items()}
    lines = []

    def open_one() -> Channel:
        lines.append(Connection("filesystem://", transport_options=options))
        return lines[-1].default_channel

    yield open_one
    for line in lines:
        line.close()


def test_the_newsroom_uses_it(channel):
    assert app.main == "newsroom"
    assert isinstance(channel(), Channel)


def test_a_message_that_is_still_being_written_is_not_taken(channel, tmp_path):
    (tmp_path / "1_a.begun").touch()
    with pytest.raises(Empty):
        channel()._get("tin")


def test_no_message_is_lost_or_halved_while_two_write_and_one_reads(channel):
    def write(onto, name):
        for number in range(EACH):
            onto._put("tin", {"body": f"{name} {number}"})

    reader, taken = channel(), set()
    writers = [Thread(target=write, args=(channel(), name)) for name in ("a", "b")]
    for writer in writers:
        writer.start()
    while len(taken) < 2 * EACH:
        were_writing = any(writer.is_alive() for writer in writers)
        try:
            taken.add(reader._get("tin")["body"])
        except Empty:
            if not were_writing:
                break
    for writer in writers:
        writer.join()
    assert len(taken) == 2 * EACH
