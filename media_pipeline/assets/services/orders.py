import logging
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.images.models import Filter

from media_pipeline.assets import ports, sizes
from media_pipeline.assets.encoding import master_of
from media_pipeline.assets.models import OrderState, Picture, RenditionOrder
from media_pipeline.assets.queue import ring_order

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
BACKOFF = [timedelta(seconds=30), timedelta(minutes=5), timedelta(hours=1), timedelta(hours=6)]
KEPT = timedelta(days=30)
AT_ONCE = 100
KILLED = "Máy làm ảnh dừng giữa chừng ở mỗi lần thử."


def work(*, order_id: int, now: datetime) -> None:
    """Claim an order and make its files. Safe to call twice, and after a worker died in the middle."""
    order = claim(order_id, now=now)
    if order is None:
        return
    try:
        make_renditions(order.picture, day=timezone.localdate(now))
    except Exception as error:  # storage, decoder, database: whatever it was, it is written down and tried again
        logger.exception("Order %s", order.pk)
        put_off(order, error, now=now)
        return
    with transaction.atomic():
        finish(order, OrderState.DONE)
        ports.changed(order.picture)


def claim(order_id: int, *, now: datetime) -> RenditionOrder | None:
    """One guarded UPDATE: of two workers, one gets the order."""
    due = RenditionOrder.objects.claimable(now).filter(pk=order_id)
    if not due.update(claimed_until=now + LEASE, tries=F("tries") + 1):
        return None
    return RenditionOrder.objects.select_related("picture").get(pk=order_id)


def make_renditions(picture: Picture, *, day: date) -> None:
    """Make what is missing or out of date. An old file gives way only when its successor is there.

    When the house may use the picture no more, the files that readers know the address of go.
    """
    recipe = picture.recipe
    specs = sizes.ADMIN_SPECS if picture.rights_over(day) else sizes.wanted(picture)
    wanted = {(spec, Filter(spec).get_cache_key(picture)): Filter(spec) for spec in specs}
    there = {(row.filter_spec, row.focal_point_key): row.recipe for row in picture.renditions.all()}
    missing = [key for key in wanted if there.get(key) != recipe]
    if missing:
        with master_of(picture) as master:
            for spec, focus in missing:
                replace_rendition(picture, spec, focus, file=master.cut(wanted[spec, focus]), recipe=recipe)
    for spec, focus in there.keys() - wanted.keys():
        if spec in sizes.READER_SPECS:
            picture.renditions.filter(filter_spec=spec, focal_point_key=focus).delete()


@transaction.atomic
def replace_rendition(picture: Picture, spec: str, focus: str, *, file, recipe: str) -> None:
    """Two orders of one picture may be at work: the second waits its turn, and leaves what the first has just made."""
    Picture.objects.select_for_update().get(pk=picture.pk)
    old = picture.renditions.filter(filter_spec=spec, focal_point_key=focus)
    if old.filter(recipe=recipe).exists():
        return
    old.delete()
    picture.renditions.create(filter_spec=spec, focal_point_key=focus, file=file, recipe=recipe)


def put_off(order: RenditionOrder, error: Exception, *, now: datetime) -> None:
    """Later, and later still; then a person has to look."""
    order.error = f"{type(error).__name__}: {error}"[:2000]
    if order.tries > len(BACKOFF):
        finish(order, OrderState.FAILED)
        return
    order.due_at = now + BACKOFF[order.tries - 1]
    order.claimed_until = None
    order.save(update_fields=["error", "due_at", "claimed_until"])


def finish(order: RenditionOrder, state: OrderState) -> None:
    order.state, order.claimed_until = state, None
    order.save(update_fields=["state", "claimed_until", "error"])


def sweep(*, now: datetime) -> int:
    """Ring for orders that no bell brought to a worker; give up those that keep killing theirs; forget old ones."""
    lost = RenditionOrder.objects.claimable(now - timedelta(seconds=30))
    lost.filter(tries__gt=len(BACKOFF)).update(state=OrderState.FAILED, error=KILLED)
    waiting = list(lost.order_by("due_at").values_list("pk", flat=True)[:AT_ONCE])
    for order_id in waiting:
        ring_order(order_id)
    RenditionOrder.objects.filter(state=OrderState.DONE, created_at__lt=now - KEPT).delete()
    return len(waiting)
