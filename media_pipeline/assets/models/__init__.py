from media_pipeline.assets.models.asset import Asset
from media_pipeline.assets.models.broadcast import BroadcastFile
from media_pipeline.assets.models.caption import CaptionTrack
from media_pipeline.assets.models.document import PressDocument
from media_pipeline.assets.models.order import RenditionOrder
from media_pipeline.assets.models.picture import Picture, PictureRendition
from media_pipeline.assets.models.rights import Rights
from media_pipeline.assets.models.run import Removal, Run, Step
from media_pipeline.assets.states import (
    AssetState,
    Cause,
    Language,
    OrderState,
    Provenance,
    Queue,
    RunKind,
    RunState,
    StepKind,
    StepState,
)

__all__ = [
    "Asset", "AssetState", "BroadcastFile", "CaptionTrack", "Cause", "Language", "OrderState", "Picture",
    "PictureRendition", "PressDocument", "Provenance", "Queue", "Removal", "RenditionOrder", "Rights", "Run", "RunKind",
    "RunState", "Step", "StepKind", "StepState",
]  # fmt: skip
