"""Which files are made of a picture: few ratios, few widths, two formats. The reader's design asks for no others.

WebP is what nearly every browser takes; JPEG is for the rest, for feeds and for shared links, so it needs few widths.
"""

from dataclasses import dataclass

from wagtail.images.models import Filter


@dataclass(frozen=True)
class Ratio:
    """Width to height, (0, 0) for the picture as it is; and the widths made in each format."""

    width: int
    height: int
    webp: tuple[int, ...]
    jpeg: tuple[int, ...]

    def spec(self, width: int, format: str) -> str:
        # 16,000: the longest side WebP can hold is 16,383.
        size = f"fill-{width}x{round(width * self.height / self.width)}" if self.height else f"max-{width}x16000"
        return f"{size}|format-{format}"


RATIOS = {
    "original": Ratio(0, 0, webp=(360, 480, 720, 960, 1280, 1600), jpeg=(480, 960, 1600)),
    "card": Ratio(3, 2, webp=(240, 360, 480, 720, 960, 1280), jpeg=(480, 960)),
    "wide": Ratio(16, 9, webp=(360, 480, 720, 960, 1280), jpeg=(480, 960)),
    "square": Ratio(1, 1, webp=(160, 320, 480), jpeg=(320,)),
    "tall": Ratio(4, 5, webp=(240, 360, 720), jpeg=(720,)),
}
FORMATS = ("jpeg", "webp")
CROP = Filter("fill-1x1")
# Wagtail's lists, choosers and edit pages.
ADMIN_SPECS = ("max-165x165", "max-800x600")
READER_SPECS = frozenset(
    ratio.spec(width, format) for ratio in RATIOS.values() for format in FORMATS for width in getattr(ratio, format)
)


def served(name: str, picture) -> Ratio:
    """The ratio whose files stand for `name`: a picture that already has the ratio is not made twice."""
    ratio = RATIOS[name]
    if ratio.height and abs(picture.width * ratio.height / (picture.height * ratio.width) - 1) < 0.01:
        return RATIOS["original"]
    return ratio


def specs(picture, ratio: Ratio, format: str) -> list[str]:
    """Narrow to wide, ending with the first width that holds every pixel there is."""
    widest = min(picture.width, picture.height * ratio.width // ratio.height) if ratio.height else picture.width
    widths = getattr(ratio, format)
    smaller = [width for width in widths if width < widest]
    return [ratio.spec(width, format) for width in widths[: len(smaller) + 1]]


def wanted(picture) -> list[str]:
    """Every spec an order makes; a JPEG of the picture as it is first, so that there is something to show."""
    ratios = dict.fromkeys(served(name, picture) for name in RATIOS)
    return [spec for format in FORMATS for ratio in ratios for spec in specs(picture, ratio, format)] + list(
        ADMIN_SPECS
    )


def focus_key(picture) -> str:
    """Wagtail's key of the focal point, the same for every crop."""
    return CROP.get_cache_key(picture)
