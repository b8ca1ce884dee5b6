"""What a file really is, found by opening it. Its name and the browser's word for it count for nothing."""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from media_pipeline.assets import embedded
from media_pipeline.assets.errors import BrokenPicture, NotAPicture, TooLarge, TooManyFrames, TooManyPixels
from media_pipeline.assets.fields import shown_size

EXTENSIONS = {
    "JPEG": "jpg", "MPO": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif", "HEIF": "heic",
}  # fmt: skip
# MPO is a JPEG with more behind it: the JPEG reader finds it.
OPENED = [format for format in EXTENSIONS if format != "MPO"]
# Several pictures in one HEIF or MPO file are bursts and depth maps, not a film.
ANIMATED = {"GIF", "PNG", "WEBP", "AVIF"}
FRAMES = 500
# Decoding WebP takes twice the memory of any other format: two canvases. So it gets half the pixels.
WEIGHT = {"WEBP": 2}
# Decoded one at a time in a process: eight telephones at once must not fill the memory.
LARGE = 20_000_000
ONE_LARGE = Lock()


@dataclass(frozen=True)
class Inspected:
    extension: str
    width: int
    height: int
    facts: embedded.Facts


def inspect(file, *, now: datetime) -> Inspected:
    """Decode a picture once, to its end, and read what it says of itself. Raises `errors.FileRefused`.

    Size and pixel limits are checked before anything is decoded. `file` is left at its beginning.
    """
    check_size(file, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
    try:
        image = _opened(file)
        _check_pixels(image)
        _check_frames(image)
        extension, facts = EXTENSIONS[image.format], embedded.read(image, now=now)
        width, height = _decode(image)
    finally:
        file.seek(0)
    return Inspected(extension, width, height, facts)


def check_size(file, limit: int) -> None:
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    if size > limit:
        raise TooLarge(
            _("Tệp nặng %(size)s, quá giới hạn %(limit)s. Hãy gửi bản nhẹ hơn.")
            % {"size": filesizeformat(size), "limit": filesizeformat(limit)}
        )
    if not size:
        raise BrokenPicture(_("Tệp trống. Hãy tải lại từ máy."))


def _opened(file) -> Image.Image:
    try:
        return Image.open(file, formats=OPENED)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooManyPixels(_too_many_pixels()) from None
    except UnidentifiedImageError:
        file.seek(0)
        if b"<svg" in file.read(4096).lower():
            raise NotAPicture(_("Không nhận ảnh SVG. Hãy xuất ra PNG rồi gửi lại.")) from None
        raise NotAPicture(_("Tệp này không phải ảnh. Tòa soạn nhận JPEG, PNG, WebP, HEIC, AVIF và GIF.")) from None
    except Exception:  # noqa: BLE001  a decoder of hostile bytes fails in ways that no list holds
        raise BrokenPicture(_broken()) from None


def _check_pixels(image: Image.Image) -> None:
    weight = WEIGHT.get(image.format, 1)
    if image.width * image.height * weight > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise TooManyPixels(_too_many_pixels(weight))


def _check_frames(image: Image.Image) -> None:
    try:
        frames = image.n_frames if image.format in ANIMATED else 1
    except Exception:  # noqa: BLE001
        raise BrokenPicture(_broken()) from None
    if frames > FRAMES:
        raise TooManyFrames(
            _("Ảnh động có %(frames)s khung hình, quá giới hạn %(limit)s. Hãy gửi dưới dạng video.")
            % {"frames": frames, "limit": FRAMES}
        )


def _decode(image: Image.Image) -> tuple[int, int]:
    """To the last row, so that half a file is refused now. A JPEG at an eighth of its size: the bytes are all read."""
    try:
        size = shown_size(image)
        image.draft(None, (1, 1))
        with ONE_LARGE if image.width * image.height > LARGE else nullcontext():
            image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooManyPixels(_too_many_pixels()) from None
    except Exception:  # noqa: BLE001
        raise BrokenPicture(_broken()) from None
    return size


def _broken() -> str:
    return _("Ảnh bị hỏng hoặc chưa tải lên hết. Hãy mở thử trên máy rồi gửi lại.")


def _too_many_pixels(weight: int = 1) -> str:
    return _("Ảnh lớn quá %(limit)s triệu điểm ảnh. Hãy thu nhỏ rồi gửi lại.") % {
        "limit": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // weight // 1_000_000
    }
