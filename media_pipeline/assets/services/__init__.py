from media_pipeline.assets.services.intake import take_in
from media_pipeline.assets.services.orders import sweep, work
from media_pipeline.assets.services.rights import tell_of_ended_rights

__all__ = ["sweep", "take_in", "tell_of_ended_rights", "work"]
