from media_pipeline.assets.services.intake import take_in
from media_pipeline.assets.services.orders import sweep, work

__all__ = ["sweep", "take_in", "work"]
