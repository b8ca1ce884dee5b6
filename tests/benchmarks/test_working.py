"""The newsroom: Bàn làm việc, Tin bài, its search and filters, for a reporter, a chief and a secretary, in a larger archive."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from newsroom.people.models import User
from tests.benchmarks.conftest import LARGE, SMALL

SCREENS = {
    "Bàn làm việc": "/quan-tri/",
    "Tin bài": "/quan-tri/tin-bai/",
    "Tin bài, tìm": "/quan-tri/tin-bai/?q=chuyen+buon",
    "Tin bài, trạng thái": "/quan-tri/tin-bai/?state=published",
    "Tin bài, ban": "/quan-tri/tin-bai/?desk={desk}",
    "Tin bài, tác giả": "/quan-tri/tin-bai/?author={author}",
    "Tin bài, chuyên mục": "/quan-tri/tin-bai/?section={section}",
    "Tin bài, người giữ": "/quan-tri/tin-bai/?holder={author}",
    "Tin bài, ngày": "/quan-tri/tin-bai/?date_from={since:%Y-%m-%d}&date_to={until:%Y-%m-%d}",
}


@pytest.mark.parametrize("person", ["reporter", "chief", "secretary"])
@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_costs_the_same_in_any_archive(archive, judge, screen, person):
    user = getattr(archive.house, person) if person != "reporter" else archive.newsroom.owners[0]
    today = timezone.localdate()
    address = SCREENS[screen].format(
        desk=archive.newsroom.desks[0].pk, author=archive.newsroom.owners[0].pk, section=archive.newsroom.sections[0].pk,
        since=today - timedelta(days=2), until=today,
    )  # fmt: skip
    clients = {}
    for size in (SMALL, LARGE):
        with archive.at(size):
            clients[size] = Client()
            clients[size].force_login(User.objects.get(pk=user.pk))

    def open_screen():
        client = clients[SMALL if "small" in connection.settings_dict["NAME"] else LARGE]
        assert client.get(address).status_code == 200

    took = archive.compare(open_screen, times=7)
    judge(f"{screen} ({person}): 100,000 / 1,000", took[LARGE], took[SMALL], limit=1.5)
