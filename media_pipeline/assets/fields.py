"""The file column of pictures: originals lie where no web server looks, and sizes are read from the header alone."""

from django.core.files.storage import storages
from PIL import Image
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from media_pipeline.assets.embedded.exif import SIDEWAYS, orientation_of


def originals():
    return storages["originals"]


def shown_size(image: Image.Image) -> tuple[int, int]:
    """Width and height as people see the picture, whichever way the camera was held."""
    width, height = image.size
    return (height, width) if orientation_of(image) in SIDEWAYS else (width, height)


class PictureFile(WagtailImageFieldFile):
    def get_image_dimensions(self):
        close = self.closed
        self.open()
        try:
            return shown_size(Image.open(self))
        finally:
            if close:
                self.close()
            else:
                self.seek(0)


class PictureFileField(WagtailImageField):
    attr_class = PictureFile
