import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.language import slugify, unique_slug


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Đắk Lắk", "dak-lak"),
        ("Buôn Đôn", "buon-don"),
        ("Ƀuôn Ma Thuôt", "buon-ma-thuot"),
        ("ê̆ ô̆ ơ̆ ư̆", "e-o-o-u"),
        ("Ea H’leo: 3.500 ha cà phê!", "ea-hleo-3-500-ha-ca-phe"),
        ("", "tin"),
        ("!!! 漢字", "tin"),
    ],
)
def test_a_headline_in_an_address(headline, slug):
    assert slugify(headline) == slug


def test_a_long_headline_is_cut_between_words():
    assert slugify("Đại hội đại biểu các dân tộc thiểu số", max_length=12) == "dai-hoi-dai"
    assert slugify("nghiêngngả", max_length=6) == "nghien"


def test_the_same_headline_again_gets_a_number():
    taken = {"mua-lon", "mua-lon-2"}
    assert unique_slug("mua-lon", taken) == "mua-lon-3"
    assert unique_slug("nang", taken) == "nang"
    assert unique_slug("mua-lon", taken, max_length=7) == "mua-l-2"


@given(st.text(st.characters(), max_size=300))
def test_a_slug_is_always_fit_for_an_address(text):
    slug = slugify(text, max_length=40)
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug)
    assert len(slug) <= 40
    assert slugify(slug, max_length=40) == slug
