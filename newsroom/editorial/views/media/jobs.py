"""Xử lý âm thanh, hình ảnh: what runs, what waits, what failed and why, what is done."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views import View

from media_pipeline.assets.models import Asset, AssetState, Run, RunState
from media_pipeline.ingest import queries
from media_pipeline.ingest.errors import OrderRefused
from media_pipeline.ingest.services.runs import cancel, prioritise, retry
from media_pipeline.ingest.waits import still
from newsroom.editorial.media import words
from newsroom.editorial.media.asked import Asked, asked_about
from newsroom.editorial.media.reach import (
    collections,
    is_technician,
    may_ask,
    may_direct,
    may_order,
    may_send,
    sees_media,
)
from newsroom.editorial.services.asking_technicians import ask_technicians
from newsroom.editorial.uses import Uses, stories_showing
from newsroom.editorial.views.base import Screen
from newsroom.stories.errors import Refused

ROWS = 20


def unsigned(service):
    """Nobody's name is kept with it."""
    return lambda *, by, **facts: service(**facts)


ACTS = {
    "thu-lai": (unsigned(retry), may_order, gettext_lazy("Đã xếp lại vào hàng chờ.")),
    "huy": (unsigned(cancel), may_order, gettext_lazy("Đã dừng. Tệp gốc vẫn còn nguyên.")),
    "uu-tien": (unsigned(prioritise), may_direct, gettext_lazy("Đã đưa lên đầu hàng chờ.")),
    "bao-ky-thuat-vien": (ask_technicians, may_ask, gettext_lazy("Đã báo kỹ thuật viên.")),
}


@dataclass(frozen=True, slots=True)
class Row:
    run: Run
    tag: words.Tag
    what: str
    progress: queries.Progress
    remaining: str
    place: int  # in the queue, from 1; 0 when it is not waiting
    uses: Uses | None
    may_order: bool
    may_direct: bool
    may_ask: bool
    asked: Asked | None

    @property
    def is_rejected(self) -> bool:
        """For what it is: it would be again."""
        return self.run.asset.state == AssetState.REJECTED


def rows(runs: list[Run], user, waiting_from: int = 0) -> list[Row]:
    """Everything a line shows, in a constant number of queries."""
    progresses, uses = queries.progresses(runs), stories_showing(Asset, {run.asset_id for run in runs}, user)
    asked = asked_about([run for run in runs if run.state == RunState.FAILED])
    made = []
    for order, run in enumerate(runs):
        progress = progresses[run.pk]
        made.append(
            Row(
                run,
                words.tag_of_run(run, progress),
                words.kind_of(run.asset),
                progress,
                still(progress.remaining),
                order - waiting_from + 1 if order >= waiting_from and run.state == RunState.MAKING else 0,
                uses.get(run.asset_id),
                may_order(user, run.asset),
                may_direct(user, run.asset),
                may_ask(user, run.asset),
                asked.get(run.pk),
            )
        )
    return made


class Jobs(Screen):
    template_name = "newsroom/media/jobs.html"
    page_title = gettext_lazy("Xử lý âm thanh, hình ảnh")
    header_icon = "media"

    def is_allowed(self, user) -> bool:
        return sees_media(user)

    def get_template_names(self):
        return ["newsroom/media/_boxes.html"] if "phan" in self.request.GET else [self.template_name]

    def get_context_data(self, **kwargs):
        user, own = self.request.user, collections(self.request.user)
        running, waiting = list(queries.running(own)[:ROWS]), list(queries.waiting(own)[:ROWS])
        failed, done = queries.failed(own), queries.finished_today(self.now, own)
        technician = is_technician(user)
        return {
            **super().get_context_data(**kwargs),
            "gauges": words.gauges(queries.queue_health(self.now), queries.disk_health(), self.now),
            "jobs": rows(running + waiting, user, waiting_from=len(running)),
            "job_count": queries.running(own).count() + queries.waiting(own).count(),
            "may_send": may_send(user),
            "failed": [(row, words.why(row.run), technician and words.said_by_the_machine(row.run)) for row in rows(list(failed[:ROWS]), user)],
            "failed_count": failed.count(),
            "done": rows(list(done[:ROWS]), user),
            "done_count": done.count(),
        }  # fmt: skip


class JobProgress(View):
    """JSON for the screen that stays open: {"runs": {number: {"percent", "step", "remaining"}}, "shape": what stands in which box}."""

    def get(self, request):
        if not sees_media(request.user):
            raise PermissionDenied
        own = collections(request.user)
        running, waiting = list(queries.running(own)[:ROWS]), list(queries.waiting(own)[:ROWS])
        progresses = queries.progresses(running + waiting)
        failed, done = queries.failed(own), queries.finished_today(timezone.now(), own)
        shape = [[run.pk for run in running], [run.pk for run in waiting], failed.count(), done.count()]
        states = {run.pk: run.asset.state for run in running}
        return JsonResponse(
            {
                "runs": {
                    number: {
                        "percent": int(progress.percent),
                        "step": str(progress.step.get_kind_display()) if progress.step else "",
                        "remaining": still(progress.remaining),
                    }
                    for number, progress in progresses.items()
                },
                "shape": str([shape, states]),
            }
        )


class JobAct(View):
    """POST: one of `ACTS` on one run, then back to where the button stood.

    From a page that stays open: JSON {"said"}, 409 when it was refused.
    """

    def post(self, request, number: int, act: str):
        run = get_object_or_404(Run.objects.select_related("asset"), pk=number)
        if act not in ACTS:
            raise Http404
        verb, allowed, done = ACTS[act]
        if not allowed(request.user, run.asset):
            raise PermissionDenied
        try:
            verb(run=run, by=request.user, now=timezone.now())
        except (OrderRefused, Refused) as refused:
            tell, said, status = messages.error, str(refused), 409
        else:
            tell, said, status = messages.success, f"{run.asset.title}: {done}", 200
        if not request.accepts("text/html"):
            return JsonResponse({"said": said}, status=status)
        tell(request, said)
        if request.POST.get("ve") == "tep":
            return redirect("newsroom_media_asset", run.asset_id)
        return redirect(reverse("newsroom_media_jobs"))
