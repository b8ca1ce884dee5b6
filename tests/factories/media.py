from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.models import Collection

from media_pipeline.assets.models import Asset, AssetState, Queue, Run, RunState, Step, StepKind, StepState


class AssetFactory(DjangoModelFactory):
    """A film that has been received; its original is named, not there."""

    class Meta:
        model = Asset

    title = factory.Sequence(lambda n: f"Ngập đường Nguyễn Tất Thành {n}")
    type = "video"
    file = factory.LazyAttribute(lambda asset: f"src/{asset.token}/a.mp4")
    token = factory.Sequence(lambda n: f"{n:016x}")
    source_name = "VID_0911.MOV"
    source_size = 412_000_000
    source_sha256 = factory.Sequence(lambda n: f"{n:064x}")
    collection = factory.LazyFunction(Collection.get_first_root_node)

    class Params:
        known = factory.Trait(
            duration=134.0,
            width=1920,
            height=1080,
            state=AssetState.PROCESSING,
            facts={
                "video": {"codec": "hevc", "frame_rate": "30000/1001", "variable_frame_rate": True, "rotation": 90},
                "audio": {"codec": "aac", "sample_rate": 48000, "channels": 2},
            },
        )


class RunFactory(DjangoModelFactory):
    class Meta:
        model = Run

    asset = factory.SubFactory(AssetFactory, known=True)
    source_sha256 = factory.SelfAttribute("asset.source_sha256")
    profile = "web"
    created_at = factory.LazyFunction(timezone.now)

    class Params:
        failed = factory.Trait(
            state=RunState.FAILED, code="storage_unavailable", ended_at=factory.LazyFunction(timezone.now)
        )


class StepFactory(DjangoModelFactory):
    """Waits for its turn. Traits: `running` (62 %), `failed`, which its run is too."""

    class Meta:
        model = Step

    run = factory.SubFactory(RunFactory)
    kind = StepKind.TRANSCODE
    position = 0
    queue = Queue.HEAVY
    state = StepState.PENDING
    due_at = factory.LazyFunction(timezone.now)

    class Params:
        running = factory.Trait(
            state=StepState.LEASED, owner="máy 1", progress=62.0, remaining=100.0,
            lease_until=factory.LazyFunction(lambda: timezone.now() + timedelta(minutes=1)),
        )  # fmt: skip
        failed = factory.Trait(
            run=factory.SubFactory(RunFactory, failed=True), state=StepState.FAILED, code="storage_unavailable",
            detail="botocore: connection refused",
        )  # fmt: skip
