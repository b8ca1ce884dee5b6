"""Moments when something is away."""

import pytest
from django.template.loader import render_to_string
from wagtail.models import Site


def test_the_page_for_a_failure_needs_neither_database_nor_request():
    assert "Trang đang gặp trục trặc" in render_to_string("500.html")


def test_the_page_for_no_right_needs_neither():
    page = render_to_string("403.html")
    assert "Bạn không có quyền xem trang này" in page and "/tai-khoan/login/" in page


@pytest.mark.django_db
def test_an_empty_newsroom_says_what_to_make_first(client):
    assert not Site.objects.exists()
    page = client.get("/")
    assert page.status_code == 404
    assert "Lập tòa soạn" in page.content.decode() and 'href="/quan-tri/"' in page.content.decode()


@pytest.mark.django_db
def test_a_site_without_a_front_page_answers_plainly(client):
    assert client.get("/khong-co/").status_code == 404
    assert client.get("/tim-kiem/?q=x").status_code == 200
    assert client.get("/moi-nhat/").status_code == 200
    assert client.get("/sitemap.xml").status_code == 200


@pytest.mark.django_db
def test_the_door_to_the_newsroom_speaks_vietnamese(client):
    page = client.get("/tai-khoan/login/").content.decode()
    assert "Đăng nhập tòa soạn" in page and "Mật khẩu" in page and "Sign" not in page
    wrong = client.post("/tai-khoan/login/", {"login": "ai-do", "password": "sai"}).content.decode()
    assert "field--err" in wrong or "errorlist" in wrong
