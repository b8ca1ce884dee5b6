import io
import time
import zipfile

import pytest
from django.core.files.storage import default_storage, storages
from django.utils import timezone
from PIL import Image
from wagtail.models import Collection

from media_pipeline.assets.errors import BrokenPicture, NotAPicture, TooLarge, TooManyFrames, TooManyPixels
from media_pipeline.assets.inspection import inspect
from media_pipeline.assets.models import Picture
from media_pipeline.assets.services import take_in
from tests.media_pipeline.assets.files import bytes_of, camera_exif, declaring, photograph, saved, sent


def refused(content: bytes, name="anh.jpg") -> Exception:
    with pytest.raises(Exception) as caught:
        inspect(sent(content, name), now=timezone.now())
    return caught.value


@pytest.mark.parametrize(
    ("format", "extension"),
    [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("AVIF", "avif"), ("HEIF", "heic"), ("GIF", "gif")],
)
def test_every_format_of_a_newsroom_comes_in_and_is_kept_as_it_came(made, format, extension):
    content = saved(photograph(), format)
    picture = made(content, name="Nhà dài.bin")

    assert (picture.width, picture.height) == (600, 400)
    assert picture.file.name.endswith(f".{extension}")
    assert bytes_of(picture.file) == content
    assert picture.orders.get().state == "done"
    assert picture.renditions.get(filter_spec="max-480x16000|format-jpeg").width == 480


def test_a_webp_saved_from_zalo_under_the_name_jpg_is_welcome(take):
    assert take(saved(photograph(), "WEBP"), name="z5012.jpg").file.name.endswith(".webp")


def test_several_pictures_in_one_telephone_file_are_one_picture(take):
    burst = saved(photograph(), "MPO", save_all=True, append_images=[photograph()])
    assert take(burst).file.name.endswith(".jpg")


def test_the_original_lies_where_no_reader_looks(take, settings):
    picture = take()
    assert picture.file.storage.location == storages["originals"].location
    assert not picture.file.path.startswith(str(settings.MEDIA_ROOT))
    assert not default_storage.exists(picture.file.name)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Buôn ê̆ ô̆ ơ̆ ư̆.jpg", "Buôn ê̆ ô̆ ơ̆ ư̆"),
        ("Đắk_Lắk_2026.JPG", "Đắk Lắk 2026"),
        ("../../etc/passwd.jpg", "passwd"),
        ("C:\\Anh\\chieng.jpeg", "chieng"),
        (".jpg", "jpg"),
        ("...", "Ảnh"),
        ("<script>.png", "<script>"),
    ],
)
def test_the_title_is_the_name_of_the_file_made_readable(take, name, title):
    file = sent(saved(photograph()))
    file._name = name  # a browser's name goes through Django's own cleaning; a program's does not
    picture = take_in(file, user=None, collection=Collection.get_first_root_node(), now=timezone.now())
    assert picture.title == title
    assert picture.file.name.isascii() and ".." not in picture.file.name


def test_what_a_person_typed_wins_over_what_the_file_says(take):
    content = saved(photograph(), exif=camera_exif(description="Caption of the file", artist="Y Khoa"))
    picture = take(content, title="Lễ hội cồng chiêng", caption="Chiêng trong lễ mừng lúa mới.", credit="")
    assert (picture.title, picture.caption, picture.credit) == (
        "Lễ hội cồng chiêng", "Chiêng trong lễ mừng lúa mới.", "Y Khoa",
    )  # fmt: skip


@pytest.mark.parametrize("size", [(10_000, 10_000), (65_000, 65_000)])
def test_a_picture_of_too_many_pixels_is_refused_at_its_header(size):
    bomb = declaring(saved(photograph((64, 64))), *size)
    began = time.process_time()
    refusal = refused(bomb)
    assert isinstance(refusal, TooManyPixels)
    assert str(refusal) == "Ảnh lớn quá 80 triệu điểm ảnh. Hãy thu nhỏ rồi gửi lại."
    assert time.process_time() - began < 1


def test_a_small_file_that_unpacks_to_a_hundred_megapixels_is_refused():
    bomb = saved(Image.new("1", (10_000, 10_000)), "PNG", optimize=True)
    assert len(bomb) < 100_000
    assert isinstance(refused(bomb, "anh.png"), TooManyPixels)


def test_webp_which_takes_twice_the_memory_gets_half_the_pixels():
    refusal = refused(saved(Image.new("L", (8000, 5100)), "WEBP", method=0))
    assert isinstance(refusal, TooManyPixels) and "40 triệu" in str(refusal)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "GIF"])
@pytest.mark.parametrize("part", [0.3, 0.8])
def test_half_a_file_is_refused(format, part):
    content = saved(Image.effect_noise((400, 300), 80).convert("RGB"), format)
    assert isinstance(refused(content[: int(len(content) * part)]), (BrokenPicture, NotAPicture))


def test_a_film_in_a_gif_is_refused_and_a_short_animation_is_not():
    frames = [Image.new("RGB", (8, 8), (colour, 0, 0)) for colour in range(250)] * 3
    assert isinstance(refused(saved(frames[0], "GIF", save_all=True, append_images=frames[1:])), TooManyFrames)
    inspect(sent(saved(frames[0], "GIF", save_all=True, append_images=frames[1:20])), now=timezone.now())


def test_a_file_heavier_than_the_limit_is_refused(settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1000
    refusal = refused(saved(photograph()))
    assert isinstance(refusal, TooLarge)
    assert "quá giới hạn" in str(refusal)


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script></html>",
        b"%PDF-1.7\n1 0 obj",
        b"MZ\x90\x00",
        b"II*\x00\x08\x00\x00\x00\x00\x00",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"\x00" * 500,
        b"GIF89a<script>alert(1)</script>",
        b"\xff\xd8\xff\xe0 not a picture",
    ],
)
def test_what_is_not_a_picture_is_refused_whatever_its_name(content):
    assert isinstance(refused(content, "anh.jpg"), (NotAPicture, BrokenPicture))


def test_an_empty_file_is_refused():
    assert "Tệp trống" in str(refused(b""))


def test_svg_is_refused_with_a_way_out():
    svg = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    assert "Hãy xuất ra PNG" in str(refused(svg, "hinh.svg"))


def test_a_file_that_is_also_something_else_leaves_the_house_as_a_picture_only(made):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as package:
        package.writestr("x.html", "<script>alert(1)</script>")
    both = saved(photograph(), comment=b"<script>alert(1)</script>") + archive.getvalue()
    assert zipfile.is_zipfile(io.BytesIO(both))

    picture = made(both)
    for rendition in picture.renditions.all():
        content = bytes_of(rendition.file)
        assert b"<script>" not in content and not zipfile.is_zipfile(io.BytesIO(content))


def test_a_refused_file_leaves_nothing_behind(take):
    with pytest.raises(NotAPicture):
        take(b"<svg/>")
    assert not Picture.objects.exists()


@pytest.mark.parametrize("size", [(1, 1), (1, 4000), (4000, 1), (3000, 17)])
def test_odd_shapes_are_pictures_too(made, size):
    picture = made(saved(photograph(size), "PNG"))
    assert picture.orders.get().state == "done"
    assert all(row.width <= size[0] and row.height <= size[1] for row in picture.renditions.all())
