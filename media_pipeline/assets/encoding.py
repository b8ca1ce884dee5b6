"""One decode, many files. What comes out is upright, sRGB, without EXIF or position, and says whose it is."""

from contextlib import contextmanager
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageCms
from wagtail.images.exceptions import UnknownOutputImageFormatError
from willow.plugins.pillow import PillowImage

from media_pipeline.assets import embedded
from media_pipeline.assets.embedded.exif import TURNS, orientation_of

# A lead of 960 × 640 in 100 KB: the largest picture of a page within the budget of a phone on 3G.
BYTES_PER_PIXEL = 100_000 / (960 * 640)
SMALLEST_BUDGET = 12_000
QUALITIES = {"webp": (76, 62, 48, 34), "jpeg": (80, 70, 58, 46), "avif": (60, 50, 40), "png": (100,)}
EXTENSIONS = {"webp": "webp", "jpeg": "jpg", "avif": "avif", "png": "png"}
# A JPEG may be decoded at half its size as long as that leaves twice the widest file.
ENOUGH = 3200


class Master:
    """An opened original, from which files are cut."""

    def __init__(self, image: Image.Image, picture):
        self.picture = picture
        self.profile = image.info.get("icc_profile")
        self.image = plain(upright(image))

    def cut(self, filter) -> ContentFile:
        """The file for one Wagtail filter. Raises UnknownOutputImageFormatError for a format we do not write."""
        settings = {}
        willow = PillowImage(self._resized(filter))
        for operation in filter.filter_operations:
            willow = operation.run(willow, self.picture, settings) or willow
        image = willow.image
        format = settings.get("output-format") or ("png" if image.mode == "RGBA" else "jpeg")
        if format not in QUALITIES:
            raise UnknownOutputImageFormatError(format)
        return ContentFile(encoded(image, format, self.picture.facts), name=file_name(self.picture, filter, format))

    def _resized(self, filter) -> Image.Image:
        transform = filter.get_transform(self.picture, (self.picture.width, self.picture.height))
        scale = self.image.width / self.picture.width, self.image.height / self.picture.height
        left, top, right, bottom = (edge * scale[index % 2] for index, edge in enumerate(transform.get_rect()))
        box = max(0, left), max(0, top), min(self.image.width, right), min(self.image.height, bottom)
        crop = box[2] - box[0], box[3] - box[1]
        size = tuple(max(1, round(min(asked, there))) for asked, there in zip(transform.size, crop, strict=True))
        image = self.image.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3)
        return in_srgb(image, self.profile)


@contextmanager
def master_of(picture, source=None):
    """Open a picture's original, or `source` in its place. Raises OSError where the storage or the file fails."""
    with picture.open_file() if source is None else _given(source) as file:
        image = Image.open(file)
        if image.format in {"JPEG", "MPO"}:
            image.draft(None, (ENOUGH, ENOUGH))
        yield Master(image, picture)


@contextmanager
def _given(source):
    source.seek(0)
    yield source


def upright(image: Image.Image) -> Image.Image:
    turn = TURNS.get(orientation_of(image))
    return image if turn is None else image.transpose(turn)


def plain(image: Image.Image) -> Image.Image:
    """RGB, or RGBA where something is transparent. CMYK stays until its profile has been applied."""
    if image.mode in {"RGB", "RGBA", "CMYK"}:
        return image
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda level: level / 256).convert("L").convert("RGB")
    transparent = image.mode in {"LA", "PA", "La"} or "transparency" in image.info
    return image.convert("RGBA" if transparent else "RGB")


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError):
            pass  # a profile that is broken, or of another colour space, is worth no more than none
    return image.convert(mode)


def encoded(image: Image.Image, format: str, facts: embedded.Facts) -> bytes:
    """The best quality that stays within the budget for so many pixels."""
    options = {"xmp": embedded.as_xmp(facts)}
    if format == "jpeg":
        options |= {"progressive": True, "optimize": True, "extra": embedded.as_iptc_segment(facts)}
        image = on_white(image)
    if format == "png":
        options = {"optimize": True}
    image.info.clear()
    budget = max(SMALLEST_BUDGET, image.width * image.height * BYTES_PER_PIXEL)
    for quality in QUALITIES[format]:
        out = BytesIO()
        image.save(out, format.upper(), quality=quality, **options)
        if out.tell() <= budget:
            break
    return out.getvalue()


def on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def file_name(picture, filter, format: str) -> str:
    stem = picture.filename.partition(".")[0]
    key = filter.get_cache_key(picture)
    size = filter.spec.partition("|")[0]
    return ".".join(part for part in (stem, size, key, EXTENSIONS[format]) if part)
