"""Báo kỹ thuật viên: who waits for a failed file tells those who keep the machines, once."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from media_pipeline.ingest.services.runs import retry
from newsroom.desks.roles import Role
from newsroom.editorial.models import Notice
from newsroom.editorial.services import notices
from tests.factories import NewsroomFactory, UserFactory
from tests.factories.media import StepFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def technician(house):
    return house.person(Role.TECHNICIAN, house.newsroom)


@pytest.fixture
def run(house):
    return StepFactory(failed=True, run__asset__uploaded_by_user=house.reporter).run


def ask(client, user, run, **more):
    client.force_login(user)
    return client.post(reverse("newsroom_media_job", args=[run.pk, "bao-ky-thuat-vien"]), follow=True, **more)


def page(client, user, address="/quan-tri/") -> str:
    client.force_login(user)
    return client.get(address).content.decode()


def test_technicians_of_the_house_are_told_by_mail_and_on_their_desk(client, house, technician, run):
    elsewhere = UserFactory(roles=[(Role.TECHNICIAN, NewsroomFactory())])
    assert "Đã báo kỹ thuật viên." in ask(client, house.reporter, run).content.decode()

    notice = Notice.objects.get()
    assert notice.person == technician and notice.subject == f"Cần kỹ thuật viên: {run.asset.title}"
    assert "Kho tệp không trả lời" in notice.text and f"/am-thanh-hinh-anh/tep/{run.asset_id}/" in notice.text
    notices.send_notice(notice_id=notice.pk)
    assert mail.outbox[0].to == [technician.email]
    assert run.asset.title in page(client, technician) and "nhờ xem" in page(client, technician)
    assert run.asset.title not in page(client, elsewhere)


def test_one_failure_is_told_once_and_the_next_one_again(client, house, technician, run):
    for _time in range(2):
        ask(client, house.reporter, run)
    assert Notice.objects.count() == 1
    assert "đã báo kỹ thuật viên" in page(client, house.reporter, "/quan-tri/am-thanh-hinh-anh/")
    assert ModelLogEntry.objects.get(action="newsroom.ask_technicians").formatter.label == "Báo kỹ thuật viên"

    retry(run=run, now=timezone.now())
    assert run.asset.title not in page(client, technician), "what is tried again waits for nobody"
    type(run).objects.filter(pk=run.pk).update(state="failed", ended_at=timezone.now())
    run.refresh_from_db()
    ask(client, house.reporter, run)
    assert Notice.objects.count() == 2


def test_a_house_without_technician_says_so(client, house, run):
    assert "chưa có ai giữ vai kỹ thuật viên" in ask(client, house.reporter, run).content.decode()
    assert not ModelLogEntry.objects.filter(action="newsroom.ask_technicians").exists()


def test_it_is_offered_to_who_waits_and_not_to_the_technician(client, house, technician, run):
    offered = reverse("newsroom_media_job", args=[run.pk, "bao-ky-thuat-vien"])
    for address in ("/quan-tri/am-thanh-hinh-anh/", reverse("newsroom_media_asset", args=[run.asset_id])):
        assert offered in page(client, house.reporter, address), address
        assert "Tải tệp khác" in page(client, house.reporter, address), address
        assert offered not in page(client, technician, address), address
    for nobody in (technician, house.person(Role.INSPECTOR, house.newsroom)):
        ask(client, nobody, run)
    assert not Notice.objects.exists()
    ask(client, house.colleague, run)
    assert Notice.objects.count() == 1, "whoever sent it, a colleague may need it too"
