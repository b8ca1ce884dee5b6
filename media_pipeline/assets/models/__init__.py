from media_pipeline.assets.models.asset import Asset
from media_pipeline.assets.models.document import PressDocument
from media_pipeline.assets.models.order import RenditionOrder
from media_pipeline.assets.models.picture import Picture, PictureRendition
from media_pipeline.assets.models.rights import Rights
from media_pipeline.assets.states import Cause, OrderState, Provenance

__all__ = [
    "Asset", "Cause", "OrderState", "Picture", "PictureRendition", "PressDocument", "Provenance", "RenditionOrder", "Rights",
]  # fmt: skip
