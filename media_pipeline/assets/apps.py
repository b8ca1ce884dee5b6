import warnings

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class AssetsConfig(AppConfig):
    name = "media_pipeline.assets"
    verbose_name = _("Ảnh, tài liệu")

    def ready(self):
        import pillow_heif
        from PIL import Image

        from media_pipeline.assets import signal_handlers

        pillow_heif.register_heif_opener()
        # A picture beyond the limit is refused at its header, wherever it is opened.
        Image.MAX_IMAGE_PIXELS = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        signal_handlers.connect()
