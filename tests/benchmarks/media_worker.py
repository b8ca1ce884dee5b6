"""A worker of film and sound, a process of its own: START.

On stdin a line of JSON for each file to take in and work to its end: {"path", "urgent"}. On stdout what that cost:
{"asset", "state", "cpu", "wall" in seconds, "worker", "ffmpeg" in bytes at most}.
"""

import json
import resource
import sys
import time
from pathlib import Path

from django.utils import timezone
from wagtail.models import Collection

from cms.celery import app
from media_pipeline.assets.models import Step
from media_pipeline.ingest.services.on_the_spot import work_to_end
from media_pipeline.ingest.services.receiving import receive

START = "import django; django.setup(); from tests.benchmarks import media_worker; media_worker.main()"


def used() -> float:
    """CPU seconds of this process and of what it has started."""
    spent = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


def high_water() -> int:
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) * 1024


def work(path: Path, *, urgent: bool) -> dict:
    before, began = used(), time.perf_counter()
    # A collection for each: the same bytes in one would be one asset.
    collection = Collection.get_first_root_node().add_child(name=path.stem)
    asset = work_to_end(
        asset=receive(path=path, name=path.name, collection=collection, urgent=urgent, now=timezone.now())
    )
    facts = Step.objects.filter(run__asset=asset).values_list("facts", flat=True)
    return {
        "asset": asset.pk, "state": asset.state, "cpu": used() - before, "wall": time.perf_counter() - began,
        "worker": high_water(), "ffmpeg": max(fact.get("peak_rss", 0) for fact in facts),
    }  # fmt: skip


def main() -> None:
    app.loader.import_default_modules()
    print(json.dumps({"worker": high_water()}), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(work(Path(asked["path"]), urgent=asked["urgent"])), flush=True)
