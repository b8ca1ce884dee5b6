"""Rows written in the transaction in which a story goes live or dark. Each is idempotent per (story, live revision)."""

import secrets
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils import timezone

from newsroom.prepared import Prepared
from newsroom.search import services as search
from newsroom.stories import ports
from newsroom.stories.models import Snapshot, Story, WebAddress, Withdrawal
from newsroom.stories.queries import gather, standing_withdrawal, waiting_approval
from newsroom.stories.services.gating import section_page_of
from newsroom.stories.services.snapshots import take_snapshot
from newsroom.stories.states import Significance, SnapshotKind

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
SNAPSHOT_OF = {
    Significance.FIRST: SnapshotKind.PUBLISHED,
    Significance.MINOR: SnapshotKind.UPDATED,
    Significance.MAJOR: SnapshotKind.UPDATED,
    Significance.REINSTATED: SnapshotKind.REINSTATED,
}


@Prepared
def addresses(story):
    return WebAddress.objects.filter(story=story)


def allocate_address(story: Story) -> WebAddress:
    """Give a story its place for good; the year and month are those of first publication in Việt Nam."""
    page = section_page_of(story)
    address = next(iter(addresses(story.pk)), None)
    if address:
        if page and address.section_page_id != page.pk:
            address.section_page_id = page.pk
            address.save(update_fields=["section_page"])
        return address
    first = story.first_published_at or timezone.now()
    for _attempt in range(20):
        # 7 hexadecimal digits are 2.7e8 addresses: at 100,000 stories a draw now and then hits one that is taken.
        row = WebAddress(
            story=story, section_page=page, ym=f"{first.astimezone(SAIGON):%Y%m}", id7=secrets.token_hex(4)[:7],
            published_at=first,
        )  # fmt: skip
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            continue
        return row
    raise RuntimeError("No free address in 20 draws")


def record_going_live(story: Story) -> None:
    """Address, approval used, snapshot, search: in this order, because a snapshot prints the address."""
    now = timezone.now()
    gather(story)
    address = allocate_address(story)
    approval = waiting_approval(story)  # the gate saw it a moment ago, in this transaction
    if approval.significance == Significance.MAJOR:
        address.updated_at = now
        address.save(update_fields=["updated_at"])
    approval.used_at = now
    approval.save(update_fields=["used_at"])
    # The instance that goes live must answer `story.address` with what was just written.
    story.address = address
    kind = SNAPSHOT_OF[approval.significance]
    take_snapshot(story=story, kind=kind, by=approval.by, at=now)
    search.refresh("story", story)


def record_going_dark(story: Story) -> None:
    """Whatever took it off the site: a withdrawal row exists, a snapshot says so, search forgets it."""
    now = timezone.now()
    gather(story)
    withdrawal = standing_withdrawal(story)
    if not withdrawal:
        withdrawal = Withdrawal.objects.create(
            story=story, reason="Bài rời trang không qua lệnh gỡ", explanation="Ghi tự động để không mất dấu.", at=now
        )
    last = Snapshot.objects.filter(story=story).order_by("-number").first()
    if not last or last.kind != SnapshotKind.WITHDRAWN:
        take_snapshot(story=story, kind=SnapshotKind.WITHDRAWN, by=withdrawal.by, at=now, withdrawal=withdrawal)
    search.refresh("story", story)


def darken_bypassed(story: Story) -> None:
    """For doors that act on base Page rows, where Story.save() is never called: the same rows, a moment later."""
    with transaction.atomic():
        ports.went_dark(story)
        ports.changed(story)
