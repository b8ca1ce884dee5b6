"""What leaves the house: upright, light, sRGB, without a position, and saying whose it is."""

import io
from datetime import UTC, datetime

import pytest
from PIL import Image, ImageCms, IptcImagePlugin
from PIL.ExifTags import IFD

from media_pipeline.assets import embedded, sizes
from tests.media_pipeline.assets.files import bytes_of, camera_exif, photograph, saved, textured, xmp

CAPTION = "Nghệ nhân buôn Akô Dhông; ê̆ ô̆ ơ̆ ư̆ & <Ƀuôn>"


def opened(rendition) -> Image.Image:
    return Image.open(io.BytesIO(bytes_of(rendition.file)))


def of(picture, format="jpeg", spec="max-480x16000") -> Image.Image:
    return opened(picture.renditions.get(filter_spec=f"{spec}|format-{format}"))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright_whichever_way_the_camera_was_held(made, orientation):
    upright = photograph()
    turned = saved(
        upright.transpose(BACK[orientation]) if orientation > 1 else upright, exif=camera_exif(orientation=orientation)
    )
    picture = made(turned)

    assert (picture.width, picture.height) == (600, 400)
    corners = [of(picture).getpixel(point) for point in ((20, 20), (460, 20), (20, 300), (460, 300))]
    assert [nearest(colour) for colour in corners] == ["red", "green", "blue", "yellow"]


BACK = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
}  # fmt: skip
COLOURS = {
    "red": (255, 0, 0),
    "green": (0, 128, 0),
    "blue": (0, 0, 255),
    "yellow": (255, 255, 0),
    "white": (255, 255, 255),
}


def nearest(colour) -> str:
    return min(COLOURS, key=lambda name: sum((a - b) ** 2 for a, b in zip(COLOURS[name], colour, strict=False)))


@pytest.mark.parametrize("format", ["HEIF", "AVIF", "WEBP", "PNG"])
def test_every_format_may_lie_on_its_side(made, format):
    lying = saved(photograph().transpose(Image.Transpose.ROTATE_90), format, exif=camera_exif(orientation=6).tobytes())
    picture = made(lying)
    assert (picture.width, picture.height) == (600, 400)
    assert nearest(of(picture).getpixel((20, 20))) == "red" and nearest(of(picture).getpixel((460, 300))) == "yellow"


def test_nothing_that_leaves_says_where_the_camera_stood(made):
    picture = made(saved(photograph(), exif=camera_exif(orientation=6)))
    assert Image.open(io.BytesIO(bytes_of(picture.file))).getexif().get_ifd(IFD.GPSInfo)
    for rendition in picture.renditions.all():
        image = opened(rendition)
        assert not dict(image.getexif()) and "exif" not in image.info
        assert b"GPS" not in bytes_of(rendition.file)


def test_no_admin_thumbnail_says_it_either(take):
    picture = take(saved(photograph(), exif=camera_exif()))
    assert not dict(opened(picture.get_rendition("max-165x165")).getexif())


@pytest.mark.parametrize("format", ["jpeg", "webp"])
def test_every_file_that_leaves_says_whose_it_is(made, format):
    picture = made(
        caption=CAPTION, credit="Anh Dũng/TTXVN", rights="© TTXVN 2026", place="Buôn Akô Dhông",
        taken_on=datetime(2026, 11, 24, 10, 30, tzinfo=UTC), ai_provenance="assisted",
    )  # fmt: skip
    said = embedded.read(of(picture, format), now=datetime(2026, 11, 26, tzinfo=UTC))
    assert said == embedded.Facts(
        caption=CAPTION,
        credit="Anh Dũng/TTXVN",
        rights="© TTXVN 2026",
        place="Buôn Akô Dhông",
        taken_on=datetime(2026, 11, 24, 10, 30, tzinfo=UTC),
        ai="assisted",
    )


