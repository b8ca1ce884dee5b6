"""E-mail beside the boxes of Bàn làm việc, which are the notice: who has the move, and what was said."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from media_pipeline.assets.queue import ring
from newsroom.editorial.models import Notice
from newsroom.editorial.queries import current_task_state, who_may_approve, writers_of
from newsroom.people.models import User

LEASE = timedelta(minutes=2)
TRIES = 6


@override(settings.LANGUAGE_CODE)
def notify_gate(story, *, by, message: str = "", urgent: bool = False) -> None:
    """Tell everybody who may approve at the gate where the story now stands."""
    task_state = current_task_state(story)
    if not task_state:
        return
    gate = task_state.task.specific
    what = _("Tin nóng chờ %(gate)s") if urgent else _("Bài chờ %(gate)s")
    people = who_may_approve(story, gate, task_state.workflow_state)
    notify_people(people, story, what % {"gate": gate.name}, by=by, message=message)


def notify_writers(story, what: str, *, by, message: str = "") -> None:
    people = User.objects.filter(pk__in=writers_of(story) - {by.pk}, is_active=True)
    notify_people(people, story, what, by=by, message=message)


@override(settings.LANGUAGE_CODE)
def notify_people(people, story, what: str, *, by, message: str = "") -> None:
    title = story.get_latest_revision_as_object().title
    link = settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_pages:edit", args=[story.pk])
    text = "\n".join(line for line in [f"{what}: {title}", _("Người gửi: %(by)s") % {"by": by}, message, link] if line)
    write(people, subject=f"{what}: {title}", text=text, story=story, now=timezone.now())


@transaction.atomic
def write(people, *, subject: str, text: str, story=None, now: datetime) -> None:
    """One letter to each of them who has an address."""
    rows = [
        Notice(person=person, story=story, subject=subject[:300], text=text, made_at=now)
        for person in people
        if person.email
    ]
    for notice in Notice.objects.bulk_create(rows):
        transaction.on_commit(lambda pk=notice.pk: ring("newsroom.editorial.tasks.send_notice", pk))


def send_notice(*, notice_id: int) -> None:
    """Send one, if nobody else has it in hand. A server that refuses is tried again by the sweeper, six times."""
    now = timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    claimed = Notice.objects.filter(free, pk=notice_id, sent_at=None, tries__lt=TRIES).update(
        claimed_until=now + LEASE, tries=F("tries") + 1
    )
    if not claimed:
        return
    notice = Notice.objects.select_related("person").get(pk=notice_id)
    try:
        send_mail(notice.subject.replace("\n", " "), notice.text, None, [notice.person.email])
    except OSError as error:  # smtplib's errors are OSErrors; the row keeps what the server said
        Notice.objects.filter(pk=notice_id).update(error=str(error)[:300])
        return
    Notice.objects.filter(pk=notice_id).update(sent_at=timezone.now(), error="")


def send_waiting() -> None:
    now = timezone.now()
    late = Q(claimed_until=None) | Q(claimed_until__lt=now)
    rows = Notice.objects.filter(late, sent_at=None, tries__lt=TRIES, made_at__lt=now - timedelta(seconds=20))
    for pk in rows.order_by("made_at").values_list("pk", flat=True)[:100]:
        send_notice(notice_id=pk)
