"""Objects marked stale are written again; one that cannot be written holds up nobody."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from newsroom.search import query_counts, registry, services
from newsroom.search.models import PublicDocument, QueryCount, StaffDocument, StaleObject
from newsroom.search.staleness import PAUSE, mark_stale, mark_unwritten, refresh_stale, unwritten

pytestmark = [pytest.mark.django_db, pytest.mark.datalayer]


def test_a_marked_object_is_written_again_and_one_that_is_gone_is_forgotten(write):
    page, gone = write("Tên cũ"), write("Sắp xóa")
    Page.objects.filter(pk=page.pk).update(title="Tên mới")
    Page.objects.filter(pk=gone.pk).delete()
    now = timezone.now()
    mark_stale("page", [page.pk, gone.pk, page.pk], now=now)
    mark_stale("page", [page.pk], now=now)
    assert StaleObject.objects.count() == 2 and refresh_stale(now=now) == 2
    assert [row.title for row in PublicDocument.objects.all()] == ["Tên mới"]
    assert not StaleObject.objects.exists() and refresh_stale(now=now) == 0


def test_objects_that_were_there_before_their_kind_are_written(write):
    page, now = write("Có từ trước"), timezone.now()
    PublicDocument.objects.all().delete()
    StaffDocument.objects.all().delete()
    assert [kind.name for kind in unwritten()] == ["page"]
    mark_unwritten(now=now)
    refresh_stale(now=now)
    assert PublicDocument.objects.get(object_id=page.pk).title == "Có từ trước"
    mark_unwritten(now=now)
    assert not StaleObject.objects.exists() and not unwritten()


def test_a_kind_that_says_something_else_is_written_again_once_and_one_that_says_nothing_is_not_asked_for_ever(
    write, kind, monkeypatch
):
    page, now = write("Một"), timezone.now()
    services.rebuild("page")
    assert not unwritten()
    silent = replace(kind, version=2, to_staff=lambda page: None, to_public=lambda page: None)
    monkeypatch.setitem(registry._kinds, "page", silent)
    mark_unwritten(now=now)
    assert StaleObject.objects.filter(object_id=page.pk).exists()
    refresh_stale(now=now)
    mark_unwritten(now=now)
    assert not StaleObject.objects.exists() and not StaffDocument.objects.exists()


def test_what_was_marked_again_meanwhile_stays_marked(write, desk, monkeypatch):
    page, now = write("Một"), timezone.now()
    later = now + timedelta(seconds=1)
    mark_stale("page", [page.pk], now=now)
    written = desk.document

    def marked_while_it_is_read(found):
        StaleObject.objects.update(since=later)
        return written(found)

    entry = registry.get("page")
    monkeypatch.setitem(registry._kinds, "page", replace(entry, to_staff=marked_while_it_is_read))
    refresh_stale(now=now)
    assert StaleObject.objects.get().since == later


def test_one_that_cannot_be_written_rests_and_holds_up_nobody(write, monkeypatch):
    good, bad, now = write("Tốt"), write("Hỏng"), timezone.now()
    Page.objects.filter(pk=good.pk).update(title="Tốt hơn")
    entry = registry.get("page")

    def stumble(page):
        if page.pk == bad.pk:
            raise ValueError(page)
        return entry.to_staff(page)

    monkeypatch.setitem(registry._kinds, "page", replace(entry, to_staff=stumble))
    mark_stale("page", [good.pk, bad.pk], now=now)
    refresh_stale(now=now)
    assert PublicDocument.objects.get(object_id=good.pk).title == "Tốt hơn"
    assert StaleObject.objects.get().object_id == bad.pk and StaleObject.objects.get().since == now + PAUSE


def test_queries_are_counted_by_day_folded_and_forgotten():
    now = timezone.now()
    for text in ("Đắk Lắk", "dak  lak", "DAK LAK", "", "\x00"):
        query_counts.count(place="readers", text=text, found=2, now=now)
    [row] = QueryCount.objects.all()
    assert (row.words, row.text, row.times) == ("dak lak", "DAK LAK", 3)
    assert query_counts.without_results(place="readers", since=row.day) == []
    assert query_counts.most_asked(place="readers", since=row.day)[0].times == 3
    query_counts.forget_old(now=now + query_counts.KEPT + timedelta(days=2))
    assert not QueryCount.objects.exists()
