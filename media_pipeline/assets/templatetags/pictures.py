"""`{% picture %}`: a picture as readers get it, from files that exist. It never makes one: that is a task's work."""

from django import template
from django.forms.utils import flatatt
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from media_pipeline.assets import queries, sizes

register = template.Library()


@register.simple_tag
def picture(image, ratio="original", sizes="100vw", alt=None, priority=False, **attributes) -> SafeString | str:
    """`<picture>` with WebP and JPEG; an empty box of the same shape while there is no file, or no right to show it.

    `ratio`: original, card (3:2), wide (16:9), square, tall (4:5), cropped around the focal point. `alt` is the
    picture's own unless given. `priority` is for the one picture that a page opens with. Other attributes go to `<img>`.
    """
    if image is None:
        return ""
    usable = image.usable_on(timezone.localdate())
    jpeg = queries.files(image, ratio, "jpeg") if usable else []
    if not jpeg:
        return box(image, ratio, attributes)
    webp = queries.files(image, ratio, "webp")
    largest = jpeg[-1]
    attributes |= {"src": largest.url, "width": str(largest.width), "height": str(largest.height)}
    attributes |= {"alt": alternative(image) if alt is None else alt}
    attributes |= {"fetchpriority": "high"} if priority else {"loading": "lazy", "decoding": "async"}
    if len(jpeg) > 1:
        attributes |= {"srcset": srcset(jpeg), "sizes": sizes}
    source = {"type": "image/webp", "srcset": srcset(webp), "sizes": sizes}
    return format_html(
        "<picture>{}<img{}></picture>",
        format_html("<source{}>", flatatt(source)) if webp else "",
        flatatt(attributes),
    )


@register.filter
def printable(image) -> bool:
    """True while the house has the right to show it."""
    return image is not None and image.usable_on(timezone.localdate())


def box(image, ratio: str, attributes: dict) -> SafeString:
    shape = sizes.served(ratio, image)
    width, height = (shape.width, shape.height) if shape.height else (image.width, image.height)
    attributes |= {
        "src": static("assets/box.svg"),
        "width": "960",
        "height": str(round(960 * height / width)),
        "alt": "",
    }
    return format_html("<picture><img{}></picture>", flatatt(attributes))


def alternative(image) -> str:
    return "" if image.decorative else image.contextual_alt_text or image.default_alt_text


def srcset(files) -> str:
    return ", ".join(f"{file.url} {file.width}w" for file in files)
