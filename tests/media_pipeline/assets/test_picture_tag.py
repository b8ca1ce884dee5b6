"""`{% picture %}`: from files that exist, without a query of its own, and never a broken image."""

import re
from datetime import timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone

from media_pipeline.assets import queries
from media_pipeline.assets.models import Picture
from tests.media_pipeline.assets.files import photograph, saved


def shown(picture, options="") -> str:
    return Template(f"{{% load pictures %}}{{% picture picture {options} %}}").render(Context({"picture": picture}))


def test_a_reader_gets_webp_and_jpeg_in_widths_to_choose_from(made):
    html = shown(made(saved(photograph((1000, 700))), alt='Nhà "dài"'), 'sizes="50vw" class="pic"')
    assert html.count("<source") == 1 and 'type="image/webp"' in html
    assert re.findall(r"(\d+)w", html.partition("<img")[0]) == ["360", "480", "720", "960", "1000"]
    assert re.findall(r"(\d+)w", html.partition("<img")[2]) == ["480", "960", "1000"]
    image = html.partition("<img")[2]
    assert 'width="1000"' in image and 'height="700"' in image and 'class="pic"' in image
    assert 'alt="Nhà &quot;dài&quot;"' in image and 'loading="lazy"' in image and 'decoding="async"' in image
    assert html.count('sizes="50vw"') == 2


def test_the_picture_a_page_opens_with_is_fetched_first(made):
    html = shown(made(), "priority=True alt=''")
    assert 'fetchpriority="high"' in html and "lazy" not in html and 'alt=""' in html


@pytest.mark.parametrize(("ratio", "shape"), [("wide", 16 / 9), ("square", 1), ("tall", 4 / 5), ("card", 3 / 2)])
def test_each_ratio_of_the_design_is_there(made, ratio, shape):
    html = shown(made(saved(photograph((1000, 800)))), f'ratio="{ratio}"')
    width, height = (int(re.search(rf'{side}="(\d+)"', html)[1]) for side in ("width", "height"))
    assert abs(width / height - shape) < 0.02 and "/media/images/" in html


@pytest.mark.parametrize(("ratio", "height"), [("original", 640), ("wide", 540), ("square", 960), ("tall", 1200)])
def test_until_the_files_are_made_a_box_of_the_same_shape_keeps_the_place(take, ratio, height):
    html = shown(take(), f'ratio="{ratio}" class="pic"')
    assert 'src="/static/assets/box.svg"' in html and 'class="pic"' in html and 'alt=""' in html
    assert f'height="{height}"' in html and 'width="960"' in html
    assert not Picture.objects.get().renditions.exists()


def test_without_a_picture_nothing_is_printed():
    assert shown(None) == ""


@pytest.mark.parametrize(
    ("start", "end", "printed"), [(-2, 2, True), (0, 0, True), (None, -1, False), (1, None, False)]
)
def test_a_picture_is_printed_only_while_the_house_may(made, start, end, printed):
    today = timezone.localdate()
    picture = made(
        rights_from=None if start is None else today + timedelta(days=start),
        rights_until=None if end is None else today + timedelta(days=end),
    )
    assert ("/media/images/" in shown(picture)) is printed
    assert ("box.svg" in shown(picture)) is not printed
    told = Template("{% load pictures %}{{ picture|printable }}").render(Context({"picture": picture}))
    assert told == str(printed)


def test_while_a_new_crop_is_being_made_the_old_one_serves(made):
    picture = made(saved(photograph((1000, 400))))
    picture.focal_point_x = picture.focal_point_y = picture.focal_point_width = picture.focal_point_height = 40
    picture.save()
    assert "/media/images/" in shown(Picture.objects.get(), 'ratio="square"')


def test_any_number_of_pictures_costs_two_queries(made, django_assert_num_queries):
    for _ in range(3):
        made(saved(photograph((300, 200))))
    with django_assert_num_queries(2):
        for picture in queries.with_renditions(Picture.objects.all()):
            assert "/media/images/" in shown(picture) and shown(picture, 'ratio="square"')
    pictures = list(Picture.objects.all())
    with django_assert_num_queries(1):
        queries.prefetch_renditions([*pictures, None])
        for picture in pictures:
            assert "/media/images/" in shown(picture, 'ratio="wide"')


def test_a_shared_link_gets_a_jpeg_wide_enough(made):
    picture = made(saved(photograph((1000, 700))))
    assert queries.jpeg(picture, width=800).width == 960
    assert queries.jpeg(picture, width=4000).width == 1000
    assert queries.jpeg(picture, width=300, ratio="square").width == 320
