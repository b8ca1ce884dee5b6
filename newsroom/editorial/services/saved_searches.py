"""Searches that people keep: asked again by a task, with the rights their owner has at that moment."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from media_pipeline.assets.queue import ring
from newsroom.editorial.archive.filters import filters_of
from newsroom.editorial.errors import TooManySearches
from newsroom.editorial.models import Notice, SavedSearch, SavedSearchHit
from newsroom.language import clean_line
from newsroom.search.watching import matches_since, still_seen

MOST = 30  # searches one person keeps
EVERY = timedelta(minutes=10)
LEASE = timedelta(minutes=5)
OVERLAP = timedelta(minutes=2)
AT_ONCE = 50
IN_ONE_LETTER = 30
KEPT = timedelta(days=60)


@transaction.atomic
def save(*, person, name: str, query: str, choices: Mapping[str, str], alert: str, now: datetime) -> SavedSearch:
    """Keep a search, or change the one of this name. What exists now is no news. Raises TooManySearches."""
    name = clean_line(name, max_length=80) or clean_line(query, max_length=80)
    known = SavedSearch.objects.filter(person=person)
    if known.exclude(name=name).count() >= MOST:
        raise TooManySearches(_("Bạn đã lưu %(number)s lượt tìm. Xóa bớt một lượt cũ rồi lưu.") % {"number": MOST})
    row, _created = SavedSearch.objects.update_or_create(
        person=person, name=name,
        defaults={
            "query": query, "choices": dict(choices), "alert": alert, "made_at": now,
            "seen_version": version_at(now), "due_at": now + EVERY, "claimed_until": None,
        },
    )  # fmt: skip
    row.hits.all().delete()
    return row


def forget(*, person, search_id: int) -> None:
    SavedSearch.objects.filter(person=person, pk=search_id).delete()


def mark_seen(*, person, search_id: int, now: datetime) -> None:
    SavedSearchHit.objects.filter(search__person=person, search=search_id, seen_at=None).update(seen_at=now)


def look(*, now: datetime) -> int:
    """Ask the searches that are due. How many were asked."""
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    due = SavedSearch.objects.filter(free, due_at__lte=now).exclude(alert=SavedSearch.Alert.NONE)
    asked = 0
    for search in due.select_related("person").order_by("due_at")[:AT_ONCE]:
        if SavedSearch.objects.filter(free, pk=search.pk).update(claimed_until=now + LEASE):
            ask(search, now=now)
            asked += 1
    SavedSearchHit.objects.filter(found_at__lt=now - KEPT).delete()
    return asked


@transaction.atomic
def ask(search: SavedSearch, *, now: datetime) -> int:
    """Write down what is new. Somebody who left finds nothing."""
    found = []
    if search.person.is_active:
        found = matches_since(
            search.query, user=search.person, filters=filters_of(search.choices, now), version=search.seen_version
        )
    rows = [
        SavedSearchHit(search=search, kind=row.kind, object_id=row.object_id, title=row.title[:255], found_at=now)
        for row in found
    ]
    SavedSearchHit.objects.bulk_create(rows, ignore_conflicts=True)
    # A transaction that began earlier may still be writing; what it brings twice is written down once.
    SavedSearch.objects.filter(pk=search.pk).update(
        seen_version=max(search.seen_version, version_at(now - OVERLAP)), due_at=now + EVERY, claimed_until=None
    )
    return len(rows)


@override(settings.LANGUAGE_CODE)
def write_digests(*, now: datetime) -> int:
    """One letter to each person whose searches found something that was neither seen nor mailed. How many letters."""
    waiting = SavedSearchHit.objects.filter(
        search__alert=SavedSearch.Alert.MAIL, mailed_at=None, seen_at=None, search__person__is_active=True
    ).exclude(search__person__email="")
    letters = 0
    for person_id in waiting.order_by().values_list("search__person", flat=True).distinct():
        with transaction.atomic():
            hits = list(
                waiting.filter(search__person=person_id).select_related("search__person").order_by("search__name", "pk")
            )
            if not hits or not SavedSearchHit.objects.filter(pk__in=[hit.pk for hit in hits], mailed_at=None).update(
                mailed_at=now
            ):
                continue
            hits = _still_theirs(hits)
            if not hits:
                continue
            notice = Notice.objects.create(person_id=person_id, subject=_subject(hits), text=_text(hits), made_at=now)
            transaction.on_commit(lambda pk=notice.pk: ring("newsroom.editorial.tasks.send_notice", pk))
            letters += 1
    return letters


def _still_theirs(hits: list[SavedSearchHit]) -> list[SavedSearchHit]:
    """What was taken down, or moved out of this person's reach since it was found, is named in no letter."""
    person = hits[0].search.person
    seen = {(row.kind, row.object_id) for row in still_seen([(hit.kind, hit.object_id) for hit in hits], person)}
    return [hit for hit in hits if (hit.kind, hit.object_id) in seen]


def _subject(hits: list[SavedSearchHit]) -> str:
    return ngettext("Kho tư liệu: %(number)s kết quả mới", "Kho tư liệu: %(number)s kết quả mới", len(hits)) % {
        "number": len(hits)
    }


def _text(hits: list[SavedSearchHit]) -> str:
    lines, before = [], None
    for hit in hits[:IN_ONE_LETTER]:
        if hit.search_id != before:
            link = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('newsroom_archive')}?{hit.search.query_string}"
            lines += ["", f"{hit.search.name}: {link}"]
            before = hit.search_id
        lines.append(f"- {hit.title}")
    if len(hits) > IN_ONE_LETTER:
        lines.append(_("và %(number)s kết quả khác.") % {"number": len(hits) - IN_ONE_LETTER})
    return "\n".join(lines).strip()


def version_at(moment: datetime) -> int:
    """The clock that documents carry: microseconds."""
    return int(moment.timestamp() * 1_000_000)


def unseen(person) -> list[tuple[SavedSearch, int]]:
    """Searches with news, and how many."""
    rows = SavedSearch.objects.filter(person=person).annotate(news=Count("hits", filter=Q(hits__seen_at=None)))
    return [(row, row.news) for row in rows if row.news]
