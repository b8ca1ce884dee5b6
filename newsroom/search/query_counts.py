"""What is looked for, and what nothing answers: counted by day, without address, person or hour."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Max, Sum
from django.utils import timezone

from newsroom.language import clean_line, fold
from newsroom.search.models import QueryCount

KEPT = timedelta(days=90)
MOST_A_DAY = 20_000  # different queries of one place; a machine that types at random fills no table
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """`times` in the whole span, `last` the day of the last time."""

    text: str
    times: int
    found: int
    last: date


def count(*, place: str, text: str, found: int, now: datetime) -> None:
    """Count one query of readers or of the newsroom; `found` is how many results it had."""
    line = clean_line(text, max_length=LONGEST)
    words = " ".join(fold(line).split())[:LONGEST]
    if not words:
        return
    day = timezone.localdate(now)
    known = QueryCount.objects.filter(day=day, place=place, words=words)
    if known.update(times=F("times") + 1, text=line, found=found):
        return
    if QueryCount.objects.filter(day=day, place=place).count() < MOST_A_DAY:
        QueryCount.objects.bulk_create(
            [QueryCount(day=day, place=place, words=words, text=line, found=found)], ignore_conflicts=True
        )


def without_results(*, place: str, since: date, limit: int = 100) -> list[Asked]:
    """What found nothing the last time, the most asked first."""
    rows = (
        QueryCount.objects.filter(place=place, day__gte=since, found=0)
        .values("words")
        .annotate(asked=Sum("times"), last=Max("day"), as_typed=Max("text"))
        .order_by("-asked", "-last", "words")[:limit]
    )
    return [Asked(row["as_typed"], row["asked"], 0, row["last"]) for row in rows]


def most_asked(*, place: str, since: date, limit: int = 100) -> list[Asked]:
    rows = (
        QueryCount.objects.filter(place=place, day__gte=since)
        .values("words")
        .annotate(asked=Sum("times"), last=Max("day"), as_typed=Max("text"), most=Max("found"))
        .order_by("-asked", "-last", "words")[:limit]
    )
    return [Asked(row["as_typed"], row["asked"], row["most"], row["last"]) for row in rows]


def forget_old(*, now: datetime) -> None:
    QueryCount.objects.filter(day__lt=timezone.localdate(now) - KEPT).delete()
