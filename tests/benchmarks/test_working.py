"""The newsroom: Bàn làm việc and Tin bài, for a reporter, a chief and a secretary, in a larger archive."""

import pytest
from django.test import Client

from newsroom.people.models import User
from tests.benchmarks.conftest import LARGE, SMALL

SCREENS = {
    "Bàn làm việc": "/quan-tri/",
    "Tin bài": "/quan-tri/tin-bai/",
    "Tin bài, tìm": "/quan-tri/tin-bai/?q=chuyen+buon",
    "Tin bài, lọc": "/quan-tri/tin-bai/?state=published",
}


@pytest.mark.parametrize("person", ["reporter", "chief", "secretary"])
@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_costs_the_same_in_any_archive(archive, judge, screen, person):
    user = getattr(archive.house, person) if person != "reporter" else archive.newsroom.owners[0]
    clients = {}
    for size in (SMALL, LARGE):
        with archive.at(size):
            clients[size] = Client()
            clients[size].force_login(User.objects.get(pk=user.pk))

    def open_screen():
        from django.db import connection

        client = clients[SMALL if "small" in connection.settings_dict["NAME"] else LARGE]
        assert client.get(SCREENS[screen]).status_code == 200

    took = archive.compare(open_screen, times=7)
    judge(f"{screen} ({person}): 100,000 / 1,000", took[LARGE], took[SMALL], limit=1.5)
