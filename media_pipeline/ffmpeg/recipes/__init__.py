"""The argv of each kind of work, for `runner.run(argv, cwd=…, limits=Limits.encoding(…))`. Nothing here starts anything.

Built with ffmpeg-python, argv only. Every input is `file:/absolute`; folders below `out` are made here, since ffmpeg makes none.
"""

from media_pipeline.ffmpeg.recipes.broadcast import broadcast
from media_pipeline.ffmpeg.recipes.packaging import remux_mp4
from media_pipeline.ffmpeg.recipes.stills import cover, poster
from media_pipeline.ffmpeg.recipes.web import web_audio, web_video

__all__ = ["broadcast", "cover", "poster", "remux_mp4", "web_audio", "web_video"]