def test_agencies_that_read_only_iptc_find_the_credit(made):
    picture = made(caption=CAPTION, credit="Anh Dũng/TTXVN", rights="© TTXVN")
    found = IptcImagePlugin.getiptcinfo(of(picture))
    assert found[2, 120].decode() == CAPTION
    assert found[2, 80].decode() == found[2, 110].decode() == "Anh Dũng/TTXVN"
    assert found[2, 116].decode() == "© TTXVN"
    assert found[1, 90] == b"\x1b%G"


def test_a_caption_of_any_length_fits_the_file(made):
    picture = made(caption="ễ" * 30_000, credit="Đ" * 160)
    assert picture.orders.get().state == "done"
    assert len(IptcImagePlugin.getiptcinfo(of(picture))[2, 120]) <= 2000


def test_a_lead_of_960_pixels_weighs_at_most_100_kilobytes(made):
    picture = made(saved(textured(), quality=92))
    weights = {row.filter_spec: row.file.size for row in picture.renditions.all()}
    assert weights["max-960x16000|format-webp"] <= 100_000
    assert weights["max-720x16000|format-webp"] <= 60_000
    assert weights["max-960x16000|format-jpeg"] <= 130_000


def test_a_small_picture_is_never_blown_up(made):
    picture = made(saved(photograph((300, 200))))
    reader = [row for row in picture.renditions.all() if "format" in row.filter_spec]
    assert max(row.width for row in reader) == 300
    assert {row.filter_spec for row in reader if row.filter_spec.startswith("max")} == {
        "max-480x16000|format-jpeg", "max-360x16000|format-webp",
    }  # fmt: skip


def test_a_crop_keeps_the_focal_point(made):
    focus = {"focal_point_x": 30, "focal_point_y": 150, "focal_point_width": 60, "focal_point_height": 60}
    leftmost = of(made(saved(photograph((800, 300))), **focus), spec="fill-320x320")
    assert leftmost.size == (300, 300)
    assert nearest(leftmost.getpixel((290, 10))) == "red"
    assert nearest(of(made(saved(photograph((800, 300)))), spec="fill-320x320").getpixel((290, 10))) == "green"


def test_a_picture_that_has_the_ratio_already_is_not_made_twice(made):
    picture = made()
    assert not picture.renditions.filter(filter_spec__startswith="fill-480x320").exists()
    assert sizes.served("card", picture) is sizes.RATIOS["original"]


def test_colours_of_a_wide_gamut_and_of_print_come_out_as_srgb(made):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert of(made(saved(photograph(), icc_profile=profile))).mode == "RGB"
    cmyk = saved(Image.new("CMYK", (600, 400), (0, 255, 255, 0)))
    assert nearest(of(made(cmyk)).getpixel((100, 100))) == "red"


def test_grey_sixteen_bits_and_palettes_are_pictures_too(made):
    for image in (
        Image.new("I;16", (90, 60), 65_535),
        Image.new("L", (90, 60), 255),
        Image.new("P", (90, 60)),
        Image.new("1", (90, 60), 1),
    ):
        assert made(saved(image, "PNG")).orders.get().state == "done"
    white = made(saved(Image.new("I;16", (90, 60), 65_535), "PNG"))
    assert nearest(of(white).getpixel((5, 5))) == "white"


def test_what_is_transparent_stays_so_in_webp_and_is_paper_in_jpeg(made):
    picture = made(saved(Image.new("RGBA", (600, 400), (255, 0, 0, 0)), "PNG"))
    assert of(picture, "webp").getpixel((5, 5))[3] == 0
    assert nearest(of(picture, "jpeg").getpixel((5, 5))) == "white"


def test_what_readers_get_has_names_that_nobody_guesses(made):
    picture = made(name="bí-mật-chưa-đăng.jpg", content=saved(photograph(), xmp=xmp()))
    names = list(picture.renditions.values_list("file", flat=True))
    assert not [name for name in names if "mat" in name.lower()]
    assert all(name.startswith(f"images/{picture.filename[:2]}/{picture.filename[:16]}.") for name in names)
