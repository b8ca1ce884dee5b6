"""What a picture file says about itself: read on the way in, written into what leaves the house. Plain Python."""

from media_pipeline.assets.embedded.facts import Facts
from media_pipeline.assets.embedded.packet import as_iptc_segment, as_xmp
from media_pipeline.assets.embedded.reading import read

__all__ = ["Facts", "as_iptc_segment", "as_xmp", "read"]
